import { describe, expect, test } from "vitest";
import { applicableLimits } from "../../server/catalogue/rules.ts";
import { judge } from "../../server/results/rules/judge.ts";
import { limitFromRow, type BasisFacts } from "../../server/results/rules/limit-from-row.ts";
import { Limit } from "../../server/results/rules/limit.ts";
import { shippedLimits } from "../catalogue/limits.ts";

const jerky = "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）";
function leadIn(value: string, on: string, facts: BasisFacts = {}): string[] {
  return applicableLimits(shippedLimits, { category: jerky, item: "铅", on }).map(
    (row) => judge(limitFromRow(row, facts), { value }).verdict,
  );
}

describe("lead in beef jerky is judged by the edition of its production date", () => {
  test.each([
    ["0.28", "2023-06-29", {}, "pass"], // 0.5 as it is
    ["0.28", "2024-05-01", {}, "undetermined"], // above 0.2 of fresh meat, and nobody recorded a dehydration factor
    ["0.20", "2024-05-01", {}, "pass"], // at it, no factor is needed
    ["0.28", "2024-05-01", { dehydrationFactor: "2.8" }, "pass"], // 0.1 of fresh meat
    ["0.57", "2024-05-01", { dehydrationFactor: "2.8" }, "fail"],
    ["0.28", "2026-09-02", {}, "pass"], // 0.3 as it is
    ["0.31", "2026-09-02", { dehydrationFactor: "2.8" }, "fail"], // no conversion any more
  ])("%s mg/kg, made on %s, with %j: %s", (value, on, facts, verdict) => {
    expect(leadIn(value, on, facts)).toEqual([verdict]);
  });
});

test("every row of the catalogue becomes a limit that can be judged", () => {
  for (const row of shippedLimits) {
    const limit = Limit.parse(limitFromRow(row));
    expect(judge(limit, {}).verdict, row.id).toBe("undetermined");
  }
});

test("a method that measures on the limit's own basis needs no conversion", () => {
  const row = shippedLimits.find((r) => r.basis === "以脂肪计" && r.item === "过氧化值" && r.value === "0.25");
  if (!row) throw new Error("the catalogue has changed");
  expect(judge(limitFromRow(row, { resultIsOn: "fat" }), { value: "0.29" }).verdict).toBe("fail");
  expect(judge(limitFromRow(row), { value: "0.29" }).verdict).toBe("undetermined");
});
