import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../../server/kernel/decimal.ts";
import { judgeCheck } from "../../server/metrology/rules/intermediate-check.ts";
import { fitnessAt, type VerificationFacts } from "../../server/metrology/rules.ts";

const difference = { kind: "difference", reference: "100.0000", delta: "0.0010" } as const;
const chart = { kind: "chart", mean: "50.00", sd: "0.10" } as const;
const en = { kind: "en", reference: "100.0", referenceU: "0.3", U: "0.4" } as const;

describe("an intermediate check by its criterion", () => {
  test.each([
    [["100.0010"], "in", true], // the border itself passes
    [["100.0011"], "out", false],
    [["99.9990"], "in", true],
    [["100.0012", "100.0009", "100.0009"], "in", true], // the mean is judged
  ])("difference: %j is %s", (values, zone, passes) => {
    expect(judgeCheck(difference, values)).toMatchObject({ zone, passes });
  });
  test.each([
    [["100.5"], "in", true], // Eₙ = 0.5 ÷ 0.5
    [["100.51"], "out", false],
    [["99.6"], "in", true],
  ])("Eₙ: %j is %s", (values, zone, passes) => {
    expect(judgeCheck(en, values)).toMatchObject({ zone, passes });
  });
  test.each([
    [["50.20"], null, "in", true],
    [["50.21"], null, "warning", true],
    [["50.30"], null, "warning", true],
    [["50.31"], null, "out", false],
    [["50.21"], "50.25", "out", false], // twice running beyond 2s on one side
    [["50.21"], "49.75", "warning", true],
  ])("control chart: %j after %s is %s", (values, before, zone, passes) => {
    expect(judgeCheck(chart, values, before)).toMatchObject({ zone, passes });
  });
  test("the arithmetic is written out", () => {
    expect(judgeCheck(en, ["100.3", "100.5"]).arithmetic).toEqual([
      "x̄ = (100.3 + 100.5) ÷ 2 = 100.4",
      "Eₙ = |100.4 − 100| = 0.4 ÷ √(0.4² + 0.3²) = 0.8 ≤ 1",
    ]);
    expect(judgeCheck(difference, ["99.9985"])).toMatchObject({
      deviation: "−0.0015",
      arithmetic: ["|99.9985 − 100| = 0.0015 ＞ Δ = 0.0010"],
    });
  });
  test("a ratio just above one is never written as one", () => {
    const { passes, arithmetic } = judgeCheck(en, ["100.500001"]);
    expect(passes).toBe(false);
    expect(arithmetic.at(-1)).toContain("1.000002 ＞ 1");
  });
  test("a check on the other side of the reference is judged the same, and a farther one never better", () => {
    const off = fc.integer({ min: 0, max: 20_000 });
    const at = (n: number, side: 1 | -1) => [new Decimal(n).div(10_000).times(side).plus(100).toFixed(4)];
    for (const criterion of [difference, en, { kind: "chart", mean: "100", sd: "0.2" } as const])
      fc.assert(
        fc.property(off, off, (a, b) => {
          expect(judgeCheck(criterion, at(a, 1)).zone).toBe(judgeCheck(criterion, at(a, -1)).zone);
          const [near, far] = [Math.min(a, b), Math.max(a, b)];
          if (judgeCheck(criterion, at(far, 1)).passes) expect(judgeCheck(criterion, at(near, 1)).passes).toBe(true);
        }),
      );
  });
});

test("a failed check is not mended by another check, but by the same one or by a certificate after it", () => {
  const on = (day: string) => new Date(`${day}T12:00:00+08:00`);
  const certificate: VerificationFacts = {
    kind: "calibration",
    on: "2026-01-10",
    validUntil: "2027-01-09",
    conclusion: "fit",
  };
  const check = (day: string, checkPlanId: string, conclusion: "fit" | "unfit"): VerificationFacts => ({
    kind: "intermediate_check",
    on: day,
    validUntil: day,
    conclusion,
    checkPlanId,
  });
  const failed = [certificate, check("2026-05-01", "a", "unfit")];
  const reasons = (all: VerificationFacts[], day: string) => fitnessAt({ category: "other" }, all, on(day)).reasons;
  expect(reasons(failed, "2026-04-30")).toEqual([]);
  expect(reasons(failed, "2026-05-01")).toEqual(["check-failed"]);
  expect(reasons([...failed, check("2026-05-03", "b", "fit")], "2026-05-04")).toEqual(["check-failed"]);
  expect(reasons([...failed, check("2026-05-03", "a", "fit")], "2026-05-04")).toEqual([]);
  const again = { ...certificate, on: "2026-05-06", validUntil: "2027-05-05" };
  expect(reasons([...failed, again], "2026-05-07")).toEqual([]);
});
