// Where the next reading belongs. A method's steps are gone through in their order, the parallels of a step side by
// side: both dishes empty, both again until constant, both with sample, both dried until constant.
import type { MethodStep } from "../catalogue/contract.ts";
import { constantWeight, type ConstantWeight, type Weighing } from "./rules/constant-weight.ts";

export type StepReading = Weighing & { step: string };
export type Parallel = { id: string; parallel: number; vessel: string | null; readings: readonly StepReading[] };
export type Spot = {
  determinationId: string;
  parallel: number;
  step: string;
  vessel: string | null;
  notBefore: Date | null;
};

export type StepState = { isDone: boolean; counting: number; notBefore: Date | null; constant: ConstantWeight | null };

/** A claim outlives one drying and cooling, not the day: whoever prints tomorrow without scanning feeds nobody's result. */
export const sittingMinutes = 120;

/** Whether a claim has been left so long that it takes no more readings. */
export function isLapsed(claim: { lastAt: Date }, at: Date): boolean {
  return at.getTime() - claim.lastAt.getTime() > sittingMinutes * 60_000;
}

/** How far one step of one parallel is; `steps` are the method's, in their order. */
export function stepState(steps: readonly MethodStep[], step: MethodStep, readings: readonly StepReading[]): StepState {
  const own = readings.filter((r) => r.step === step.key);
  if (step.kind !== "constant")
    return { isDone: own.length > 0, counting: own.length, notBefore: null, constant: null };
  const constant = constantWeight(
    own,
    { tolerance: step.tolerance ?? "0", minimumMinutes: step.minimumMinutes ?? 0 },
    lastBefore(steps, step, readings),
  );
  return {
    isDone: constant.isReached,
    counting: constant.steps.filter((s) => s.counts).length,
    notBefore: constant.notBefore,
    constant,
  };
}

/** When the step before this one was last weighed: what is dried can be weighed again only after drying and cooling. */
function lastBefore(steps: readonly MethodStep[], step: MethodStep, readings: readonly StepReading[]): Date | null {
  const before = steps[steps.findIndex((s) => s.key === step.key) - 1];
  const times = readings.filter((r) => r.step === before?.key).map((r) => r.at.getTime());
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

/** The spot the next reading belongs to, over all parallels; null where every step is done. */
export function nextSpot(steps: readonly MethodStep[], parallels: readonly Parallel[]): Spot | null {
  for (const step of steps) {
    const open = parallels
      .map((p) => ({ p, state: stepState(steps, step, p.readings) }))
      .filter(({ state }) => !state.isDone);
    const least = Math.min(...open.map(({ state }) => state.counting));
    const next = open.find(({ state }) => state.counting === least);
    if (next) return spotOf(next.p, step, next.state);
  }
  return null;
}

/** The open step of one parallel, when a person chose it by its dish; null where it is done or its turn has not come. */
export function openStepOf(steps: readonly MethodStep[], parallel: Parallel): Spot | null {
  for (const step of steps) {
    const state = stepState(steps, step, parallel.readings);
    if (!state.isDone) return spotOf(parallel, step, state);
  }
  return null;
}

function spotOf(p: Parallel, step: MethodStep, state: StepState): Spot {
  return { determinationId: p.id, parallel: p.parallel, step: step.key, vessel: p.vessel, notBefore: state.notBefore };
}

/** Why a reading cannot enter a step, as a code; null where it can. */
export function refusalOf(
  reading: { kind: string; status: string; isStable: boolean | null; unit: string | null; value: string | null },
  step: MethodStep,
): string | null {
  if (reading.status !== "reading") return reading.status;
  if (reading.isStable === false) return "unstable";
  if (reading.value === null) return "no-value";
  if (step.kind !== "value" && reading.kind !== "weight") return "not-a-weight";
  return reading.unit === step.unit ? null : "wrong-unit";
}
