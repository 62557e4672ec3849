import { PcrRule } from "../../../server/catalogue/rules/pcr-rule.ts";
import { ReportingRule } from "../../../server/results/rules/report.ts";
import type { SeededMethod } from "./seeded-method.ts";

// Cut-offs, controls and LOD are those usual in this family of methods, from memory: a laboratory replaces them by the
// figures of its own validated method before first use (方法验证).
const usual = {
  positiveMax: "35.0",
  negativeMin: "40.0",
  controls: { required: ["blank", "negative", "positive"], absentMin: "40.0", positiveMax: "30.0" },
  internal: { max: "30.0" },
  parallels: 2,
  lod: "0.1",
  lodUnit: "%(w/w)",
};

const animal = (name: string, nameEn: string, needs: string | null = null): SeededMethod => ({
  code: "GB/T 38164-2019",
  standard: "GB/T 38164",
  edition: "2019",
  title: "常见畜禽动物源性成分检测方法 实时荧光PCR法",
  clause: "全文",
  item: { name, nameEn },
  unit: "",
  lod: null,
  loq: null,
  parallels: 2,
  repeatabilityPercent: null,
  reporting: ReportingRule.parse({ breaks: [{ decimals: 0 }] }), // there is no figure
  formula: "按 Ct 值和对照判读",
  resultKind: "pcr",
  equipmentKinds: ["pcr"],
  steps: [],
  pcr: PcrRule.parse({ ...usual, needs }),
  inForceFrom: "2020-05-01",
  inForceUntil: null,
});

/** Species DNA by real-time PCR: 检出 or 未检出 with the LOD, never more. Probes for donkey may take horse for donkey. */
export const pcrMethods: SeededMethod[] = [
  animal("猪源性成分", "Porcine-derived DNA"),
  animal("马源性成分", "Equine-derived DNA (horse)"),
  animal("驴源性成分", "Donkey-derived DNA", "马源性成分"),
  animal("牛源性成分", "Bovine-derived DNA"),
];
