import { describe, expect, test } from "vitest";
import {
  applicableLimits,
  basisOf,
  decidingDate,
  indexLimits,
  isInForce,
  limitText,
} from "../../server/catalogue/rules.ts";
import { readWording } from "../../server/catalogue/rules/category-wording.ts";
import { LimitRow } from "../../server/catalogue/rules/limit-row.ts";
import { addDays } from "../../server/kernel/time.ts";
import type { Problem } from "../../server/kernel/problems.ts";
import { shippedLimits } from "./limits.ts";

const limits = indexLimits(shippedLimits);
const jerky = "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）";

function found(category: string, item: string, on: string): string[] {
  return applicableLimits(limits, { category, item, on }).map(
    (row) => `${row.standard}-${row.version} ${limitText(row)}`,
  );
}

describe("lead in beef jerky, edition by edition", () => {
  test.each([
    ["2017-09-16", []],
    ["2017-09-17", ["GB 2762-2017 ≤0.5"]],
    ["2023-06-29", ["GB 2762-2017 ≤0.5"]],
    ["2023-06-30", ["GB 2762-2022 ≤0.2"]], // on the fresh basis, not the 0.3 of meat products at large
    ["2024-05-01", ["GB 2762-2022 ≤0.2"]],
    ["2026-09-01", ["GB 2762-2022 ≤0.2"]],
    ["2026-09-02", ["GB 2762-2025 ≤0.3"]],
    ["2030-01-01", ["GB 2762-2025 ≤0.3"]],
  ])("made on %s: %j", (on, expected) => {
    expect(found(jerky, "铅", on)).toEqual(expected);
  });

  test("the edition of 2022 speaks of fresh meat, the others of the product as it is", () => {
    const kinds = ["2023-06-29", "2023-06-30", "2026-09-02"].map((on) =>
      applicableLimits(shippedLimits, { category: jerky, item: "铅", on }).map((row) => basisOf(row).kind),
    );
    expect(kinds).toEqual([["as_is"], ["fresh_with_factor"], ["as_is"]]);
  });

  test.each(["铅", "铅（以Pb计）", "铅(以Pb计)", " 铅 "])("%j is lead", (item) => {
    expect(found(jerky, item, "2024-05-01")).toEqual(["GB 2762-2022 ≤0.2"]);
  });

  test.each([
    jerky,
    "熟肉干制品",
    "肉及肉制品>熟肉制品>熟肉干制品",
    "熟肉干制品（牛肉干等）",
    "牛肉干",
    "肉及肉制品>熟肉制品>熟肉干制品(牛肉干等)",
  ])("%s is jerky", (category) => {
    expect(found(category, "铅", "2026-09-02")).toEqual(["GB 2762-2025 ≤0.3"]);
  });
});

describe("the narrowest row of each standard", () => {
  test.each([
    ["肉及肉制品>肉灌肠类", "山梨酸及其钾盐", "2025-03-01", ["GB 2760-2024 ≤1.5"]], // not the 0.075 of all cooked meat
    ["肉及肉制品>酱卤肉制品类", "山梨酸及其钾盐（以山梨酸计）", "2025-03-01", ["GB 2760-2024 ≤0.075"]],
    ["牛肉", "铅", "2024-05-01", ["GB 2762-2022 ≤0.2"]],
    ["牛肝", "铅", "2024-05-01", ["GB 2762-2022 ≤0.5"]], // offal is left out of meat and has its own row
    ["牛肾", "镉", "2024-05-01", ["GB 2762-2022 ≤1"]],
    ["羊肉", "恩诺沙星", "2024-05-01", ["GB 31650-2019 ≤100"]],
    [jerky, "总砷", "2024-05-01", ["GB 2762-2022 ≤0.5"]], // from the whole group 肉及肉制品
    ["肉罐头类", "N-二甲基亚硝胺", "2024-05-01", []], // left out by name
    ["酱牛肉", "N-二甲基亚硝胺", "2024-05-01", ["GB 2762-2022 ≤3"]],
    ["发酵肉制品类", "菌落总数", "2024-05-01", []],
    ["酱牛肉", "菌落总数", "2024-05-01", ["GB 2726-2016 n=5,c=2,m=10000,M=100000"]],
    ["牛肉干", "致泻大肠埃希氏菌", "2024-05-01", ["GB 29921-2021 n=5,c=0,m=0"]],
    [jerky, "致泻大肠埃希氏菌", "2024-05-01", []], // not all jerky is beef
    ["乳及乳制品>灭菌乳（牛乳）", "蛋白质", "2024-05-01", ["GB 25190-2010 ≥2.9"]],
    ["乳及乳制品>灭菌乳", "蛋白质", "2024-05-01", []], // which milk is not said
    ["食醋", "总酸", "2024-05-01", ["GB 2719-2018 ≥3.5"]],
    ["甜醋", "总酸", "2024-05-01", ["GB 2719-2018 ≥2.5"]],
    ["焙烤食品>糕点", "铅", "2024-05-01", ["GB 2762-2022 ≤0.5"]],
    ["香辛料类", "铅", "2024-05-01", ["GB 2762-2022 ≤1.5"]],
    ["花椒", "铅", "2024-05-01", ["GB 2762-2022 ≤3"]],
  ])("%s, %s: %j", (category, item, on, expected) => {
    expect(found(category, item, on)).toEqual(expected);
  });

  test("a halal scheme binds only what is asked for under it", () => {
    expect(found(jerky, "猪源性成分", "2026-11-23")).toEqual([]);
    expect(found("清真食品>牛肉及其制品", "马源性成分", "2026-11-23")).toEqual(["委托要求/标签真实性-n/a 未检出"]);
  });

  test("every row of the catalogue is found by its own wording on its first and its last day", () => {
    const lost = shippedLimits.filter((row) =>
      [row.effectiveFrom, row.effectiveTo ?? "2099-01-01"].some(
        (on) =>
          !applicableLimits(limits, { category: row.productCategory, item: row.item, on }).some((r) => r.id === row.id),
      ),
    );
    expect(lost.map((row) => row.id)).toEqual([]);
  });

  test("there is never more than one row of a standard", () => {
    for (const category of limits.categories) {
      for (const item of limits.items) {
        const standards = applicableLimits(limits, { category, item, on: "2026-09-02" }).map((row) => row.standard);
        expect(new Set(standards).size).toBe(standards.length);
      }
    }
  });

  test("what is not in the catalogue is said to be unknown, not to be without a limit", () => {
    expect(() => found("月饼皮", "铅", "2024-05-01")).toThrow(
      expect.objectContaining({ code: "category-unknown" }) as Problem,
    );
    expect(() => found(jerky, "钚", "2024-05-01")).toThrow(
      expect.objectContaining({ code: "item-unknown" }) as Problem,
    );
  });
});

describe("a change of editions, the day before, the day and the day after", () => {
  const changes = new Map<string, { standard: string; on: string; versions: [string, string] }>();
  for (const row of shippedLimits) {
    const next = shippedLimits.find(
      (r) =>
        r.standard === row.standard &&
        row.effectiveTo !== null &&
        r.effectiveFrom === addDays(row.effectiveTo, 1) &&
        r.effectiveFromApprox !== true,
    );
    if (next)
      changes.set(`${row.standard} ${next.effectiveFrom}`, {
        standard: row.standard,
        on: next.effectiveFrom,
        versions: [row.version, next.version],
      });
  }
  test("there are changes to look at", () => {
    expect([...changes.keys()].sort()).toEqual([
      "GB 2760 2025-02-08",
      "GB 2762 2023-06-30",
      "GB 2762 2026-09-02",
      "GB 29921 2021-11-22",
      "GB 5749 2023-04-01",
    ]);
  });
  test.each([...changes.values()])("$standard on $on", ({ standard, on, versions }) => {
    const inForce = (day: string): string[] => [
      ...new Set(shippedLimits.filter((r) => r.standard === standard && isInForce(r, day)).map((r) => r.version)),
    ];
    expect([addDays(on, -1), on, addDays(on, 1)].map(inForce)).toEqual([[versions[0]], [versions[1]], [versions[1]]]);
  });
  test.each([
    ["焙烤食品>面包、糕点", "脱氢乙酸及其钠盐", "2025-02-08", ["GB 2760-2014 ≤0.5"], ["GB 2760-2024 不得使用"]],
    ["蔬菜及其制品>腌渍的蔬菜", "脱氢乙酸及其钠盐", "2025-02-08", ["GB 2760-2014 ≤1"], ["GB 2760-2024 ≤0.3"]],
    ["生活饮用水", "耐热大肠菌群", "2023-04-01", ["GB 5749-2006 不得检出"], []],
    ["牛肉干", "大肠埃希氏菌O157:H7", "2021-11-22", ["GB 29921-2013 n=5,c=0,m=0"], []],
    ["牛肉干", "致泻大肠埃希氏菌", "2021-11-22", [], ["GB 29921-2021 n=5,c=0,m=0"]],
    ["乳及乳制品>生乳", "铅", "2023-06-30", ["GB 2762-2017 ≤0.05"], ["GB 2762-2022 ≤0.02"]],
  ])("%s, %s turns on %s from %j to %j", (category, item, on, before, after) => {
    expect([
      found(category, item, addDays(on, -1)),
      found(category, item, on),
      found(category, item, addDays(on, 1)),
    ]).toEqual([before, after, after]);
  });
});

describe("the day that decides", () => {
  test.each([
    [
      { productionDate: "2026-08-30", sampledOn: "2026-09-10", receivedOn: "2026-09-11" },
      "2026-08-30",
      "production-date",
    ],
    [{ productionDate: null, sampledOn: "2026-09-10", receivedOn: "2026-09-11" }, "2026-09-10", "sampling-date"],
    [{ receivedOn: "2026-09-11" }, "2026-09-11", "receipt-date"],
  ])("%j: %s, %s", (sample, on, because) => {
    expect(decidingDate(sample)).toEqual({ on, because });
  });
});

describe("wordings and rows", () => {
  test.each([
    ["肉及肉制品>肉制品（畜禽内脏制品除外）", ["肉制品"], ["畜禽内脏制品"], false],
    ["谷物及其制品>稻谷、糙米、大米(粉)", ["稻谷", "糙米", "大米(粉)"], [], false],
    [
      "谷物及其制品>谷物及其制品[麦片、面筋、粥类罐头、带馅(料)面米制品除外]",
      ["谷物及其制品"],
      ["麦片", "面筋", "粥类罐头", "带馅(料)面米制品"],
      false,
    ],
    ["肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）", ["熟肉干制品"], [], false],
    ["乳及乳制品>灭菌乳（牛乳）", ["灭菌乳"], [], true],
    [
      "油脂及其制品>氢化植物油、含氢化和(或)部分氢化油脂的油脂制品",
      ["氢化植物油", "含氢化和(或)部分氢化油脂的油脂制品"],
      [],
      false,
    ],
    ["饮料类（仅限镀锡薄钢板容器包装）", ["饮料类"], [], true],
  ])("%s", (text, covers, except, isConditional) => {
    expect(readWording(text)).toMatchObject({ covers, except, isConditional });
  });

  test.each([
    [null, "as_is"],
    ["以Pb计", "as_is"],
    ["以Pb计，产品原样", "as_is"],
    ["新鲜原料基；按脱水率折算", "fresh_with_factor"],
    ["干样品，以Al计", "dry"],
    ["以脂肪计，KOH", "fat"],
    ["以油脂中的含量计", "fat"],
    ["以HCN计，按100%酒精度折算", "alcohol"],
    ["非脂乳固体的34%；非脂乳固体=100%-脂肪-水分", "non_fat_solids"],
    ["以粉状产品计", "powder"],
    ["湿基", "as_is"],
  ])("the basis %j is %s", (basis, kind) => {
    expect(basisOf({ basis }).kind).toBe(kind);
  });

  test("a row without its figures, or with something unknown in it, is refused", () => {
    const [row] = shippedLimits;
    expect(LimitRow.safeParse({ ...row, value: undefined }).success).toBe(false);
    expect(LimitRow.safeParse({ ...row, value: 0.2 }).success).toBe(false);
    expect(LimitRow.safeParse({ ...row, effectiveFrom: "2017-02-30" }).success).toBe(false);
    expect(LimitRow.safeParse({ ...row, remark: "" }).success).toBe(false);
  });
});
