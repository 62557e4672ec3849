// A quantity: each parallel's value by the method's formula, whether the parallels agree, their mean rounded once.
import { stepState } from "../../readings/rules.ts";
import { decimalOf } from "../../kernel/figure.ts";
import {
  nothingYet,
  notDetectedText,
  quantityText,
  type Computed,
  type MethodFacts,
  type ParallelOutcome,
  type RoundParallel,
} from "./computed.ts";
import { evaluateFormula } from "./formula.ts";
import type { JudgedResult } from "./limit.ts";
import { readSignals, shownCurve } from "./read-signals.ts";
import { determineMoisture, MoistureMethod, type MoistureFault } from "./moisture.ts";
import { chooseRound, qualify } from "./parallels.ts";
import { report } from "./report.ts";

/** Computes a quantity from all its rounds (GB 5009.3 first method, or figures read off an instrument). */
export function quantityOutcome(method: MethodFacts, rounds: readonly (readonly RoundParallel[])[]): Computed {
  const determined = rounds.map((round) => round.map((p) => determine(method, p)));
  const newest = determined.at(-1) ?? [];
  const missing = newest.flatMap((p) => p.missing);
  const empty: Computed = { ...nothingYet, parallels: newest, missing, curve: shownCurve(method, newest) };
  if (missing.length > 0) return empty;
  const bounded = boundedOutcome(empty, method, rounds.at(-1) ?? []);
  if (bounded) return bounded;
  if (newest.length > 0 && newest.every((p) => p.isBelowLod))
    return {
      ...empty,
      qualifier: "<LOD",
      reported: notDetectedText(method.lod, method.unit),
      result: { qualifier: "<LOD", ...bordersOf(method) },
    };
  if (newest.some((p) => p.isBelowLod)) return { ...empty, needsRetest: true }; // found in one parallel and not in the other
  const values = determined
    .map((round) => round.flatMap((p) => (p.value === null ? [] : [p.value])))
    .filter((round) => round.length >= method.parallels); // a round that found it in one parallel only was repeated and agrees with nothing
  const chosen = chooseRound(values, method.parallels, method.repeatabilityPercent);
  if (chosen.state === "incomplete") return empty;
  const compared = { difference: chosen.check.difference, allowedDifference: chosen.check.allowed };
  if (chosen.state === "retest") return { ...empty, ...compared, needsRetest: true };
  const unrounded = chosen.check.mean;
  const qualifier = qualify(unrounded, method.lod, method.loq);
  const below = qualifier === "=" ? newest.filter((p) => p.readOff?.some((r) => r.isBelow)) : [];
  if (below.length > 0)
    return { ...empty, missing: below.map((p) => ({ code: "curve-below", detail: String(p.parallel) })) };
  return {
    ...empty,
    ...compared,
    unrounded,
    reported: quantityText(unrounded, qualifier, method),
    qualifier,
    rounding: report(unrounded, method.reporting).rounding,
    result: { qualifier, value: unrounded, ...bordersOf(method) },
  };
}

/** The instrument could only say "below" or "above" a figure: of the parallels the widest bound, and never beside a value. */
function boundedOutcome(empty: Computed, method: MethodFacts, parallels: readonly RoundParallel[]): Computed | null {
  const bounds = parallels.flatMap((p) => p.readings.filter((r) => r.qualifier === "<" || r.qualifier === ">"));
  const [first] = bounds;
  if (!first) return null;
  const isAlike = bounds.length === parallels.length && bounds.every((b) => b.qualifier === first.qualifier);
  if (!isAlike) return { ...empty, needsRetest: true };
  const widest = bounds.reduce((a, b) => {
    const isWider = decimalOf(b.text).gt(decimalOf(a.text)) === (first.qualifier === "<");
    return isWider ? b : a;
  });
  const qualifier = first.qualifier === "<" ? "<" : ">";
  return {
    ...empty,
    qualifier,
    reported: `${qualifier === "<" ? "＜" : "＞"}${widest.text}`,
    result: { qualifier, value: widest.text, ...bordersOf(method) },
  };
}

function bordersOf(method: MethodFacts): Pick<JudgedResult, "lod" | "loq"> {
  return {
    ...(method.lod !== null && { lod: method.lod }),
    ...(method.loq !== null && { loq: method.loq }),
  };
}

function determine(method: MethodFacts, p: RoundParallel): ParallelOutcome {
  return method.steps.some((s) => s.kind === "constant") ? byWeighing(method, p) : byFigure(method, p);
}

function byWeighing(method: MethodFacts, p: RoundParallel): ParallelOutcome {
  const of = (key: string) => p.readings.filter((r) => r.step === key);
  const determination = determineMoisture(
    { emptyDish: of("dish"), dishWithSample: of("sample").at(-1) ?? null, driedDish: of("dried") },
    moistureMethodOf(method),
  );
  const missing = determination.faults.map((code: MoistureFault) => ({ code, detail: String(p.parallel) }));
  return {
    parallel: p.parallel,
    value: determination.result?.value ?? null,
    isBelowLod: false,
    substituted: determination.result?.substituted ?? null,
    missing,
  };
}

function byFigure(method: MethodFacts, p: RoundParallel): ParallelOutcome {
  const nothing = { parallel: p.parallel, value: null, isBelowLod: false, substituted: null };
  const open = method.steps.filter((step) => !stepState(method.steps, step, p.readings).isDone);
  if (open.length > 0)
    return {
      ...nothing,
      missing: open.map((step) => ({ code: "value-missing", detail: `${p.parallel} ${step.name}` })),
    };
  if (p.readings.some((r) => r.qualifier === "<" || r.qualifier === ">")) return { ...nothing, missing: [] };
  if (p.readings.some((r) => r.qualifier === "<LOD")) return { ...nothing, isBelowLod: true, missing: [] };
  const signals = readSignals(method, p);
  if (signals.missing.length > 0) return { ...nothing, missing: signals.missing, readOff: signals.readOff };
  const figures = Object.fromEntries(p.readings.map((r) => [r.step, r.text]));
  const result = evaluateFormula(method.formula, { ...figures, ...signals.figures });
  return { ...nothing, value: result.value, substituted: result.substituted, missing: [], readOff: signals.readOff };
}

/** The direct-drying method by the figures its record holds. */
export function moistureMethodOf(method: MethodFacts): MoistureMethod {
  const constancy = (key: string) => {
    const step = method.steps.find((s) => s.key === key);
    return { tolerance: step?.tolerance ?? "0.002", minimumMinutes: step?.minimumMinutes ?? 90 };
  };
  return MoistureMethod.parse({
    emptyDish: constancy("dish"),
    driedDish: constancy("dried"),
    leastSample: "2",
    mostSample: "10",
    parallels: method.parallels,
    parallelsPercent: method.repeatabilityPercent ?? "10",
    formula: method.formula,
    reporting: method.reporting,
  });
}
