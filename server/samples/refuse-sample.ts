import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { SampleView } from "./contract.ts";
import { sampleAllows } from "./rules.ts";
import { showSample } from "./show-sample.ts";

/** 拒收: a registered sample nobody has begun to test is refused, with its reason and photos; its tasks wait for nobody any more. */
export async function refuseSample(
  ctx: Context,
  { params, body }: InputOf<typeof contract.refuseSample>,
): Promise<SampleView> {
  const laboratoryId = laboratoryOf(ctx);
  const sample = await ctx.db.sample.findFirst({ where: { number: params.number.replace(/\D/g, ""), laboratoryId } });
  if (!sample) throw new Problem("not-found", { what: params.number });
  if (!sampleAllows("reject", sample.state)) throw new Problem("state-forbids", { state: sample.state });
  const photos = new Set(body.photoIds);
  if ((await ctx.db.storedFile.count({ where: { id: { in: [...photos] }, laboratoryId } })) < photos.size)
    throw new Problem("not-found", { what: "photo" });
  await ctx.db.sample.update({ where: { id: sample.id }, data: { state: "rejected" } });
  await ctx.db.task.updateMany({ where: { sampleId: sample.id }, data: { isOff: true } });
  await ctx.db.container.updateMany({ where: { sampleId: sample.id }, data: { isOff: true } });
  await ctx.db.sampleRefusal.create({
    data: { sampleId: sample.id, ...body, refusedBy: ctx.actor.name, refusedAt: ctx.now() },
  });
  const left = await ctx.db.sample.count({ where: { orderId: sample.orderId, state: { not: "rejected" } } });
  if (left === 0) await ctx.db.order.update({ where: { id: sample.orderId }, data: { state: "cancelled" } });
  await ctx.note("sample.refused", `sample ${sample.number}`, { reason: body.reason, detail: body.detail });
  await ctx.tell({ type: "changed", topics: ["orders", "samples", "tasks"], laboratoryId });
  return showSample(ctx, { params: { number: sample.number }, query: {}, body: {} });
}
