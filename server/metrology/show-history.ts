import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import { findInstrument } from "./list-instruments.ts";
import type * as contract from "./life-contract.ts";

const mostUses = 200;

/** The events of an instrument, and every use of it that the system itself wrote down. */
export async function showHistory(
  ctx: Context,
  { params }: InputOf<typeof contract.showHistory>,
): Promise<ReplyOf<typeof contract.showHistory>> {
  const instrument = await findInstrument(ctx, params.number);
  const ofTask = { include: { sample: true, method: { include: { item: true } } } };
  const readings = await ctx.db.readingUse.findMany({
    where: { undoneAt: null, reading: { instrumentId: instrument.id } },
    include: { reading: true, determination: { include: { task: ofTask } } },
    orderBy: { at: "desc" },
    take: mostUses,
  });
  const uses = await ctx.db.equipmentUse.findMany({
    where: { instrumentId: instrument.id },
    include: { task: ofTask },
    orderBy: { startedAt: "desc" },
    take: mostUses,
  });
  const rows = [
    ...readings.map(({ reading, claimedBy, determination: { task } }) => ({
      at: reading.takenAt.toISOString(),
      until: null,
      by: claimedBy,
      sampleNumber: task.sample.number,
      item: task.method.item.name,
      text: `${reading.text ?? ""} ${reading.unit ?? ""}`.trim(),
    })),
    ...uses.map(({ startedAt, endedAt, startedBy, settings, task }) => ({
      at: startedAt.toISOString(),
      until: endedAt?.toISOString() ?? null,
      by: startedBy,
      sampleNumber: task.sample.number,
      item: task.method.item.name,
      text: String((settings as { said?: unknown } | null)?.said ?? ""),
    })),
  ];
  return {
    events: instrument.events.map(({ kind, at, reason, to, by }) => ({ kind, at: at.toISOString(), reason, to, by })),
    extensions: instrument.extensions.map(({ approvedOn, until, reason, approvedBy }) => ({
      approvedOn,
      until,
      reason,
      approvedBy,
    })),
    uses: rows.sort((a, b) => b.at.localeCompare(a.at)).slice(0, mostUses),
  };
}
