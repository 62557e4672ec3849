import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";

const forgetAfterMinutes = 30;

/** Wrong guesses before anybody waits; a whole laboratory may share one address. */
const free = { one: 5, address: 40 };

/** Seconds to wait after so many wrong guesses in a row: none for the first few, then doubling to a quarter of an hour. */
export function waitAfter(failures: number, most = free.one): number {
  return failures < most ? 0 : Math.min(900, 2 ** (failures - most) * 5);
}

/** Refuses while a key (a login, an address, a number) is slowed down. Rows, so that it holds over many processes. */
export async function refuseWhileBlocked(ctx: Context, key: string): Promise<void> {
  const guess = await ctx.db.guess.findUnique({ where: { key } });
  const left = guess?.blockedUntil ? guess.blockedUntil.getTime() - ctx.now().getTime() : 0;
  if (left > 0) throw new Problem("too-many-tries", { seconds: Math.ceil(left / 1000) });
}

/** Counts a wrong guess. Where a refusal follows, call it in `ctx.whenRefused`, for the refusal rolls back everything else. */
export async function countGuess(ctx: Context, keys: string[]): Promise<void> {
  for (const key of keys) {
    const now = ctx.now();
    const before = await ctx.db.guess.findUnique({ where: { key } });
    const isFresh = before && now.getTime() - before.lastAt.getTime() < forgetAfterMinutes * 60_000;
    const failures = (isFresh ? before.failures : 0) + 1;
    const wait = waitAfter(failures, /^(\w+-)?address /.test(key) ? free.address : free.one);
    const blockedUntil = wait > 0 ? new Date(now.getTime() + wait * 1000) : null;
    await ctx.db.guess.upsert({
      where: { key },
      create: { key, failures, lastAt: now, blockedUntil },
      update: { failures, lastAt: now, blockedUntil },
    });
  }
  await ctx.note("guess.failed", keys.join(" "));
}
