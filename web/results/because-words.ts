// Why a figure counts or does not, why a verdict is what it is: a sentence for each code the server gives.

type Sentences = Readonly<Record<string, string>>;

const zhLimits: Sentences = {
  "within-limit": "在限量之内",
  "beyond-limit": "超出限量",
  "within-guard-band": "在限量之内，但未留足不确定度余量",
  "beyond-within-guard-band": "超出限量，但在不确定度范围内",
  "certainly-within": "按“小于/大于”值已能确定符合",
  "certainly-beyond": "按“小于/大于”值已能确定不符合",
  "bound-does-not-settle": "“小于/大于”值不足以判定",
  "loq-above-limit": "方法定量限高于限量，不能据此判定",
  "lod-unknown": "方法没有登记检出限",
  "value-missing": "没有可比较的数值",
  "uncertainty-missing": "约定的判定规则需要测量不确定度，尚未给出",
  "not-detected": "未检出",
  detected: "检出",
  "below-loq": "低于定量限",
  "below-threshold": "低于视为未检出的界限",
  "as-expected": "与要求一致",
  "not-as-expected": "与要求不一致",
  "basis-factor-missing": "限量以鲜重计，样品没有记录脱水率；实测值高于限量，不能换算，故不判定",
  "basis-factor-missing-within": "限量以鲜重计，样品没有记录脱水率；干制品的实测值已不超过限量，换算后只会更低，故符合",
  "basis-impossible": "记录的换算系数不合理，不能判定",
  "plan-met": "符合采样方案",
  "plan-beyond-M": "有结果超过 M",
  "plan-too-many-above-m": "超过 m 的件数多于 c",
  "plan-results-missing": "结果少于 n 件",
  "plan-results-too-many": "结果多于 n 件",
  "plan-result-unclear": "有结果不能与 m、M 比较",
  "screen-met": "总量未超出，无需再测形态",
  "confirmation-missing": "总量超出，形态尚未测定",
  "no-limit": "标准中没有该项目的限量",
  "incomplete": "结果还没有算出",
};

const enLimits: Sentences = {
  "within-limit": "within the limit",
  "beyond-limit": "beyond the limit",
  "within-guard-band": "within the limit, not by the margin of uncertainty",
  "beyond-within-guard-band": "beyond the limit, within the uncertainty",
  "certainly-within": "the bound alone settles it: within",
  "certainly-beyond": "the bound alone settles it: beyond",
  "bound-does-not-settle": "a bound that does not settle it",
  "loq-above-limit": "the method's LOQ is above the limit",
  "lod-unknown": "no LOD is recorded for the method",
  "value-missing": "no figure to compare",
  "uncertainty-missing": "the agreed rule needs an uncertainty that is not given",
  "not-detected": "not detected",
  detected: "detected",
  "below-loq": "below the LOQ",
  "below-threshold": "below what counts as detected",
  "as-expected": "as required",
  "not-as-expected": "not as required",
  "basis-factor-missing": "the limit is on the fresh basis and no dehydration factor is recorded; as measured it is above, so no verdict",
  "basis-factor-missing-within": "the limit is on the fresh basis; even as measured in the dried product it is not above, so it conforms",
  "basis-impossible": "the recorded factor cannot be right",
  "plan-met": "the sampling plan is met",
  "plan-beyond-M": "a result above M",
  "plan-too-many-above-m": "more than c results above m",
  "plan-results-missing": "fewer than n results",
  "plan-results-too-many": "more than n results",
  "plan-result-unclear": "a result cannot be compared with m or M",
  "screen-met": "the total is within; the species need not be measured",
  "confirmation-missing": "the total is beyond; the species is not measured yet",
  "no-limit": "the standard sets no limit for this item",
  "incomplete": "no result yet",
};

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
  manual: "有手工录入的读数",
  "manual-value": "有手工录入的读数",
  "manual-reading": "有手工录入的读数",
  retest: "做过成对复测",
  undone: "有撤销的称量",
  "undone-weighing": "有撤销的称量",
  "undone-reading": "有撤销的称量",
  "near-limit": "结果接近限量",
  changed: "结果改动过",
  "changed-result": "结果改动过",
  returned: "曾被退回",
  "from-tray": "有事后关联的读数",
  "ignored-weighing": "有不计入的称量",
  unfit: "用过不可用的仪器",
  "limit-unconfirmed": "限量尚待核对纸质标准",
  undetermined: "有不判定的项目",
  fail: "有不符合的项目",
};

const enUnusual: Sentences = {
  manual: "a reading typed by hand",
  "manual-value": "a reading typed by hand",
  "manual-reading": "a reading typed by hand",
  retest: "repeated as a pair",
  undone: "an undone weighing",
  "undone-weighing": "an undone weighing",
  "undone-reading": "an undone weighing",
  "near-limit": "close to the limit",
  changed: "the result was changed",
  "changed-result": "the result was changed",
  returned: "was sent back before",
  "from-tray": "a reading assigned from the tray",
  "ignored-weighing": "a weighing that does not count",
  unfit: "an instrument that was unfit",
  "limit-unconfirmed": "the limit is not confirmed against paper yet",
  undetermined: "an item without a verdict",
  fail: "an item that does not conform",
};

const zhDates: Sentences = {
  production: "按生产日期", "production-date": "按生产日期", sampling: "按抽样日期", "sampling-date": "按抽样日期", receipt: "按收样日期", "receiving-date": "按收样日期", received: "按收样日期",
};
const enDates: Sentences = {
  production: "by the production date", "production-date": "by the production date", sampling: "by the sampling date", "sampling-date": "by the sampling date",
  receipt: "by the receiving date", "receiving-date": "by the receiving date", received: "by the receiving date",
};

const zhWarnings: Sentences = {
  "sample-too-small": "称样量少于 2 g，请从头重做这个平行",
  "sample-too-large": "称样量多于 10 g，请从头重做这个平行",
  "sample-weighed-too-early": "空皿未恒重就称了样品",
  "dried-before-sample": "干燥后的称量早于皿加样的称量",
  "gained-weight": "干燥后反而增重，请核对皿号和样品",
};
const enWarnings: Sentences = {
  "sample-too-small": "less than 2 g taken: begin this parallel again",
  "sample-too-large": "more than 10 g taken: begin this parallel again",
  "sample-weighed-too-early": "the sample was weighed before the dish was constant",
  "dried-before-sample": "a dried weighing is earlier than the sample's",
  "gained-weight": "gained weight in drying: check the dish number and the sample",
};

export const becauseWords = {
  zh: { limits: zhLimits, ignored: zhIgnored, unusual: zhUnusual, dates: zhDates, warnings: zhWarnings },
  en: { limits: enLimits, ignored: enIgnored, unusual: enUnusual, dates: enDates, warnings: enWarnings },
};

/** The sentence of a code; what has none yet is shown as the server said it. */
export function sentenceOf(sentences: Sentences, code: string): string {
  return sentences[code] ?? code;
}
