import fc from "fast-check";
import { expect, test } from "vitest";
import { brokenBy, deviationOf, rejects, statisticsOf } from "../../server/results/rules/westgard.ts";

const chart = { target: "100", sd: "2" };
/** Points given in standard deviations. */
const at = (...deviations: number[]) => deviations.map((z) => String(100 + 2 * z));

test.each([
  ["in control", at(0.5, -0.5, 1.9), []],
  ["on 2s is not beyond it", at(2), []],
  ["beyond 2s warns", at(0, 2.01), ["1-2s"]],
  ["on 3s warns only", at(0, 3), ["1-2s"]],
  ["beyond 3s", at(0, -3.01), ["1-2s", "1-3s"]],
  ["two on the same side", at(2.1, 2.2), ["1-2s", "2-2s"]],
  ["two on different sides, four apart", at(2.1, -2.1), ["1-2s", "R-4s"]],
  ["four beyond one on a side", at(1.1, 1.2, 1.3, 1.4), ["4-1s"]],
  ["three are not four", at(-0.5, 1.2, 1.3, 1.4), []],
  ["ten on a side", at(...Array.from({ length: 10 }, () => 0.2)), ["10x"]],
  ["one on the mean breaks ten", at(...Array.from({ length: 9 }, () => 0.2), 0), []],
] as const)("%s", (_, values, broken) => {
  expect(brokenBy(values, chart)).toEqual(broken);
});

test("a warning rejects nothing, every other rule does", () => {
  expect(rejects(["1-2s"])).toBe(false);
  for (const rule of ["1-3s", "2-2s", "R-4s", "4-1s", "10x"]) expect(rejects(["1-2s", rule])).toBe(true);
});

test("the published example of statistics: n − 1 in the spread", () => {
  expect(statisticsOf(["98", "100", "102", "104", "96"])).toEqual({ mean: "100", sd: "3.162", cv: "3.162" });
  expect(statisticsOf(["1"])).toBeNull();
});

test("mirrored points break the same rules, and moving chart and points together changes nothing", () => {
  const z = fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(z, fc.integer({ min: -500, max: 500 }), (tenths, shift) => {
      const values = tenths.map((t) => String(100 + t / 5));
      const broken = brokenBy(values, chart);
      expect(
        brokenBy(
          tenths.map((t) => String(100 - t / 5)),
          chart,
        ),
      ).toEqual(broken);
      const moved = { target: String(100 + shift), sd: "2" };
      expect(
        brokenBy(
          tenths.map((t) => String(100 + t / 5 + shift)),
          moved,
        ),
      ).toEqual(broken);
      expect(deviationOf("104", chart).toFixed()).toBe("2");
    }),
  );
});
