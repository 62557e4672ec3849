import { expect, test } from "vitest";
import { exactUnit, isSameUnit } from "../../server/catalogue/rules/same-unit.ts";
import { plannedUnits } from "../../server/catalogue/rules/planned-units.ts";
import type { MethodFacts, RoundParallel } from "../../server/results/rules/computed.ts";
import { computeOutcome } from "../../server/results/rules/outcome.ts";
import { chooseFactor } from "../../server/results/rules/own-factor.ts";
import { ReportingRule } from "../../server/results/rules/report.ts";

const method: MethodFacts = {
  kind: "quantity",
  unit: "mg/kg",
  lod: "0.02",
  loq: "0.04",
  parallels: 2,
  repeatabilityPercent: "10",
  reporting: ReportingRule.parse({ breaks: [{ digits: 2 }] }),
  formula: "x",
  steps: [{ key: "x", name: "x", nameEn: "x", kind: "value", unit: "mg/kg" }],
  components: [],
};

/** Readings as `step text`: a figure, ND, <10, D or a word. */
function parallel(n: number, ...said: string[]): RoundParallel {
  return {
    parallel: n,
    readings: said.map((line, i) => {
      const [step = "", text = ""] = line.split(" ");
      const sign = /^[<>]/.exec(text)?.[0];
      const word = { ND: "<LOD", D: "detected", none: "not_detected" }[text];
      return {
        id: `${n}-${i}`,
        step,
        at: new Date(i),
        text: word ? "" : sign ? text.slice(1) : text,
        qualifier: word ?? sign ?? "=",
      };
    }),
  };
}

test("a quantity: the mean, 未检出 with its LOD, a place below LOQ, or the widest bound of the parallels", () => {
  const of = (...texts: string[]) => computeOutcome(method, [texts.map((text, i) => parallel(i + 1, `x ${text}`))]);
  expect(of("0.50", "0.52")).toMatchObject({ unrounded: "0.51", reported: "0.51", qualifier: "=" });
  expect(of("ND", "ND")).toMatchObject({ reported: "未检出（检出限：0.02 mg/kg）", result: { qualifier: "<LOD" } });
  expect(of("0.03", "0.03")).toMatchObject({ reported: "＜0.04", qualifier: "<LOQ" });
  expect(of("<5", "<4")).toMatchObject({ reported: "＜5", result: { qualifier: "<", value: "5" } });
  expect(of(">300", ">400")).toMatchObject({ reported: "＞300", result: { qualifier: ">", value: "300" } });
  expect(of("<5", "6")).toMatchObject({ reported: null, needsRetest: true });
  expect(of("0.5", "ND")).toMatchObject({ reported: null, needsRetest: true });
});

const counts: MethodFacts = {
  ...method,
  kind: "plan",
  unit: "CFU/g",
  lod: null,
  loq: null,
  reporting: ReportingRule.parse({ breaks: [{ from: "100", digits: 2 }, { decimals: 0 }], mode: "half-up" }),
};

test("a plan: every unit as it is reported, 四舍五入, the worst of them where there is no plan", () => {
  const of = (...texts: string[]) => computeOutcome(counts, [texts.map((text, i) => parallel(i + 1, `x ${text}`))]);
  const five = of("24727", "125", "99.5", "<10", "8");
  expect(five.reported).toBe("25000，130，100，＜10，8"); // half-even would give 120
  expect(five.result).toEqual({ values: ["24727", "125", "99.5", "<10", "8"], qualifier: "=", value: "24727" });
  expect(of("<10", "<100").result).toMatchObject({ qualifier: "<", value: "100" });
  expect(of("5", "<100").result).toMatchObject({ qualifier: "<", value: "100" }); // it may be more than 5
  expect(of("5", ">300").result).toMatchObject({ qualifier: ">", value: "300" });
  expect(of("none", "D").result).toEqual({ values: ["ND", "D"], qualifier: "detected" });
  expect(of("none", "none").result).toEqual({ values: ["ND", "ND"], qualifier: "not_detected" });
});

test("a unit without a result is missing by its number, and the rest is no result", () => {
  const outcome = computeOutcome(counts, [[parallel(1, "x 5"), parallel(2), parallel(3, "x 7")]]);
  expect(outcome).toMatchObject({ missing: [{ code: "unit-missing", detail: "#2" }], result: null, reported: null });
});

test("words: the one the parallels agree on; else repeated; 未检出 with its LOD where there is one", () => {
  const words: MethodFacts = { ...method, kind: "qualitative", unit: "", lod: null };
  expect(computeOutcome(words, [[parallel(1, "x 阴性")]])).toMatchObject({
    reported: "阴性",
    result: { text: "阴性" },
  });
  expect(computeOutcome(words, [[parallel(1, "x 阴性"), parallel(2, "x 阳性")]])).toMatchObject({ needsRetest: true });
  expect(
    computeOutcome({ ...words, lod: "0.1", unit: "%" }, [[parallel(1, "x 未检出"), parallel(2, "x 未检出")]]).reported,
  ).toBe("未检出（检出限：0.1 %）");
});

const sum: MethodFacts = {
  ...method,
  kind: "components",
  components: [
    { key: "a", name: "甲", lod: "0.1", loq: "0.3" },
    { key: "b", name: "乙", lod: "0.1", loq: "0.3" },
  ],
};

test("a sum adds what was found; below the LOQ and 未检出 add nothing, and all 未检出 is 未检出", () => {
  const of = (a: string, b: string) =>
    computeOutcome(sum, [[parallel(1, `a ${a}`, `b ${b}`), parallel(2, `a ${a}`, `b ${b}`)]]);
  expect(of("1.5", "2.25")).toMatchObject({ unrounded: "3.75", reported: "3.8" });
  expect(of("1.5", "ND")).toMatchObject({
    unrounded: "1.5",
    components: [{}, { reported: "未检出（检出限：0.1 mg/kg）" }],
  });
  expect(of("1.5", "0.2")).toMatchObject({ unrounded: "1.5", components: [{}, { reported: "＜0.3" }] });
  expect(of("ND", "ND")).toMatchObject({ reported: "未检出", qualifier: "<LOD" });
  expect(of("0.2", "ND")).toMatchObject({ reported: "均低于定量限", qualifier: "<LOQ" });
});

test("each component has its own parallels: one that disagrees repeats all, and the first round that agrees is reported", () => {
  const apart = [parallel(1, "a 1.0", "b 5"), parallel(2, "a 1.2", "b 5")]; // 18 % of the mean
  const first = computeOutcome(sum, [apart]);
  expect(first).toMatchObject({ needsRetest: true, difference: "0.2", result: null });
  const again = computeOutcome(sum, [apart, [parallel(1, "a 1.1", "b 6"), parallel(2, "a 1.1", "b 6")]]);
  expect(again).toMatchObject({ needsRetest: false, unrounded: "7.1" });
});

test("a component that is wanting is named with its parallel", () => {
  const outcome = computeOutcome(sum, [[parallel(1, "a 1", "b 1"), parallel(2, "a 1")]]);
  expect(outcome.missing).toEqual([{ code: "value-missing", detail: "2 乙" }]);
});

test("a sum of ratios counts each against its own limit, and not where a found one has none", () => {
  const ratio: MethodFacts = {
    ...sum,
    unit: "1",
    components: sum.components.map((c) => ({ ...c, max: c.key === "a" ? "3" : "6" })),
  };
  const both = [parallel(1, "a 1", "b 4.48"), parallel(2, "a 1", "b 4.48")];
  const { unrounded, reported } = computeOutcome(ratio, [both]);
  expect([unrounded, reported]).toEqual(["1.08", "1.08"]);
  const [a, b] = ratio.components;
  const without = computeOutcome(
    { ...ratio, components: [a ?? b, { key: "b", name: "乙", lod: "0.1" }].flatMap((c) => (c ? [c] : [])) },
    [both],
  );
  expect(without.unrounded).toBeNull();
  expect(without.reported).toContain("乙");
});

const staged: MethodFacts = {
  ...method,
  kind: "staged",
  components: [
    { key: "screen", name: "总汞", lod: "0.003", loq: "0.01" },
    { key: "confirm", name: "甲基汞", lod: "0.008", loq: "0.03" },
  ],
};

test("stages: the total bounds the compound from above until the compound is measured", () => {
  const screened = computeOutcome(staged, [[parallel(1, "screen 0.60"), parallel(2, "screen 0.62")]]);
  expect(screened.result).toMatchObject({ qualifier: "<", value: "0.61", parts: { screen: { value: "0.61" } } });
  expect(screened.reported).toBe("0.61（以总汞计）");
  const half = computeOutcome(staged, [[parallel(1, "screen 0.60", "confirm 0.4"), parallel(2, "screen 0.62")]]);
  expect(half.missing).toEqual([{ code: "value-missing", detail: "2 甲基汞" }]);
  const both = [parallel(1, "screen 0.60", "confirm 0.40"), parallel(2, "screen 0.62", "confirm 0.42")];
  expect(computeOutcome(staged, [both])).toMatchObject({
    reported: "0.41",
    result: { qualifier: "=", value: "0.41", parts: { screen: { value: "0.61" }, confirm: { value: "0.41" } } },
  });
  const none = computeOutcome(staged, [[parallel(1, "screen ND"), parallel(2, "screen ND")]]);
  expect(none.reported).toBe("未检出（总汞检出限：0.003 mg/kg）");
});

test.each([
  ["CFU/g(mL)", "CFU/g", true],
  ["CFU/g（mL）", "CFU/mL", true],
  ["CFU/g", "CFU/mL", false],
  ["/25g(mL)", "/25 g", true],
  ["MPN/mL或CFU/mL", "CFU/mL", true],
  ["g/100g", "g/100 g", true],
  ["µg/kg", "μg/kg", true],
  ["mg/kg", "g/kg", false],
])("a limit in %s and a result in %s: comparable is %s", (a, b, isSame) => {
  expect(isSameUnit(a, b)).toBe(isSame);
});

test("the more exact unit is printed", () => {
  expect(exactUnit("CFU/g(mL)", ["CFU/mL"])).toBe("CFU/mL");
  expect(exactUnit("CFU/g(mL)", ["CFU/g(mL)"])).toBe("CFU/g(mL)");
  expect(exactUnit("mg/kg", ["μg/kg"])).toBe("mg/kg");
});

test("n of the plan in force decides how many units there are, else the method", () => {
  expect(plannedUnits([{ kind: "sampling_plan", n: "5" }], 1)).toBe(5);
  expect(
    plannedUnits(
      [
        { kind: "sampling_plan", n: "5" },
        { kind: "sampling_plan", n: "10" },
      ],
      1,
    ),
  ).toBe(10);
  expect(plannedUnits([{ kind: "max" }], 2)).toBe(2);
  expect(plannedUnits([{ kind: "sampling_plan", n: "999999" }], 1)).toBe(1);
});

test("our own moisture stands in only for what the order did not record, and only where it is a figure in percent", () => {
  const own = { item: "水分", method: "GB 5009.3-2016", unrounded: "20.05", qualifier: "=", unit: "g/100 g" };
  expect(chooseFactor("moisture", null, null, [own])).toMatchObject({ value: "20.05" });
  expect(chooseFactor("moisture", "18", "标签", [own])).toEqual({ kind: "moisture", value: "18", source: "标签" });
  expect(chooseFactor("moisture", null, null, [{ ...own, unit: "mg/kg" }])).toBeNull();
  expect(chooseFactor("moisture", null, null, [{ ...own, qualifier: "<LOQ" }])).toBeNull();
  expect(chooseFactor("fat", null, null, [own])).toBeNull();
});
