import { z } from "zod";
import { MethodStep } from "../../../server/catalogue/contract.ts";
import { directDrying } from "../../../server/results/rules/moisture.ts";
import { ReportingRule } from "../../../server/results/rules/report.ts";
import type { SeededMethod } from "./seeded-method.ts";

const untilConstant = { kind: "constant" as const, unit: "g" };

/** Methods whose figures come from a balance. */
export const weighedMethods: SeededMethod[] = [
  {
    code: "GB 5009.3-2016",
    standard: "GB 5009.3",
    edition: "2016",
    title: "食品安全国家标准 食品中水分的测定",
    clause: "第一法 直接干燥法",
    item: { name: "水分", nameEn: "Moisture" },
    unit: "g/100 g",
    lod: null,
    loq: null,
    parallels: directDrying.parallels,
    repeatabilityPercent: directDrying.parallelsPercent,
    reporting: ReportingRule.parse(directDrying.reporting),
    uncertainty: { kind: "percent", U: "3", k: "2" },
    formula: directDrying.formula,
    equipmentKinds: ["balance", "oven"],
    equipmentNeeds: [
      { kind: "balance", unit: "g", from: "1", to: "200", maxError: "0.001", note: "感量 0.1 mg" },
      { kind: "oven", unit: "℃", from: "101", to: "105", maxError: "2", maxUncertainty: "1" },
    ],
    inForceFrom: "2017-03-01",
    inForceUntil: null,
    steps: z.array(MethodStep).parse([
      {
        key: "dish",
        name: "空皿恒重 m₃",
        nameEn: "Empty dish to constant weight, m₃",
        ...untilConstant,
        ...directDrying.emptyDish,
      },
      { key: "sample", name: "皿加试样 m₁", nameEn: "Dish with sample, m₁", kind: "single", unit: "g" },
      {
        key: "dried",
        name: "干燥后恒重 m₂",
        nameEn: "Dried to constant weight, m₂",
        ...untilConstant,
        ...directDrying.driedDish,
      },
    ]),
  },
];
