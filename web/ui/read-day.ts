import { day } from "../../server/kernel/time.ts";

/** A day as people type it (20261123, 2026/11/23, 2026.11.23, 2026年11月23日) as `2026-11-23`; null where there is no such day. */
export function readDay(typed: string): string | null {
  const plain = typed.normalize("NFKC").trim();
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})[-/.年 ](\d{1,2})[-/.月 ](\d{1,2})日?$/.exec(plain);
  if (!parts) return null;
  const [, year, month, date] = parts;
  const read = day.safeParse(`${year}-${month?.padStart(2, "0")}-${date?.padStart(2, "0")}`);
  return read.success ? read.data : null;
}
