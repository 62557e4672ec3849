import { threeFrom, valueStep, type SeededMethod } from "./seeded-method.ts";

/** Methods whose figure is read off an instrument or its workstation. */
export const instrumentMethods: SeededMethod[] = [
  {
    code: "GB 5009.12-2023",
    standard: "GB 5009.12",
    edition: "2023",
    title: "食品安全国家标准 食品中铅的测定",
    clause: "第一法 石墨炉原子吸收光谱法",
    item: { name: "铅", nameEn: "Lead (as Pb)", cas: "7439-92-1" },
    unit: "mg/kg",
    lod: "0.02",
    loq: "0.04",
    parallels: 2,
    repeatabilityPercent: "20",
    reporting: threeFrom("1"),
    uncertainty: { kind: "percent", U: "20", k: "2" },
    formula: "content",
    equipmentKinds: ["aas"],
    inForceFrom: "2024-03-06",
    inForceUntil: null,
    steps: [valueStep("content", "铅含量", "Content of lead", "mg/kg")],
  },
];
