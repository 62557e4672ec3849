import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";

/** The orders an enterprise may see, kept with each of them by `readerOf` (rules.ts). */
export function readableOrders(ctx: Context): { readerId: string } {
  const enterpriseId = ctx.actor.enterpriseId;
  if (!enterpriseId) throw new Problem("not-allowed");
  return { readerId: enterpriseId };
}
