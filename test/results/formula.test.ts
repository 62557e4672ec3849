import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { Decimal } from "../../server/kernel/decimal.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { evaluateFormula, namesInFormula } from "../../server/results/rules/formula.ts";
import { roundToInterval } from "../../server/results/rules/round.ts";

describe("a method's formula", () => {
  const moisture = "(m1 - m2) / (m1 - m3) * 100";

  test("is computed with decimals and shown with its figures", () => {
    expect(namesInFormula(moisture)).toEqual(["m1", "m2", "m3"]);
    expect(evaluateFormula(moisture, { m1: "35.4321", m2: "34.9321", m3: "32.9321" })).toEqual({
      value: "20",
      substituted: "(35.4321 - 34.9321) ÷ (35.4321 - 32.9321) × 100",
    });
  });

  test.each([
    ["a + b", { a: "0.1", b: "0.2" }, "0.3"], // binary floating point says 0.30000000000000004
    ["a * 0.1", { a: "3" }, "0.3"],
    ["1.005 * 100", {}, "100.5"],
    ["-a ^ 2", { a: "3" }, "-9"],
    ["2 a", { a: "1.5" }, "3"],
    ["mean(a, b)", { a: "1", b: "2" }, "1.5"],
    ["sqrt(a) + abs(b) + min(1, 2) + max(1, 2) + sum(1, 2) + log10(1000)", { a: "4", b: "-1" }, "12"],
    ["(rho - rho0) * V * f / (m * 1000)", { rho: "12.5", rho0: "0.5", V: "50", f: "1", m: "0.5" }, "1.2"],
  ])("%s with %j is %s", (expression, variables, value) => {
    expect(evaluateFormula(expression, variables).value).toBe(value);
  });

  test("a figure that goes on for ever is cut so that it never looks like an exact half", () => {
    expect(evaluateFormula("a / 3", { a: "1" }).value).toBe("0.333333333333333333333333333333");
    // 0.5 and something beyond the thirtieth decimal
    const value = evaluateFormula("a + b", { a: "0.5", b: "1E-40" }).value;
    expect(value).toBe("0.500000000000000000000000000001");
    expect(roundToInterval(value, "1")).toBe("1");
    expect(evaluateFormula("-a - b", { a: "0.5", b: "1E-40" }).value).toBe("-0.500000000000000000000000000001");
  });

  test.each([
    ["m1 -", "syntax"],
    ["x = 3", "AssignmentNode"],
    ["f(x) = x", "FunctionAssignmentNode"],
    ["import({})", "import"],
    ['evaluate("1")', "evaluate"],
    ["a.constructor", "AccessorNode"],
    ["[1, 2]", "ArrayNode"],
    ["{a: 1}", "ObjectNode"],
    ["a; b", "BlockNode"],
    ["a > b", "operator"],
    ["a ? 1 : 2", "ConditionalNode"],
    ["a!", "operator"],
    ['"text"', "constant"],
    ["sqrt", "sqrt"],
    ["cos(a)", "cos"],
    ["a".repeat(501), "length"],
    ["", "constant"],
    ["浓度 * 2", "syntax"], // figures have Latin names
  ])("%j is refused: %s", (expression, at) => {
    expect(refusal(() => evaluateFormula(expression, { a: "1", b: "1", x: "1" }))).toMatchObject({
      code: "formula-wrong",
      details: { at },
    });
  });

  test.each(["a / 0", "0 / 0", "sqrt(0 - a)", "10 ^ 1000 * a", "log10(0)"])("%s has no value", (expression) => {
    expect(refusal(() => evaluateFormula(expression, { a: "1" }))).toMatchObject({ code: "formula-undefined" });
  });

  test("a figure that is missing, or that is none, is named", () => {
    expect(refusal(() => evaluateFormula("a + b", { a: "1" }))).toMatchObject({
      code: "formula-value-missing",
      details: { name: "b" },
    });
    expect(refusal(() => evaluateFormula("a + toString", { a: "1" }))).toMatchObject({ code: "formula-value-missing" });
    expect(refusal(() => evaluateFormula("a", { a: "1 g" }))).toMatchObject({ code: "figure-wrong" });
  });

  test("the same as long-hand decimals for any weights", () => {
    const grams = fc.integer({ min: 1, max: 500_000 }).map((n) => new Decimal(n).div(10_000).toFixed(4));
    fc.assert(
      fc.property(grams, grams, grams, (a, b, c) => {
        fc.pre(a !== c);
        const expected = new Decimal(a).minus(b).div(new Decimal(a).minus(c)).times(100);
        expect(
          new Decimal(evaluateFormula(moisture, { m1: a, m2: b, m3: c }).value).minus(expected).abs().lte("1E-28"),
        ).toBe(true);
      }),
    );
  });
});

function refusal(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}
