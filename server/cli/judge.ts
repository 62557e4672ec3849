import { judge } from "../results/rules/judge.ts";
import { Decision, JudgedResult, Limit } from "../results/rules/limit.ts";
import { answerLines } from "./json-lines.ts";

const Question = Decision.extend({ limit: Limit, result: JudgedResult });

/** Judges results by limits of every kind; the verdict in words of domain.md, the reason as a stable code. */
export function judgeCommand(): Promise<number> {
  return answerLines(Question, ({ limit, result, ...decision }) => {
    const { verdict, rounded, probability, because } = judge(limit, result, decision);
    return { verdict, rounded, probability, because };
  });
}
