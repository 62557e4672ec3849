import { ReportingRule } from "../../../server/results/rules/report.ts";
import { threeFrom, valueStep, type SeededMethod } from "./seeded-method.ts";

const three = ReportingRule.parse({ breaks: [{ digits: 3 }] });
const preservative = (key: string, name: string, nameEn: string) => ({ key, name, nameEn, lod: "0.005", loq: "0.01" });

// GB 5009.28-2016 first method (liquid chromatography): LOD 0.005 g/kg and LOQ 0.01 g/kg at a sample of 2 g.
const preservatives = [
  preservative("sorbic", "山梨酸及其钾盐", "Sorbic acid and its potassium salt"),
  preservative("benzoic", "苯甲酸及其钠盐", "Benzoic acid and its sodium salt"),
  preservative("dehydroacetic", "脱氢乙酸及其钠盐", "Dehydroacetic acid and its sodium salt"),
];

/**
 * Methods of several components: sums, sums of ratios, and the two stages of GB 2762. LOD, LOQ, repeatability and days in
 * force are from memory: to be confirmed by the laboratory before use (方法验证).
 */
export const componentMethods: SeededMethod[] = [
  ...preservatives.slice(0, 2).map(({ key, name, nameEn, lod, loq }) => ({
    code: "GB 5009.28-2016",
    standard: "GB 5009.28",
    edition: "2016",
    title: "食品安全国家标准 食品中苯甲酸、山梨酸和糖精钠的测定",
    clause: "第一法 液相色谱法",
    item: { name, nameEn },
    unit: "g/kg",
    lod,
    loq,
    parallels: 2,
    repeatabilityPercent: "10",
    reporting: three,
    formula: key,
    equipmentKinds: ["chromatograph"],
    inForceFrom: "2017-06-23",
    inForceUntil: null,
    steps: [valueStep(key, `${name}含量`, nameEn, "g/kg")],
  })),
  {
    // 脱氢乙酸 by GB 5009.121, the others by GB 5009.28; the ratios are reckoned by GB 2760 A.1
    code: "GB 5009.28-2016",
    standard: "GB 5009.28",
    edition: "2016",
    title: "食品安全国家标准 食品中苯甲酸、山梨酸和糖精钠的测定",
    clause: "第一法 液相色谱法（脱氢乙酸按 GB 5009.121）",
    item: {
      name: "防腐剂混合使用时各自用量占其最大使用量的比例之和",
      nameEn: "Sum of the ratios of preservatives to their maximum use",
    },
    unit: "1",
    lod: null,
    loq: null,
    parallels: 2,
    repeatabilityPercent: "10",
    reporting: three,
    formula: "Σ（各防腐剂含量 ÷ 其最大使用量）",
    equipmentKinds: ["chromatograph"],
    resultKind: "components",
    components: preservatives.map(({ key, name, lod, loq }) => ({ key, name, lod, loq })),
    inForceFrom: "2017-06-23",
    inForceUntil: null,
    steps: preservatives.map(({ key, name, nameEn }) => valueStep(key, name, nameEn, "g/kg")),
  },
  {
    // LOD of total mercury by atomic fluorescence 0.003 mg/kg, of methylmercury by LC-AFS 0.008 mg/kg
    code: "GB 5009.17-2021",
    standard: "GB 5009.17",
    edition: "2021",
    title: "食品安全国家标准 食品中总汞及有机汞的测定",
    clause: "先测总汞（第一篇），超过限量再测甲基汞（第二篇）",
    item: { name: "甲基汞", nameEn: "Methylmercury (as Hg)" },
    unit: "mg/kg",
    lod: "0.008",
    loq: "0.03",
    parallels: 2,
    repeatabilityPercent: "20",
    reporting: threeFrom("1"),
    formula: "先测总汞；总汞超过限量的，以甲基汞为准",
    equipmentKinds: ["afs"],
    resultKind: "staged",
    components: [
      { key: "screen", name: "总汞", lod: "0.003", loq: "0.01" },
      { key: "confirm", name: "甲基汞", lod: "0.008", loq: "0.03" },
    ],
    inForceFrom: "2022-03-07",
    inForceUntil: null,
    steps: [
      valueStep("screen", "总汞", "Total mercury", "mg/kg"),
      valueStep("confirm", "甲基汞", "Methylmercury", "mg/kg"),
    ],
  },
  {
    // each with its own limit in GB 5749-2022; LODs of headspace gas chromatography
    code: "GB/T 5750.10-2023",
    standard: "GB/T 5750.10",
    edition: "2023",
    title: "生活饮用水标准检验方法 第10部分：消毒副产物指标",
    clause: "顶空气相色谱法",
    item: { name: "三卤甲烷（总量）", nameEn: "Trihalomethanes (sum of ratios)" },
    unit: "1",
    lod: null,
    loq: null,
    parallels: 2,
    repeatabilityPercent: "15",
    reporting: ReportingRule.parse({ breaks: [{ digits: 2 }] }),
    formula: "Σ（各化合物浓度 ÷ 各自限值）",
    equipmentKinds: ["chromatograph"],
    resultKind: "components",
    components: [
      { key: "chloroform", name: "三氯甲烷", lod: "0.0002", max: "0.06" },
      { key: "dibromochloro", name: "一氯二溴甲烷", lod: "0.0003", max: "0.1" },
      { key: "bromodichloro", name: "二氯一溴甲烷", lod: "0.0003", max: "0.06" },
      { key: "bromoform", name: "三溴甲烷", lod: "0.006", max: "0.1" },
    ],
    inForceFrom: "2023-10-01",
    inForceUntil: null,
    steps: [
      valueStep("chloroform", "三氯甲烷", "Trichloromethane", "mg/L"),
      valueStep("dibromochloro", "一氯二溴甲烷", "Dibromochloromethane", "mg/L"),
      valueStep("bromodichloro", "二氯一溴甲烷", "Bromodichloromethane", "mg/L"),
      valueStep("bromoform", "三溴甲烷", "Tribromomethane", "mg/L"),
    ],
  },
];
