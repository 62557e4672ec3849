import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { judge, strictest } from "../../server/results/rules/judge.ts";
import { Decision, JudgedResult, Judgement, Limit } from "../../server/results/rules/limit.ts";
import { normal } from "../../server/results/rules/probability.ts";
import { readStandards } from "./standards.ts";

/** Through the schemas, as it would come over the wire. */
function verdictOf(limit: unknown, result: unknown, decision: unknown = {}): Judgement {
  return Judgement.parse(judge(Limit.parse(limit), JudgedResult.parse(result), Decision.parse(decision)));
}

describe("a maximum, a minimum, a range", () => {
  const max = { kind: "max", value: "0.50" };
  test.each([
    [max, "0.50", "pass"],
    [max, "0.504", "fail"], // above 0.50, however little
    [{ ...max, comparison: "rounded" }, "0.504", "pass"],
    [{ ...max, comparison: "rounded" }, "0.505", "pass"], // half goes to the even digit
    [{ ...max, comparison: "rounded" }, "0.515", "fail"],
    [{ ...max, comparison: "rounded", interval: "0.1" }, "0.549", "pass"],
    [{ kind: "max", value: "10", inclusive: false }, "10.0", "fail"], // <10 is not 10
    [{ kind: "max", value: "10", inclusive: false }, "9.999", "pass"],
    [{ kind: "min", value: "2.9" }, "2.9", "pass"],
    [{ kind: "min", value: "2.9" }, "2.87", "fail"],
    [{ kind: "min", value: "2.9", comparison: "rounded" }, "2.87", "pass"],
    [{ kind: "range", low: "-0.560", high: "-0.500" }, "-0.530", "pass"],
    [{ kind: "range", low: "-0.560", high: "-0.500" }, "-0.561", "fail"],
    [{ kind: "range", low: "6.5", high: "8.5", highInclusive: false }, "8.5", "fail"],
    [max, "5E-1", "pass"],
  ])("%j: %s is %s", (limit, value, verdict) => {
    expect(verdictOf(limit, { value }).verdict).toBe(verdict);
  });

  test.each([
    [max, { value: "0.05", qualifier: "<" }, "pass", "certainly-within"],
    [max, { value: "0.50", qualifier: "<" }, "pass", "certainly-within"],
    [max, { value: "1", qualifier: "<" }, "undetermined", "bound-does-not-settle"],
    [max, { value: "0.5", qualifier: ">" }, "fail", "certainly-beyond"],
    [max, { value: "0.4", qualifier: ">" }, "undetermined", "bound-does-not-settle"],
    [max, { qualifier: "<LOD", lod: "0.02" }, "pass", "certainly-within"],
    [max, { qualifier: "<LOD", lod: "0.6" }, "undetermined", "bound-does-not-settle"],
    [max, { qualifier: "not_detected" }, "undetermined", "lod-unknown"],
    [max, { qualifier: "<LOQ", loq: "0.05" }, "pass", "certainly-within"],
    [max, { value: "0.3", loq: "0.6" }, "undetermined", "loq-above-limit"],
    [max, { value: "0.3", loq: "0.5" }, "pass", "within-limit"],
    [max, {}, "undetermined", "value-missing"],
    [{ kind: "min", value: "0.5" }, { qualifier: "not_detected", lod: "0.008" }, "fail", "not-detected"], // a real bulletin: protein not found
    [{ kind: "min", value: "0.5" }, { qualifier: "<LOD" }, "fail", "not-detected"],
    [{ kind: "min", value: "0.5" }, { value: "0.5", qualifier: "<" }, "fail", "certainly-beyond"],
    [{ kind: "min", value: "0.5" }, { value: "0.6", qualifier: "<" }, "undetermined", "bound-does-not-settle"],
    [{ kind: "min", value: "0.5" }, { value: "0.5", qualifier: ">" }, "pass", "certainly-within"],
    [{ kind: "range", low: "1", high: "2" }, { value: "2", qualifier: ">" }, "fail", "certainly-beyond"],
    [{ kind: "range", low: "1", high: "2" }, { value: "1.5", qualifier: "<" }, "undetermined", "bound-does-not-settle"],
  ])("%j with %j: %s, %s", (limit, result, verdict, because) => {
    expect(verdictOf(limit, result)).toMatchObject({ verdict, because });
  });

  test("the verdict carries the figures it was made from", () => {
    expect(verdictOf({ ...max, comparison: "rounded" }, { value: "0.505" })).toEqual({
      verdict: "pass",
      because: "within-limit",
      comparison: "rounded",
      compared: "0.50",
      rounded: "0.50",
      steps: [
        { step: "round", figures: { value: "0.505", interval: "0.01", rounded: "0.50" } },
        { step: "compare", figures: { value: "0.50", high: "0.50" } },
      ],
    });
  });
});

describe("limits on another basis", () => {
  const fresh = { kind: "max", value: "0.2", basis: { kind: "factor" } }; // GB 2762-2022, dried meat
  test.each([
    [fresh, "0.20", "pass", "basis-factor-missing-within"], // at or below as measured: complies without a factor
    [fresh, "0.21", "undetermined", "basis-factor-missing"], // 不判定, never a failure
    [{ ...fresh, basis: { kind: "factor", value: "3" } }, "0.6", "pass", "within-limit"],
    [{ ...fresh, basis: { kind: "factor", value: "3" } }, "0.61", "fail", "beyond-limit"],
    [{ ...fresh, basis: { kind: "factor", value: "0" } }, "0.1", "undetermined", "basis-impossible"],
    [{ kind: "max", value: "100", basis: { kind: "dry", value: "20" } }, "80", "pass", "within-limit"],
    [{ kind: "max", value: "100", basis: { kind: "dry", value: "20" } }, "80.1", "fail", "beyond-limit"],
    [{ kind: "max", value: "0.6", basis: { kind: "alcohol", value: "52" } }, "0.312", "pass", "within-limit"],
    [{ kind: "max", value: "0.25", basis: { kind: "fat", value: "20" } }, "0.0501", "fail", "beyond-limit"],
    [{ kind: "max", value: "100", basis: { kind: "dry", value: "100" } }, "80", "undetermined", "basis-impossible"],
  ])("%j: %s is %s, %s", (limit, value, verdict, because) => {
    expect(verdictOf(limit, { value })).toMatchObject({ verdict, because });
  });
});

describe("what must not be found, and results in words", () => {
  const none = { kind: "not_detected" };
  const pressed = { kind: "not_detected", threshold: "10" }; // GB 2716: below 10 mg/kg counts as not found
  test.each([
    [none, { value: "0.460" }, "fail"],
    [none, { value: "0.4", lod: "0.5" }, "pass"],
    [none, { value: "0.6", lod: "0.5" }, "fail"],
    [none, { qualifier: "not_detected" }, "pass"],
    [none, { qualifier: "<LOD", lod: "0.5" }, "pass"],
    [none, { qualifier: "<LOQ", loq: "1" }, "undetermined"],
    [none, { qualifier: "detected" }, "fail"],
    [none, { text: "未检出" }, "pass"],
    [none, { value: "10", qualifier: "<" }, "undetermined"],
    [none, { value: "1", qualifier: ">" }, "fail"],
    [pressed, { value: "9.9" }, "pass"],
    [pressed, { value: "10" }, "fail"],
    [pressed, { qualifier: "detected" }, "undetermined"],
    [{ kind: "qualitative", expected: ["未检出"] }, { text: "未检出（检出限：0.1 %）" }, "pass"],
    [{ kind: "qualitative", expected: ["未检出"] }, { text: "检出" }, "fail"],
    [{ kind: "qualitative", expected: ["检出"] }, { qualifier: "detected" }, "pass"],
    [{ kind: "qualitative", expected: ["阴性"] }, { qualifier: "not_detected" }, "pass"],
    [{ kind: "qualitative", expected: ["商业无菌"] }, { text: "商业无菌" }, "pass"],
    [{ kind: "qualitative", expected: ["商业无菌"] }, {}, "undetermined"],
  ])("%j with %j: %s", (limit, result, verdict) => {
    expect(verdictOf(limit, result).verdict).toBe(verdict);
  });
});

describe("sampling plans", () => {
  const three = { kind: "sampling_plan", n: "5", c: "2", m: "100", M: "1000" };
  const two = { kind: "sampling_plan", n: "5", c: "0", m: "0" };
  test.each([
    [three, ["150", "1000", "100", "20", "10"], "pass"], // M itself is still tolerated, m itself is not above m
    [three, ["150", "500", "900", "20", "10"], "fail"],
    [three, ["1001", "20", "20", "20", "10"], "fail"],
    [three, ["10", "10", "10", "10"], "undetermined"], // four results are no conclusion
    [three, ["1001", "10", "10", "10"], "fail"], // but one above M fails whatever the fifth is
    [three, ["<10", "<100", "10", "10", "10"], "pass"],
    [three, ["<1000", "10", "10", "10", "10"], "undetermined"], // the dilution did not reach the limit
    [three, ["10", "10", "10", "10", "10", "10"], "undetermined"],
    [two, ["ND", "ND", "ND", "ND", "ND"], "pass"],
    [two, ["ND", "D", "ND", "ND", "ND"], "fail"],
    [two, ["0", "0", "1", "0", "0"], "fail"],
  ])("%j with %j: %s", (limit, values, verdict) => {
    expect(verdictOf(limit, { values }).verdict).toBe(verdict);
  });
});

describe("sums, sums of ratios, stages", () => {
  const nd = (lod: string) => ({ qualifier: "not_detected", lod });
  test.each([
    [{ kind: "sum", value: "10" }, [{ value: "6" }, { value: "4" }], "pass"],
    [{ kind: "sum", value: "10" }, [{ value: "6" }, { value: "4.1" }], "fail"],
    [{ kind: "sum", value: "10" }, [{ value: "9" }, nd("2")], "pass"],
    [{ kind: "sum", value: "10", nonDetect: "medium" }, [{ value: "9" }, nd("2")], "pass"],
    [{ kind: "sum", value: "10", nonDetect: "upper" }, [{ value: "9" }, nd("2")], "fail"],
    [{ kind: "sum", value: "10", nonDetect: "upper" }, [{ value: "9" }, { qualifier: "not_detected" }], "undetermined"],
    [{ kind: "sum", value: "10" }, [{ value: "9", qualifier: ">" }, { value: "2" }], "fail"],
    [{ kind: "sum", value: "10" }, [nd("1"), nd("1")], "pass"],
    [{ kind: "sum", value: "60", bound: "min" }, [{ value: "38" }, { value: "22" }], "pass"],
    [
      { kind: "ratio_sum", value: "1" },
      [
        { value: "1", max: "6" },
        { value: "1", max: "6" },
        { value: "4", max: "6" },
      ],
      "pass",
    ], // exactly 1
    [
      { kind: "ratio_sum", value: "1" },
      [
        { value: "0.04", max: "0.06" },
        { value: "0.0334", max: "0.1" },
      ],
      "fail",
    ],
    [{ kind: "ratio_sum", value: "1" }, [{ value: "0.04" }], "undetermined"],
  ])("%j of %j: %s", (limit, parts, verdict) => {
    expect(verdictOf(limit, { parts }).verdict).toBe(verdict);
  });

  test.each([
    [{ screen: { value: "0.4" } }, "pass", "screen-met"],
    [{ screen: { value: "0.6" } }, "undetermined", "confirmation-missing"],
    [{ screen: { value: "0.6" }, confirm: { value: "0.3" } }, "pass", "within-limit"],
    [{ screen: { value: "0.6" }, confirm: { value: "0.55" } }, "fail", "beyond-limit"],
  ])("mercury first as a total: %j is %s, %s", (parts, verdict, because) => {
    const limit = { kind: "staged", screen: { kind: "max", value: "0.5" }, confirm: { kind: "max", value: "0.5" } };
    expect(verdictOf(limit, { parts })).toMatchObject({ verdict, because });
  });
});

describe("decision rules", () => {
  const max = { kind: "max", value: "0.3" };
  const uncertainty = { U: "0.06", k: "2" };
  test.each([
    ["simple", "0.30", "pass", "0.5000"],
    ["guard_band", "0.24", "pass", "0.9772"],
    ["guard_band", "0.25", "fail", "0.9522"],
    ["non_binary", "0.20", "pass", "0.9996"],
    ["non_binary", "0.28", "conditional_pass", "0.7475"],
    ["non_binary", "0.33", "conditional_fail", "0.1587"],
    ["non_binary", "0.37", "fail", "0.0098"],
  ])("%s: %s is %s with probability %s", (decisionRule, value, verdict, probability) => {
    expect(verdictOf(max, { value }, { uncertainty, decisionRule })).toMatchObject({ verdict, probability });
  });

  test("the guard band follows its factor, and an uncritical one rejects only beyond U", () => {
    expect(
      verdictOf(max, { value: "0.25" }, { uncertainty, decisionRule: "guard_band", guardFactor: "0.83" }).verdict,
    ).toBe("pass");
    expect(
      verdictOf(max, { value: "0.36" }, { uncertainty, decisionRule: "guard_band", guardFactor: "-1" }).verdict,
    ).toBe("pass");
    expect(
      verdictOf(max, { value: "0.361" }, { uncertainty, decisionRule: "guard_band", guardFactor: "-1" }).verdict,
    ).toBe("fail");
  });

  test("a rule that needs an uncertainty says nothing without one", () => {
    expect(verdictOf(max, { value: "0.1" }, { decisionRule: "guard_band" })).toMatchObject({
      verdict: "undetermined",
      because: "uncertainty-missing",
    });
  });

  test("the normal distribution is right to ten digits", () => {
    expect(normal(0)).toBe(0.5);
    expect(normal(1)).toBeCloseTo(0.841344746068543, 12);
    expect(normal(-1.959963984540054)).toBeCloseTo(0.025, 12);
    expect(normal(6)).toBeCloseTo(0.999999999013412, 14);
  });
});

describe("judging keeps its promises", () => {
  const figure = fc.integer({ min: 0, max: 100_000 }).map((n) => (n / 1000).toFixed(3));
  test("of two values against one maximum the smaller never fares worse", () => {
    fc.assert(
      fc.property(figure, figure, figure, fc.boolean(), (limit, a, b, rounded) => {
        const [low, high] = Number(a) <= Number(b) ? [a, b] : [b, a];
        const by = { kind: "max", value: limit, comparison: rounded ? "rounded" : "full", interval: "0.1" } as const;
        if (judge(by, { value: high }).verdict === "pass") expect(judge(by, { value: low }).verdict).toBe("pass");
      }),
    );
  });
  test("a certain failure beats what could not be determined", () => {
    expect(strictest(["pass", "undetermined", "fail"])).toBe("fail");
    expect(strictest(["pass", "undetermined"])).toBe("undetermined");
    expect(strictest([])).toBeNull();
  });
});

const text = z.union([z.string(), z.number()]).transform(String);
const Vectors = z.object({
  judgement: z.array(
    z.object({
      id: z.string(),
      item: z.string(),
      measured: z.string(),
      interval: z.string(),
      expectedFull: z.string(),
      roundedValue: z.string(),
      expectedRounded: z.string(),
      limit: z.object({
        text: z.string(),
        low: z.string().optional(),
        high: z.string().optional(),
        lowExclusive: z.boolean().default(false),
        highExclusive: z.boolean().default(false),
      }),
    }),
  ),
  samplingPlan: z.array(
    z.object({
      id: z.string(),
      item: z.string(),
      plan: z.object({ n: text, c: text, m: text, M: text.nullable() }),
      results: z.array(z.string()),
      expected: z.string(),
    }),
  ),
  ratioSum: z.array(
    z.object({
      id: z.string(),
      item: z.string(),
      parts: z.array(z.object({ name: z.string(), value: text, max: text })),
      limit: text,
      expected: z.string(),
    }),
  ),
  decision: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      limitHigh: text.optional(),
      limitLow: text.optional(),
      measured: text,
      U: text,
      k: text,
      expected: z.string(),
      probabilityOfConformity: z.number(),
    }),
  ),
});
const file = readStandards("rounding-vectors.json");
const words: Record<string, string> = { pass: "符合", fail: "不符合", undetermined: "不能判定" };
const ruleNames: Record<string, string> = {
  simple: "simple",
  "guard-binary": "guard_band",
  "guard-nonbinary": "non_binary",
};
const decisions: Record<string, string> = {
  通过: "pass",
  不通过: "fail",
  有条件通过: "conditional_pass",
  有条件不通过: "conditional_fail",
};

describe.skipIf(file === null)("the vectors collected from the standards", () => {
  const v = file === null ? { judgement: [], samplingPlan: [], ratioSum: [], decision: [] } : Vectors.parse(file);

  test.each(v.judgement)("$id $item $limit.text: $measured", ({ limit, measured, interval, ...row }) => {
    const by =
      limit.low === undefined
        ? { kind: "max", value: limit.high, inclusive: !limit.highExclusive }
        : limit.high === undefined
          ? { kind: "min", value: limit.low, inclusive: !limit.lowExclusive }
          : {
              kind: "range",
              low: limit.low,
              high: limit.high,
              lowInclusive: !limit.lowExclusive,
              highInclusive: !limit.highExclusive,
            };
    expect(words[verdictOf(by, { value: measured }).verdict]).toBe(row.expectedFull);
    const rounded = verdictOf({ ...by, comparison: "rounded", interval }, { value: measured });
    expect([rounded.rounded, words[rounded.verdict]]).toEqual([row.roundedValue, row.expectedRounded]);
  });
  test.each(v.samplingPlan)("$id $item: $results", ({ plan, results, expected }) => {
    expect(words[verdictOf({ kind: "sampling_plan", ...plan }, { values: results }).verdict]).toBe(expected);
  });
  test.each(v.ratioSum)("$id $item", ({ parts, limit, expected }) => {
    expect(words[verdictOf({ kind: "ratio_sum", value: limit }, { parts }).verdict]).toBe(expected);
  });
  test.each(v.decision)("$id $rule: $measured", (row) => {
    const limit =
      row.limitHigh === undefined ? { kind: "min", value: row.limitLow } : { kind: "max", value: row.limitHigh };
    const judged = verdictOf(
      limit,
      { value: row.measured },
      { uncertainty: { U: row.U, k: row.k }, decisionRule: ruleNames[row.rule] },
    );
    expect([judged.verdict, judged.probability]).toEqual([
      decisions[row.expected],
      row.probabilityOfConformity.toFixed(4),
    ]);
  });
});

const Bulletins = z.object({
  entries: z.array(
    z.object({ id: z.string(), food: z.string(), item: z.string(), limit: z.unknown(), result: z.unknown() }),
  ),
});
const bulletins = readStandards("bulletins.json");

describe.skipIf(bulletins === null)("failed samples that regulators published", () => {
  const entries = bulletins === null ? [] : Bulletins.parse(bulletins).entries;
  test("every one of them fails", () => {
    const others = entries
      .filter((e) => verdictOf(e.limit, e.result).verdict !== "fail")
      .map((e) => `${e.id} ${e.food} ${e.item}`);
    expect(others).toEqual([]);
    expect(entries.length).toBeGreaterThan(500);
  });
  test("at the very limit the same food would have passed", () => {
    for (const e of entries) {
      const limit = Limit.parse(e.limit);
      if ((limit.kind === "max" || limit.kind === "min") && limit.inclusive !== false)
        expect(judge(limit, { value: limit.value }).verdict).toBe("pass");
    }
  });
});
