import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { countGuess, refuseWhileBlocked } from "./guessing.ts";
import { isPassword } from "./password.ts";
import { openSession } from "./session.ts";
import { showMe } from "./show-me.ts";

/** Lets a person in who gives their name and password; guessing is slowed down by name and by address. */
export async function signIn(ctx: Context, { body }: InputOf<typeof contract.signIn>): Promise<contract.Me> {
  const login = body.login.trim().toLowerCase();
  const keys = [`login ${login}`, `address ${ctx.address}`];
  for (const key of keys) await refuseWhileBlocked(ctx, key);
  const person = await ctx.db.person.findUnique({ where: { login } });
  const isRight = await isPassword(person?.passwordHash, body.password);
  if (!person || !isRight || !person.isActive) {
    ctx.whenRefused((own) => countGuess(own, keys));
    throw new Problem("sign-in-refused");
  }
  await ctx.db.guess.deleteMany({ where: { key: { in: keys } } });
  const { csrf } = await openSession(ctx, person.id);
  await ctx.note("person.signed-in", `person ${person.login}`, { address: ctx.address });
  return showMe(ctx, person.id, csrf);
}
