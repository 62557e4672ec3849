import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { InstrumentView } from "./contract.ts";
import { fitnessOf } from "./fitness.ts";
import { findInstrument, instrumentView } from "./list-instruments.ts";
import { dueOn } from "./rules.ts";

type Body = InputOf<typeof contract.recordVerification>["body"];

/**
 * Records a verification, calibration or intermediate check with the laboratory's own confirmation. From then on every
 * instant of its validity is judged by it, those that are past as well: a certificate entered late heals readings.
 */
export async function recordVerification(
  ctx: Context,
  { params, body }: InputOf<typeof contract.recordVerification>,
): Promise<InstrumentView> {
  const instrument = await findInstrument(ctx, params.number);
  if (instrument.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-allowed");
  const now = ctx.now();
  refuseUnfit(body, toDay(now));
  const twice = instrument.verifications.find(
    (v) => v.certificateNumber === body.certificateNumber && v.agency === body.agency,
  );
  if (twice) throw new Problem("already-exists", { what: `${twice.certificateNumber} ${twice.on}` });
  if (body.points?.length && !body.unit) throw new Problem("bad-request", { fields: ["unit"] });
  const validUntil = validityOf(body, instrument.periodMonths);
  await ctx.db.verification.create({
    data: {
      ...body,
      restriction: body.restriction ?? null,
      validUntil,
      instrumentId: instrument.id,
      confirmedBy: ctx.actor.name,
      recordedAt: now,
    },
  });
  const known = await findInstrument(ctx, instrument.number);
  const before = await fitnessOf(ctx, instrument, now);
  const after = await fitnessOf(ctx, known, now);
  await ctx.note("verification.recorded", `instrument ${instrument.number}`, {
    ...body,
    validUntil,
    before: before.state,
    after: after.state,
  });
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: instrument.laboratoryId });
  return instrumentView(known, now);
}

function refuseUnfit(body: Body, today: string): void {
  if (body.on > today) throw new Problem("date-in-future", { on: body.on });
  if (body.validUntil !== undefined && body.validUntil < body.on)
    throw new Problem("bad-request", { fields: ["validUntil"] });
  if (body.conclusion === "restricted" && !body.restriction?.trim()) throw new Problem("restriction-needed");
}

/** The certificate's own date wins; a failed verification and a check bind nothing beyond their day; else the period decides. */
function validityOf(body: Body, periodMonths: number | null): string {
  if (body.validUntil !== undefined) return body.validUntil;
  if (body.conclusion === "unfit" || body.kind === "intermediate_check") return body.on;
  if (periodMonths === null) throw new Problem("validity-needed");
  return dueOn({ on: body.on }, periodMonths);
}
