import type { TodayView } from "./contract.ts";

export type Card = TodayView["cards"][number];
type Row = Card["rows"][number];

/** Rows of one kind of work as a card: the first eight, how many there are, how many are late; counted where not all are here. */
export function card(
  key: Card["key"],
  rows: Row[],
  on: string,
  count = rows.length,
  overdue = rows.filter((r) => r.dueOn !== null && r.dueOn < on).length,
): Card {
  return { key, count, overdue, rows: rows.slice(0, 8) };
}
