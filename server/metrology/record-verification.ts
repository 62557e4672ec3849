import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { InstrumentView } from "./contract.ts";
import { needsOf } from "./find-needs.ts";
import { toFitness, type InstrumentRows } from "./fitness.ts";
import { findInstrument, instrumentView } from "./list-instruments.ts";
import { noteHealed } from "./note-healed.ts";
import { dueOn } from "./rules.ts";
import { foundOutside, judgeNeeds, type JudgedNeed } from "./rules/confirmation.ts";

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
  const { needs, wasFoundOut } = await confirm(ctx, instrument, body);
  const { fileIds = [], intervalMonths, ...said } = body;
  const { dueLessOneDay } = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: instrument.laboratoryId } });
  const months = body.kind === "intermediate_check" ? null : (intervalMonths ?? instrument.periodMonths);
  const validUntil = validityOf(body, months, dueLessOneDay);
  const kept = await ctx.db.verification.create({
    data: {
      ...said,
      restriction: body.restriction ?? null,
      intervalMonths: intervalMonths ?? null,
      needs,
      wasFoundOut,
      validUntil,
      instrumentId: instrument.id,
      confirmedBy: ctx.actor.name,
      recordedAt: now,
    },
  });
  const { count } = await ctx.db.instrumentFile.updateMany({
    where: { id: { in: fileIds }, instrumentId: instrument.id, verificationId: null },
    data: { verificationId: kept.id },
  });
  if (count !== fileIds.length) throw new Problem("not-found", { what: "file" });
  const known = await findInstrument(ctx, instrument.number);
  await ctx.note("verification.recorded", `instrument ${instrument.number}`, {
    ...body,
    validUntil,
    wasFoundOut,
    unmet: needs.filter(({ isMet }) => isMet === false).map(({ method, because }) => `${method} ${because ?? ""}`),
    before: toFitness(instrument, now).state,
    after: toFitness(known, now).state,
  });
  await noteHealed(ctx, instrument, known, kept);
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: instrument.laboratoryId });
  return instrumentView(known, now);
}

function refuseUnfit(body: Body, today: string): void {
  if (body.on > today) throw new Problem("date-in-future", { on: body.on });
  if (body.validUntil !== undefined && body.validUntil < body.on)
    throw new Problem("bad-request", { fields: ["validUntil"] });
  if (body.conclusion === "restricted" && !body.restriction?.trim()) throw new Problem("restriction-needed");
  if (body.limits && body.conclusion !== "restricted") throw new Problem("bad-request", { fields: ["limits"] });
  if (body.points?.length && !body.unit) throw new Problem("bad-request", { fields: ["unit"] });
  if (body.usesCorrections && !body.corrections) throw new Problem("bad-request", { fields: ["corrections"] });
  // a notice states no validity and confirms nothing but that it failed
  if (body.isFailureNotice && (body.kind !== "verification" || body.conclusion !== "unfit" || body.validUntil))
    throw new Problem("bad-request", { fields: ["conclusion"] });
}

/** The certificate against what the methods need: what it does not meet cannot be confirmed fit, and only restricted away from them. */
async function confirm(
  ctx: Context,
  instrument: InstrumentRows,
  body: Body,
): Promise<{ needs: JudgedNeed[]; wasFoundOut: boolean }> {
  if (body.kind === "intermediate_check") return { needs: [], wasFoundOut: body.wasFoundOut ?? false };
  const asked = (await needsOf(ctx, instrument)).flatMap(({ need, ...of }) => (need ? [{ ...of, need }] : []));
  const figures = {
    unit: body.unit ?? null,
    points: body.points ?? [],
    corrections: body.corrections ?? null,
    usesCorrections: body.usesCorrections ?? false,
  };
  const needs = judgeNeeds(asked, figures);
  const left = needs.filter(
    ({ isMet, methodId }) => isMet === false && !body.limits?.notForMethods?.includes(methodId),
  );
  const isNarrowed = body.conclusion === "restricted" && body.limits?.range !== undefined;
  if (left.length > 0 && body.conclusion !== "unfit" && !isNarrowed)
    throw new Problem("needs-unmet", { needs: left.map(({ method, because }) => `${method}（${because ?? ""}）`) });
  return { needs, wasFoundOut: body.wasFoundOut ?? foundOutside(asked, figures) };
}

/** The certificate's own date wins; a failed verification and a check bind nothing beyond their day; else the period decides. */
function validityOf(body: Body, months: number | null, lessOneDay: boolean): string {
  if (body.validUntil !== undefined) return body.validUntil;
  if (body.conclusion === "unfit" || body.kind === "intermediate_check") return body.on;
  if (months === null) throw new Problem("validity-needed");
  return dueOn({ on: body.on }, months, lessOneDay);
}
