import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { InstrumentView } from "./contract.ts";
import { findInstrument, instrumentView } from "./list-instruments.ts";
import type * as contract from "./life-contract.ts";
import { extensionRefusal } from "./rules.ts";

/** Puts down what happened to an instrument; from that moment its fitness follows, and a move changes its place. */
export async function recordEvent(
  ctx: Context,
  { params, body }: InputOf<typeof contract.recordEvent>,
): Promise<InstrumentView> {
  const instrument = await findInstrument(ctx, params.number);
  if (instrument.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-allowed");
  const at = body.at === undefined ? ctx.now() : new Date(body.at);
  if (at > ctx.now()) throw new Problem("date-in-future", { on: toDay(at) });
  const isSealed = instrument.events.filter(({ kind }) => kind === "seal" || kind === "unseal").at(-1)?.kind === "seal";
  if (instrument.events.some(({ kind }) => kind === "scrap")) throw new Problem("state-forbids", { state: "scrapped" });
  if ((body.kind === "unseal") !== isSealed && (body.kind === "unseal" || body.kind === "seal"))
    throw new Problem("state-forbids", { state: isSealed ? "sealed" : "not-sealed" });
  if (body.kind === "move" && !body.to) throw new Problem("bad-request", { fields: ["to"] });
  await ctx.db.instrumentEvent.create({
    data: {
      instrumentId: instrument.id,
      kind: body.kind,
      at,
      reason: body.reason,
      to: body.to ?? null,
      by: ctx.actor.name,
      recordedAt: ctx.now(),
    },
  });
  if (body.kind === "move")
    await ctx.db.instrument.update({ where: { id: instrument.id }, data: { place: body.to ?? "" } });
  await ctx.note(`instrument.${body.kind}`, `instrument ${instrument.number}`, { ...body, at: at.toISOString() });
  return changed(ctx, instrument.number);
}

/** 校准间隔延长: only before it lapses, after a check that passed, for what the law leaves to the laboratory. */
export async function extendInterval(
  ctx: Context,
  { params, body }: InputOf<typeof contract.extendInterval>,
): Promise<InstrumentView> {
  const instrument = await findInstrument(ctx, params.number);
  if (instrument.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-allowed");
  const today = toDay(ctx.now());
  const done = instrument.verifications.filter(({ on }) => on <= today).toReversed(); // oldest first
  const governing = done.findLast(({ kind }) => kind !== "intermediate_check") ?? null;
  const check = done.findLast(({ kind }) => kind === "intermediate_check") ?? null;
  const refusal = extensionRefusal(instrument, governing, check, today);
  if (refusal || governing === null || check === null)
    throw new Problem("extension-refused", { because: refusal ?? "not-extendable" });
  if (body.until <= governing.validUntil) throw new Problem("bad-request", { fields: ["until"] });
  await ctx.db.intervalExtension.create({
    data: {
      instrumentId: instrument.id,
      approvedOn: today,
      until: body.until,
      reason: body.reason,
      checkId: check.id,
      approvedBy: ctx.actor.name,
      recordedAt: ctx.now(),
    },
  });
  await ctx.note("instrument.interval-extended", `instrument ${instrument.number}`, { ...body, check: check.id });
  return changed(ctx, instrument.number);
}

async function changed(ctx: Context, number: string): Promise<InstrumentView> {
  const instrument = await findInstrument(ctx, number);
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: instrument.laboratoryId });
  return instrumentView(instrument, ctx.now());
}

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
