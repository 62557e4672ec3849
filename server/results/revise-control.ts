import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { ControlChart } from "./control-contract.ts";
import type * as contract from "./control-contract.ts";
import { changed, findSeries } from "./keep-controls.ts";

/**
 * 修订质控图: a certificate that was read wrong, limits of one's own after twenty points. From now on the next version counts; what was
 * measured keeps what it was judged by, and a rejected point stays rejected.
 */
export async function reviseControl(
  ctx: Context,
  { params, body }: InputOf<typeof contract.reviseControl>,
): Promise<ControlChart> {
  const series = await openSeries(ctx, params.seriesId);
  const { reason, basedOn, ...next } = body;
  if (next.uncertainty !== null && series.kind !== "control")
    throw new Problem("bad-request", { fields: ["uncertainty"] });
  const last = series.targets.at(-1);
  const version = last?.version ?? 1;
  if (basedOn !== version) throw new Problem("control-revised", { version, by: last?.by ?? "", target: series.target });
  const { target, sd, uncertainty } = series;
  if (next.target === target && next.sd === sd && next.uncertainty === uncertainty)
    throw new Problem("bad-request", { fields: ["target"] });
  await ctx.db.controlSeries.update({ where: { id: series.id }, data: next });
  await ctx.db.controlTarget.create({
    data: {
      ...{ seriesId: series.id, version: version + 1, ...next, reason },
      ...{ byId: ctx.actor.id, by: ctx.actor.name, at: ctx.now() },
    },
  });
  await ctx.note("control.revised", `control ${series.id}`, {
    ...{ name: series.name, lot: series.lot, version: version + 1, reason },
    before: { target, sd, uncertainty },
    after: next,
  });
  return changed(ctx, series.id);
}

/** 停用质控图: the lot is used up. Its points and what they stop stay. */
export async function endControl(
  ctx: Context,
  { params, body }: InputOf<typeof contract.endControl>,
): Promise<ControlChart> {
  const series = await openSeries(ctx, params.seriesId);
  await ctx.db.controlSeries.update({ where: { id: series.id }, data: { endedAt: ctx.now() } });
  await ctx.note("control.ended", `control ${series.id}`, { name: series.name, lot: series.lot, reason: body.reason });
  return changed(ctx, series.id);
}

/** A chart of one's own laboratory that still takes points. */
async function openSeries(ctx: Context, seriesId: string) {
  const series = await findSeries(ctx, seriesId);
  if (series.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-found", { what: "control" });
  if (series.endedAt !== null) throw new Problem("state-forbids", { state: "ended" });
  return series;
}
