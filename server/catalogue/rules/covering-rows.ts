// Which printed rows take a product in at all, the narrowest first, and how the answer changed from edition to edition.
import { addDays } from "../../kernel/time.ts";
import { applicableLimits, isInForce, itemKey, type LimitIndex } from "../rules.ts";
import { coverOf, depth, type CategoryTree, type Place } from "./category-tree.ts";
import type { LimitRow } from "./limit-row.ts";

/** Of these rows the ones whose category takes in all of a place, the narrowest first. */
export function coveringRows(tree: CategoryTree, place: Place, rows: readonly LimitRow[]): LimitRow[] {
  const found = rows.flatMap((row) => {
    const cover = coverOf(tree, row.productCategory, place);
    if (cover === null) return [];
    const isExact = place.wording === row.productCategory;
    return [{ row, rank: isExact ? 1_000 : depth(tree, cover[0] ?? "") }];
  });
  return found.sort((a, b) => b.rank - a.rank || a.row.id.localeCompare(b.row.id)).map(({ row }) => row);
}

/** Rows of the deciding row's standard that are in force too but lose, because a narrower category goes before them. */
export function losingRows(index: LimitIndex, category: string, winner: LimitRow, on: string): LimitRow[] {
  const place = index.tree.placeOf(category);
  if (!place) return [];
  const ofItem = index.byItem.get(itemKey(winner.item)) ?? [];
  const rivals = ofItem.filter((row) => row.standard === winner.standard && row.id !== winner.id && isInForce(row, on));
  return coveringRows(index.tree, place, rivals);
}

/** A stretch of days in which one row of a standard decides. */
export type Stretch = { row: LimitRow; from: string; until: string | null };

/** What decides for a product and an item over all editions: by standard, the oldest stretch first; days without a row are left out. */
export function timelineOf(index: LimitIndex, question: { category: string; item: string }): Stretch[] {
  const place = index.tree.placeOf(question.category);
  const rows = place ? coveringRows(index.tree, place, index.byItem.get(itemKey(question.item)) ?? []) : [];
  const standards = [...new Set(rows.map((row) => row.standard))].sort();
  return standards.flatMap((standard) => {
    const own = rows.filter((row) => row.standard === standard);
    const starts = [
      ...new Set(
        own.flatMap((row) => [row.effectiveFrom, ...(row.effectiveTo === null ? [] : [addDays(row.effectiveTo, 1)])]),
      ),
    ].sort();
    const stretches: Stretch[] = [];
    for (const [i, from] of starts.entries()) {
      const next = starts[i + 1];
      const until = next === undefined ? null : addDays(next, -1);
      const row = applicableLimits(index, { ...question, on: from }).find((one) => one.standard === standard);
      const before = stretches.at(-1);
      if (row && before?.row.id === row.id) before.until = until;
      else if (row) stretches.push({ row, from, until });
    }
    return stretches;
  });
}

/** The days on which the answer changes, the newest first. */
export function changeDays(timeline: readonly Stretch[]): string[] {
  const days = timeline.flatMap(({ from, until }) => [from, ...(until === null ? [] : [addDays(until, 1)])]);
  return [...new Set(days)].sort().reverse();
}
