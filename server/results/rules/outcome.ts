// What the readings of a task come to at this moment: each parallel's value, whether the parallels agree, the reported
// figure. The same shape is shown at the bench and frozen with a submitted result.
import type { MethodStep } from "../../catalogue/contract.ts";
import { stepState, type StepReading } from "../../readings/rules.ts";
import { evaluateFormula } from "./formula.ts";
import { determineMoisture, MoistureMethod, type MoistureFault } from "./moisture.ts";
import { chooseRound, qualify } from "./parallels.ts";
import { report, type Reported, type ReportingRule } from "./report.ts";

export type MethodFacts = {
  unit: string;
  lod: string | null;
  loq: string | null;
  parallels: number;
  repeatabilityPercent: string | null;
  reporting: ReportingRule;
  formula: string;
  steps: readonly MethodStep[];
};
export type RoundParallel = { parallel: number; readings: readonly (StepReading & { qualifier: string })[] };

export type ParallelOutcome = {
  parallel: number;
  value: string | null;
  isBelowLod: boolean;
  substituted: string | null;
  missing: { code: string; detail: string }[];
};
export type Computed = {
  parallels: ParallelOutcome[];
  missing: { code: string; detail: string }[];
  difference: string | null;
  allowedDifference: string | null;
  needsRetest: boolean;
  unrounded: string | null;
  reported: string | null;
  qualifier: "=" | "<LOD" | "<LOQ";
  rounding: Reported["rounding"] | null;
};

/** Computes the result of a task from all its rounds (GB 5009.3 first method, or figures read off an instrument). */
export function computeOutcome(method: MethodFacts, rounds: readonly (readonly RoundParallel[])[]): Computed {
  const determined = rounds.map((round) => round.map((p) => determine(method, p)));
  const newest = determined.at(-1) ?? [];
  const missing = newest.flatMap((p) => p.missing);
  const empty = {
    parallels: newest,
    missing,
    difference: null,
    allowedDifference: null,
    needsRetest: false,
    unrounded: null,
    reported: null,
    qualifier: "=" as const,
    rounding: null,
  };
  if (missing.length > 0) return empty;
  if (newest.length > 0 && newest.every((p) => p.isBelowLod)) return { ...empty, qualifier: "<LOD" };
  if (newest.some((p) => p.isBelowLod)) return { ...empty, needsRetest: true }; // found in one parallel and not in the other
  const values = determined
    .map((round) => round.flatMap((p) => (p.value === null ? [] : [p.value])))
    .filter((round) => round.length >= method.parallels); // a round that found it in one parallel only was repeated and agrees with nothing
  const chosen = chooseRound(values, method.parallels, method.repeatabilityPercent);
  if (chosen.state === "incomplete") return empty;
  const compared = { difference: chosen.check.difference, allowedDifference: chosen.check.allowed };
  if (chosen.state === "retest") return { ...empty, ...compared, needsRetest: true };
  const unrounded = chosen.check.mean;
  const reported = report(unrounded, method.reporting);
  return {
    ...empty,
    ...compared,
    unrounded,
    reported: reported.reported,
    qualifier: qualify(unrounded, method.lod, method.loq),
    rounding: reported.rounding,
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
  if (p.readings.some((r) => r.qualifier === "<LOD")) return { ...nothing, isBelowLod: true, missing: [] };
  const figures = Object.fromEntries(p.readings.map((r) => [r.step, r.text]));
  const result = evaluateFormula(method.formula, figures);
  return { ...nothing, value: result.value, substituted: result.substituted, missing: [] };
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
