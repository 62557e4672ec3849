// Several limits on one item, several items on one sample: the strictest verdict stands. Safety limits and what the
// product declares of itself are counted together, and each apart.
import type { LimitVerdict, VerdictName } from "./limit-verdict.ts";
import { strictest } from "./judge.ts";

/** Several verdicts on one item or one sample: the strictest stands; what was not judged says nothing. */
export function together(verdicts: readonly VerdictName[]): VerdictName {
  return strictest(verdicts.flatMap((v) => (v === "not_judged" ? [] : [v]))) ?? "not_judged";
}

/** An item's verdict over all its limits, over the standards alone, and over what is declared; null where there are none of a kind. */
export function overallVerdicts(limits: readonly Pick<LimitVerdict, "source" | "verdict" | "counts">[]): {
  verdict: VerdictName;
  safetyVerdict: VerdictName | null;
  declaredVerdict: VerdictName | null;
} {
  const of = (source: LimitVerdict["source"]): VerdictName | null => {
    const own = limits.filter((l) => l.source === source && l.counts);
    return own.length === 0 ? null : together(own.map((l) => l.verdict));
  };
  return {
    verdict: together(limits.flatMap((l) => (l.counts ? [l.verdict] : []))),
    safetyVerdict: of("standard"),
    declaredVerdict: of("declared"),
  };
}
