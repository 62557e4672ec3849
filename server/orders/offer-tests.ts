import { listCategories } from "../catalogue/list-categories.ts";
import { loadLimits } from "../catalogue/load-limits.ts";
import { applicableLimits, indexLimits, itemKey } from "../catalogue/rules.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type * as contract from "./commission-contract.ts";

/** Laboratories an enterprise may commission: those with anything in their scope today. */
export async function portalLaboratories(ctx: Context): Promise<ReplyOf<typeof contract.portalLaboratories>> {
  const scopes = await ctx.db.scope.findMany({
    where: inForce(toDay(ctx.now())),
    distinct: ["laboratoryId"],
    select: { laboratoryId: true },
  });
  const rows = await ctx.db.laboratory.findMany({
    where: { id: { in: scopes.map(({ laboratoryId }) => laboratoryId) } },
    select: { id: true, name: true, address: true, phone: true },
    orderBy: { code: "asc" },
  });
  return { rows };
}

/** The product categories to choose from. */
export function portalCategories(ctx: Context): Promise<ReplyOf<typeof contract.portalCategories>> {
  return listCategories(ctx);
}

/** What a laboratory tests within its scope today, each item by its method in force; first what the product has a limit for. */
export async function portalOffer(
  ctx: Context,
  { query }: InputOf<typeof contract.portalOffer>,
): Promise<ReplyOf<typeof contract.portalOffer>> {
  const on = toDay(ctx.now());
  const methods = await methodsOffered(ctx, query.laboratoryId, on);
  const index = query.category ? indexLimits(await loadLimits(ctx)) : null;
  const standardsOf = (item: string): string[] =>
    index && query.category && index.byItem.has(itemKey(item))
      ? applicableLimits(index, { category: query.category, item, on }).map(
          (row) => `${row.standard}-${row.version}《${row.title}》`,
        )
      : [];
  const tests = methods.map((m) => ({
    methodId: m.id,
    item: m.item.name,
    method: `${m.code} ${m.clause}`,
    unit: m.unit,
    standards: [...new Set(standardsOf(m.item.name))],
  }));
  return { tests: tests.toSorted((a, b) => Number(b.standards.length > 0) - Number(a.standards.length > 0)) };
}

/** Methods within a laboratory's scope and in force on a day. */
export function methodsOffered(ctx: Context, laboratoryId: string, on: string) {
  return ctx.db.method.findMany({
    where: {
      inForceFrom: { lte: on },
      OR: [{ inForceUntil: null }, { inForceUntil: { gte: on } }],
      scopes: { some: { laboratoryId, ...inForce(on) } },
    },
    include: { item: true },
    orderBy: [{ item: { name: "asc" } }, { code: "asc" }],
  });
}

function inForce(on: string): Prisma.ScopeWhereInput {
  return { validFrom: { lte: on }, OR: [{ validUntil: null }, { validUntil: { gte: on } }] };
}
