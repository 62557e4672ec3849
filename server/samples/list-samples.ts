import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { instantsOf } from "../kernel/time.ts";
import { hiddenAmong, hiddenSamples, veiled } from "../orders/veil.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { beyond } from "../platform/keyset.ts";
import { literally } from "../platform/literally.ts";
import type * as contract from "./contract.ts";
import type { SampleRow } from "./contract.ts";
import { rareByWhose, rareSamples } from "./rare-hits.ts";

type Asked = InputOf<typeof contract.listSamples>["query"];

/** Samples of the laboratory, newest first; searched by number, name, batch, barcode or client. */
export async function listSamples(
  ctx: Context,
  { query }: { query: Asked },
): Promise<ReplyOf<typeof contract.listSamples>> {
  const size = query.size ?? pageSize;
  const last = query.after
    ? await ctx.db.sample.findFirst({
        where: { id: query.after, ...ownLaboratory(ctx) },
        select: { id: true, receivedAt: true },
      })
    : null;
  const sought = await samplesAsked(ctx, query);
  const where = { AND: [sought.where, last ? beyond("receivedAt", last, "desc") : {}] };
  const rows = await ctx.db.sample.findMany({
    where: sought.isRare ? { id: { in: await newestOf(ctx, where, size + 1) } } : where,
    include: inRows,
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: size + 1,
  });
  const page = toPage(rows, size);
  const behind = await hiddenAmong(ctx, page.rows);
  return {
    next: page.next,
    rows: page.rows.map((s) => rowOf(s, behind.has(s.id))),
  };
}

/** The page of few: looked up by their keys and put in order here, so that nothing tempts the database to walk through the years. */
async function newestOf(ctx: Context, where: Prisma.SampleWhereInput, most: number): Promise<string[]> {
  const all = await ctx.db.sample.findMany({ where, select: { id: true, receivedAt: true } });
  return all
    .sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime() || (a.id < b.id ? 1 : -1))
    .slice(0, most)
    .map(({ id }) => id);
}

const inRows = {
  order: { select: { number: true, dueOn: true, isBlind: true, client: { select: { name: true } } } },
} satisfies Prisma.SampleInclude;
type Found = Prisma.SampleGetPayload<{ include: typeof inRows }>;

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
  return ctx.db.sample.count({ where: (await samplesAsked(ctx, query)).where });
}

type Sought = { where: Prisma.SampleWhereInput; isRare: boolean };

async function samplesAsked(ctx: Context, query: Asked): Promise<Sought> {
  const filters = {
    ...ownLaboratory(ctx),
    ...(query.state ? { state: query.state } : {}),
    ...(query.from || query.to ? { receivedAt: instantsOf(query) } : {}),
  };
  const q = query.q?.trim();
  if (!q) return { where: filters, isRare: false };
  const digits = q.replace(/[\s-]/g, "");
  const isNumber = /^\d{3,}$/.test(digits);
  // who may not see whose a sample is does not find it by that either
  const behind = hiddenSamples(ctx);
  const open = behind ? { NOT: behind } : {};
  // clients first: they are few, and each condition of the search then has an index of its own
  const clients = isNumber ? [] : await clientsLike(ctx, q);
  const named = await rareSamples(ctx, q);
  const whose = named && (await rareByWhose(ctx, { clients, gtin: isNumber ? digits : null }));
  if (named && whose)
    return { where: { ...filters, OR: [{ id: { in: named } }, { id: { in: whose }, ...open }] }, isRare: true };
  return {
    isRare: false,
    where: {
      ...filters,
      OR: [
        ...(isNumber ? [{ number: { contains: digits } }, { gtin: digits, ...open }] : []),
        { name: { contains: literally(q), mode: "insensitive" } },
        { batchNumber: { contains: literally(q) } },
        ...(clients.length > 0 ? [{ order: { clientId: { in: clients } }, ...open }] : []),
      ],
    },
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
