import { MethodUncertainty } from "../catalogue/contract.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { decimalOf } from "../kernel/figure.ts";
import { toDay } from "../kernel/time.ts";
import { findInstrument } from "../metrology/list-instruments.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { ControlKind, type ControlChart, type ControlSeriesRow } from "./control-contract.ts";
import type * as contract from "./control-contract.ts";
import { sheetStops } from "./judge-sheet.ts";
import { brokenByEn, compareWithAssigned, type ComparedByEn } from "./rules/assigned-value.ts";
import { brokenByDeviations, deviationOf, rejects, statisticsOf } from "./rules/westgard.ts";

const include = {
  method: { include: { item: true } },
  instrument: true,
  points: { orderBy: { ordinal: "asc" } },
  targets: { orderBy: { version: "asc" } },
} satisfies Prisma.ControlSeriesInclude;
type Found = Prisma.ControlSeriesGetPayload<{ include: typeof include }>;

/** The laboratory's charts, those that stop work first. */
export async function listControls(ctx: Context): Promise<ReplyOf<typeof contract.listControls>> {
  const rows = await ctx.db.controlSeries.findMany({
    where: ownLaboratory(ctx),
    include: { ...include, points: { orderBy: { ordinal: "desc" }, take: 30 } },
    orderBy: { createdAt: "desc" },
    take: 500,
  });
  const order = ["stopped", "warning", "empty", "good", "ended"];
  return { rows: rows.map((row) => seriesRow(row)).sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)) };
}

/** One chart with every point. */
export async function showControl(
  ctx: Context,
  { params }: InputOf<typeof contract.showControl>,
): Promise<ControlChart> {
  return chartOf(await findSeries(ctx, params.seriesId));
}

/** A chart of a lot with its target and its standard deviation; a new lot is a new chart. */
export async function beginControl(
  ctx: Context,
  { body }: InputOf<typeof contract.beginControl>,
): Promise<ControlChart> {
  const { instrumentNumber, validUntil, ...said } = body;
  if (decimalOf(body.sd).isZero()) throw new Problem("bad-request", { fields: ["sd"] });
  if (body.uncertainty !== undefined && body.kind !== "control")
    throw new Problem("bad-request", { fields: ["uncertainty"] });
  const method = await ctx.db.method.findUnique({ where: { id: body.methodId } });
  if (!method) throw new Problem("not-found", { what: "method" });
  const instrument = instrumentNumber ? await findInstrument(ctx, instrumentNumber) : null;
  const row = await ctx.db.controlSeries.create({
    data: {
      ...said,
      validUntil: validUntil ?? null,
      instrumentId: instrument?.id ?? null,
      laboratoryId: laboratoryOf(ctx),
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
      targets: {
        create: {
          ...{ version: 1, target: body.target, sd: body.sd, uncertainty: body.uncertainty ?? null, reason: "新建" },
          ...{ byId: ctx.actor.id, by: ctx.actor.name, at: ctx.now() },
        },
      },
    },
  });
  await ctx.note("control.begun", `control ${row.id}`, body);
  return chartOf(await findSeries(ctx, row.id));
}

/** A control was measured. It is judged at once with those before it and kept whatever it says; a rejected one stops the method. */
export async function addControlPoint(
  ctx: Context,
  { params, body }: InputOf<typeof contract.addControlPoint>,
): Promise<ControlChart> {
  const point = await measureControl(ctx, params.seriesId, body.value);
  return changed(ctx, point.seriesId);
}

/** Keeps one value on its chart, judged with those before it. */
export async function measureControl(
  ctx: Context,
  seriesId: string,
  value: string,
): Promise<{ id: string; seriesId: string }> {
  const series = await findSeries(ctx, seriesId);
  const { validUntil } = series;
  if (series.endedAt !== null || (validUntil !== null && validUntil < toDay(ctx.now())))
    throw new Problem("state-forbids", { state: "ended" });
  const en = againstAssigned(series, value);
  const deviations = [...series.points.map((point) => deviationOf(point.value, point)), deviationOf(value, series)];
  const broken = [...brokenByDeviations(deviations), ...(en && !en.passes ? [brokenByEn] : [])];
  const point = await ctx.db.controlPoint.create({
    data: {
      seriesId: series.id,
      ordinal: series.points.length + 1,
      value,
      target: series.target,
      sd: series.sd,
      at: ctx.now(),
      by: ctx.actor.name,
      byId: ctx.actor.id ?? "",
      broken,
      en: en?.text ?? null,
      isRejected: rejects(broken),
    },
  });
  await ctx.note("control.measured", `control ${series.id}`, {
    name: series.name,
    lot: series.lot,
    value,
    broken,
    en: point.en,
    isRejected: point.isRejected,
  });
  return point;
}

/** Beside the chart: whether the value agrees with what the material's certificate states. */
function againstAssigned(series: Found, value: string): ComparedByEn | null {
  const { uncertainty, unit } = series.method;
  const own = uncertainty === null ? null : MethodUncertainty.parse(uncertainty);
  return compareWithAssigned(value, series, { uncertainty: own, unit });
}

/** 失控处理: what was found and why work may go on; signed. */
export async function justifyControlPoint(
  ctx: Context,
  { params, body }: InputOf<typeof contract.justifyControlPoint>,
): Promise<ControlChart> {
  const point = await ctx.db.controlPoint.findFirst({ where: { id: params.pointId, series: ownLaboratory(ctx) } });
  if (!point) throw new Problem("not-found", { what: "control" });
  if (!point.isRejected || point.justifiedAt !== null) throw new Problem("state-forbids", { state: "justified" });
  if (point.byId === ctx.actor.id) throw new Problem("not-allowed"); // who measured it does not let it pass
  const signed = await sign(ctx, "justify", "control", point.id, body.password);
  await ctx.db.controlPoint.update({
    where: { id: point.id },
    data: { justification: body.justification, justifiedBy: ctx.actor.name, justifiedAt: ctx.now() },
  });
  await ctx.note("control.justified", `control ${point.seriesId}`, {
    ordinal: point.ordinal,
    justification: body.justification,
    signature: signed.id,
  });
  return changed(ctx, point.seriesId);
}

/** What stops a task: rejected controls of its method that nobody has justified, on its instruments or on any, and its batch's own. */
export async function openRejections(
  ctx: Context,
  {
    id,
    laboratoryId,
    methodId,
    instrumentIds,
  }: { id: string; laboratoryId: string; methodId: string; instrumentIds: readonly string[] },
): Promise<string[]> {
  const points = await ctx.db.controlPoint.findMany({
    where: {
      isRejected: true,
      justifiedAt: null,
      series: { laboratoryId, methodId, OR: [{ instrumentId: null }, { instrumentId: { in: [...instrumentIds] } }] },
    },
    include: { series: true },
    orderBy: { at: "asc" },
  });
  const onCharts = points.map(
    ({ series, value, broken }) => `${series.name} ${series.lot} ${value} ${series.unit}（${broken.join("、")}）`,
  );
  return [...onCharts, ...(await sheetStops(ctx, id))];
}

export async function findSeries(ctx: Context, seriesId: string): Promise<Found> {
  const row = await ctx.db.controlSeries.findFirst({ where: { id: seriesId, ...ownLaboratory(ctx) }, include });
  if (!row) throw new Problem("not-found", { what: "control" });
  return row;
}

/** Tells every screen of the chart, and gives it anew. */
export async function changed(ctx: Context, seriesId: string): Promise<ControlChart> {
  const series = await findSeries(ctx, seriesId);
  await ctx.tell({ type: "changed", topics: ["controls", "bench", "desk"], laboratoryId: series.laboratoryId });
  return chartOf(series);
}

function seriesRow(row: Found): ControlSeriesRow {
  const last = row.points.reduce<Found["points"][number] | null>((a, b) => (a && a.ordinal > b.ordinal ? a : b), null);
  const isStopped = row.points.some((point) => point.isRejected && point.justifiedAt === null);
  return {
    id: row.id,
    kind: ControlKind.parse(row.kind),
    name: row.name,
    lot: row.lot,
    item: row.method.item.name,
    method: `${row.method.code} ${row.method.clause}`,
    instrument: row.instrument && `${row.instrument.name} ${row.instrument.model}`,
    unit: row.unit,
    target: row.target,
    sd: row.sd,
    uncertainty: row.uncertainty,
    validUntil: row.validUntil,
    version: row.targets.at(-1)?.version ?? 1,
    points: last?.ordinal ?? 0,
    state: isStopped
      ? "stopped"
      : row.endedAt !== null
        ? "ended"
        : last === null
          ? "empty"
          : last.broken.length > 0
            ? "warning"
            : "good",
  };
}

function chartOf(row: Found): ControlChart {
  return {
    ...seriesRow(row),
    rows: row.points.map((p) => ({
      id: p.id,
      ordinal: p.ordinal,
      value: p.value,
      target: p.target,
      sd: p.sd,
      deviation: deviationOf(p.value, p).toSignificantDigits(3).toFixed(),
      at: p.at.toISOString(),
      by: p.by,
      broken: p.broken,
      en: p.en,
      isRejected: p.isRejected,
      justification: p.justification,
      justifiedBy: p.justifiedBy,
    })),
    targets: row.targets.map(({ version, target, sd, uncertainty, reason, by, at }) => ({
      ...{ version, target, sd, uncertainty, reason, by, at: at.toISOString() },
    })),
    statistics: statisticsOf(row.points.map(({ value }) => value)),
  };
}
