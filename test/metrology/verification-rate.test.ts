import { expect, test } from "vitest";
import { isDueIn, isVerifiedOn, meets, monthsIn, rateOf } from "../../server/metrology/rules/verification-rate.ts";

const certificate = (on: string, validUntil: string, isPassed = true) => ({ on, validUntil, isPassed });
const year = { from: "2026-01-01", to: "2026-12-31" };

test.each([
  ["never verified", [], true],
  ["first verified in the year", [certificate("2026-05-01", "2027-04-30")], true],
  ["first verified after the year", [certificate("2027-05-01", "2028-04-30")], false],
  ["lapses in the year", [certificate("2025-05-01", "2026-04-30")], true],
  ["holds past the year", [certificate("2025-05-01", "2027-04-30")], false],
  ["failed before", [certificate("2025-05-01", "2027-04-30", false)], true],
] as const)("due in a year: %s", (_, certificates, isDue) => {
  expect(isDueIn(certificates, year)).toBe(isDue);
});

test("verified is by the last word, and a rate is never rounded up to its target", () => {
  expect(isVerifiedOn([certificate("2026-04-01", "2027-03-31")], "2026-12-31")).toBe(true);
  expect(isVerifiedOn([certificate("2026-04-01", "2026-12-30")], "2026-12-31")).toBe(false);
  expect(
    isVerifiedOn(
      [certificate("2026-04-01", "2027-03-31"), certificate("2026-06-01", "2026-06-01", false)],
      "2026-12-31",
    ),
  ).toBe(false);
  expect([rateOf(0, 0), rateOf(949_6, 10_000), rateOf(1, 3), rateOf(20, 20)]).toEqual([null, "94.9", "33.3", "100.0"]);
  expect([meets(0, 0, "95"), meets(19, 20, "95"), meets(9_499, 10_000, "95"), meets(1, 2, null)]).toEqual([
    null,
    true,
    false,
    null,
  ]);
});

test("the months of a period, the first and the last cut to it", () => {
  expect(monthsIn({ from: "2026-01-15", to: "2026-03-02" })).toEqual([
    { month: "2026-01", from: "2026-01-15", to: "2026-01-31" },
    { month: "2026-02", from: "2026-02-01", to: "2026-02-28" },
    { month: "2026-03", from: "2026-03-01", to: "2026-03-02" },
  ]);
  expect(monthsIn({ from: "2026-12-01", to: "2026-11-01" })).toEqual([]);
});
