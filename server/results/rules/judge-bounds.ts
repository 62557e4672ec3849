// A figure against a maximum, a minimum or both: full-value comparison unless the standard says rounded
// (GB/T 8170-2008 4.3), and the decision rule that was agreed (ILAC-G8:09/2019 4.2).
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf, plainText, textOf } from "../../kernel/figure.ts";
import { conversionOf, converted, figuresOf, type Conversion } from "./judge-basis.ts";
import type { Because, Decision, JudgedResult, Judgement, JudgementStep, LimitBasis, Verdict } from "./limit.ts";
import { conformity } from "./probability.ts";
import { intervalAsWritten, roundToInterval } from "./round.ts";

export type Edge = { text: string; inclusive: boolean };
export type Bounds = {
  low: Edge | null;
  high: Edge | null;
  comparison: "full" | "rounded";
  interval: string | null; // of the rounded comparison; null: the last digit of the limit as written
  basis: LimitBasis | null;
};

type Comparing = { comparison?: Bounds["comparison"]; interval?: string; basis?: LimitBasis };

/** The ends of a limit with how it wants to be compared. */
export function between(low: Edge | null, high: Edge | null, limit: Comparing): Bounds {
  const { comparison = "full", interval = null, basis = null } = limit;
  return { low, high, comparison, interval, basis };
}

/** Judges one figure with its qualifier. */
export function judgeBounds(bounds: Bounds, result: JudgedResult, decision: Decision): Judgement {
  if (bounds.basis === null) return judged(bounds, result, decision, null);
  const conversion = conversionOf(bounds.basis);
  if (conversion === "impossible")
    return undetermined("basis-impossible", [{ step: "basis", figures: figuresOf(bounds.basis) }]);
  if (conversion === null) {
    // GB 2762-2022 3.5: a dried product that is already within the fresh limit complies; above it nothing can be said.
    const bare = judged(bounds, result, decision, null);
    const steps: JudgementStep[] = [{ step: "basis", figures: { kind: bounds.basis.kind } }, ...bare.steps];
    return bare.verdict === "pass"
      ? { ...bare, because: "basis-factor-missing-within", steps }
      : {
          ...undetermined("basis-factor-missing", steps),
          ...(bare.compared === undefined ? {} : { compared: bare.compared }),
        };
  }
  return judged(bounds, result, decision, conversion);
}

function judged(bounds: Bounds, result: JudgedResult, decision: Decision, conversion: Conversion | null): Judgement {
  const steps: JudgementStep[] = [];
  const low = readEdge(bounds.low);
  const high = readEdge(bounds.high);
  const margin = marginOf(decision, conversion);
  if (margin === null) return withoutUncertainty(bounds, result, decision, conversion);

  const seen = boundOf(result);
  if (seen.kind === "nothing") {
    return low !== null && isNothing(result)
      ? { verdict: "fail", because: "not-detected", steps }
      : undetermined(seen.because, steps);
  }
  const value = converted(seen.text, conversion);
  if (conversion) {
    steps.push({
      step: "basis",
      figures: { ...figuresOf(conversion.basis), measured: seen.text, converted: textOf(value) },
    });
  }
  if (seen.kind === "value") {
    const most = high ?? low;
    if (result.loq !== undefined && most && converted(result.loq, conversion).gt(most.at)) {
      steps.push({ step: "compare", figures: { loq: result.loq, limit: most.text } });
      return undetermined("loq-above-limit", steps);
    }
  }

  const accepted =
    margin === nothing ? { low, high } : { low: moved(low, margin), high: moved(high, margin.negated()) };
  if (margin !== nothing) {
    steps.push({ step: "acceptance", figures: withEdges({ w: textOf(margin) }, accepted.low, accepted.high) });
  }
  const rule = decision.decisionRule ?? "simple";

  if (seen.kind !== "value") {
    const refused =
      rule === "non_binary"
        ? { low: low && low.at.minus(margin), high: high && high.at.plus(margin) }
        : { low: accepted.low?.at ?? null, high: accepted.high?.at ?? null };
    const figures = { qualifier: result.qualifier ?? "=", value: textOf(value) };
    steps.push({ step: "compare", figures: withEdges(figures, low, high) });
    if (low !== null && isNothing(result)) return { verdict: "fail", because: "not-detected", steps };
    const settled = settle(
      seen.kind,
      value,
      accepted.low?.at ?? null,
      accepted.high?.at ?? null,
      refused.low,
      refused.high,
    );
    return {
      verdict: settled.verdict,
      because: settled.because,
      compared: `${seen.kind === "below" ? "<" : ">"}${textOf(value)}`,
      comparison: "full",
      steps,
    };
  }

  let compared = value;
  let rounded: string | undefined;
  if (bounds.comparison === "rounded") {
    const interval = bounds.interval ?? finest(bounds);
    rounded = roundToInterval(value, interval);
    compared = decimalOf(rounded);
    steps.push({ step: "round", figures: { value: textOf(value), interval, rounded } });
  }
  const shown = rounded ?? (conversion ? textOf(value) : plainText(seen.text));
  steps.push({ step: "compare", figures: withEdges({ value: shown }, low, high) });
  const { verdict, because } = decide(rule, compared, low, high, accepted, margin);
  const probability = probabilityOf(value, decision, conversion, low?.at ?? null, high?.at ?? null);
  const judgement: Judgement = { verdict, because, compared: shown, comparison: bounds.comparison, steps };
  if (rounded !== undefined) judgement.rounded = rounded;
  if (probability !== null) judgement.probability = probability;
  return judgement;
}

type At = { text: string; at: Decimal; inclusive: boolean } | null;

function readEdge(edge: Edge | null): At {
  return edge && { text: plainText(edge.text), at: decimalOf(edge.text), inclusive: edge.inclusive };
}

/** An end moved by the guard band. */
function moved(edge: At, by: Decimal): At {
  if (!edge) return null;
  const at = edge.at.plus(by);
  return { text: textOf(at), at, inclusive: edge.inclusive };
}

function decide(
  rule: string,
  value: Decimal,
  low: At,
  high: At,
  accepted: { low: At; high: At },
  margin: Decimal,
): { verdict: Verdict; because: Because } {
  if (inside(value, accepted.low, accepted.high)) return { verdict: "pass", because: "within-limit" };
  const isWithin = inside(value, low, high);
  if (rule !== "non_binary") return { verdict: "fail", because: isWithin ? "within-guard-band" : "beyond-limit" };
  if (isWithin) return { verdict: "conditional_pass", because: "within-guard-band" };
  const isNear = inside(
    value,
    low && { ...low, at: low.at.minus(margin), inclusive: true },
    high && { ...high, at: high.at.plus(margin), inclusive: true },
  );
  return isNear
    ? { verdict: "conditional_fail", because: "beyond-within-guard-band" }
    : { verdict: "fail", because: "beyond-limit" };
}

/** A value known only to lie below or above a figure. */
function settle(
  side: "below" | "above",
  x: Decimal,
  okLow: Decimal | null,
  okHigh: Decimal | null,
  badLow: Decimal | null,
  badHigh: Decimal | null,
): { verdict: Verdict; because: Because } {
  const isBeyond = side === "below" ? badLow !== null && x.lte(badLow) : badHigh !== null && x.gte(badHigh);
  if (isBeyond) return { verdict: "fail", because: "certainly-beyond" };
  const isInside =
    side === "below"
      ? okLow === null && okHigh !== null && x.lte(okHigh)
      : okHigh === null && okLow !== null && x.gte(okLow);
  return isInside
    ? { verdict: "pass", because: "certainly-within" }
    : { verdict: "undetermined", because: "bound-does-not-settle" };
}

type Seen = { kind: "value" | "below" | "above"; text: string } | { kind: "nothing"; because: Because };

/** What the result says of the value: itself, or a figure below or above which it lies. */
function boundOf(result: JudgedResult): Seen {
  switch (result.qualifier ?? "=") {
    case "=":
    case "detected":
      return seenAs("value", result.value, "value-missing");
    case "<":
      return seenAs("below", result.value, "value-missing");
    case ">":
      return seenAs("above", result.value, "value-missing");
    case "<LOQ":
      return seenAs("below", result.loq ?? result.value, "lod-unknown");
    case "<LOD":
    case "not_detected":
      return seenAs("below", result.lod ?? result.value, "lod-unknown");
  }
}

function seenAs(kind: "value" | "below" | "above", text: string | undefined, because: Because): Seen {
  return text === undefined ? { kind: "nothing", because } : { kind, text };
}

/** 未检出: fails a minimum, whatever the LOD. */
function isNothing(result: JudgedResult): boolean {
  return result.qualifier === "<LOD" || result.qualifier === "not_detected";
}

/** The rule needs an uncertainty that is not given. What lies beyond the limit itself fails with any guard band. */
function withoutUncertainty(
  bounds: Bounds,
  result: JudgedResult,
  decision: Decision,
  conversion: Conversion | null,
): Judgement {
  const simple = judged(bounds, result, { decisionRule: "simple" }, conversion);
  const isCertain =
    simple.because === "not-detected" ||
    (decision.decisionRule === "guard_band" && !(decision.guardFactor ?? "1").startsWith("-"));
  return simple.verdict === "fail" && isCertain ? simple : undetermined("uncertainty-missing", []);
}

const nothing = new Decimal(0);

/** The guard band w = r·U; zero where values are accepted simply, null where the rule needs an uncertainty that is not given. */
function marginOf(decision: Decision, conversion: Conversion | null): Decimal | null {
  if ((decision.decisionRule ?? "simple") === "simple") return nothing;
  if (!decision.uncertainty) return null;
  return converted(decision.uncertainty.U, conversion).times(decimalOf(decision.guardFactor ?? "1"));
}

function probabilityOf(
  value: Decimal,
  decision: Decision,
  conversion: Conversion | null,
  low: Decimal | null,
  high: Decimal | null,
): string | null {
  if (!decision.uncertainty) return null;
  const u = converted(decision.uncertainty.U, conversion).div(decimalOf(decision.uncertainty.k ?? "2"));
  return u.gt(0) ? conformity(value, u, low, high) : null;
}

function inside(x: Decimal, low: At, high: At): boolean {
  const aboveLow = low === null || (low.inclusive ? x.gte(low.at) : x.gt(low.at));
  return aboveLow && (high === null || (high.inclusive ? x.lte(high.at) : x.lt(high.at)));
}

/** The last digit of the limit as written; of two ends, the finer. */
function finest(bounds: Bounds): string {
  const intervals = [bounds.low, bounds.high].flatMap((edge) => (edge ? [intervalAsWritten(edge.text)] : []));
  return intervals.reduce((a, b) => (decimalOf(a).lte(b) ? a : b), intervals[0] ?? "1");
}

/** The ends beside other figures, as they are written; an open end is said. */
function withEdges(figures: Record<string, string>, low: At, high: At): Record<string, string> {
  if (low) {
    figures.low = low.text;
    if (!low.inclusive) figures.lowOpen = "yes";
  }
  if (high) {
    figures.high = high.text;
    if (!high.inclusive) figures.highOpen = "yes";
  }
  return figures;
}

function undetermined(because: Because, steps: JudgementStep[]): Judgement {
  return { verdict: "undetermined", because, steps };
}
