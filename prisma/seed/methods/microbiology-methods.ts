import { ReportingRule } from "../../../server/results/rules/report.ts";
import { valueStep, type SeededMethod } from "./seeded-method.ts";

// GB 4789.2: below 100 whole numbers, from 100 two digits, 四舍五入 (clause 8.2; a.6 of the project's notes, high confidence).
const colonies = ReportingRule.parse({ breaks: [{ from: "100", digits: 2 }, { decimals: 0 }], mode: "half-up" });
const unit = "CFU/g(mL)";

const counted = {
  unit,
  lod: null,
  loq: null,
  parallels: 1, // without a sampling plan one unit; with one, its n
  repeatabilityPercent: null, // microbiology is not repeated
  reporting: colonies,
  formula: "每件样品各报一个结果，不取平均",
  equipmentKinds: ["incubator"],
  resultKind: "plan",
  inForceUntil: null,
} as const satisfies Partial<SeededMethod>;

const stage = (
  key: string,
  name: string,
  nameEn: string,
  medium: string,
  celsius: string,
  [leastHours, mostHours]: [number, number],
  decides: boolean,
) => ({ key, name, nameEn, medium, celsius, leastHours, mostHours, decides });

// GB 4789.4-2016: media, temperatures and hours from memory
const salmonella = [
  stage("pre", "预增菌", "Pre-enrichment", "BPW", "36±1", [8, 18], false),
  stage("enrich", "增菌", "Enrichment", "TTB、SC", "42±1 / 36±1", [18, 24], false),
  stage("plate", "分离", "Plating", "BS、XLD", "36±1", [18, 48], true),
  stage("confirm", "生化和血清学鉴定", "Confirmation", "TSI、赖氨酸脱羧酶、血清", "36±1", [18, 48], true),
];

/** Methods whose results are those of n units of a lot. Clauses and days in force are from memory: to be confirmed by the laboratory. */
export const microbiologyMethods: SeededMethod[] = [
  {
    ...counted,
    code: "GB 4789.2-2022",
    standard: "GB 4789.2",
    edition: "2022",
    title: "食品安全国家标准 食品微生物学检验 菌落总数测定",
    clause: "平板计数法",
    item: { name: "菌落总数", nameEn: "Aerobic plate count" },
    inForceFrom: "2022-12-30",
    equipmentKinds: ["incubator"],
    steps: [
      {
        ...valueStep("count", "菌落总数", "Aerobic plate count", unit),
        sheet: "plates",
        colonies: { least: 30, most: 300 },
        incubation: { hours: 48, tolerance: 2, celsius: "36±1" },
      },
    ],
  },
  {
    ...counted,
    code: "GB 4789.3-2016",
    standard: "GB 4789.3",
    edition: "2016",
    title: "食品安全国家标准 食品微生物学检验 大肠菌群计数",
    clause: "第二法 平板计数法",
    item: { name: "大肠菌群", nameEn: "Coliforms" },
    inForceFrom: "2017-06-23",
    equipmentKinds: ["incubator"],
    steps: [
      {
        ...valueStep("count", "大肠菌群", "Coliforms", unit),
        sheet: "plates",
        colonies: { least: 15, most: 150 },
        incubation: { hours: 21, tolerance: 3, celsius: "36±1" },
      },
    ],
  },
  {
    ...counted,
    code: "GB 4789.10-2016",
    standard: "GB 4789.10",
    edition: "2016",
    title: "食品安全国家标准 食品微生物学检验 金黄色葡萄球菌检验",
    clause: "第三法 MPN 计数",
    item: { name: "金黄色葡萄球菌", nameEn: "Staphylococcus aureus" },
    unit: "MPN/g",
    reporting: ReportingRule.parse({ breaks: [{ digits: 2 }], mode: "half-up" }),
    inForceFrom: "2017-06-23",
    equipmentKinds: ["incubator"],
    steps: [
      {
        ...valueStep("count", "金黄色葡萄球菌", "Staphylococcus aureus", "MPN/g"),
        sheet: "mpn",
        incubation: { hours: 21, tolerance: 3, celsius: "36±1" },
      },
    ],
  },
  {
    ...counted,
    // an edition of 2024 replaces it; its day in force was not read and is not seeded
    code: "GB 4789.4-2016",
    standard: "GB 4789.4",
    edition: "2016",
    title: "食品安全国家标准 食品微生物学检验 沙门氏菌检验",
    clause: "全文",
    item: { name: "沙门氏菌", nameEn: "Salmonella" },
    unit: "/25g(mL)",
    inForceFrom: "2017-06-23",
    equipmentKinds: ["incubator"],
    steps: [{ ...valueStep("finding", "沙门氏菌", "Salmonella", "/25g(mL)"), culture: salmonella }],
  },
];
