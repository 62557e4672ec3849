import { ReportingRule } from "../../../server/results/rules/report.ts";
import { valueStep, type SeededMethod } from "./seeded-method.ts";

const inWords = {
  unit: "",
  lod: null,
  loq: null,
  parallels: 1,
  repeatabilityPercent: null,
  reporting: ReportingRule.parse({ breaks: [{ decimals: 0 }] }), // there is no figure
  formula: "按观察结果报告",
  resultKind: "qualitative",
  inForceUntil: null,
} as const satisfies Partial<SeededMethod>;

/** Methods whose result is one of a few words. The words are those of the limits; days in force from memory, to be confirmed. */
export const sensoryMethods: SeededMethod[] = [
  {
    ...inWords,
    code: "GB/T 5750.4-2023",
    standard: "GB/T 5750.4",
    edition: "2023",
    title: "生活饮用水标准检验方法 第4部分：感官性状和物理指标",
    clause: "嗅气和尝味法",
    item: { name: "臭和味", nameEn: "Odour and taste" },
    equipmentKinds: [],
    choices: ["无异臭、异味", "有异臭", "有异味"],
    inForceFrom: "2023-10-01",
    steps: [valueStep("finding", "臭和味", "Odour and taste", "")],
  },
  {
    ...inWords,
    code: "GB/T 5750.4-2023",
    standard: "GB/T 5750.4",
    edition: "2023",
    title: "生活饮用水标准检验方法 第4部分：感官性状和物理指标",
    clause: "直接观察法",
    item: { name: "肉眼可见物", nameEn: "Visible matter" },
    equipmentKinds: [],
    choices: ["无", "有"],
    inForceFrom: "2023-10-01",
    steps: [valueStep("finding", "肉眼可见物", "Visible matter", "")],
  },
  {
    ...inWords,
    code: "GB 2726-2016",
    standard: "GB 2726",
    edition: "2016",
    title: "食品安全国家标准 熟肉制品",
    clause: "3.2 感官要求",
    item: { name: "感官", nameEn: "Sensory" }, // the catalogue of limits holds no row: reported, not judged
    equipmentKinds: [],
    choices: ["符合感官要求", "色泽异常", "有异味", "有正常视力可见外来异物"],
    inForceFrom: "2017-06-23",
    steps: [valueStep("finding", "感官", "Sensory", "")],
  },
  {
    ...inWords,
    code: "GB 4789.26-2023",
    standard: "GB 4789.26",
    edition: "2023",
    title: "食品安全国家标准 食品微生物学检验 商业无菌检验",
    clause: "全文",
    item: { name: "商业无菌", nameEn: "Commercial sterility" },
    equipmentKinds: ["incubator"],
    choices: ["商业无菌", "非商业无菌"],
    inForceFrom: "2024-03-06",
    steps: [valueStep("finding", "商业无菌", "Commercial sterility", "")],
  },
];
