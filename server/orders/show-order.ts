import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { beyond } from "../platform/keyset.ts";
import { literally } from "../platform/literally.ts";
import { openOrders, refuseHidden } from "./veil.ts";
import type * as contract from "./contract.ts";
import { CertificateLanguage, DecisionRule, Delivery, Leftover, type OrderView } from "./contract.ts";

const include = {
  client: true,
  sampledEnterprise: true,
  samples: { orderBy: { number: "asc" as const }, include: { containers: { orderBy: { number: "asc" as const } } } },
};

/** One order with its samples, by its number in any grouping. */
export async function showOrder(ctx: Context, { params }: { params: { number: string } }): Promise<OrderView> {
  const order = await ctx.db.order.findFirst({
    where: { number: params.number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
    include,
  });
  if (!order) throw new Problem("not-found", { what: params.number });
  await refuseHidden(ctx, { orderId: order.id });
  return {
    id: order.id,
    number: order.number,
    source: order.source,
    state: order.state,
    client: order.client.name,
    sampledEnterprise: order.sampledEnterprise?.name ?? null,
    samples: order.samples.length,
    receivedOn: order.receivedOn,
    dueOn: order.dueOn,
    clientDetails: order.client,
    sampledDetails: order.sampledEnterprise,
    sheetNumber: order.sheetNumber,
    judgingBasis: order.judgingBasis,
    decisionRule: DecisionRule.parse(order.decisionRule),
    guardFactor: order.guardFactor,
    certificateLanguage: CertificateLanguage.parse(order.certificateLanguage),
    fee: order.fee,
    copies: order.copies,
    leftover: Leftover.parse(order.leftover),
    delivery: Delivery.parse(order.delivery),
    combinesSamples: order.combinesSamples,
    remarks: order.remarks,
    isBlind: order.isBlind,
    notifiedOn: order.notifiedAt && toDay(order.notifiedAt),
    sampleRows: order.samples.map((s) => ({
      id: s.id,
      number: s.number,
      name: s.name,
      state: s.state,
      containers: s.containers.map((c) => ({ number: c.number, kind: c.kind })),
    })),
  };
}

type Asked = InputOf<typeof contract.listOrders>["query"];

const mostEnterprises = 1_000;

/** Orders of the laboratory, newest first; searched by number, client or sheet number. */
export async function listOrders(
  ctx: Context,
  { query }: { query: Asked },
): Promise<ReplyOf<typeof contract.listOrders>> {
  // where days are asked for, they are what an index has in order
  const byDay = Boolean(query.from ?? query.to);
  const last =
    query.after && byDay
      ? await ctx.db.order.findFirst({
          where: { id: query.after, ...ownLaboratory(ctx) },
          select: { id: true, receivedOn: true },
        })
      : null;
  const past = last ? beyond("receivedOn", last, "desc") : query.after ? { id: { lt: query.after } } : {};
  const rows = await ctx.db.order.findMany({
    where: { AND: [await ordersAsked(ctx, query), past] },
    include: { client: true, sampledEnterprise: true },
    orderBy: byDay ? [{ receivedOn: "desc" }, { id: "desc" }] : { id: "desc" },
    take: (query.size ?? pageSize) + 1,
  });
  const page = toPage(rows, query.size);
  // counted for these orders alone: a count within the question would be made of all samples there are
  const counted = await ctx.db.sample.groupBy({
    by: ["orderId"],
    where: { orderId: { in: page.rows.map(({ id }) => id) } },
    _count: true,
  });
  const samplesOf = new Map(counted.map(({ orderId, _count }) => [orderId, _count]));
  return {
    next: page.next,
    rows: page.rows.map((o) => ({
      id: o.id,
      number: o.number,
      source: o.source,
      state: o.state,
      client: o.client.name,
      sampledEnterprise: o.sampledEnterprise?.name ?? null,
      samples: samplesOf.get(o.id) ?? 0,
      receivedOn: o.receivedOn,
      dueOn: o.dueOn,
    })),
  };
}

/** How many orders a list would show. */
export async function countOrders(ctx: Context, query: Asked): Promise<number> {
  return ctx.db.order.count({ where: await ordersAsked(ctx, query) });
}

async function ordersAsked(ctx: Context, query: Asked): Promise<Prisma.OrderWhereInput> {
  const q = query.q?.trim();
  // enterprises first: they are few, and each condition of the search then has an index of its own
  const named = q
    ? await ctx.db.enterprise.findMany({
        where: { name: { contains: literally(q), mode: "insensitive" } },
        select: { id: true },
        take: mostEnterprises,
      })
    : [];
  const enterprises = { in: named.map(({ id }) => id) };
  const digits = q?.replace(/[\s-]/g, "") ?? "";
  return {
    ...ownLaboratory(ctx),
    ...openOrders(ctx),
    ...(query.state ? { state: query.state } : {}),
    ...(query.source ? { source: query.source } : {}),
    ...(query.from || query.to ? { receivedOn: { gte: query.from, lte: query.to } } : {}),
    ...(q
      ? {
          OR: [
            ...(/^\d{3,}$/.test(digits) ? [{ number: { contains: digits } }] : []),
            { sheetNumber: { contains: literally(q) } },
            { clientId: enterprises },
            { sampledEnterpriseId: enterprises },
          ],
        }
      : {}),
  };
}
