import type { rowProblemsZh } from "./row-problems-zh.ts";

/** Problems of a row in English. Words that must stand in the file are Chinese, as the file is. */
export const rowProblemsEn: typeof rowProblemsZh = {
  missing: (d) => `“${d["column"]}” is missing`,
  "field-wrong": (d) => `“${d["column"]}” is missing or not right`,
  "too-long": (d) => `“${d["column"]}” is too long`,
  "double-in-file": (d) => `the sheet has the same number as line ${d["line"]}`,
  "credit-code-wrong": (d) => `the credit code ${d["code"]} is not right`,
  "barcode-wrong": (d) => `the check digit of the barcode ${d["code"]} is not right`,
  "day-unread": (d) => `“${d["column"]}” cannot be read as a day: ${d["cell"]}; write it as 2026-08-16`,
  "day-ahead": (d) => `“${d["column"]}” lies after today: ${d["cell"]}`,
  "category-unknown": (d) => `there is no product category “${d["cell"]}”`,
  "item-unknown": (d) => `there is no test item “${d["cell"]}”`,
  "method-not-of-item": (d) => `“${d["item"]}” has no method ${d["cell"]}`,
  "method-ended": (d) => `${d["method"]} is no longer in force${d["by"] ? `; ${d["by"]} has taken its place` : ""}`,
  "kind-unknown": (d) => `the kind “${d["cell"]}” is not known; write one of: ${d["among"]}`,
  "class-unknown": (d) => `the category “${d["cell"]}” is not known; write one of: ${d["among"]}`,
  "months-unread": (d) => `the period “${d["cell"]}” must be a number of months`,
  "serial-known": () => "this maker's serial number is in the register or the file already",
  "conclusion-unknown": () => "the conclusion must be 合格, 准用 or 不合格",
  "restriction-idle": () => "a restriction is written, but the conclusion is not 准用",
  "restriction-range": () => "the restricted range is not right: figures, the lower below the upper, and their unit",
  "method-unknown": (d) => `there is no method “${d["cell"]}”`,
  "verification-incomplete": () =>
    "the day, the certificate number and the agency of the verification must all be given",
  "food-without-rules": () => "the rules in force have no such food; choose the items when the sample is received",
  "category-at-counter": () => "choose the product category when the sample is received",
};
