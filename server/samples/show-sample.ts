import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { instantsOf } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { literally } from "../platform/literally.ts";
import type * as contract from "./contract.ts";
import { containerInclude, containerView } from "./container-view.ts";
import type { SampleRow, SampleView } from "./contract.ts";
import { hiddenAmong, hiddenSamples, veiled } from "../orders/veil.ts";
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
      onCertificates: { include: { certificate: true }, orderBy: { certificateId: "asc" } },
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

type Asked = InputOf<typeof contract.listSamples>["query"];

/** Samples of the laboratory, newest first; searched by number, name, batch, barcode or client. */
export async function listSamples(
  ctx: Context,
  { query }: { query: Asked },
): Promise<ReplyOf<typeof contract.listSamples>> {
  const rows = await ctx.db.sample.findMany({
    where: { ...(await samplesAsked(ctx, query)), ...(query.after ? { id: { lt: query.after } } : {}) },
    include: { order: { include: { client: true } } },
    orderBy: { id: "desc" },
    take: (query.size ?? pageSize) + 1,
  });
  const page = toPage(rows, query.size);
  const behind = await hiddenAmong(ctx, page.rows);
  return {
    next: page.next,
    rows: page.rows.map((s) => rowOf(s, behind.has(s.id))),
  };
}

type Found = Prisma.SampleGetPayload<{ include: { order: { include: { client: true } } } }>;

function rowOf(s: Found, isHidden: boolean): SampleRow {
  const row = {
    id: s.id,
    number: s.number,
    name: s.name,
    state: s.state,
    client: s.order.client.name,
    orderNumber: s.order.number,
    receivedAt: s.receivedAt.toISOString(),
    dueOn: s.order.dueOn,
  };
  return isHidden ? veiled(row) : row;
}

/** How many samples a list would show. */
export async function countSamples(ctx: Context, query: Asked): Promise<number> {
  return ctx.db.sample.count({ where: await samplesAsked(ctx, query) });
}

async function samplesAsked(ctx: Context, query: Asked): Promise<Prisma.SampleWhereInput> {
  const q = query.q?.trim();
  const digits = q?.replace(/[\s-]/g, "") ?? "";
  const isNumber = /^\d{3,}$/.test(digits);
  // clients first: they are few, and each condition of the search then has an index of its own
  // who may not see whose a sample is does not find it by that either
  const behind = hiddenSamples(ctx);
  const open = behind ? { NOT: behind } : {};
  const clients = q && !isNumber ? await clientsLike(ctx, q) : [];
  return {
    ...ownLaboratory(ctx),
    ...(query.state ? { state: query.state } : {}),
    ...(query.from || query.to ? { receivedAt: instantsOf(query) } : {}),
    ...(q
      ? {
          OR: [
            ...(isNumber ? [{ number: { contains: digits } }, { gtin: digits, ...open }] : []),
            { name: { contains: literally(q), mode: "insensitive" as const } },
            { batchNumber: { contains: literally(q) } },
            ...(clients.length > 0 ? [{ order: { clientId: { in: clients } }, ...open }] : []),
          ],
        }
      : {}),
  };
}

const mostClients = 200;

async function clientsLike(ctx: Context, q: string): Promise<string[]> {
  const found = await ctx.db.enterprise.findMany({
    where: { name: { contains: literally(q), mode: "insensitive" } },
    select: { id: true },
    take: mostClients,
  });
  return found.map(({ id }) => id);
}
