import { expect, test } from "vitest";
import { ReportingRule, report } from "../../server/results/rules/report.ts";

const lead = ReportingRule.parse({ breaks: [{ from: "1.00", digits: 3 }, { digits: 2 }] }); // GB 5009.12
const acidValue = ReportingRule.parse({
  breaks: [{ above: "100", decimals: 0 }, { above: "1", decimals: 1 }, { decimals: 2 }],
}); // GB 5009.229
const colonies = ReportingRule.parse({ breaks: [{ from: "100", digits: 2 }, { interval: "1" }], mode: "half-up" }); // GB 4789.2

test.each([
  [lead, "0.18349", "0.18"],
  [lead, "1.2350", "1.24"],
  [lead, "1.2250", "1.22"],
  [lead, "0.99", "0.99"],
  [lead, "1.00", "1.00"],
  [lead, "12.345", "12.3"],
  [acidValue, "1", "1.00"],
  [acidValue, "1.01", "1.0"],
  [acidValue, "100", "100.0"],
  [acidValue, "100.5", "100"],
  [colonies, "12.5", "13"],
  [colonies, "24500", "25000"],
  [colonies, "24727", "25000"],
])("rule %# writes %s as %s", (rule, value, reported) => {
  expect(report(value, rule).reported).toBe(reported);
});

test("the unrounded value, the place and the mark stay beside the reported one", () => {
  expect(report("0.18461538", lead)).toEqual({
    reported: "0.18",
    unrounded: "0.18461538",
    mark: null,
    rounding: { mode: "half-even", border: null, place: { digits: 2 } },
  });
  expect(report("2.148", lead)).toMatchObject({
    reported: "2.15",
    mark: "-",
    rounding: { border: "1.00", place: { digits: 3 } },
  });
});

test.each([
  { breaks: [] },
  { breaks: [{ from: "1", digits: 3 }] }, // nothing for the rest
  { breaks: [{ digits: 3 }, { digits: 2 }] },
  { breaks: [{ digits: 3, decimals: 2 }] },
  { breaks: [{}] },
  { breaks: [{ digits: 3 }], mode: "bankers" },
  { breaks: [{ digits: 3 }], extra: 1 },
])("a rule that leaves something open is refused: %j", (rule) => {
  expect(ReportingRule.safeParse(rule).success).toBe(false);
});
