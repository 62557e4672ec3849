import { expect, test } from "vitest";
import { readDay } from "../../web/ui/read-day.ts";

test.each([
  ["20261123", "2026-11-23"],
  ["2026-11-23", "2026-11-23"],
  ["2026/1/3", "2026-01-03"],
  ["2026年11月3日", "2026-11-03"],
  ["２０２６１１２３", "2026-11-23"],
  ["20260230", null],
  ["1123", null],
  ["", null],
])("a day typed as %s is read as %s", (typed, read) => {
  expect(readDay(typed)).toBe(read);
});
