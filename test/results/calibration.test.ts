import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../../server/kernel/decimal.ts";
import { equationOf, fitCurve, readOff, type Fit, type Standard } from "../../server/results/rules/calibration.ts";

const criteria = { rLeast: "0.999", residualMost: "15" };
const fitted = (found: ReturnType<typeof fitCurve>): Fit => {
  if ("fault" in found) throw new Error(found.fault);
  return found;
};

// NIST StRD, Norris: y, x
const norris =
  `0.1 0.2 338.8 337.4 118.1 118.2 888.0 884.6 9.2 10.1 228.1 226.5 668.5 666.3 998.5 996.3 449.1 448.6 778.9 777.0
559.2 558.2 0.3 0.4 0.1 0.6 778.1 775.5 668.8 666.9 339.3 338.0 448.9 447.5 10.8 11.6 557.7 556.0 228.3 228.1 998.0 995.8
888.8 887.6 119.6 120.2 0.3 0.3 0.6 0.3 557.6 556.8 339.3 339.1 888.0 887.2 998.5 999.0 778.9 779.0 10.2 11.1 117.6 118.3
228.9 229.2 668.4 669.1 449.2 448.9 0.2 0.5`.split(/\s+/);

describe("certified values of the NIST reference data sets", () => {
  test("Norris: 36 points, slope and intercept to the last certified digit", () => {
    const standards: Standard[] = [];
    for (let i = 0; i < norris.length; i += 2) standards.push({ y: norris[i] ?? "", x: norris[i + 1] ?? "" });
    expect(standards).toHaveLength(36);
    const fit = fitted(fitCurve(standards, { weighting: "1", throughZero: false, criteria }));
    expect(new Decimal(fit.intercept).toSignificantDigits(15).toFixed()).toBe("-0.262323073774029");
    expect(new Decimal(fit.slope).toSignificantDigits(15).toFixed()).toBe("1.00211681802045");
    expect(new Decimal(fit.r).pow(2).toDecimalPlaces(11).toFixed()).toBe("0.99999374588"); // R² 0.999993745883712
  });

  test("NoInt1: through zero", () => {
    const standards = Array.from({ length: 11 }, (_, i) => ({ x: String(60 + i), y: String(130 + i) }));
    const fit = fitted(fitCurve(standards, { weighting: "1", throughZero: true, criteria }));
    expect(new Decimal(fit.slope).toSignificantDigits(15).toFixed()).toBe("2.07438016528926");
    expect(fit.intercept).toBe("0");
  });
});

const line = [
  { x: "0.5", y: "0.026" },
  { x: "1.0", y: "0.051" },
  { x: "2.0", y: "0.101" },
  { x: "5.0", y: "0.252" },
  { x: "10.0", y: "0.502" },
];

test("a curve is accepted by r and by every standard found again; otherwise it says which failed", () => {
  const good = fitted(fitCurve(line, { weighting: "1/x", throughZero: false, criteria }));
  expect(good).toMatchObject({ isAccepted: true, refusals: [], lowest: "0.5", highest: "10" });
  expect(equationOf(good)).toBe("y = 0.0501347 x + 0.000901766");
  const bent = [...line.slice(0, 4), { x: "10.0", y: "0.380" }];
  expect(fitted(fitCurve(bent, { weighting: "1", throughZero: false, criteria })).refusals).toEqual([
    "r-low",
    "residual-high",
  ]);
});

test.each([
  { standards: line.slice(0, 2), weighting: "1" as const, fault: "too-few-levels" },
  { standards: [{ x: "0", y: "0.001" }, ...line], weighting: "1/x" as const, fault: "zero-has-no-weight" },
  { standards: line.map(({ x }) => ({ x, y: "0.1" })), weighting: "1" as const, fault: "no-slope" },
])("no line: $fault", ({ standards, weighting, fault }) => {
  expect(fitCurve(standards, { weighting, throughZero: false, criteria })).toEqual({ fault });
});

test("a signal is read within the standards; above and below it is said", () => {
  const fit = fitted(fitCurve(line, { weighting: "1", throughZero: false, criteria }));
  expect(readOff(fit, "0.252").place).toBe("within");
  expect(readOff(fit, "0.600").place).toBe("above");
  expect(readOff(fit, "0.002").place).toBe("below");
});

test("on any exact line every weighting finds the same line, and a signal reads back to its concentration", () => {
  const levels = fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { minLength: 3, maxLength: 8 });
  fc.assert(
    fc.property(levels, fc.integer({ min: 1, max: 900 }), fc.integer({ min: -50, max: 50 }), (xs, slope, intercept) => {
      const standards = xs.map((x) => ({ x: String(x), y: String(slope * x + intercept) }));
      for (const weighting of ["1", "1/x", "1/x2"] as const) {
        const fit = fitted(fitCurve(standards, { weighting, throughZero: false, criteria }));
        expect(new Decimal(fit.slope).toSignificantDigits(20).eq(slope)).toBe(true);
        expect(new Decimal(fit.intercept).toDecimalPlaces(15).eq(intercept)).toBe(true);
        const [first] = standards;
        expect(new Decimal(readOff(fit, first?.y ?? "").concentration).toSignificantDigits(12).eq(first?.x ?? "")).toBe(
          true,
        );
      }
    }),
    { numRuns: 60 },
  );
});
