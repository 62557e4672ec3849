import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type * as contract from "./contract.ts";
import type { GivenPassword } from "./contract.ts";
import { laboratoryOf } from "./laboratory.ts";
import { hashPassword } from "./password.ts";
import type { Role } from "./roles.ts";

// Through an account of an enterprise everything may be read that any laboratory did for it. So a laboratory looks after the accounts
// of those that are its clients alone; where another laboratory works for them too, somebody does who sees all laboratories.

/** People an administrator looks after: those of the laboratory, and of enterprises that no other laboratory works for. */
export function ownPeople(ctx: Context): Prisma.PersonWhereInput {
  if (ctx.actor.seesAllLaboratories) return {};
  const laboratoryId = laboratoryOf(ctx);
  const ofOthers = { some: { laboratoryId: { not: laboratoryId } } };
  return {
    OR: [
      { laboratoryId },
      { laboratoryId: null, enterprise: { NOT: { OR: [{ ordersAsClient: ofOthers }, { ordersSampled: ofOthers }] } } },
    ],
  };
}

/** Refuses an enterprise that another laboratory works for. */
export async function refuseForeignEnterprise(ctx: Context, enterpriseId: string): Promise<void> {
  if (ctx.actor.seesAllLaboratories) return;
  const elsewhere = await ctx.db.order.count({
    where: {
      laboratoryId: { not: laboratoryOf(ctx) },
      OR: [{ clientId: enterpriseId }, { sampledEnterpriseId: enterpriseId }],
    },
  });
  if (elsewhere > 0) throw new Problem("enterprise-of-others");
}

/** Whether an enterprise looks after its accounts itself. */
export async function enterpriseAccounts(
  ctx: Context,
  { params }: InputOf<typeof contract.enterpriseAccounts>,
): Promise<ReplyOf<typeof contract.enterpriseAccounts>> {
  const people = await ctx.db.person.findMany({
    where: { enterpriseId: params.enterpriseId, isActive: true },
    select: { name: true, roles: true },
    orderBy: { createdAt: "asc" },
  });
  return {
    accounts: people.length,
    administrators: people.filter(({ roles }) => roles.includes("enterprise_admin")).map(({ name }) => name),
  };
}

/** Reception opens an enterprise's first account; from then on its administrator adds people and resets passwords. */
export async function openEnterpriseAccount(
  ctx: Context,
  { params, body }: InputOf<typeof contract.openEnterpriseAccount>,
): Promise<GivenPassword> {
  const enterprise = await ctx.db.enterprise.findUnique({ where: { id: params.enterpriseId } });
  if (!enterprise) throw new Problem("not-found", { what: "enterprise" });
  const { administrators } = await enterpriseAccounts(ctx, { params, query: {}, body: {} });
  if (administrators.length > 0) throw new Problem("administrator-exists", { names: administrators });
  await refuseForeignEnterprise(ctx, enterprise.id);
  const given = await addAccount(ctx, enterprise.id, { ...body, roles: ["enterprise", "enterprise_admin"] });
  await ctx.note("person.added", `person ${given.login}`, { enterprise: enterprise.creditCode, first: true });
  return given;
}

/** A new account of an enterprise with a password that is said once. */
export async function addAccount(
  ctx: Context,
  enterpriseId: string,
  said: { login: string; name: string; email: string; roles: Role[] },
): Promise<GivenPassword> {
  const login = said.login.toLowerCase();
  if (await ctx.db.person.findUnique({ where: { login } })) throw new Problem("already-exists", { what: said.login });
  const password = madePassword(ctx);
  await ctx.db.person.create({
    data: {
      login,
      name: said.name,
      email: said.email || null,
      roles: said.roles,
      passwordHash: await hashPassword(password),
      mustChangePassword: true,
      createdAt: ctx.now(),
      enterpriseId,
    },
  });
  return { login, name: said.name, password };
}

/** The administrator gives somebody a new password; their own they change themselves. */
export async function resetPassword(
  ctx: Context,
  { params }: InputOf<typeof contract.resetPassword>,
): Promise<GivenPassword> {
  const person = await ctx.db.person.findFirst({ where: { id: params.personId, ...ownPeople(ctx) } });
  if (!person) throw new Problem("not-found");
  return givePassword(ctx, person);
}

/** A new password that is said once and changed at the next sign-in; sessions and counted guesses end. */
export async function givePassword(
  ctx: Context,
  person: { id: string; login: string; name: string },
): Promise<GivenPassword> {
  if (person.id === ctx.actor.id) throw new Problem("not-allowed");
  const password = madePassword(ctx);
  await ctx.db.person.update({
    where: { id: person.id },
    data: { passwordHash: await hashPassword(password), mustChangePassword: true },
  });
  await ctx.db.session.deleteMany({ where: { personId: person.id } });
  await ctx.db.guess.deleteMany({ where: { key: { in: [`login ${person.login}`, `password ${person.login}`] } } });
  await ctx.note("person.password-reset", `person ${person.login}`);
  return { login: person.login, name: person.name, password };
}

const letters = "abcdefghjkmnpqrstuvwxyz23456789"; // none that are mistaken for another when read out

function madePassword(ctx: Context): string {
  const drawn = [...ctx.house.random(64)].filter((byte) => byte < letters.length * 8).slice(0, 12);
  if (drawn.length < 12) return madePassword(ctx);
  const text = drawn.map((byte) => letters[byte % letters.length]).join("");
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}
