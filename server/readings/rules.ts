// Where the next reading belongs. A method's steps are gone through in their order, the parallels of a step side by
// side: both dishes empty, both again until constant, both with sample, both dried until constant.
import type { MethodStep } from "../catalogue/contract.ts";
import { constantWeight, type ConstantWeight, type Weighing } from "./rules/constant-weight.ts";

export type StepReading = Weighing & { step: string };
export type Parallel = { id: string; parallel: number; vessel: string | null; readings: readonly StepReading[] };
export type Spot = { determinationId: string; parallel: number; step: string; vessel: string | null; notBefore: Date | null };

export type StepState = { isDone: boolean; counting: number; notBefore: Date | null; constant: ConstantWeight | null };

/** How far one step of one parallel is. */
export function stepState(step: MethodStep, readings: readonly StepReading[]): StepState {
  const own = readings.filter((r) => r.step === step.key);
  if (step.kind !== "constant") return { isDone: own.length > 0, counting: own.length, notBefore: null, constant: null };
  const constant = constantWeight(own, { tolerance: step.tolerance ?? "0", minimumMinutes: step.minimumMinutes ?? 0 });
  return { isDone: constant.isReached, counting: constant.steps.filter((s) => s.counts).length, notBefore: constant.notBefore, constant };
}

/** The spot the next reading belongs to, over all parallels; null where every step is done. */
export function nextSpot(steps: readonly MethodStep[], parallels: readonly Parallel[]): Spot | null {
  for (const step of steps) {
    const open = parallels.map((p) => ({ p, state: stepState(step, p.readings) })).filter(({ state }) => !state.isDone);
    const least = Math.min(...open.map(({ state }) => state.counting));
    const next = open.find(({ state }) => state.counting === least);
    if (next) return spotOf(next.p, step, next.state);
  }
  return null;
}

/** The open step of one parallel, when a person chose it by its dish; null where it is done or its turn has not come. */
export function openStepOf(steps: readonly MethodStep[], parallel: Parallel): Spot | null {
  for (const step of steps) {
    const state = stepState(step, parallel.readings);
    if (!state.isDone) return spotOf(parallel, step, state);
  }
  return null;
}

function spotOf(p: Parallel, step: MethodStep, state: StepState): Spot {
  return { determinationId: p.id, parallel: p.parallel, step: step.key, vessel: p.vessel, notBefore: state.notBefore };
}

/** Why a reading cannot enter a step, as a code; null where it can. */
export function refusalOf(reading: { kind: string; status: string; isStable: boolean | null; unit: string | null; value: string | null }, step: MethodStep): string | null {
  if (reading.status !== "reading") return reading.status;
  if (reading.isStable === false) return "unstable";
  if (reading.value === null) return "no-value";
  if (reading.kind !== "weight") return "not-a-weight";
  return reading.unit === step.unit ? null : "wrong-unit";
}
