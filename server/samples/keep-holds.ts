import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./retention-contract.ts";

/** 暂缓处置: a re-inspection, an objection or a case is pending; nothing of the sample is thrown away until it is released. */
export async function placeHold(
  ctx: Context,
  { params, body }: InputOf<typeof contract.placeHold>,
): Promise<Record<string, never>> {
  const sample = await ctx.db.sample.findFirst({
    where: { number: params.number.replace(/\D/g, ""), laboratoryId: laboratoryOf(ctx) },
  });
  if (!sample) throw new Problem("not-found", { what: params.number });
  await ctx.db.retentionHold.create({
    data: { sampleId: sample.id, ...body, placedBy: ctx.actor.name, placedAt: ctx.now() },
  });
  await ctx.note("retention.held", `sample ${sample.number}`, body);
  await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId: sample.laboratoryId });
  return {};
}

/** The hold ends; the clock has run on meanwhile. */
export async function releaseHold(
  ctx: Context,
  { params, body }: InputOf<typeof contract.releaseHold>,
): Promise<Record<string, never>> {
  const hold = await ctx.db.retentionHold.findFirst({
    where: { id: params.holdId, sample: { laboratoryId: laboratoryOf(ctx) } },
    include: { sample: true },
  });
  if (!hold) throw new Problem("not-found", { what: "hold" });
  if (hold.releasedAt !== null) throw new Problem("state-forbids", { state: "released" });
  await ctx.db.retentionHold.update({
    where: { id: hold.id },
    data: { releasedBy: ctx.actor.name, releasedAt: ctx.now(), releaseNote: body.note },
  });
  await ctx.note("retention.released", `sample ${hold.sample.number}`, { reason: hold.reason, note: body.note });
  await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId: hold.sample.laboratoryId });
  return {};
}
