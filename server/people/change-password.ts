import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { countGuess, refuseWhileBlocked } from "./guessing.ts";
import { hashPassword, isPassword, refuseWeak } from "./password.ts";

/** Changes my password and ends my other sessions. */
export async function changePassword(
  ctx: Context,
  { body }: InputOf<typeof contract.changePassword>,
): Promise<Record<string, never>> {
  const person = await ctx.db.person.findUniqueOrThrow({ where: { id: ctx.actor.id ?? "" } });
  const key = `password ${person.login}`;
  await refuseWhileBlocked(ctx, key);
  if (!(await isPassword(person.passwordHash, body.current))) {
    ctx.whenRefused((own) => countGuess(own, [key]));
    throw new Problem("wrong-password");
  }
  refuseWeak(body.next, person.login);
  if (body.next === body.current) throw new Problem("weak-password");
  await ctx.db.person.update({
    where: { id: person.id },
    data: { passwordHash: await hashPassword(body.next), mustChangePassword: false },
  });
  await ctx.db.session.deleteMany({ where: { personId: person.id, NOT: { tokenHash: ctx.actor.session ?? "" } } });
  await ctx.note("person.password-changed", `person ${person.login}`);
  return {};
}

/** Where my notices are mailed to; empty for no mail. */
export async function setMyEmail(
  ctx: Context,
  { body }: InputOf<typeof contract.setMyEmail>,
): Promise<Record<string, never>> {
  const person = await ctx.db.person.update({
    where: { id: ctx.actor.id ?? "" },
    data: { email: body.email || null },
  });
  await ctx.note("person.email-set", `person ${person.login}`);
  return {};
}

/** Ends my session. */
export async function signOut(ctx: Context): Promise<Record<string, never>> {
  await ctx.db.session.deleteMany({ where: { tokenHash: ctx.actor.session ?? "" } });
  ctx.cookie.set = null;
  await ctx.note("person.signed-out", `person ${ctx.actor.name}`);
  return {};
}
