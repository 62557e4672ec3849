import type { ClaimView } from "../../server/readings/contract.ts";
import type { BenchView } from "../../server/results/contract.ts";

/** What the person at the bench has in hand: it survives a reload and ends with the sitting. */
export type Sitting = {
  containerNumber: string | null;
  instrument: { number: string; name: string } | null;
  /** A dish that was typed directs the next reading to its parallel. */
  determinationId: string | null;
};

export const emptySitting: Sitting = { containerNumber: null, instrument: null, determinationId: null };

/** Where the next reading goes. */
export type Target = NonNullable<BenchView["next"]>;

export const moves = [
  "scan-container",
  "enter-vessel",
  "scan-instrument",
  "wait-for-reading",
  "too-soon",
  "enter-value",
  "complete",
  "closed",
] as const;
export type Move = (typeof moves)[number];

/** Where the next reading goes: to the dish in hand, otherwise to the task's open step. */
export function targetOf(bench: BenchView, sitting: Sitting): Target | null {
  const chosen = sitting.determinationId;
  if (chosen === null || chosen === bench.next?.determinationId) return bench.next;
  const determination = bench.determinations.find((d) => d.id === chosen);
  const step = determination?.steps.find((s) => !s.isDone);
  if (!determination || !step) return bench.next;
  const { id, parallel, vessel } = determination;
  return { determinationId: id, parallel, step: step.key, vessel, notBefore: null };
}

/** The one thing to do now. */
export function nextMove(bench: BenchView, sitting: Sitting, claim: ClaimView | undefined, now: number): Move {
  if (isClosed(bench)) return "closed";
  const target = targetOf(bench, sitting);
  if (target === null) return "complete";
  if (stepOf(bench, target.step)?.kind === "value") return "enter-value";
  if (target.notBefore !== null && Date.parse(target.notBefore) > now && sitting.determinationId === null)
    return "too-soon";
  if (sitting.containerNumber === null && !claim) return "scan-container";
  if (target.vessel === null) return "enter-vessel";
  if (!claim) return "scan-instrument";
  return claim.determinationId === target.determinationId ? "wait-for-reading" : "enter-vessel";
}

/** Nothing more may be weighed: the result is handed in. */
export function isClosed(bench: BenchView): boolean {
  return bench.task.state === "completed" || bench.task.state === "checked";
}

export function stepOf(bench: BenchView, key: string): BenchView["steps"][number] | undefined {
  return bench.steps.find((s) => s.key === key);
}

/** The dish a typed number means: one that is bound already, else the next parallel that waits for one. */
export function determinationForVessel(
  bench: BenchView,
  vessel: string,
  target: Target | null,
): { id: string; parallel: number; isBound: boolean } | null {
  const now = bench.determinations.filter((d) => d.round === bench.task.round);
  const bound = now.find((d) => d.vessel === vessel);
  if (bound) return { id: bound.id, parallel: bound.parallel, isBound: true };
  const free =
    now.find((d) => d.id === target?.determinationId && d.vessel === null) ??
    now.find((d) => d.vessel === null) ??
    now.find((d) => d.id === target?.determinationId);
  return free ? { id: free.id, parallel: free.parallel, isBound: false } : null;
}

/** The last weighing that stands, whatever parallel it is in. */
export function lastWeighing(
  bench: BenchView,
): { useId: string; text: string; unit: string; parallel: number; step: string } | null {
  const all = bench.determinations.flatMap((d) =>
    d.steps.flatMap((s) => s.weighings.map((w) => ({ ...w, parallel: d.parallel, step: s.key }))),
  );
  return all.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1) ?? null;
}
