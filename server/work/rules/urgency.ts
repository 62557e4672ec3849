// Deadlines in colour: 超期 after the day, 临期 when two working days or fewer are left.
import { workingDaysBetween, type HolidayTable } from "../../kernel/working-days.ts";

export type Urgency = "overdue" | "soon" | "normal";
const soonDays = 2;

/** How pressing a due day is, with the working days that are left, the due day counted. */
export function urgencyOf(dueOn: string, today: string, table: HolidayTable): { urgency: Urgency; daysLeft: number } {
  if (dueOn < today) return { urgency: "overdue", daysLeft: -workingDaysBetween(dueOn, today, table) };
  const daysLeft = workingDaysBetween(today, dueOn, table);
  return { urgency: daysLeft <= soonDays ? "soon" : "normal", daysLeft };
}

export type Counted = { days: number; count: number };

/** The one in the middle of days that came so many times; of two in the middle the longer. */
export function medianOf(counted: readonly Counted[]): number | null {
  const middle = Math.floor(counted.reduce((sum, { count }) => sum + count, 0) / 2);
  let before = 0;
  for (const { days, count } of counted.toSorted((a, b) => a.days - b.days)) {
    before += count;
    if (before > middle) return days;
  }
  return null;
}

export type Span = { validFrom: string; validUntil: string | null };

/** Whether two spans of days share a day. */
export function overlaps(a: Span, b: Span): boolean {
  return (
    (a.validUntil === null || b.validFrom <= a.validUntil) && (b.validUntil === null || a.validFrom <= b.validUntil)
  );
}
