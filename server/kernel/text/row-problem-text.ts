import { WrongRow, type RowProblem } from "../row-problems.ts";
import { rowProblemsEn } from "./row-problems-en.ts";
import { rowProblemsZh } from "./row-problems-zh.ts";

/** What is wrong with a row, all of it in one line. */
export function rowProblemsText(problems: readonly RowProblem[], language: "zh" | "en"): string {
  const texts = language === "zh" ? rowProblemsZh : rowProblemsEn;
  return problems.map(({ code, said }) => texts[code](said)).join(language === "zh" ? "；" : "; ");
}

/** The rows of a refusal, each with its line in the file. */
export function wrongRowsText(rows: unknown, language: "zh" | "en"): string {
  const read = WrongRow.array().safeParse(rows).data ?? [];
  return language === "zh"
    ? read.map(({ line, problems }) => `第 ${line} 行：${rowProblemsText(problems, "zh")}`).join("。")
    : read.map(({ line, problems }) => `Line ${line}: ${rowProblemsText(problems, "en")}`).join(". ");
}
