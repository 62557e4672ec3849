// A result against one limit. Everything that a verdict rests on comes in as an argument and goes out with the verdict,
// so that it can be explained years later, whatever became of the catalogue.
import { decimalOf } from "../../kernel/figure.ts";
import { between, judgeBounds, type Bounds } from "./judge-bounds.ts";
import { judgePlan } from "./judge-plan.ts";
import { judgeNotDetected, judgeQualitative } from "./judge-presence.ts";
import { judgeRatioSum, judgeSum } from "./judge-sum.ts";
import type { Decision, JudgedResult, Judgement, JudgementStep, Limit, LimitOf, Verdict } from "./limit.ts";

/** Judges a result by one limit of any kind. */
export function judge(limit: Limit, result: JudgedResult, decision: Decision = {}): Judgement {
  switch (limit.kind) {
    case "max":
      return judgeBounds(between(null, edge(limit.value, limit.inclusive), limit), result, decision);
    case "min":
      return judgeBounds(between(edge(limit.value, limit.inclusive), null, limit), result, decision);
    case "range":
      return judgeRange(limit, result, decision);
    case "not_detected":
      return judgeNotDetected(limit, result);
    case "qualitative":
      return judgeQualitative(limit, result);
    case "sampling_plan":
      return judgePlan(limit, result);
    case "sum":
      return judgeSum(limit, result, decision);
    case "ratio_sum":
      return judgeRatioSum(limit, result, decision);
    case "staged":
      return judgeStaged(limit, result, decision);
  }
}

/** Several limits on one item: the strictest verdict stands. A certain failure beats what could not be determined. */
export function strictest(verdicts: readonly Verdict[]): Verdict | null {
  return severity.find((verdict) => verdicts.includes(verdict)) ?? null;
}

const severity: readonly Verdict[] = ["fail", "conditional_fail", "undetermined", "conditional_pass", "pass"];

/** GB 2762 先总后价: the total first; only where it exceeds, the compound itself. */
function judgeStaged(limit: LimitOf<"staged">, result: JudgedResult, decision: Decision): Judgement {
  const stages = result.parts !== undefined && !Array.isArray(result.parts) ? result.parts : null;
  if (stages === null) return { verdict: "undetermined", because: "value-missing", steps: [] };
  const screened = judge(limit.screen, stages.screen, decision);
  const first: JudgementStep[] = [
    { step: "stage", figures: { stage: "screen", verdict: screened.verdict } },
    ...screened.steps,
  ];
  if (screened.verdict === "pass") return { ...screened, because: "screen-met", steps: first };
  if (stages.confirm === undefined) return { verdict: "undetermined", because: "confirmation-missing", steps: first };
  const confirmed = judge(limit.confirm, stages.confirm, decision);
  return {
    ...confirmed,
    steps: [...first, { step: "stage", figures: { stage: "confirm", verdict: confirmed.verdict } }, ...confirmed.steps],
  };
}

/** Standards also print the greater end first (冰点 −0.500～−0.560 ℃). */
function judgeRange(limit: LimitOf<"range">, result: JudgedResult, decision: Decision): Judgement {
  const first = edge(limit.low, limit.lowInclusive);
  const second = edge(limit.high, limit.highInclusive);
  const isAsUsual = decimalOf(first.text).lte(decimalOf(second.text));
  return judgeBounds(isAsUsual ? between(first, second, limit) : between(second, first, limit), result, decision);
}

function edge(text: string, inclusive: boolean | undefined): NonNullable<Bounds["high"]> {
  return { text, inclusive: inclusive ?? true };
}
