import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./editions-contract.ts";

/** Somebody held a row against the printed standard: from now on it is sure, with who looked and where. */
export async function confirmLimit(
  ctx: Context,
  { params, body }: InputOf<typeof contract.confirmLimit>,
): Promise<Record<string, never>> {
  const limit = await ctx.db.limit.findUnique({ where: { rowKey: params.rowKey } });
  if (!limit) throw new Problem("not-found", { what: params.rowKey });
  await ctx.db.limit.update({
    where: { id: limit.id },
    data: { confirmedById: ctx.actor.id, confirmedBy: ctx.actor.name, confirmedAt: ctx.now() },
  });
  await ctx.note("limit.confirmed", `limit ${limit.rowKey}`, { text: limit.text, unit: limit.unit, seen: body.seen });
  await ctx.tell({ type: "changed", topics: ["editions", "desk"], laboratoryId: null });
  return {};
}

/** Of these rows, those of low confidence that nobody has held against the printed standard. */
export async function unconfirmedOf(ctx: Context, rowKeys: readonly string[]): Promise<string[]> {
  const rows = await ctx.db.limit.findMany({
    where: { rowKey: { in: [...rowKeys] }, confidence: "low", confirmedAt: null },
    include: { edition: { include: { standard: true } } },
    orderBy: { rowKey: "asc" },
  });
  return rows.map((row) => `${row.edition.standard.number}-${row.edition.version} ${row.item} ${row.text} ${row.unit}`);
}
