import type { BenchView } from "../../server/results/contract.ts";

/** What the person at the bench has in hand: survives a reload, ends with the sitting. */
export type Sitting = {
  containerNumber: string | null;
  instrument: { number: string; name: string } | null;
  /** A dish that was typed or scanned directs the next reading to its parallel. */
  determinationId: string | null;
};

export const emptySitting: Sitting = { containerNumber: null, instrument: null, determinationId: null };

/** Where the next reading goes: the parallel, the step, and the vessel it stands in. */
export type Target = { determinationId: string; parallel: number; step: string; vessel: string | null; notBefore: string | null };

export type Move = "scan-container" | "enter-vessel" | "scan-instrument" | "wait-for-reading" | "enter-value" | "complete" | "closed";

/** Where the next reading goes: by the dish in hand, by an open claim, otherwise the task's open step. */
export function targetOf(bench: BenchView, sitting: Sitting, claim: BenchView["claims"][number] | undefined): Target | null {
  const chosen = sitting.determinationId ?? claim?.determinationId ?? null;
  if (chosen === null || chosen === bench.next?.determinationId) return bench.next;
  const determination = bench.determinations.find((d) => d.id === chosen);
  const step = determination?.steps.find((s) => !s.isDone);
  if (!determination || !step) return bench.next;
  return { determinationId: determination.id, parallel: determination.parallel, step: step.key, vessel: determination.vessel, notBefore: null };
}

/** The one thing to do now. */
export function nextMove(bench: BenchView, sitting: Sitting, target: Target | null, hasClaim: boolean): Move {
  if (bench.task.state === "completed" || bench.task.state === "checked") return "closed";
  if (target === null) return "complete";
  if (kindOf(bench, target.step) === "value") return "enter-value";
  if (sitting.containerNumber === null && !hasClaim) return "scan-container";
  if (target.vessel === null) return "enter-vessel";
  return hasClaim ? "wait-for-reading" : "scan-instrument";
}

/** constant, single or value. */
export function kindOf(bench: BenchView, stepKey: string): BenchView["steps"][number]["kind"] | undefined {
  return bench.steps.find((s) => s.key === stepKey)?.kind;
}
