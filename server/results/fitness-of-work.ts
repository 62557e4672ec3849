import { fitnessOf } from "../metrology/fitness.ts";
import type { Fitness } from "../metrology/contract.ts";
import type { Context } from "../platform/context.ts";
import type { Work } from "../readings/load-work.ts";
import type { Outcome } from "./contract.ts";

export type FitnessAt = { of: (instrumentId: string | null, at: Date) => Fitness | undefined };

/** The fitness of every instrument at every instant it was used for this task (domain.md: a function of both). */
export async function fitnessOfWork(ctx: Context, { task }: Work): Promise<FitnessAt> {
  const known = new Map<string, Fitness>();
  const add = async (instrumentId: string | null, at: Date) => {
    if (instrumentId && !known.has(key(instrumentId, at)))
      known.set(key(instrumentId, at), await fitnessOf(ctx, instrumentId, at));
  };
  for (const use of task.determinations.flatMap((d) => d.uses))
    await add(use.reading.instrumentId, use.reading.takenAt);
  for (const use of task.uses) {
    await add(use.instrumentId, use.startedAt);
    if (use.endedAt) await add(use.instrumentId, use.endedAt);
  }
  return { of: (instrumentId, at) => (instrumentId ? known.get(key(instrumentId, at)) : undefined) };
}

/** Equipment the method asks for that nobody recorded, work still inside it, and instruments that were not fit. */
export function missingEquipment({ task }: Work, fitness: FitnessAt): Outcome["missing"] {
  const missing: Outcome["missing"] = [];
  const readings = task.determinations.filter((d) => d.round === task.round).flatMap((d) => d.uses);
  for (const kind of task.method.equipmentKinds) {
    const isUsed =
      task.uses.some((u) => u.instrument.kind === kind) || readings.some((u) => u.reading.instrument?.kind === kind);
    if (!isUsed) missing.push({ code: "equipment-missing", detail: kind });
  }
  for (const use of task.uses)
    if (use.endedAt === null) missing.push({ code: "equipment-still-in", detail: use.instrument.name });
  const unfit = [
    ...readings
      .filter((u) => fitness.of(u.reading.instrumentId, u.reading.takenAt)?.state === "out_of_service")
      .map((u) => u.reading.instrument?.name ?? ""),
    ...task.uses.filter((u) => wasUnfit(u, fitness)).map((u) => u.instrument.name),
  ];
  for (const name of new Set(unfit)) missing.push({ code: "instrument-unfit", detail: name });
  return missing;
}

/** What lapsed while the work was inside was not fit for all of it. */
export function wasUnfit(use: Work["task"]["uses"][number], fitness: FitnessAt): boolean {
  return [use.startedAt, use.endedAt].some(
    (at) => at !== null && fitness.of(use.instrumentId, at)?.state === "out_of_service",
  );
}

const key = (instrumentId: string, at: Date) => `${instrumentId} ${at.getTime()}`;
