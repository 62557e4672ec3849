import type { InputOf } from "../kernel/endpoint.ts";
import { plainCode } from "../kernel/credit-code.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { refuseUnprintable } from "../platform/paper/refuse-unprintable.ts";
import type * as contract from "./contract.ts";
import type { PersonView } from "./contract.ts";
import { ownPeople, refuseForeignEnterprise } from "./enterprise-accounts.ts";
import { laboratoryOf } from "./laboratory.ts";
import { hashPassword, refuseWeak } from "./password.ts";

const enterpriseRoles: readonly string[] = ["enterprise", "enterprise_admin"];
const include = { laboratory: true, enterprise: true } as const;

/** Adds a person; staff belong to the laboratory of who adds them, an enterprise's people to the enterprise alone. */
export async function addPerson(ctx: Context, { body }: InputOf<typeof contract.addPerson>): Promise<PersonView> {
  const login = body.login.toLowerCase();
  if (await ctx.db.person.findUnique({ where: { login } })) throw new Problem("already-exists", { what: body.login });
  refuseWeak(body.password, login);
  refuseUnprintable({ "person.name": body.name });
  const isEnterprise = body.roles.some((role) => enterpriseRoles.includes(role));
  if (isEnterprise && !body.roles.every((role) => enterpriseRoles.includes(role)))
    throw new Problem("bad-request", { fields: ["roles"] });
  const enterprise = isEnterprise
    ? await ctx.db.enterprise.findUnique({ where: { creditCode: plainCode(body.enterpriseCreditCode ?? "") } })
    : null;
  if (isEnterprise && !enterprise) throw new Problem("not-found", { what: body.enterpriseCreditCode ?? "" });
  if (enterprise) await refuseForeignEnterprise(ctx, enterprise.id);
  const person = await ctx.db.person.create({
    data: {
      login,
      name: body.name,
      email: body.email || null,
      roles: isEnterprise ? [...new Set(["enterprise" as const, ...body.roles])] : body.roles,
      passwordHash: await hashPassword(body.password),
      mustChangePassword: true,
      createdAt: ctx.now(),
      laboratoryId: isEnterprise ? null : laboratoryOf(ctx),
      enterpriseId: enterprise?.id ?? null,
    },
    include,
  });
  await ctx.note("person.added", `person ${login}`, { roles: body.roles });
  return viewOf(person);
}

/** The people of the laboratory, and the accounts of the enterprises that are its clients alone. */
export async function listPeople(ctx: Context): Promise<{ rows: PersonView[] }> {
  const people = await ctx.db.person.findMany({
    where: ownPeople(ctx),
    include,
    orderBy: { createdAt: "asc" },
    take: 500,
  });
  return { rows: people.map(viewOf) };
}

/** Lets a person in again, or shuts them out and ends their sessions. */
export async function setPersonActive(
  ctx: Context,
  { params, body }: InputOf<typeof contract.setPersonActive>,
): Promise<PersonView> {
  const found = await ctx.db.person.findFirst({
    where: { id: params.personId, ...ownPeople(ctx) },
  });
  if (!found) throw new Problem("not-found");
  if (found.id === ctx.actor.id && !body.isActive) throw new Problem("not-allowed");
  const person = await ctx.db.person.update({ where: { id: found.id }, data: { isActive: body.isActive }, include });
  if (!body.isActive) await ctx.db.session.deleteMany({ where: { personId: person.id } });
  await ctx.note(body.isActive ? "person.let-in" : "person.shut-out", `person ${person.login}`);
  return viewOf(person);
}

type Found = {
  id: string;
  login: string;
  name: string;
  roles: PersonView["roles"];
  isActive: boolean;
  email: string | null;
  laboratory: { name: string } | null;
  enterprise: { name: string } | null;
};

/** A person as the administrator sees them. */
export function viewOf(person: Found): PersonView {
  const { id, login, name, roles, isActive, email } = person;
  return {
    id,
    login,
    name,
    roles,
    isActive,
    email,
    laboratory: person.laboratory?.name ?? null,
    enterprise: person.enterprise?.name ?? null,
  };
}
