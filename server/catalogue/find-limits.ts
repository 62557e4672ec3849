import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { LimitView } from "./contract.ts";
import { limitView, ofEdition } from "./limit-view.ts";
import { loadLimits } from "./load-limits.ts";
import { applicableLimits, indexLimits, itemKey } from "./rules.ts";
import type { LimitRow } from "./rules/limit-row.ts";

/**
 * The limits that decide for a product's category, an item and a day: of each standard in force the narrowest row. None
 * where an item that the catalogue tests for has no limit at all; an item or a category nobody knows is refused.
 */
export async function limitsInForce(
  ctx: Context,
  question: { category: string; item: string; on: string },
): Promise<LimitRow[]> {
  const index = indexLimits(await loadLimits(ctx));
  if (index.byItem.has(itemKey(question.item))) return applicableLimits(index, question);
  await refuseUnknownItem(ctx, question.item);
  if (!index.tree.placeOf(question.category)) throw new Problem("category-unknown", { category: question.category });
  return [];
}

/** The same, as people read them. */
export async function findLimits(
  ctx: Context,
  { query }: InputOf<typeof contract.findLimits>,
): Promise<{ rows: LimitView[] }> {
  const decisive = await limitsInForce(ctx, query);
  const found = await ctx.db.limit.findMany({
    where: { rowKey: { in: decisive.map((row) => row.id) } },
    include: ofEdition,
  });
  return {
    rows: decisive.flatMap((row) =>
      found.filter((limit) => limit.rowKey === row.id).map((limit) => limitView(limit, row)),
    ),
  };
}

async function refuseUnknownItem(ctx: Context, item: string): Promise<void> {
  const names = await ctx.db.item.findMany({ select: { name: true } });
  if (!names.some(({ name }) => itemKey(name) === itemKey(item))) throw new Problem("item-unknown", { item });
}
