import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { toFitness, type InstrumentRows } from "./fitness.ts";

const mostNamed = 100;
const mostLooked = 2_000;

/** A certificate entered late heals what was read in its validity: which readings those are stands in the trail. */
export async function noteHealed(
  ctx: Context,
  before: InstrumentRows,
  after: InstrumentRows,
  entered: { on: string; certificateNumber: string; conclusion: string },
): Promise<void> {
  if (entered.on >= toDay(ctx.now()) || entered.conclusion === "unfit") return;
  const from = new Date(`${entered.on}T00:00:00+08:00`);
  const wasOut = (at: Date) => toFitness(before, at).state === "out_of_service";
  const isOut = (at: Date) => toFitness(after, at).state === "out_of_service";
  const readings = await ctx.db.reading.findMany({
    where: { instrumentId: before.id, takenAt: { gte: from, lte: ctx.now() } },
    select: { id: true, takenAt: true },
  });
  const uses = await ctx.db.equipmentUse.findMany({
    where: { instrumentId: before.id, startedAt: { gte: from, lte: ctx.now() } },
    select: { startedAt: true, task: { select: { sample: { select: { number: true } } } } },
  });
  const healed = (at: Date) => wasOut(at) && !isOut(at);
  const read = readings.filter(({ takenAt }) => healed(takenAt));
  const used = uses.filter(({ startedAt }) => healed(startedAt));
  if (read.length === 0 && used.length === 0) return;
  const inResults = await ctx.db.readingUse.findMany({
    where: { undoneAt: null, readingId: { in: read.slice(0, mostLooked).map(({ id }) => id) } },
    select: { determination: { select: { task: { select: { sample: { select: { number: true } } } } } } },
  });
  const samples = new Set([
    ...inResults.map(({ determination }) => determination.task.sample.number),
    ...used.map(({ task }) => task.sample.number),
  ]);
  await ctx.note("instrument.healed", `instrument ${before.number}`, {
    certificate: entered.certificateNumber,
    readings: read.length,
    uses: used.length,
    samples: [...samples].slice(0, mostNamed),
  });
}
