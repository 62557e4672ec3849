import { Problem } from "../kernel/problems.ts";
import type { Context, House } from "../platform/context.ts";
import { change } from "../platform/transaction.ts";

const forgetAfterMinutes = 30;

/** Seconds to wait after so many wrong guesses in a row: none for the first few, then doubling to a quarter of an hour. */
export function waitAfter(failures: number): number {
  return failures < 5 ? 0 : Math.min(900, 2 ** (failures - 5) * 5);
}

/** Refuses while a key (a login, an address, a number) is slowed down. Rows, so that it holds over many processes. */
export async function refuseWhileBlocked(ctx: Context, key: string): Promise<void> {
  const guess = await ctx.db.guess.findUnique({ where: { key } });
  const left = guess?.blockedUntil ? guess.blockedUntil.getTime() - ctx.now().getTime() : 0;
  if (left > 0) throw new Problem("too-many-tries", { seconds: Math.ceil(left / 1000) });
}

/** Counts a wrong guess in a change of its own, because the refusal that follows rolls back everything else. */
export async function countGuess(house: House, ctx: Context, keys: string[]): Promise<void> {
  await change(house, { actor: ctx.actor, requestId: ctx.requestId, address: ctx.address }, "none", async (own) => {
    for (const key of keys) {
      const now = own.now();
      const before = await own.db.guess.findUnique({ where: { key } });
      const isFresh = before && now.getTime() - before.lastAt.getTime() < forgetAfterMinutes * 60_000;
      const failures = (isFresh ? before.failures : 0) + 1;
      const wait = waitAfter(failures);
      const blockedUntil = wait > 0 ? new Date(now.getTime() + wait * 1000) : null;
      await own.db.guess.upsert({ where: { key }, create: { key, failures, lastAt: now, blockedUntil }, update: { failures, lastAt: now, blockedUntil } });
    }
    await own.note("guess.failed", keys.join(" "));
  });
}
