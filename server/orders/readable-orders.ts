import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";

/**
 * The orders an enterprise may see (`readerOf` in rules.ts says the same of one): what it commissioned itself, and supervisory sampling
 * of its own once the authority has marked it notified (已送达). Risk monitoring never reaches it.
 */
export function readableOrders(ctx: Context): Prisma.OrderWhereInput {
  const enterpriseId = ctx.actor.enterpriseId;
  if (!enterpriseId) throw new Problem("not-allowed");
  return {
    ownerId: enterpriseId,
    OR: [{ source: { in: ["commissioned", "reinspection"] } }, { source: "supervisory", notifiedAt: { not: null } }],
  };
}
