import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { InstrumentView } from "./contract.ts";
import { findInstrument } from "./list-instruments.ts";
import type * as contract from "./life-contract.ts";
import { changed } from "./record-event.ts";
import { extensionRefusal } from "./rules.ts";

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
