import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { notify, peopleOf } from "../notices/notify.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { readerOf } from "./rules.ts";

/** 登记已送达: from this day the sampled enterprise sees its supervisory certificate, and its days for a re-inspection run. */
export async function markNotified(
  ctx: Context,
  { params, body }: InputOf<typeof contract.markNotified>,
): Promise<Record<string, never>> {
  const order = await ctx.db.order.findFirst({
    where: { number: params.number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
  });
  if (!order) throw new Problem("not-found", { what: params.number });
  if (order.source !== "supervisory" || order.notifiedAt !== null)
    throw new Problem("state-forbids", { state: order.source === "supervisory" ? "notified" : order.source });
  if (body.on > toDay(ctx.now())) throw new Problem("date-in-future", { on: body.on });
  const notifiedAt = new Date(`${body.on}T00:00:00+08:00`);
  const readerId = readerOf({ ...order, notifiedAt });
  await ctx.db.order.update({ where: { id: order.id }, data: { notifiedAt, readerId } });
  await ctx.db.certificate.updateMany({ where: { sample: { orderId: order.id } }, data: { readerId } });
  await tellSampled(ctx, order, body.on);
  await ctx.note("order.notified", `order ${order.number}`, { on: body.on });
  await ctx.tell({ type: "changed", topics: ["orders"], laboratoryId: order.laboratoryId });
  return {};
}

/** What was issued before is told now; what is issued later, when it is issued. */
async function tellSampled(
  ctx: Context,
  order: { id: string; laboratoryId: string; sampledEnterpriseId: string | null },
  on: string,
): Promise<void> {
  if (!order.sampledEnterpriseId) return;
  const certificates = await ctx.db.certificate.findMany({
    where: { sample: { orderId: order.id }, state: "issued" },
    include: { sample: true },
  });
  const to = await peopleOf(ctx, order.sampledEnterpriseId);
  for (const { number, printedNumber, sample } of certificates)
    await notify(ctx, {
      to,
      code: "supervisory-notified",
      params: { sample: sample.name, printedNumber, on },
      link: `/portal/certificates?q=${number}`,
      laboratoryId: order.laboratoryId,
      mail: true,
    });
}
