import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { BatchCriteria } from "../results/rules/bench-control.ts";
import type * as contract from "./contract.ts";

const most = 200;

/** Blanks, duplicates or spikes of a method in the order they were measured, with the borders of the newest batch. */
export async function showTrend(
  ctx: Context,
  { query }: InputOf<typeof contract.showTrend>,
): Promise<ReplyOf<typeof contract.showTrend>> {
  const method = await ctx.db.method.findUnique({ where: { id: query.methodId } });
  if (!method) throw new Problem("not-found", { what: "method" });
  const found = await ctx.db.sheetPosition.findMany({
    where: {
      kind: query.kind,
      sheet: { methodId: method.id, ...ownLaboratory(ctx) },
      values: { some: { undoneAt: null } },
    },
    include: { sheet: true, values: { where: { undoneAt: null }, orderBy: { at: "desc" }, take: 1 } },
    orderBy: { id: "desc" },
    take: most,
  });
  const points = found
    .map((p) => ({
      positionId: p.id,
      sheetNumber: p.sheet.number,
      at: (p.values[0]?.at ?? p.sheet.createdAt).toISOString(),
      figure: p.figure,
      isFailed: p.isFailed,
      by: p.values[0]?.by ?? null,
    }))
    .sort((a, b) => a.at.localeCompare(b.at));
  const [newest] = found;
  return {
    points,
    criteria: newest ? BatchCriteria.parse(newest.sheet.criteria) : null,
    unit: query.kind === "blank" ? method.unit : "%",
  };
}
