// Why a figure counts or does not, why a verdict is what it is: a sentence for each code the server gives.

import { en } from "../../server/kernel/text/en.ts";
import { zh } from "../../server/kernel/text/zh.ts";

type Sentences = Readonly<Record<string, string>>;

const zhIgnored: Sentences = {
  "too-soon": "间隔不足，不计入",
  "dried-too-short": "烘干时间不足，不计入",
  "cooled-too-short": "冷却时间不足，不计入",
  "weighed-in-oven": "称量时烘箱未记录取出，不计入",
  "after-constant-weight": "已恒重，不再计入",
  unfit: "仪器此时不可用，不计入",
  "instrument-unfit": "仪器此时不可用，不计入",
};

const enIgnored: Sentences = {
  "too-soon": "too soon, not counted",
  "dried-too-short": "dried too short, not counted",
  "cooled-too-short": "cooled too short, not counted",
  "weighed-in-oven": "oven not recorded out, not counted",
  "after-constant-weight": "after constant weight, not counted",
  unfit: "instrument unfit, not counted",
  "instrument-unfit": "instrument unfit, not counted",
};

const zhUnusual: Sentences = {
  "control-failed": "本批有质控失控，签名处理后放行",
  "count-invalid": "曾因空白或培养基对照长菌而计数无效",
  "control-refigured": "本批有质控曾失控，改数后合格",
  "manual-reading": "有手工录入的读数",
  retest: "平行测定相差过大，做过成对复测",
  "undone-reading": "有撤销的称量",
  "ignored-weighing": "有不计入的称量",
  "changed-result": "提交后改动过结果",
  "near-limit": "结果接近限量（相差 10 % 以内）",
  "rule-unfit": "上下限之差小于两倍保护带，按约定的判定规则没有可判为符合的值",
  "limit-to-confirm": "所用限量尚待与纸质标准核对",
  subcontracted: "分包给其他机构，请对照其报告校核",
  "was-returned": "曾被退回",
};

const enUnusual: Sentences = {
  "control-failed": "a control of the batch failed and was signed for",
  "count-invalid": "a count was invalid before: the blank or the medium grew colonies",
  "control-refigured": "a control of the batch failed before its figures were changed",
  "manual-reading": "a reading typed by hand",
  retest: "the parallels disagreed and were repeated as a pair",
  "undone-reading": "an undone weighing",
  "ignored-weighing": "a weighing that does not count",
  "changed-result": "the result changed after it was submitted",
  "near-limit": "within 10 % of the limit",
  "rule-unfit": "the range is narrower than two guard bands: no value can pass by the agreed rule",
  "limit-to-confirm": "the limit is not compared with the printed standard yet",
  subcontracted: "tested by another laboratory: check it against its report",
  "was-returned": "was sent back before",
};

const zhDates: Sentences = {
  production: "按生产日期",
  "production-date": "按生产日期",
  sampling: "按抽样日期",
  "sampling-date": "按抽样日期",
  receipt: "按收样日期",
  "receipt-date": "按收样日期",
  received: "按收样日期",
};
const enDates: Sentences = {
  production: "by the production date",
  "production-date": "by the production date",
  sampling: "by the sampling date",
  "sampling-date": "by the sampling date",
  receipt: "by the receiving date",
  "receipt-date": "by the receiving date",
  received: "by the receiving date",
};

const zhEquipment: Sentences = {
  balance: "天平",
  oven: "烘箱",
  aas: "原子吸收光谱仪",
  afs: "原子荧光光谱仪",
  chromatograph: "色谱仪",
  spectrophotometer: "分光光度计",
  titrator: "滴定仪",
  incubator: "培养箱",
  furnace: "马弗炉",
  water_bath: "水浴锅",
  centrifuge: "离心机",
  pipette: "移液器",
  autoclave: "高压灭菌器",
  pcr: "实时荧光 PCR 仪",
  other: "设备",
};
const enEquipment: Sentences = {
  balance: "balance",
  oven: "oven",
  aas: "atomic absorption spectrometer",
  afs: "atomic fluorescence spectrometer",
  chromatograph: "chromatograph",
  spectrophotometer: "spectrophotometer",
  titrator: "titrator",
  incubator: "incubator",
  furnace: "furnace",
  water_bath: "water bath",
  centrifuge: "centrifuge",
  pipette: "pipette",
  autoclave: "autoclave",
  pcr: "real-time PCR instrument",
  other: "equipment",
};

export const becauseWords = {
  zh: {
    limits: { ...zh.because, "unit-differs": "限量与方法的单位不同，不判定" },
    ignored: zhIgnored,
    unusual: zhUnusual,
    dates: zhDates,
    equipment: zhEquipment,
  },
  en: {
    limits: { ...en.because, "unit-differs": "the limit has another unit than the method: no verdict" },
    ignored: enIgnored,
    unusual: enUnusual,
    dates: enDates,
    equipment: enEquipment,
  },
};

/** The sentence of a code; what has none yet is shown as the server said it. */
export function sentenceOf(sentences: Sentences, code: string): string {
  return sentences[code] ?? code;
}
