import type { TodayView } from "./contract.ts";

export type Card = TodayView["cards"][number];
type Row = Card["rows"][number];

/** Rows of one kind of work as a card: the first eight, how many there are, how many are late. */
export function card(key: Card["key"], rows: Row[], on: string, count = rows.length): Card {
  return { key, count, overdue: rows.filter((r) => r.dueOn !== null && r.dueOn < on).length, rows: rows.slice(0, 8) };
}
