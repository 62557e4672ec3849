import type { PlanNote } from "../../server/orders/plan-contract.ts";

type Sentences = Record<PlanNote["code"], (detail: string) => string>;

const zh: Sentences = {
  "loq-above-limit": (d) => `方法的定量限高于限量，不能判定：${d}。请换用更灵敏的方法。`,
  "method-ending": (d) => `方法即将废止：${d}。`,
  "method-not-in-force": (d) => `方法今天不是现行版本：${d}。`,
  "limit-unconfirmed": (d) => `限量待与标准原文核对：${d}。`,
  "basis-needed": (d) => `限量按另一基准计（${d}），请在到样信息中记录折算数据及来源，否则超出时不作判定。`,
  "no-limit": () => "该产品分类没有此项目的限量：只出数据，不作判定（产品明示限量除外）。",
  "unit-differs": (d) => `限量与方法的单位不同，不能判定：${d}。`,
};

const en: Sentences = {
  "loq-above-limit": (d) =>
    `The limit of quantification is above the limit, no verdict is possible: ${d}. Choose a more sensitive method.`,
  "method-ending": (d) => `The method's edition is ending: ${d}.`,
  "method-not-in-force": (d) => `The method's edition is not in force today: ${d}.`,
  "limit-unconfirmed": (d) => `Limit to be confirmed against the printed standard: ${d}.`,
  "basis-needed": (d) =>
    `The limit is on another basis (${d}): record the figure to convert by with its source, or what exceeds cannot be judged.`,
  "no-limit": () => "There is no limit for this item in this category: figures only, unless the product declares one.",
  "unit-differs": (d) => `Limit and method have different units, no verdict is possible: ${d}.`,
};

export const planWords = { zh, en };

/** The units of a sampling plan are containers: enough of them, made by the laboratory, or missing. */
export const unitWords = {
  zh: {
    enough: (n: number) => `采样方案 ${n} 件：每件一个检样容器，已够。`,
    made: (n: number, more: number) => `采样方案 ${n} 件：登记时自动补 ${more} 个检样容器，各有编号和标签。`,
    tooFew: (n: number, have: number) =>
      `采样方案要求 ${n} 件独立包装，只收到 ${have} 个检样容器：补齐容器；确实只有这些的，检测时须调整件数并写明原因，该项不能判定合格。`,
  },
  en: {
    enough: (n: number) => `Sampling plan of ${n} units: a test container for each.`,
    made: (n: number, more: number) =>
      `Sampling plan of ${n} units: ${more} more test containers are made on registration, each with number and label.`,
    tooFew: (n: number, have: number) =>
      `The sampling plan asks for ${n} units and only ${have} test containers came: add them; where there are no more, the number of units is set at the bench with a reason, and the item cannot pass.`,
  },
};
