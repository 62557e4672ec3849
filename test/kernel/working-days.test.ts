import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMonths } from "../../server/kernel/months.ts";
import {
  addWorkingDays,
  HolidayFile,
  isWorkingDay,
  onlyWeekends,
  workingDaysBetween,
} from "../../server/kernel/working-days.ts";

const table2026 = HolidayFile.parse(
  JSON.parse(readFileSync(new URL("../../prisma/seed/holidays-2026.json", import.meta.url), "utf8")),
);

describe("working days", () => {
  test.each([
    ["2026-09-30", 1, "2026-10-08"], // the National Day holiday
    ["2026-10-09", 1, "2026-10-10"], // a Saturday worked instead
    ["2026-10-10", 1, "2026-10-12"],
    ["2026-02-13", 1, "2026-02-14"], // worked before the Spring Festival
    ["2026-02-14", 1, "2026-02-24"],
    ["2026-11-23", 20, "2026-12-21"], // a report is due 20 working days after receipt
    ["2026-11-23", 0, "2026-11-23"],
  ])("%s and %i working days is %s", (from, days, on) => {
    expect(addWorkingDays(from, days, table2026)).toBe(on);
  });

  test("without a table only weekends are free", () => {
    expect(isWorkingDay("2026-10-01", onlyWeekends)).toBe(true);
    expect(isWorkingDay("2026-10-10", onlyWeekends)).toBe(false);
    expect(addWorkingDays("2026-12-31", 7, onlyWeekends)).toBe("2027-01-11");
  });

  test("the table of 2026 says that the laboratory has still to confirm it", () => {
    expect(table2026.isConfirmed).toBe(false);
    expect(table2026.workdays.every((on) => !isWorkingDay(on, onlyWeekends))).toBe(true);
  });

  test("counting back gives what was added", () => {
    const days = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 60 }), (offset, n) => {
        const from = new Date(Date.UTC(2026, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
        const on = addWorkingDays(from, n, table2026);
        expect(workingDaysBetween(from, on, table2026)).toBe(n);
        expect(isWorkingDay(on, table2026)).toBe(true);
      }),
    );
  });
});

test.each([
  ["2026-11-30", 3, "2027-02-28"],
  ["2026-11-23", 6, "2027-05-23"],
  ["2024-02-29", 12, "2025-02-28"],
  ["2026-01-15", -1, "2025-12-15"],
  ["2023-12-31", 2, "2024-02-29"],
  ["2099-12-31", 2, "2100-02-28"],
])("%s and %i months is %s", (from, months, on) => {
  expect(addMonths(from, months)).toBe(on);
});
