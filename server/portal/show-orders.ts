import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { readableOrders } from "../orders/readable-orders.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { literally } from "../platform/literally.ts";
import type * as contract from "./contract.ts";
import type { PortalOrder, PortalStage } from "./contract.ts";

const stages = {
  registered: "received",
  in_testing: "in_testing",
  results_complete: "in_testing",
  under_review: "in_review",
  approved: "in_review",
  certified: "certified",
  rejected: "received",
  on_hold: "in_testing",
  cancelled: "received",
} as const satisfies Record<string, PortalStage>;

const halts = ["on_hold", "rejected", "cancelled"] as const;

const include = {
  samples: {
    select: {
      number: true,
      name: true,
      state: true,
      onCertificates: { select: { certificate: { select: { number: true, state: true } } } },
    },
    orderBy: { number: "asc" as const },
  },
} satisfies Prisma.OrderInclude;
type Found = Prisma.OrderGetPayload<{ include: typeof include }>;

/** My enterprise's orders, newest first, by stage; never a result early. */
export async function portalOrders(
  ctx: Context,
  { query }: InputOf<typeof contract.portalOrders>,
): Promise<ReplyOf<typeof contract.portalOrders>> {
  const q = query.q?.trim();
  const orders = await ctx.db.order.findMany({
    where: {
      AND: [
        readableOrders(ctx),
        q
          ? {
              OR: [
                { number: { contains: literally(q.replace(/\s/g, "")) } },
                { samples: { some: { name: { contains: literally(q), mode: "insensitive" } } } },
                { samples: { some: { batchNumber: { contains: literally(q), mode: "insensitive" } } } },
              ],
            }
          : {},
      ],
      ...(query.after ? { id: { lt: query.after } } : {}),
    },
    include,
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const page = toPage(orders);
  const laboratories = await laboratoryNames(
    ctx,
    page.rows.map(({ laboratoryId }) => laboratoryId),
  );
  return { next: page.next, rows: page.rows.map((order) => viewOf(order, laboratories)) };
}

/** The newest of them, for the desk. */
export async function newestOrders(ctx: Context, most: number) {
  return ctx.db.order.findMany({
    where: readableOrders(ctx),
    select: { number: true, samples: { select: { name: true }, orderBy: { number: "asc" } } },
    orderBy: { id: "desc" },
    take: most,
  });
}

/** How many orders my enterprise has. */
export async function countOwnOrders(ctx: Context): Promise<number> {
  return ctx.db.order.count({ where: readableOrders(ctx) });
}

function viewOf(order: Found, laboratories: Map<string, string>): PortalOrder {
  return {
    id: order.id,
    number: order.number,
    source: order.source,
    laboratory: laboratories.get(order.laboratoryId) ?? "",
    receivedOn: order.receivedOn,
    dueOn: order.dueOn,
    samples: order.samples.map((s) => ({
      number: s.number,
      name: s.name,
      stage: stages[s.state],
      halted: halts.find((state) => state === s.state) ?? null,
      certificateNumber:
        s.onCertificates.find(({ certificate }) => certificate.state === "issued")?.certificate.number ?? null,
    })),
  };
}

/** Laboratories by id, as an enterprise reads them. */
export async function laboratoryNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db.laboratory.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
