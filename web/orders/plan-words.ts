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
