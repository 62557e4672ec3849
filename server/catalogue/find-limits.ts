import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { limitView, ofEdition } from "./limit-view.ts";
import { loadLimits } from "./load-limits.ts";
import { applicableLimits, indexLimits, itemKey, type LimitIndex } from "./rules.ts";
import type { LimitRow } from "./rules/limit-row.ts";
import { rowsToFollowInstead, type Transition } from "./rules/transition.ts";

/** A row with what is known of its figure: whether it needs no comparison with the printed standard, or had it. */
export type KnownRow = { row: LimitRow; isConfirmed: boolean; confirmedBy: string | null };

/** A row in force, and the rows of other editions that may be followed on the day instead. */
export type LimitInForce = KnownRow & { mayFollowInstead: KnownRow[] };

export type Question = { category: string; item: string; on: string };
export type FindLimits = (question: Question) => Promise<LimitInForce[]>;

/**
 * The limits that decide for a product's category, an item and a day: of each standard in force the narrowest row, with
 * what may be followed instead in a transition. None where an item that the catalogue tests for has no limit at all; an
 * item or a category nobody knows is refused.
 */
export async function limitsInForce(ctx: Context, question: Question): Promise<LimitInForce[]> {
  return limitFinder(ctx)(question);
}

/** The same for many questions of one moment: what they share is read once. */
export function limitFinder(ctx: Context): FindLimits {
  const asked = new Map<string, Promise<LimitInForce[]>>();
  const rows = once(async () => indexLimits(await loadLimits(ctx)));
  const confirmed = once(() => confirmedRows(ctx));
  const transitions = new Map<string, () => Promise<Transition[]>>();
  const allowedOn = (on: string) => {
    const known = transitions.get(on) ?? once(() => loadTransitions(ctx, on));
    transitions.set(on, known);
    return known();
  };
  return (question) => {
    const key = JSON.stringify([question.category, question.item, question.on]);
    const found = asked.get(key) ?? find(ctx, question, { rows, confirmed, allowedOn });
    asked.set(key, found);
    return found;
  };
}

type Read = {
  rows: () => Promise<LimitIndex>;
  confirmed: () => Promise<ReadonlyMap<string, string | null>>;
  allowedOn: (on: string) => Promise<Transition[]>;
};

async function find(ctx: Context, question: Question, read: Read): Promise<LimitInForce[]> {
  const index = await read.rows();
  if (!index.byItem.has(itemKey(question.item))) {
    await refuseUnknownItem(ctx, question.item);
    if (!index.tree.placeOf(question.category)) throw new Problem("category-unknown", { category: question.category });
    return [];
  }
  const rows = applicableLimits(index, question);
  const transitions = await read.allowedOn(question.on);
  const instead = new Map(rows.map((row) => [row, rowsToFollowInstead(index, row, question, transitions)]));
  const isSure = [...rows, ...[...instead.values()].flat()].every((row) => row.confidence === "high");
  const by = isSure ? new Map<string, string | null>() : await read.confirmed();
  const known = (row: LimitRow): KnownRow => ({
    row,
    isConfirmed: row.confidence === "high" || by.has(row.id),
    confirmedBy: row.confidence === "high" ? null : (by.get(row.id) ?? null),
  });
  return rows.map((row) => ({ ...known(row), mayFollowInstead: (instead.get(row) ?? []).map(known) }));
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => (known ??= read());
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

/** Rows whose figure somebody compared with the printed standard, with who did. */
async function confirmedRows(ctx: Context): Promise<ReadonlyMap<string, string | null>> {
  const rows = await ctx.db.limit.findMany({
    where: { confirmedAt: { not: null } },
    select: { rowKey: true, confirmedBy: true },
  });
  return new Map(rows.map(({ rowKey, confirmedBy }) => [rowKey, confirmedBy]));
}

async function refuseUnknownItem(ctx: Context, item: string): Promise<void> {
  const names = await ctx.db.item.findMany({ select: { name: true } });
  if (!names.some(({ name }) => itemKey(name) === itemKey(item))) throw new Problem("item-unknown", { item });
}
