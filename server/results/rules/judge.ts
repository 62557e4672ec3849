// A result against one limit. Everything that a verdict rests on comes in as an argument and goes out with the verdict,
// so that it can be explained years later, whatever became of the catalogue.
import { judgeBounds, type Bounds } from "./judge-bounds.ts";
import { judgePlan } from "./judge-plan.ts";
import { judgeNotDetected, judgeQualitative } from "./judge-presence.ts";
import { judgeRatioSum, judgeSum } from "./judge-sum.ts";
import type { Decision, JudgedResult, Judgement, JudgementStep, Limit, LimitOf, Verdict } from "./limit.ts";

/** Judges a result by one limit of any kind. */
export function judge(limit: Limit, result: JudgedResult, decision: Decision = {}): Judgement {
  const shared = {
    comparison: limit.comparison ?? "full",
    interval: limit.interval ?? null,
    basis: limit.basis ?? null,
  } as const;
  switch (limit.kind) {
    case "max":
      return judgeBounds({ ...shared, low: null, high: edge(limit.value, limit.inclusive) }, result, decision);
    case "min":
      return judgeBounds({ ...shared, low: edge(limit.value, limit.inclusive), high: null }, result, decision);
    case "range":
      return judgeBounds(
        { ...shared, low: edge(limit.low, limit.lowInclusive), high: edge(limit.high, limit.highInclusive) },
        result,
        decision,
      );
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

function edge(text: string, inclusive: boolean | undefined): NonNullable<Bounds["high"]> {
  return { text, inclusive: inclusive ?? true };
}
