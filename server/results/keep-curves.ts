import { z } from "zod";
import { MethodStep } from "../catalogue/contract.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { takeNumber } from "../platform/numbers.ts";
import { refuseForeignWork } from "../readings/begin-work.ts";
import { findInstrument, refuseUnfit } from "../readings/claim-reading.ts";
import { loadWorks } from "../readings/load-work.ts";
import { isQualified } from "../work/qualify-person.ts";
import type { CurveView } from "./curve-contract.ts";
import type * as contract from "./curve-contract.ts";
import { equationOf, Fit, fitCurve, Weighting } from "./rules/calibration.ts";

const include = { method: { include: { item: true } }, instrument: true } satisfies Prisma.CalibrationCurveInclude;
type Found = Prisma.CalibrationCurveGetPayload<{ include: typeof include }>;

/** The laboratory's curves, the newest first. */
export async function listCurves(
  ctx: Context,
  { query }: InputOf<typeof contract.listCurves>,
): Promise<ReplyOf<typeof contract.listCurves>> {
  const rows = await ctx.db.calibrationCurve.findMany({
    where: { ...ownLaboratory(ctx), ...(query.methodId && { methodId: query.methodId }) },
    include,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return { rows: rows.map((row) => viewOf(ctx, row)) };
}

/** The line through standards, looked at before it is kept. */
export function tryCurve(
  _ctx: Context,
  { body }: InputOf<typeof contract.tryCurve>,
): Promise<ReplyOf<typeof contract.tryCurve>> {
  const fit = fitted(body);
  return Promise.resolve({ fit, equation: equationOf(fit) });
}

/** A curve is frozen with its standards, its line and every residual; one that fails its criteria is kept and gives no results. */
export async function keepCurve(ctx: Context, { body }: InputOf<typeof contract.keepCurve>): Promise<CurveView> {
  const laboratoryId = laboratoryOf(ctx);
  const method = await ctx.db.method.findUnique({ where: { id: body.methodId } });
  const step = z
    .array(MethodStep)
    .parse(method?.steps ?? [])
    .find(({ curve }) => curve);
  if (!method) throw new Problem("not-found", { what: "method" });
  if (!step?.curve) throw new Problem("curve-unusable", { number: "", because: "method-has-none" });
  const now = ctx.now();
  if (!(await isQualified(ctx, ctx.actor.id ?? "", method.id, toDay(now))))
    throw new Problem("not-qualified", { person: ctx.actor.name, method: `${method.code} ${method.clause}` });
  const instrument = await findInstrument(ctx, body.instrumentNumber);
  if (!method.equipmentKinds.includes(instrument.kind))
    throw new Problem("instrument-kind-wrong", { instrument: instrument.name });
  await refuseUnfit(ctx, instrument, now);
  if (body.validUntil < toDay(now)) throw new Problem("bad-request", { fields: ["validUntil"] });
  const fit = fitted(body);
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryId } });
  const { number } = await takeNumber(ctx, "curve", laboratory.code);
  const row = await ctx.db.calibrationCurve.create({
    data: {
      number,
      laboratoryId,
      methodId: method.id,
      instrumentId: instrument.id,
      unit: step.curve.unit,
      signalUnit: step.unit,
      standardLot: body.standardLot,
      weighting: body.weighting,
      throughZero: body.throughZero,
      standards: body.standards,
      fit,
      measuredAt: now,
      validUntil: body.validUntil,
      createdById: ctx.actor.id ?? "",
      createdBy: ctx.actor.name,
      createdAt: now,
    },
    include,
  });
  await ctx.note("curve.kept", `curve ${number}`, {
    method: method.code,
    instrument: instrument.number,
    equation: equationOf(fit),
    r: fit.r,
    isAccepted: fit.isAccepted,
    refusals: fit.refusals,
  });
  await ctx.tell({ type: "changed", topics: ["curves"], laboratoryId });
  return viewOf(ctx, row);
}

/** A curve out of use gives no more results; those submitted keep it. */
export async function withdrawCurve(
  ctx: Context,
  { params, body }: InputOf<typeof contract.withdrawCurve>,
): Promise<CurveView> {
  const found = await findCurve(ctx, params.curveId);
  if (found.withdrawnAt !== null) throw new Problem("state-forbids", { state: "withdrawn" });
  const row = await ctx.db.calibrationCurve.update({
    where: { id: found.id },
    data: { withdrawnAt: ctx.now(), withdrawnBy: ctx.actor.name, withdrawnReason: body.reason },
    include,
  });
  await ctx.note("curve.withdrawn", `curve ${row.number}`, { reason: body.reason });
  await ctx.tell({ type: "changed", topics: ["curves", "bench"], laboratoryId: row.laboratoryId });
  return viewOf(ctx, row);
}

/** The signals of one's own open tasks are read off this curve from now on. */
export async function chooseCurve(
  ctx: Context,
  { params, body }: InputOf<typeof contract.chooseCurve>,
): Promise<Record<string, never>> {
  const curve = await findCurve(ctx, params.curveId);
  const { state } = viewOf(ctx, curve);
  if (state === "refused") throw new Problem("curve-not-accepted", { because: Fit.parse(curve.fit).refusals });
  if (state !== "usable") throw new Problem("curve-unusable", { number: curve.number, because: state });
  const works = await loadWorks(ctx, [...new Set(body.taskIds)]);
  if (works.length < new Set(body.taskIds).size) throw new Problem("not-found", { what: "task" });
  for (const { task } of works) {
    await refuseForeignWork(ctx, task);
    if (task.methodId !== curve.methodId)
      throw new Problem("curve-unusable", { number: curve.number, because: "other-method" });
    await ctx.db.task.update({ where: { id: task.id }, data: { curveId: curve.id } });
  }
  await ctx.note("curve.chosen", `curve ${curve.number}`, { tasks: works.map(({ task }) => task.sample.number) });
  await ctx.tell({ type: "changed", topics: ["bench", "sheets"], laboratoryId: curve.laboratoryId });
  return {};
}

function fitted({ standards, ...how }: InputOf<typeof contract.tryCurve>["body"]): Fit {
  const fit = fitCurve(standards, how);
  if ("fault" in fit) throw new Problem("curve-unfit", { because: fit.fault });
  return fit;
}

async function findCurve(ctx: Context, curveId: string): Promise<Found> {
  const row = await ctx.db.calibrationCurve.findFirst({
    where: { id: curveId, laboratoryId: laboratoryOf(ctx) },
    include,
  });
  if (!row) throw new Problem("not-found", { what: "curve" });
  return row;
}

function viewOf(ctx: Context, row: Found): CurveView {
  const fit = Fit.parse(row.fit);
  return {
    id: row.id,
    number: row.number,
    methodId: row.methodId,
    method: `${row.method.code} ${row.method.clause}`,
    item: row.method.item.name,
    instrument: `${row.instrument.name} ${row.instrument.model}`,
    unit: row.unit,
    signalUnit: row.signalUnit,
    standardLot: row.standardLot,
    weighting: Weighting.parse(row.weighting),
    throughZero: row.throughZero,
    fit,
    equation: equationOf(fit),
    measuredAt: row.measuredAt.toISOString(),
    validUntil: row.validUntil,
    by: row.createdBy,
    state:
      row.withdrawnAt !== null
        ? "withdrawn"
        : !fit.isAccepted
          ? "refused"
          : row.validUntil < toDay(ctx.now())
            ? "expired"
            : "usable",
  };
}
