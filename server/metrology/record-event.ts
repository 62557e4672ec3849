import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { InstrumentView } from "./contract.ts";
import { findInstrument, instrumentView } from "./list-instruments.ts";
import type * as contract from "./life-contract.ts";
import { loanAt } from "./rules/outages.ts";

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
  if (instrument.events.some(({ kind }) => kind === "scrap"))
    throw new Problem("event-refused", { because: "scrapped" });
  if ((body.kind === "unseal") !== isSealed && (body.kind === "unseal" || body.kind === "seal"))
    throw new Problem("event-refused", { because: isSealed ? "sealed" : "not-sealed" });
  const loan = loanAt(instrument.events, at);
  if (body.kind === "loan" && loan) throw new Problem("event-refused", { because: "lent" });
  if (body.kind === "return" && !loan) throw new Problem("event-refused", { because: "not-lent" });
  if (body.dueBack !== undefined && (body.kind !== "loan" || body.dueBack < toDay(at)))
    throw new Problem("bad-request", { fields: ["dueBack"] });
  if (body.kind === "loan" && body.dueBack !== undefined && !body.to)
    throw new Problem("bad-request", { fields: ["to"] });
  if (body.kind === "move" && !body.to) throw new Problem("bad-request", { fields: ["to"] });
  await ctx.db.instrumentEvent.create({
    data: {
      instrumentId: instrument.id,
      kind: body.kind,
      at,
      reason: body.reason,
      to: body.to ?? null,
      dueBack: body.dueBack ?? null,
      by: ctx.actor.name,
      recordedAt: ctx.now(),
    },
  });
  if (body.kind === "move")
    await ctx.db.instrument.update({ where: { id: instrument.id }, data: { place: body.to ?? "" } });
  await ctx.note(`instrument.${body.kind}`, `instrument ${instrument.number}`, { ...body, at: at.toISOString() });
  return changed(ctx, instrument.number);
}

/** The instrument as it is now; screens that show it ask again. */
export async function changed(ctx: Context, number: string): Promise<InstrumentView> {
  const instrument = await findInstrument(ctx, number);
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: instrument.laboratoryId });
  return instrumentView(instrument, ctx.now());
}
