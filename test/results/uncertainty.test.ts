import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimalOf } from "../../server/kernel/figure.ts";
import { namesEdition } from "../../server/catalogue/rules/names-edition.ts";
import { chooseEdition } from "../../server/results/rules/choose-edition.ts";
import { englishConclusion } from "../../server/results/rules/conclusion-english.ts";
import { conclusionSentence, type ConcludedItem } from "../../server/results/rules/conclusion.ts";
import { judgeAgreed, type Agreed } from "../../server/results/rules/judge-agreed.ts";
import type { Limit } from "../../server/results/rules/limit.ts";
import type { VerdictName } from "../../server/results/rules/limit-verdict.ts";
import { overallVerdicts } from "../../server/results/rules/overall.ts";
import { guardBand, uncertaintyAt, withUncertainty } from "../../server/results/rules/uncertainty.ts";

const figure = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 0, max: 8 }))
  .map(([digits, decimals]) => {
    const text = digits.toString().padStart(decimals + 1, "0");
    return decimals === 0 ? text : `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  });

describe("the uncertainty at a value", () => {
  test("in percent it is exactly that share of the value, grows with it, and knows no sign", () => {
    fc.assert(
      fc.property(figure, figure, (value, percent) => {
        const { U } = uncertaintyAt(value, { kind: "percent", U: percent, k: "2" });
        expect(decimalOf(U).times(100).eq(decimalOf(value).times(percent))).toBe(true);
        expect(uncertaintyAt(`-${value}`, { kind: "percent", U: percent, k: "2" }).U).toBe(U);
        const tenfold = uncertaintyAt(decimalOf(value).times(10).toFixed(), { kind: "percent", U: percent, k: "2" }).U;
        expect(decimalOf(tenfold).eq(decimalOf(U).times(10))).toBe(true);
      }),
    );
  });

  test("as a figure it is the same everywhere", () => {
    fc.assert(
      fc.property(figure, figure, (value, U) => {
        expect(decimalOf(uncertaintyAt(value, { kind: "absolute", U, k: "2" }).U).eq(U)).toBe(true);
      }),
    );
  });

  test.each([
    ["0.06", "1", "0.06"],
    ["0.06", "0.83", "0.0498"],
    ["0.061", "1.5", "0.0915"],
  ])("of U %s and r %s the guard band is %s", (U, r, w) => {
    expect(guardBand(U, r)).toBe(w);
  });

  test.each([
    ["0.25", "0.06", "0.250", "0.060"],
    ["0.3049", "0.06098", "0.305", "0.061"],
    ["0.305", "0.0601", "0.305", "0.061"], // an uncertainty is never made smaller
    ["12.345", "1.234", "12.3", "1.3"],
    ["5127", "128", "5130", "130"],
    ["98.7", "9.96", "99", "10"],
    ["14.25", "12", "14", "12"],
  ])("%s with U %s is written %s ± %s", (value, U, shown, shownU) => {
    expect(withUncertainty(value, U)).toEqual({ value: shown, U: shownU });
  });

  test("no uncertainty at all is written as none", () => {
    expect(withUncertainty("0", "0")).toBeNull();
  });
});

describe("the agreed rule", () => {
  const agreed = (rule: Agreed["rule"], guardFactor = "1"): Agreed => ({
    rule,
    guardFactor,
    uncertainty: { kind: "absolute", U: "0.06", k: "2" },
  });
  const most: Limit = { kind: "max", value: "0.3" };

  test.each([
    ["0.24", "pass", "pass", "pass"],
    ["0.25", "pass", "fail", "conditional_pass"],
    ["0.30", "pass", "fail", "conditional_pass"],
    ["0.31", "fail", "fail", "conditional_fail"],
    ["0.36", "fail", "fail", "conditional_fail"],
    ["0.37", "fail", "fail", "fail"],
  ])("%s against at most 0.3: simple %s, guard band %s, non-binary %s", (value, simple, band, nonBinary) => {
    const verdictBy = (rule: Agreed["rule"]) => judgeAgreed(most, { value }, agreed(rule)).judgement.verdict;
    expect([verdictBy("simple"), verdictBy("guard_band"), verdictBy("non_binary")]).toEqual([simple, band, nonBinary]);
  });

  test("a smaller factor lets more pass, and says so", () => {
    const { judgement, decision } = judgeAgreed(most, { value: "0.25" }, agreed("guard_band", "0.83"));
    expect(judgement.verdict).toBe("pass");
    expect(decision).toMatchObject({ rule: "guard_band", w: "0.0498", U: "0.06", k: "2", because: null });
  });

  test("what is not found passes with the uncertainty at the limit of detection", () => {
    const percent: Agreed = { ...agreed("guard_band"), uncertainty: { kind: "percent", U: "20", k: "2" } };
    expect(judgeAgreed(most, { qualifier: "<LOD", lod: "0.02" }, percent)).toMatchObject({
      judgement: { verdict: "pass" },
      decision: { U: "0.004" },
    });
  });

  test("words and counts are accepted simply whatever was agreed, and that is said", () => {
    const words = judgeAgreed({ kind: "qualitative", expected: ["阴性"] }, { text: "阴性" }, agreed("guard_band"));
    expect(words).toMatchObject({
      judgement: { verdict: "pass" },
      decision: { rule: "simple", w: "0", because: "needs-no-uncertainty" },
    });
  });

  test("without the uncertainty it needs, nothing is decided", () => {
    const { judgement } = judgeAgreed(most, { value: "0.1" }, { ...agreed("guard_band"), uncertainty: null });
    expect(judgement).toMatchObject({ verdict: "undetermined", because: "uncertainty-missing" });
  });

  test("a range narrower than two guard bands is warned about, a wider one is not", () => {
    const range = (high: string): Limit => ({ kind: "range", low: "1.00", high });
    expect(judgeAgreed(range("1.11"), { value: "1.05" }, agreed("guard_band"))).toMatchObject({
      judgement: { verdict: "fail" },
      warnings: ["range-narrower-than-guard-bands"],
    });
    expect(judgeAgreed(range("1.12"), { value: "1.06" }, agreed("guard_band"))).toMatchObject({
      judgement: { verdict: "pass" },
      warnings: [],
    });
    expect(judgeAgreed(range("1.01"), { value: "1.00" }, agreed("simple")).warnings).toEqual([]);
  });
});

describe("two editions that may both be followed", () => {
  const editions = (inForce: VerdictName, instead: VerdictName) => [
    { standard: "GB 2762", version: "2025", verdict: inForce },
    { standard: "GB 2762", version: "2022", verdict: instead },
  ];
  const counted = (judged: ReturnType<typeof editions>, basis: string[]) =>
    chooseEdition(judged, basis).flatMap((c, i) => (c.counts ? [`${judged[i]?.version} ${c.chosenBecause}`] : []));

  test("the milder counts where the order names none or both, the one in force where they are alike", () => {
    expect(counted(editions("fail", "pass"), [])).toEqual(["2022 milder-edition"]);
    expect(counted(editions("pass", "fail"), ["GB 2762-2025", "GB 2762-2022"])).toEqual(["2025 milder-edition"]);
    expect(counted(editions("pass", "pass"), [])).toEqual(["2025 milder-edition"]);
    expect(counted(editions("fail", "undetermined"), [])).toEqual(["2022 milder-edition"]);
  });

  test("the one that the order names counts, mild or not", () => {
    expect(counted(editions("fail", "pass"), ["GB2762—2025《食品中污染物限量》"])).toEqual(["2025 edition-agreed"]);
    expect(counted(editions("pass", "fail"), ["GB 2762-2022"])).toEqual(["2022 edition-agreed"]);
    expect(namesEdition("GB 2762-2022（含第1号修改单）", { standard: "GB 2762", version: "2022" })).toBe(true);
    expect(namesEdition("GB 2762-20225", { standard: "GB 2762", version: "2022" })).toBe(false);
  });

  test("one edition alone counts and needs no reason", () => {
    expect(chooseEdition(editions("fail", "pass").slice(0, 1), [])).toEqual([{ counts: true, chosenBecause: null }]);
  });
});

test("law and declaration are counted together, and each apart; what does not count says nothing", () => {
  const limit = (source: "standard" | "declared", verdict: VerdictName, counts = true) => ({ source, verdict, counts });
  expect(
    overallVerdicts([
      limit("standard", "pass"),
      limit("standard", "fail", false),
      limit("declared", "conditional_fail"),
    ]),
  ).toEqual({ verdict: "conditional_fail", safetyVerdict: "pass", declaredVerdict: "conditional_fail" });
  expect(overallVerdicts([limit("standard", "fail")])).toEqual({
    verdict: "fail",
    safetyVerdict: "fail",
    declaredVerdict: null,
  });
});

describe("the sentence of the conclusion", () => {
  const item = (name: string, verdict: VerdictName, source: "standard" | "declared" = "standard"): ConcludedItem => ({
    item: name,
    verdict,
    limits: [{ source, basis: source === "standard" ? "GB 2762-2025" : "产品明示标准（Q/X）", verdict, counts: true }],
  });
  const said = (verdict: VerdictName, ...items: ConcludedItem[]) =>
    conclusionSentence("commissioned", verdict, items, ["GB 2762-2025"]);

  test("a conditional pass is named, and neither a pass nor a failure", () => {
    const text = said("conditional_pass", item("铅", "conditional_pass"), item("镉", "pass"));
    expect(text).toContain("铅有条件符合 GB 2762-2025 要求");
    expect(text).not.toMatch(/所检项目符合|不符合|镉/);
  });

  test("a conditional failure says that the limit is exceeded", () => {
    expect(said("conditional_fail", item("铅", "conditional_fail"))).toBe(
      "经检验，来样所检项目中铅有条件不符合 GB 2762-2025 要求（测定值超出限量，但在保护带以内）。",
    );
  });

  test("failures, conditional ones and what was not determined all stand in it", () => {
    const text = said(
      "fail",
      item("铅", "fail"),
      item("镉", "conditional_fail"),
      item("砷", "conditional_pass"),
      item("汞", "undetermined"),
    );
    expect(text).toMatch(/铅不符合.*镉有条件不符合.*砷有条件符合.*汞不作判定/);
  });

  test("what was not judged is not covered by a pass, and only what was compared is said to be met", () => {
    const unjudged: ConcludedItem = { item: "感官", verdict: "not_judged", limits: [] };
    expect(conclusionSentence("commissioned", "pass", [item("铅", "pass"), unjudged], ["GB 2762-2025", "Q/X"])).toBe(
      "经检验，来样有判定依据的所检项目符合 GB 2762-2025 要求。感官未约定判定依据，仅提供实测数据。",
    );
    const english = { itemEn: "Lead", verdict: "fail" as const, limits: item("铅", "fail").limits };
    expect(englishConclusion("commissioned", "fail", [english], ["GB 2762-2025《食品》", "Q/X"])).toBe(
      "Of the items tested: Lead: not complying with the requirements of GB 2762-2025. For the other items see the results.",
    );
  });

  test("where only the declaration is not met, the law is said to be", () => {
    expect(said("fail", item("铅", "pass"), item("水分", "fail", "declared"))).toBe(
      "经检验，来样所检项目中水分不符合产品明示标准（Q/X）要求。按 GB 2762-2025 判定的项目符合要求。",
    );
  });
});
