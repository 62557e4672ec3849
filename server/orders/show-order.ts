import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { literally } from "../platform/literally.ts";
import type * as contract from "./contract.ts";
import { CertificateLanguage, DecisionRule, type OrderView } from "./contract.ts";

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
    remarks: order.remarks,
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

/** Orders of the laboratory, newest first; searched by number, client or sheet number. */
export async function listOrders(
  ctx: Context,
  { query }: InputOf<typeof contract.listOrders>,
): Promise<ReplyOf<typeof contract.listOrders>> {
  const q = query.q?.trim();
  const digits = q?.replace(/[\s-]/g, "") ?? "";
  const rows = await ctx.db.order.findMany({
    where: {
      ...ownLaboratory(ctx),
      ...(query.after ? { id: { lt: query.after } } : {}),
      ...(q
        ? {
            OR: [
              { number: { contains: digits } },
              { sheetNumber: { contains: literally(q) } },
              { client: { name: { contains: literally(q), mode: "insensitive" as const } } },
              { sampledEnterprise: { name: { contains: literally(q), mode: "insensitive" as const } } },
            ],
          }
        : {}),
    },
    include: { client: true, sampledEnterprise: true, _count: { select: { samples: true } } },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const page = toPage(rows);
  return {
    next: page.next,
    rows: page.rows.map((o) => ({
      id: o.id,
      number: o.number,
      source: o.source,
      state: o.state,
      client: o.client.name,
      sampledEnterprise: o.sampledEnterprise?.name ?? null,
      samples: o._count.samples,
      receivedOn: o.receivedOn,
      dueOn: o.dueOn,
    })),
  };
}
