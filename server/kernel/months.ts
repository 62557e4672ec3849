// Months on the calendar. The 31st of a shorter month is its last day.

/** The day so many months later (or earlier), and whether that day exists in its month. */
export function monthsLater(from: string, months: number): { on: string; isSameDay: boolean } {
  const [year = 0, month = 1, date = 1] = from.split("-").map((part) => Number.parseInt(part, 10));
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12;
  const last = daysIn(toYear, toMonth);
  return { on: `${pad(toYear, 4)}-${pad(toMonth + 1, 2)}-${pad(Math.min(date, last), 2)}`, isSameDay: date <= last };
}

/** The day so many months later, the last of the month where the day does not exist. */
export function addMonths(from: string, months: number): string {
  return monthsLater(from, months).on;
}

function daysIn(year: number, month: number): number {
  if (month === 1) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [3, 5, 8, 10].includes(month) ? 30 : 31;
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, "0");
}
