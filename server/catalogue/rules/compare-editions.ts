// Two editions of a standard beside one another: each printed row with the row that stands in its place in the other.
// A row is the same row where item and place in the tree are the same, whatever the wording.
import type { Decimal } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";
import { basisOf, indexLimits, itemKey, limitText } from "../rules.ts";
import type { CategoryTree } from "./category-tree.ts";
import { keyOf } from "./category-wording.ts";
import { coveringRows } from "./covering-rows.ts";
import type { LimitRow } from "./limit-row.ts";

export const editionChanges = ["figure", "wording", "added", "dropped", "unchanged"] as const;
export type EditionChangeOf = (typeof editionChanges)[number];
export const rowDifferences = ["limit", "unit", "basis", "comparison", "category", "item"] as const;
export type RowDifference = (typeof rowDifferences)[number];
export type Direction = "stricter" | "looser";

export type ComparedRows = {
  from: LimitRow | null;
  to: LimitRow | null;
  change: EditionChangeOf;
  differs: RowDifference[];
  direction: Direction | null;
  /** Of a row without a counterpart: the row of the other edition that the product falls under there. */
  elsewhere: LimitRow | null;
};

/** Pairs the rows of two editions and says what became of each, items and rows in the order of the newer edition. */
export function compareEditions(
  from: readonly LimitRow[],
  to: readonly LimitRow[],
  tree: CategoryTree = indexLimits([...from, ...to]).tree,
): ComparedRows[] {
  const left = new Set(from);
  const pairs: { from: LimitRow | null; to: LimitRow }[] = to.map((row) => ({ from: null, to: row }));
  for (const place of [wordingKey, (row: LimitRow) => extentKey(tree, row), (row: LimitRow) => coversKey(tree, row)]) {
    for (const pair of pairs) {
      if (pair.from !== null) continue;
      const wanted = `${itemKey(pair.to.item)} ${place(pair.to)}`;
      const found = [...left].find((row) => `${itemKey(row.item)} ${place(row)}` === wanted);
      if (!found) continue;
      pair.from = found;
      left.delete(found);
    }
  }
  const compared = [
    ...pairs.map((pair) => (pair.from === null ? lonely(tree, pair.to, "added", from) : paired(pair.from, pair.to))),
    ...[...left].map((row) => lonely(tree, row, "dropped", to)),
  ];
  const items = [...new Set([...to, ...from].map((row) => itemKey(row.item)))];
  const place = ({ from: old, to: now }: ComparedRows) => items.indexOf(itemKey((now ?? old)?.item ?? ""));
  return compared.sort((a, b) => place(a) - place(b)); // stable: within an item as printed, what was dropped last
}

function paired(from: LimitRow, to: LimitRow): ComparedRows {
  const differs: RowDifference[] = [];
  if (limitText(from) !== limitText(to) || from.aggregate !== to.aggregate || from.threshold !== to.threshold)
    differs.push("limit");
  if (unitKey(from) !== unitKey(to)) differs.push("unit");
  const isBasisMoved = basisOf(from).kind !== basisOf(to).kind;
  const isBasisReworded = spelled(from.basis) !== spelled(to.basis);
  if (isBasisMoved || isBasisReworded) differs.push("basis");
  if ((from.comparison ?? "full") !== (to.comparison ?? "full")) differs.push("comparison");
  const isFigure = isBasisMoved || differs.some((what) => what !== "basis");
  if (keyOf(from.productCategory) !== keyOf(to.productCategory)) differs.push("category");
  if (itemKey(from.item) !== itemKey(to.item) || keyOf(from.item) !== keyOf(to.item)) differs.push("item");
  const change = isFigure ? "figure" : differs.length > 0 ? "wording" : "unchanged";
  const direction = change === "figure" && !isBasisMoved ? directionOf(from, to) : null;
  return { from, to, change, differs, direction, elsewhere: null };
}

/** A row that is new or gone; where the product fell under another row before (or falls under one now), that row beside it. */
function lonely(
  tree: CategoryTree,
  row: LimitRow,
  change: "added" | "dropped",
  others: readonly LimitRow[],
): ComparedRows {
  const isAdded = change === "added";
  const place = tree.placeOf(row.productCategory);
  const ofItem = others.filter((other) => itemKey(other.item) === itemKey(row.item));
  const elsewhere = (place && coveringRows(tree, place, ofItem)[0]) ?? null;
  const isComparable = elsewhere !== null && basisOf(elsewhere).kind === basisOf(row).kind;
  const direction =
    elsewhere === null
      ? isAdded
        ? "stricter"
        : "looser"
      : isComparable
        ? isAdded
          ? directionOf(elsewhere, row)
          : directionOf(row, elsewhere)
        : null;
  return { from: isAdded ? null : row, to: isAdded ? row : null, change, differs: [], direction, elsewhere };
}

/** Whether the newer row lets less through or more; null where the figures alone do not tell. */
export function directionOf(from: LimitRow, to: LimitRow): Direction | null {
  if (from.kind === "max" && to.kind === "not_detected") return "stricter";
  if (from.kind === "not_detected" && to.kind === "max") return "looser";
  if (from.kind !== to.kind || unitKey(from) !== unitKey(to) || from.aggregate !== to.aggregate) return null;
  switch (from.kind) {
    case "max":
      return together([lower(from.value, to.value), openness(from, to)]);
    case "min":
      return together([lower(to.value, from.value), openness(from, to)]);
    case "range":
      return together([lower(to.low, from.low), lower(from.high, to.high)]);
    case "sampling_plan":
      return together([
        lower(from.c, to.c),
        lower(from.m, to.m),
        lower(from.M ?? undefined, to.M ?? undefined),
        lower(to.n, from.n),
      ]);
    case "not_detected":
      return together([lower(from.threshold, to.threshold)]);
    case "qualitative":
      return null;
  }
}

function lower(before: string | undefined, now: string | undefined): Direction | "same" | null {
  if (before === undefined || now === undefined) return before === now ? "same" : null;
  const difference: Decimal = decimalOf(now).minus(decimalOf(before));
  return difference.isZero() ? "same" : difference.isNeg() ? "stricter" : "looser";
}

function openness(from: LimitRow, to: LimitRow): Direction | "same" {
  const [was, is] = [from.inclusive ?? true, to.inclusive ?? true];
  return was === is ? "same" : is ? "looser" : "stricter";
}

/** All that moved, moved one way. */
function together(moves: readonly (Direction | "same" | null)[]): Direction | null {
  const moved = new Set(moves.filter((move) => move !== "same"));
  if (moved.size !== 1) return null;
  return moved.has("stricter") ? "stricter" : moved.has("looser") ? "looser" : null;
}

function wordingKey(row: LimitRow): string {
  return keyOf(row.productCategory);
}

function extentKey(tree: CategoryTree, row: LimitRow): string {
  const placed = tree.wordings.get(row.productCategory);
  return placed ? `${[...placed.covers].sort().join("|")} - ${[...placed.except].sort().join("|")}` : wordingKey(row);
}

function coversKey(tree: CategoryTree, row: LimitRow): string {
  const placed = tree.wordings.get(row.productCategory);
  return placed ? [...placed.covers].sort().join("|") : wordingKey(row);
}

function unitKey(row: LimitRow): string {
  return row.unit.normalize("NFKC").replace(/\s/g, "").replace("µ", "μ");
}

function spelled(text: string | null): string {
  return text === null ? "" : keyOf(text);
}
