import { describe, expect, test } from "vitest";
import { mpnTable } from "../../server/results/rules/mpn-table.ts";
import { mpnOf } from "../../server/results/rules/mpn.ts";

test.each([
  { exponent: 1, positive: [0, 0, 0], qualifier: "<", value: "3.0" },
  { exponent: 1, positive: [1, 0, 0], qualifier: "=", value: "3.6" },
  { exponent: 1, positive: [3, 3, 3], qualifier: ">", value: "1100" },
  { exponent: 0, positive: [1, 0, 0], qualifier: "=", value: "0.36" }, // 1 g, 0.1 g, 0.01 g: a tenth
  { exponent: 2, positive: [2, 1, 0], qualifier: "=", value: "150" }, // 0.01 g downwards: ten times
] as const)("$positive at 10^-$exponent is $qualifier $value", ({ exponent, positive, qualifier, value }) => {
  expect(mpnOf({ exponent, positive: [...positive] })).toMatchObject({ isFound: true, qualifier, value });
});

test("a combination that the table does not hold is repeated", () => {
  expect(mpnOf({ exponent: 1, positive: [0, 3, 3] })).toEqual({ isFound: false, because: "combination-unlikely" });
});

describe("every row of the table solves the likelihood equation", () => {
  const amounts = [0.1, 0.01, 0.001];
  const likely = (positive: number[]) => {
    // Σ xᵢ vᵢ / (1 − e^(−vᵢ λ)) = Σ nᵢ vᵢ
    const of = (lambda: number) =>
      amounts.reduce((sum, v, i) => sum + ((positive[i] ?? 0) * v) / (1 - Math.exp(-v * lambda)) - 3 * v, 0);
    let [low, high] = [1e-6, 1e6];
    for (let i = 0; i < 200; i += 1) {
      const middle = Math.sqrt(low * high);
      if (of(middle) > 0) low = middle;
      else high = middle;
    }
    return low;
  };
  test.each(Object.entries(mpnTable).filter(([, [mpn]]) => /^\d/.test(mpn)))("%s", (key, [mpn]) => {
    const expected = likely(key.split("-").map(Number));
    expect(Math.abs(Number(mpn) - expected) / expected).toBeLessThan(0.06);
  });
});
