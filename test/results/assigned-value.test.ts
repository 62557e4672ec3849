import { expect, test } from "vitest";
import { compareWithAssigned } from "../../server/results/rules/assigned-value.ts";

const material = { target: "0.120", uncertainty: "0.006", unit: "mg/kg" };
const own = (kind: "absolute" | "percent", U: string, k = "2") => ({ uncertainty: { kind, U, k }, unit: "mg/kg" });

test.each([
  ["on one agrees", "0.130", material, own("absolute", "0.008"), true],
  ["on one from below agrees", "0.110", material, own("absolute", "0.008"), true],
  ["just beyond one does not", "0.1300001", material, own("absolute", "0.008"), false],
  ["U of k = 3 is taken to k = 2", "0.130", material, own("absolute", "0.012", "3"), true],
  ["and decides there", "0.130", material, own("absolute", "0.0119", "3"), false],
  ["percent of the measured value", "0.130", material, own("percent", "10"), true],
  ["a small percentage", "0.130", material, own("percent", "1"), false],
] as const)("%s", (_, value, assigned, method, passes) => {
  expect(compareWithAssigned(value, assigned, method)?.passes).toBe(passes);
});

test.each([
  ["the material states no U", { ...material, uncertainty: null }, own("absolute", "0.008")],
  ["the laboratory evaluated none", material, { uncertainty: null, unit: "mg/kg" }],
  ["the units differ", { ...material, unit: "μg/kg" }, own("absolute", "0.008")],
] as const)("not judged where %s", (_, assigned, method) => {
  expect(compareWithAssigned("0.130", assigned, method)).toBeNull();
});

test("the arithmetic is written out", () => {
  expect(compareWithAssigned("0.150", material, own("absolute", "0.008"))?.text).toBe(
    "Eₙ = |0.15 − 0.12| = 0.03 ÷ √(0.008² + 0.006²) = 3 ＞ 1",
  );
});
