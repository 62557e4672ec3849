import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { containerInclude, containerView } from "./container-view.ts";
import type { SampleView } from "./contract.ts";
import { hiddenAmong, veiled } from "../orders/veil.ts";
import { NewRefusal } from "../orders/contract.ts";
import { sampleAllows } from "./rules.ts";

/** One sample with its containers, custody, tasks and certificates. */
export async function showSample(ctx: Context, { params }: InputOf<typeof contract.showSample>): Promise<SampleView> {
  const sample = await ctx.db.sample.findFirst({
    where: { number: params.number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
    include: {
      order: { include: { client: true } },
      photos: true,
      refusal: true,
      containers: { orderBy: { number: "asc" }, include: containerInclude },
      tasks: {
        orderBy: { ordinal: "asc" },
        include: { method: { include: { item: true } }, results: { where: { isCurrent: true } } },
      },
      onCertificates: {
        select: { certificate: { select: { number: true, printedNumber: true, state: true } } },
        orderBy: { certificateId: "asc" },
      },
      returns: { orderBy: { at: "desc" } },
    },
  });
  if (!sample) throw new Problem("not-found", { what: params.number });
  const isHidden = (await hiddenAmong(ctx, [sample])).has(sample.id);
  const view = {
    id: sample.id,
    number: sample.number,
    name: sample.name,
    state: sample.state,
    client: sample.order.client.name,
    orderNumber: sample.order.number,
    receivedAt: sample.receivedAt.toISOString(),
    dueOn: sample.order.dueOn,
    category: sample.category,
    specification: sample.specification,
    trademark: sample.trademark,
    gtin: sample.gtin,
    batchNumber: sample.batchNumber,
    productionDate: sample.productionDate,
    shelfLife: sample.shelfLife,
    producer: sample.producer,
    quantity: sample.quantity,
    stateOnArrival: sample.stateOnArrival,
    temperature: sample.temperature,
    storage: sample.storage,
    sampledOn: sample.sampledOn,
    samplingPlace: sample.samplingPlace,
    samplers: sample.samplers,
    dehydrationFactor: sample.dehydrationFactor,
    dehydrationSource: sample.dehydrationSource,
    photoIds: sample.photos.map((p) => p.fileId),
    refusal: sample.refusal && {
      ...NewRefusal.parse(sample.refusal),
      refusedBy: sample.refusal.refusedBy,
      refusedAt: sample.refusal.refusedAt.toISOString(),
    },
    mayRefuse: sampleAllows("reject", sample.state),
    containers: sample.containers.map(containerView),
    tasks: sample.tasks.map((t) => ({
      id: t.id,
      item: t.method.item.name,
      method: `${t.method.code} ${t.method.clause}`,
      state: t.state,
      analyst: t.analystName,
      reported: t.results[0]?.reported ?? null,
      unit: t.method.unit,
      verdict: t.results[0]?.verdict ?? null,
      resultId: t.results[0]?.id ?? null,
    })),
    certificates: sample.onCertificates.map(({ certificate: c }) => ({
      number: c.number,
      printedNumber: c.printedNumber,
      state: c.state,
    })),
    returns: sample.returns.map((r) => ({ from: r.from, reason: r.reason, by: r.by, at: r.at.toISOString() })),
    isBlind: sample.order.isBlind,
    isHidden,
  };
  return isHidden ? { ...veiled(view), certificates: [] } : view;
}
