import type { TodayView } from "./contract.ts";

export type Card = TodayView["cards"][number];
type Row = Card["rows"][number];

/** Rows that a card shows; it counts all. */
export const mostShown = 8;

/** Rows of one kind of work as a card: the first of them, how many there are, how many are late; counted where not all are here. */
export function card(
  key: Card["key"],
  rows: Row[],
  on: string,
  count = rows.length,
  overdue = rows.filter((r) => r.dueOn !== null && r.dueOn < on).length,
): Card {
  return { key, count, overdue, rows: rows.slice(0, mostShown) };
}
