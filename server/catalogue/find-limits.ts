import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { limitView, ofEdition } from "./limit-view.ts";
import { loadLimits } from "./load-limits.ts";
import { applicableLimits, indexLimits, itemKey } from "./rules.ts";
import type { LimitRow } from "./rules/limit-row.ts";
import { rowsToFollowInstead, type Transition } from "./rules/transition.ts";

/** A row with what is known of its figure: whether it needs no comparison with the printed standard, or had it. */
export type KnownRow = { row: LimitRow; isConfirmed: boolean; confirmedBy: string | null };

/** A row in force, and the rows of other editions that may be followed on the day instead. */
export type LimitInForce = KnownRow & { mayFollowInstead: KnownRow[] };

/**
 * The limits that decide for a product's category, an item and a day: of each standard in force the narrowest row, with
 * what may be followed instead in a transition. None where an item that the catalogue tests for has no limit at all; an
 * item or a category nobody knows is refused.
 */
export async function limitsInForce(
  ctx: Context,
  question: { category: string; item: string; on: string },
): Promise<LimitInForce[]> {
  const index = indexLimits(await loadLimits(ctx));
  if (!index.byItem.has(itemKey(question.item))) {
    await refuseUnknownItem(ctx, question.item);
    if (!index.tree.placeOf(question.category)) throw new Problem("category-unknown", { category: question.category });
    return [];
  }
  const rows = applicableLimits(index, question);
  const transitions = await loadTransitions(ctx, question.on);
  const instead = new Map(rows.map((row) => [row, rowsToFollowInstead(index, row, question, transitions)]));
  const known = await knownRows(ctx, [...rows, ...[...instead.values()].flat()]);
  return rows.map((row) => ({ ...known(row), mayFollowInstead: (instead.get(row) ?? []).map(known) }));
}

/** The same, as people read them; what may be followed instead stands after what is in force, marked. */
export async function findLimits(
  ctx: Context,
  { query }: InputOf<typeof contract.findLimits>,
): Promise<ReplyOf<typeof contract.findLimits>> {
  const decisive = (await limitsInForce(ctx, query)).flatMap(({ row, mayFollowInstead }) => [
    { row, isInstead: false },
    ...mayFollowInstead.map((other) => ({ row: other.row, isInstead: true })),
  ]);
  const found = await ctx.db.limit.findMany({
    where: { rowKey: { in: decisive.map(({ row }) => row.id) } },
    include: ofEdition,
  });
  return {
    rows: decisive.flatMap(({ row, isInstead }) =>
      found
        .filter((limit) => limit.rowKey === row.id)
        .map((limit) => ({ ...limitView(limit, row), mayFollowInstead: isInstead })),
    ),
  };
}

/** The editions whose notice allows another one on the day. */
async function loadTransitions(ctx: Context, on: string): Promise<Transition[]> {
  const editions = await ctx.db.edition.findMany({
    where: {
      OR: [
        { mayFollowFrom: { lte: on }, inForceFrom: { gt: on } },
        { oldMayFollowUntil: { gte: on }, inForceFrom: { lte: on } },
      ],
    },
    include: { standard: true },
    orderBy: [{ inForceFrom: "asc" }, { id: "asc" }],
  });
  return editions.map((edition) => ({ ...edition, standard: edition.standard.number }));
}

async function knownRows(ctx: Context, rows: readonly LimitRow[]): Promise<(row: LimitRow) => KnownRow> {
  const unsure = rows.filter((row) => row.confidence !== "high").map((row) => row.id);
  const confirmed =
    unsure.length === 0
      ? []
      : await ctx.db.limit.findMany({
          where: { rowKey: { in: unsure }, confirmedAt: { not: null } },
          select: { rowKey: true, confirmedBy: true },
        });
  return (row) => {
    const by = confirmed.find((limit) => limit.rowKey === row.id);
    return { row, isConfirmed: row.confidence === "high" || by !== undefined, confirmedBy: by?.confirmedBy ?? null };
  };
}

async function refuseUnknownItem(ctx: Context, item: string): Promise<void> {
  const names = await ctx.db.item.findMany({ select: { name: true } });
  if (!names.some(({ name }) => itemKey(name) === itemKey(item))) throw new Problem("item-unknown", { item });
}
