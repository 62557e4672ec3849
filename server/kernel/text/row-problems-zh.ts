import type { RowProblem, RowProblemCode } from "../row-problems.ts";

type Said = RowProblem["said"];

/** Problems of a row in Chinese. */
export const rowProblemsZh: Record<RowProblemCode, (said: Said) => string> = {
  missing: (d) => `缺“${d["column"]}”`,
  "field-wrong": (d) => `${d["column"]}缺少或不对`,
  "too-long": (d) => `${d["column"]}过长`,
  "double-in-file": (d) => `抽样单编号与第 ${d["line"]} 行相同`,
  "credit-code-wrong": (d) => `信用代码 ${d["code"]} 不对`,
  "barcode-wrong": (d) => `条码 ${d["code"]} 校验位不对`,
  "day-unread": (d) => `“${d["column"]}”读不懂：${d["cell"]}，请写作 2026-08-16`,
  "day-ahead": (d) => `“${d["column"]}”在今天之后：${d["cell"]}`,
  "category-unknown": (d) => `没有产品分类“${d["cell"]}”`,
  "item-unknown": (d) => `没有检验项目“${d["cell"]}”`,
  "method-not-of-item": (d) => `“${d["item"]}”没有方法 ${d["cell"]}`,
  "method-ended": (d) => `${d["method"]} 已废止${d["by"] ? `，由 ${d["by"]} 代替` : ""}`,
  "kind-unknown": (d) => `种类“${d["cell"]}”应为：${d["among"]}`,
  "class-unknown": (d) => `类别“${d["cell"]}”应为：${d["among"]}`,
  "months-unread": (d) => `周期“${d["cell"]}”应为月数`,
  "serial-known": () => "同一制造商的同一出厂编号已在台账或文件中",
  "conclusion-unknown": () => "结论应为：合格、准用、不合格",
  "restriction-idle": () => "写了限用内容，结论却不是准用",
  "restriction-range": () => "限用范围不对：下限、上限写数字且下限小于上限，并写单位",
  "method-unknown": (d) => `没有检验方法“${d["cell"]}”`,
  "verification-incomplete": () => "检定日期、证书编号、检定机构须写全",
  "food-without-rules": () => "当前实施细则中没有这个食品分类，项目请在收样时选择",
  "category-at-counter": () => "产品分类请在收样时选择",
};
