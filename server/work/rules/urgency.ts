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

/** The one in the middle; of two in the middle the longer. */
export function medianOf(days: readonly number[]): number | null {
  return days.toSorted((a, b) => a - b)[Math.floor(days.length / 2)] ?? null;
}

export type Span = { validFrom: string; validUntil: string | null };

/** Whether two spans of days share a day. */
export function overlaps(a: Span, b: Span): boolean {
  return (
    (a.validUntil === null || b.validFrom <= a.validUntil) && (b.validUntil === null || a.validFrom <= b.validUntil)
  );
}
