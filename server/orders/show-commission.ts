import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { literally } from "../platform/literally.ts";
import { qrModules } from "../platform/paper/bar-modules.ts";
import type * as contract from "./commission-contract.ts";
import { NewCommission, type CommissionView } from "./commission-contract.ts";

const include = { enterprise: true } satisfies Prisma.CommissionInclude;
export type FoundCommission = Prisma.CommissionGetPayload<{ include: typeof include }>;

/** What my enterprise commissioned, newest first. */
export function myCommissions(
  ctx: Context,
  { query }: InputOf<typeof contract.myCommissions>,
): Promise<ReplyOf<typeof contract.myCommissions>> {
  return pageOf(ctx, { enterpriseId: enterpriseOf(ctx) }, query.after);
}

/** What was commissioned from the laboratory, newest first. */
export function listCommissions(
  ctx: Context,
  { query }: InputOf<typeof contract.listCommissions>,
): Promise<ReplyOf<typeof contract.listCommissions>> {
  const q = query.q?.trim();
  return pageOf(
    ctx,
    {
      ...ownLaboratory(ctx),
      ...(query.state ? { state: query.state } : {}),
      ...(q
        ? {
            OR: [
              { number: { contains: literally(q.replace(/\s/g, "")) } },
              { enterprise: { name: { contains: literally(q), mode: "insensitive" } } },
            ],
          }
        : {}),
    },
    query.after,
  );
}

async function pageOf(
  ctx: Context,
  where: Prisma.CommissionWhereInput,
  after: string | undefined,
): Promise<ReplyOf<typeof contract.myCommissions>> {
  const rows = await ctx.db.commission.findMany({
    where: { AND: [where, after ? await before(ctx, after) : {}] },
    include,
    orderBy: [{ submittedAt: "desc" }, { number: "desc" }],
    take: pageSize + 1,
  });
  const shown = rows.slice(0, pageSize);
  const laboratories = await ctx.db.laboratory.findMany({
    where: { id: { in: [...new Set(shown.map(({ laboratoryId }) => laboratoryId))] } },
  });
  return {
    next: rows.length > pageSize ? (shown.at(-1)?.number ?? null) : null,
    rows: shown.map((row) => ({
      id: row.id,
      number: row.number,
      state: row.state,
      enterprise: row.enterprise.name,
      laboratory: laboratories.find(({ id }) => id === row.laboratoryId)?.name ?? "",
      samples: NewCommission.parse(row.body).samples.map(({ name }) => name),
      submittedAt: row.submittedAt.toISOString(),
    })),
  };
}

/** Numbers of several laboratories do not follow each other in time: a page goes on from where its last row stood. */
async function before(ctx: Context, number: string): Promise<Prisma.CommissionWhereInput> {
  const last = await ctx.db.commission.findUnique({ where: { number }, select: { submittedAt: true } });
  if (!last) return {};
  return { OR: [{ submittedAt: { lt: last.submittedAt } }, { submittedAt: last.submittedAt, number: { lt: number } }] };
}

/** One of my enterprise's; another's is answered not found. */
export async function myCommission(
  ctx: Context,
  { params }: InputOf<typeof contract.myCommission>,
): Promise<CommissionView> {
  return viewOf(ctx, await findMine(ctx, params.number));
}

/** One addressed to the laboratory. */
export async function showCommission(
  ctx: Context,
  { params }: InputOf<typeof contract.showCommission>,
): Promise<CommissionView> {
  return viewOf(ctx, await findOurs(ctx, params.number));
}

export async function findMine(ctx: Context, number: string): Promise<FoundCommission> {
  return found(ctx, { enterpriseId: enterpriseOf(ctx) }, number);
}

export async function findOurs(ctx: Context, number: string): Promise<FoundCommission> {
  return found(ctx, ownLaboratory(ctx), number);
}

async function found(ctx: Context, where: Prisma.CommissionWhereInput, number: string): Promise<FoundCommission> {
  const row = await ctx.db.commission.findFirst({ where: { ...where, number: number.replace(/\D/g, "") }, include });
  if (!row) throw new Problem("not-found", { what: number });
  return row;
}

export function enterpriseOf(ctx: Context): string {
  if (!ctx.actor.enterpriseId) throw new Problem("not-allowed");
  return ctx.actor.enterpriseId;
}

/** A commission with the names of what it asks for. */
export async function viewOf(ctx: Context, row: FoundCommission): Promise<CommissionView> {
  const body = NewCommission.parse(row.body);
  const { id, name, address, phone } = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: row.laboratoryId } });
  const methods = await ctx.db.method.findMany({
    where: { id: { in: [...new Set(body.samples.flatMap(({ methodIds }) => methodIds))] } },
    include: { item: true },
  });
  const order = row.orderId ? await ctx.db.order.findUnique({ where: { id: row.orderId } }) : null;
  return {
    number: row.number,
    state: row.state,
    laboratory: { id, name, address, phone },
    enterprise: row.enterprise,
    body,
    tests: methods.map((m) => ({ methodId: m.id, item: m.item.name, method: `${m.code} ${m.clause}`, unit: m.unit })),
    submittedBy: row.submittedBy,
    submittedAt: row.submittedAt.toISOString(),
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    reason: row.reason,
    orderNumber: order?.number ?? null,
    code: qrModules(row.number).map((cells) => cells.map((isDark) => (isDark ? "1" : "0")).join("")),
  };
}
