import type { Problem } from "../problems.ts";
import { en } from "./en.ts";
import { zh } from "./zh.ts";

export type Language = "zh" | "en";

/** The sentence of a refusal in a reader's language. */
export function problemText(problem: Problem, language: Language): string {
  return (language === "zh" ? zh : en).problems[problem.code](problem.details);
}
