/** Instants are UTC; people see the laboratory's own zone. Days travel as `YYYY-MM-DD`. */
import { z } from "zod";

export const zone = "Asia/Shanghai";

/** A calendar day as text; refuses days that do not exist. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: "day" })
  .refine((s) => !Number.isNaN(Date.parse(`${s}T00:00:00Z`)) && toDay(new Date(`${s}T00:00:00Z`), "UTC") === s, {
    error: "day",
  });

/** An instant on the wire. */
export const instant = z.iso.datetime();

/** The calendar day of an instant in the laboratory's zone. */
export function toDay(at: Date, inZone: string = zone): string {
  return parts(at, inZone).slice(0, 10);
}

/** `2026-11-23 14:05` in the laboratory's zone. */
export function toMinute(at: Date): string {
  return parts(at, zone).slice(0, 16);
}

/** `2026-11-23 14:05:32` in the laboratory's zone. */
export function toSecond(at: Date): string {
  return parts(at, zone);
}

/** The instants of a range of days in the laboratory's zone: from the first one's beginning to the end of the last. */
export function instantsOf(range: { from?: string | undefined; to?: string | undefined }): { gte?: Date; lt?: Date } {
  return {
    ...(range.from ? { gte: new Date(`${range.from}T00:00:00+08:00`) } : {}),
    ...(range.to ? { lt: new Date(`${addDays(range.to, 1)}T00:00:00+08:00`) } : {}),
  };
}

/** A day some days later (or earlier). */
export function addDays(from: string, days: number): string {
  const at = new Date(`${from}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return toDay(at, "UTC");
}

// Making a formatter is slow, using one is not; a due date asks for dozens of days.
const formatters = new Map<string, Intl.DateTimeFormat>();

function parts(at: Date, inZone: string): string {
  let formatter = formatters.get(inZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("sv-SE", {
      timeZone: inZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(inZone, formatter);
  }
  return formatter.format(at);
}
