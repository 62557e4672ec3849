import { z } from "zod";
import type { Context } from "../platform/context.ts";
import { LimitRow } from "./rules/limit-row.ts";

/** The Setting that names the imported collection, so that every process knows when its copy is out of date. */
export const revisionKey = "limits-revision";

// Rows change only when a collection is imported. Reading and parsing all of them for each verdict would be waste; a copy
// of another revision, or of another database, is never used.
let kept: { key: string; rows: readonly LimitRow[] } | undefined;

/** All rows of all editions, as printed. The same array comes back as long as nothing was imported. */
export async function loadLimits(ctx: Context): Promise<readonly LimitRow[]> {
  const revision = await ctx.db.setting.findUnique({ where: { key: revisionKey } });
  const count = await ctx.db.limit.count();
  const key = JSON.stringify([ctx.house.databaseUrl, revision?.value ?? null, count]);
  if (kept?.key === key) return kept.rows;
  const limits = await ctx.db.limit.findMany({ select: { row: true }, orderBy: { rowKey: "asc" } });
  const rows = z.array(LimitRow).parse(limits.map((limit) => limit.row));
  kept = { key, rows };
  return rows;
}
