import type { MethodStep } from "../catalogue/contract.ts";
import { toFitness, withVerifications } from "../metrology/fitness.ts";
import { zh } from "../kernel/text/zh.ts";
import { excludes } from "../metrology/rules/restriction.ts";
import type { Fitness } from "../metrology/contract.ts";
import type { Context } from "../platform/context.ts";
import { readingsOf, type Work } from "../readings/load-work.ts";
import type { Outcome } from "./contract.ts";

export type FitnessAt = { of: (instrumentId: string | null, at: Date) => Fitness | undefined };

/** The fitness of every instrument at every instant it was used for these tasks (domain.md: a function of both). */
export async function fitnessOfWorks(ctx: Context, works: readonly Work[]): Promise<FitnessAt> {
  const used = works.flatMap(({ task }) => [
    ...task.determinations.flatMap((d) => d.uses.flatMap(({ reading }) => reading.instrumentId ?? [])),
    ...task.uses.map(({ instrumentId }) => instrumentId),
  ]);
  const found = await ctx.db.instrument.findMany({
    where: { id: { in: [...new Set(used)] } },
    include: withVerifications,
  });
  const instruments = new Map(found.map((instrument) => [instrument.id, instrument]));
  const known = new Map<string, Fitness>();
  return {
    of: (instrumentId, at) => {
      const instrument = instruments.get(instrumentId ?? "");
      if (!instrument) return undefined;
      const key = `${instrument.id} ${at.getTime()}`;
      const fitness = known.get(key) ?? toFitness(instrument, at);
      known.set(key, fitness);
      return fitness;
    },
  };
}

/** Equipment the method asks for that nobody recorded, work still inside it, and instruments that were not fit. */
export function missingEquipment({ task, steps }: Work, fitness: FitnessAt): Outcome["missing"] {
  const missing: Outcome["missing"] = [];
  const readings = task.determinations.filter((d) => d.round === task.round).flatMap((d) => d.uses);
  for (const kind of task.method.equipmentKinds) {
    const isUsed =
      task.uses.some((u) => u.instrument.kind === kind) || readings.some((u) => u.reading.instrument?.kind === kind);
    if (!isUsed) missing.push({ code: "equipment-missing", detail: kind });
  }
  for (const use of task.uses)
    if (use.endedAt === null) missing.push({ code: "equipment-still-in", detail: use.instrument.name });
  const short = incubatedTooShort(steps, task.uses);
  if (short) missing.push({ code: "incubation-short", detail: short });
  const { methodId } = task;
  const used = [
    ...readings.map(({ reading }) => ({
      name: reading.instrument?.name ?? "",
      fitness: fitness.of(reading.instrumentId, reading.takenAt),
      use: { methodId, value: reading.qualifier === "=" ? reading.text : null, unit: reading.unit },
    })),
    ...task.uses.flatMap((u) =>
      [u.startedAt, u.endedAt].flatMap((at) =>
        at === null ? [] : [{ name: u.instrument.name, fitness: fitness.of(u.instrumentId, at), use: { methodId } }],
      ),
    ),
  ];
  for (const { name, fitness: of, use } of used) {
    if (!of) continue;
    const said = of.reasons.map((reason) => zh.unfit[reason] ?? reason).join("，");
    if (of.state === "out_of_service") missing.push({ code: "instrument-unfit", detail: `${name}（${said}）` });
    else if (excludes(of.limits, use)) missing.push({ code: "instrument-restricted", detail: `${name}（${said}）` });
  }
  for (const { correction, use } of task.determinations.flatMap(readingsOf))
    if (correction?.lack)
      missing.push({
        code: "correction-missing",
        detail: `${use.reading.instrument?.name ?? ""} ${correction.arithmetic}（${correction.certificateNumber}）`,
      });
  return [...new Map(missing.map((each) => [`${each.code} ${each.detail}`, each])).values()];
}

type Use = Pick<Work["task"]["uses"][number], "startedAt" | "endedAt"> & { instrument: { kind: string } };

/** Plates that were read before their time (36 ℃ for 48 h ± 2 h) count for nothing: how long they were in, and how long they should. */
function incubatedTooShort(steps: readonly MethodStep[], uses: readonly Use[]): string | null {
  const incubation = steps.find((step) => step.incubation !== undefined)?.incubation;
  const ended = uses.filter((use) => use.instrument.kind === "incubator");
  if (!incubation || ended.length === 0 || ended.some((use) => use.endedAt === null)) return null;
  const minutes = Math.max(...ended.map((use) => minutesBetween(use.startedAt, use.endedAt ?? use.startedAt)));
  if (minutes >= (incubation.hours - incubation.tolerance) * 60) return null;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min ＜ ${incubation.hours}±${incubation.tolerance} h`;
}

function minutesBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 60_000);
}

/** What lapsed while the work was inside was not fit for all of it. */
export function wasUnfit(use: Work["task"]["uses"][number], fitness: FitnessAt): boolean {
  return [use.startedAt, use.endedAt].some(
    (at) => at !== null && fitness.of(use.instrumentId, at)?.state === "out_of_service",
  );
}
