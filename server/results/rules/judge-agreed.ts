// A result against one limit by the decision rule that was agreed on the order (ILAC-G8:09/2019), with the method's
// uncertainty at this value. What is found or not found, and what is counted by a sampling plan, needs no uncertainty.
import type { MethodUncertainty } from "../../catalogue/contract.ts";
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";
import type { AppliedRule } from "./limit-verdict.ts";
import { judge } from "./judge.ts";
import type { JudgedResult, Judgement, Limit } from "./limit.ts";
import { guardBand, uncertaintyAt, type UncertaintyAt } from "./uncertainty.ts";

export type Agreed = { rule: AppliedRule["rule"]; guardFactor: string; uncertainty: MethodUncertainty | null };
export type JudgedByRule = { judgement: Judgement; decision: AppliedRule; warnings: string[] };

/** Judges by the agreed rule and says what that rule came to here. */
export function judgeAgreed(limit: Limit, result: JudgedResult, agreed: Agreed): JudgedByRule {
  const { guardFactor } = agreed;
  const isSimple = agreed.rule === "simple";
  if (!weighsUncertainty(limit)) {
    const because = isSimple ? null : "needs-no-uncertainty";
    return {
      judgement: withoutUnsafePass(limit, judge(limit, result)),
      decision: { rule: "simple", guardFactor, U: null, k: null, w: "0", because },
      warnings: [],
    };
  }
  const at = uncertaintyOf(limit, result, agreed.uncertainty);
  const judged = judge(limit, result, { ...(at && { uncertainty: at }), decisionRule: agreed.rule, guardFactor });
  const judgement = withoutUnsafePass(limit, judged);
  const w = isSimple || !at ? "0" : guardBand(at.U, guardFactor);
  return {
    judgement,
    decision: { rule: agreed.rule, guardFactor, U: at?.U ?? null, k: at?.k ?? null, w, because: null },
    warnings: isNarrow(limit, w) ? ["range-narrower-than-guard-bands"] : [],
  };
}

/**
 * Without the figure to convert by, a bare value within the limit is a pass only where converting could not undo it: a
 * factor of concentration lowers a value, so a maximum stands (GB 2762-2022 3.5); dry matter, fat and alcohol raise it.
 */
function withoutUnsafePass(limit: Limit, judgement: Judgement): Judgement {
  if (judgement.because !== "basis-factor-missing-within") return judgement;
  const isMinimum = limit.kind === "min" || (limit.kind === "sum" && limit.bound === "min");
  const isMaximum = limit.kind !== "range" && !isMinimum;
  const isSafe = limit.basis?.kind === "factor" ? isMaximum : isMinimum;
  return isSafe ? judgement : { ...judgement, verdict: "undetermined", because: "basis-factor-missing" };
}

/** Whether an uncertainty means anything to a limit of this kind. */
export function weighsUncertainty(limit: Pick<Limit, "kind">): boolean {
  return limit.kind !== "not_detected" && limit.kind !== "qualitative" && limit.kind !== "sampling_plan";
}

/** The uncertainty where the result stands; of a result known only to lie below a figure, at that figure. */
function uncertaintyOf(limit: Limit, result: JudgedResult, known: MethodUncertainty | null): UncertaintyAt | null {
  if (known === null) return null;
  if (known.kind === "absolute") return limit.kind === "ratio_sum" ? null : uncertaintyAt("0", known); // a sum of ratios has no unit
  const figure = figureOf(result);
  return figure === null ? null : uncertaintyAt(figure, known);
}

function figureOf(result: JudgedResult): string | null {
  switch (result.qualifier ?? "=") {
    case "<LOD":
    case "not_detected":
      return result.lod ?? result.value ?? null;
    case "<LOQ":
      return result.loq ?? result.value ?? null;
    default:
      if (result.value !== undefined) return result.value;
  }
  const { parts } = result;
  if (parts === undefined) return null;
  if (!Array.isArray(parts)) return parts.confirm?.value ?? parts.screen.value ?? null;
  return textOf(parts.reduce((sum, part) => sum.plus(decimalOf(part.value ?? "0")), new Decimal(0)));
}

/** Two guard bands that meet leave no value that could be accepted (standards.md c). */
function isNarrow(limit: Limit, w: string): boolean {
  if (limit.kind !== "range" || decimalOf(w).lte(0)) return false;
  return decimalOf(limit.high).minus(limit.low).lt(decimalOf(w).times(2));
}
