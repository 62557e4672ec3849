import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { addAccount, givePassword } from "../people/enterprise-accounts.ts";
import type { GivenPassword } from "../people/contract.ts";
import type { Context } from "../platform/context.ts";
import type { Person } from "../platform/db.ts";
import type * as contract from "./staff-contract.ts";
import type { StaffView } from "./staff-contract.ts";

/** The people of my enterprise, in the order in which they came. */
export async function listStaff(ctx: Context): Promise<ReplyOf<typeof contract.listStaff>> {
  const people = await ctx.db.person.findMany({
    where: { enterpriseId: enterpriseOf(ctx) },
    orderBy: { createdAt: "asc" },
    take: 500,
  });
  return { rows: people.map((person) => viewOf(ctx, person)) };
}

/** An account for somebody of my enterprise; its password is said once and changed at the first sign-in. */
export async function addStaff(ctx: Context, { body }: InputOf<typeof contract.addStaff>): Promise<GivenPassword> {
  const given = await addAccount(ctx, enterpriseOf(ctx), {
    ...body,
    roles: body.isAdministrator ? ["enterprise", "enterprise_admin"] : ["enterprise"],
  });
  await ctx.note("person.added", `person ${given.login}`, { by: "enterprise", isAdministrator: body.isAdministrator });
  return given;
}

/** Changes an account of my enterprise. One administrator always remains; nobody shuts out themselves. */
export async function changeStaff(
  ctx: Context,
  { params, body }: InputOf<typeof contract.changeStaff>,
): Promise<StaffView> {
  const found = await ownPerson(ctx, params.personId);
  if (found.id === ctx.actor.id && body.isActive === false) throw new Problem("not-allowed");
  const isAdministrator = body.isAdministrator ?? found.roles.includes("enterprise_admin");
  const isActive = body.isActive ?? found.isActive;
  if (!(isAdministrator && isActive)) await refuseLast(ctx, found.id);
  const person = await ctx.db.person.update({
    where: { id: found.id },
    data: {
      isActive,
      roles: isAdministrator ? ["enterprise", "enterprise_admin"] : ["enterprise"],
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(body.email === undefined ? {} : { email: body.email || null }),
    },
  });
  if (!isActive) await ctx.db.session.deleteMany({ where: { personId: person.id } });
  await ctx.note("person.changed", `person ${person.login}`, body);
  return viewOf(ctx, person);
}

/** A new password for one of my people. */
export async function resetStaffPassword(
  ctx: Context,
  { params }: InputOf<typeof contract.resetStaffPassword>,
): Promise<GivenPassword> {
  return givePassword(ctx, await ownPerson(ctx, params.personId));
}

/** The enterprise of who asks. */
export function enterpriseOf(ctx: Context): string {
  if (!ctx.actor.enterpriseId) throw new Problem("not-allowed");
  return ctx.actor.enterpriseId;
}

async function ownPerson(ctx: Context, id: string): Promise<Person> {
  const person = await ctx.db.person.findFirst({ where: { id, enterpriseId: enterpriseOf(ctx) } });
  if (!person) throw new Problem("not-found", { what: "person" });
  return person;
}

async function refuseLast(ctx: Context, besideId: string): Promise<void> {
  const others = await ctx.db.person.count({
    where: {
      enterpriseId: enterpriseOf(ctx),
      isActive: true,
      roles: { has: "enterprise_admin" },
      NOT: { id: besideId },
    },
  });
  if (others === 0) throw new Problem("last-administrator");
}

function viewOf(ctx: Context, { id, login, name, email, roles, isActive }: Person): StaffView {
  return {
    id,
    login,
    name,
    email,
    isActive,
    isAdministrator: roles.includes("enterprise_admin"),
    isMe: id === ctx.actor.id,
  };
}
