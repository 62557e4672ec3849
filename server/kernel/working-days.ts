// Working days follow a table that is data: the national notice names the holidays of a year and the weekend days that
// are worked instead (调休). Without a table, Saturdays and Sundays are free.
import { z } from "zod";
import { addDays, day } from "./time.ts";

export const HolidayTable = z.object({
  holidays: z.array(day), // free, whatever the weekday
  workdays: z.array(day), // worked, though a weekend
});
export type HolidayTable = z.output<typeof HolidayTable>;

/** prisma/seed/holidays-*.json: a table with where it comes from. */
export const HolidayFile = HolidayTable.extend({ year: z.int(), source: z.string(), isConfirmed: z.boolean() });
export type HolidayFile = z.output<typeof HolidayFile>;

export const onlyWeekends: HolidayTable = { holidays: [], workdays: [] };

/** The day on which so many working days have passed; the first day itself is not counted. */
export function addWorkingDays(from: string, days: number, table: HolidayTable): string {
  if (!Number.isInteger(days) || days < 0 || days > 3650) throw new Error(`not a number of working days: ${days}`);
  let on = from;
  let left = days;
  while (left > 0) {
    on = addDays(on, 1);
    if (isWorkingDay(on, table)) left--;
  }
  return on;
}

export function isWorkingDay(on: string, table: HolidayTable): boolean {
  if (table.holidays.includes(on)) return false;
  if (table.workdays.includes(on)) return true;
  return !isWeekend(on);
}

/** Working days from one day to another, the first not counted, the last counted; 0 where the other is not later. */
export function workingDaysBetween(from: string, to: string, table: HolidayTable): number {
  if (to <= from) return 0;
  const within = (on: string) => from < on && on <= to;
  const freed = new Set(table.holidays.filter((on) => within(on) && !isWeekend(on)));
  const worked = new Set(table.workdays.filter((on) => within(on) && isWeekend(on) && !table.holidays.includes(on)));
  return weekdaysUntil(to) - weekdaysUntil(from) - freed.size + worked.size;
}

function isWeekend(on: string): boolean {
  const weekday = new Date(`${on}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/** Mondays to Fridays from a Monday long ago through a day: by division, as an order may be years overdue. */
function weekdaysUntil(on: string): number {
  const days = Math.round((Date.parse(`${on}T00:00:00Z`) - Date.parse("1900-01-01T00:00:00Z")) / 86_400_000) + 1;
  return Math.floor(days / 7) * 5 + Math.min(days % 7, 5);
}
