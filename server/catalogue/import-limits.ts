import { createHash } from "node:crypto";
import { z } from "zod";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { revisionKey } from "./load-limits.ts";
import { limitText } from "./rules.ts";
import { LimitRow } from "./rules/limit-row.ts";

export type ImportedLimits = { standards: number; editions: number; added: number; changed: number; unchanged: number };

/**
 * Takes a collection of limits into the catalogue, whole: standards, their editions with the days they are in force, and
 * every printed row. The same collection again changes nothing; rows that are gone from it stay, for verdicts rest on them.
 */
export async function importLimits(ctx: Context, collected: unknown): Promise<ImportedLimits> {
  const rows = parse(collected);
  const standards = await keepStandards(ctx, rows);
  const editions = await keepEditions(ctx, rows, standards);
  const before = new Map(
    (await ctx.db.limit.findMany({ select: { rowKey: true, row: true, text: true } })).map((limit) => [
      limit.rowKey,
      limit,
    ]),
  );
  const made: Prisma.LimitCreateManyInput[] = [];
  let changed = 0;
  for (const row of rows) {
    const data = dataOf(row, idOf(editions, `${row.standard}-${row.version}`));
    const kept = before.get(row.id);
    if (!kept) made.push(data);
    else if (kept.text !== data.text || canonical(kept.row) !== canonical(row)) {
      const isSameFigure = kept.text === data.text; // only its last day came: what was confirmed stays so
      const unconfirmed = { confirmedById: null, confirmedBy: null, confirmedAt: null };
      await ctx.db.limit.update({ where: { rowKey: row.id }, data: isSameFigure ? data : { ...data, ...unconfirmed } });
      changed++;
    }
  }
  await ctx.db.limit.createMany({ data: made });
  const imported = {
    standards: standards.size,
    editions: editions.size,
    added: made.length,
    changed,
    unchanged: rows.length - made.length - changed,
  };
  if (made.length + changed === 0) return imported;
  const revision = createHash("sha256").update(canonical(rows)).digest("hex");
  await ctx.db.setting.upsert({
    where: { key: revisionKey },
    create: { key: revisionKey, value: revision },
    update: { value: revision },
  });
  await ctx.note("limits.imported", "catalogue limits", { ...imported, revision });
  return imported;
}

function parse(collected: unknown): LimitRow[] {
  const parsed = z.array(LimitRow).safeParse(collected);
  if (!parsed.success)
    throw new Problem("bad-request", {
      fields: parsed.error.issues.slice(0, 12).map((issue) => issue.path.join(".") || issue.message),
    });
  const ids = parsed.data.map((row) => row.id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) throw new Problem("already-exists", { what: twice.slice(0, 12).join(", ") });
  return parsed.data;
}

/** Standards by their number. The title is that of the row read last, which is the newest edition's. */
async function keepStandards(ctx: Context, rows: readonly LimitRow[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const newest = [...rows].sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));
  for (const [number, row] of new Map(newest.map((r) => [r.standard, r]))) {
    const { id } = await ctx.db.standard.upsert({
      where: { number },
      create: { number, title: row.title },
      update: { title: row.title },
      select: { id: true },
    });
    ids.set(number, id);
  }
  return ids;
}

/** Editions by `standard-version`; in force from the first day of any of their rows to the last. */
async function keepEditions(
  ctx: Context,
  rows: readonly LimitRow[],
  standards: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const firsts = new Map([...rows].reverse().map((row) => [`${row.standard}-${row.version}`, row]));
  for (const [key, first] of firsts) {
    const own = rows.filter((row) => row.standard === first.standard && row.version === first.version);
    const ends = own.map((row) => row.effectiveTo);
    const standardId = idOf(standards, first.standard);
    const data = {
      title: first.title,
      inForceFrom: own.map((row) => row.effectiveFrom).sort()[0] ?? first.effectiveFrom,
      inForceUntil: ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
      isFromApproximate: own.some((row) => row.effectiveFromApprox === true),
      supersedes: first.supersedes,
      supersededBy: first.supersededBy,
    };
    const where = { standardId_version: { standardId, version: first.version } };
    const { id } = await ctx.db.edition.upsert({
      where,
      create: { standardId, version: first.version, ...data },
      update: data,
      select: { id: true },
    });
    ids.set(key, id);
  }
  return ids;
}

function dataOf(row: LimitRow, editionId: string): Prisma.LimitCreateManyInput {
  return {
    rowKey: row.id,
    editionId,
    category: row.productCategory,
    item: row.item,
    itemEn: row.itemEn,
    kind: row.kind,
    unit: row.unit,
    text: limitText(row),
    inForceFrom: row.effectiveFrom,
    inForceUntil: row.effectiveTo,
    confidence: row.confidence,
    row,
  };
}

function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`Nothing was kept for ${key}.`);
  return id;
}

/** jsonb keeps no order of keys: what is compared is sorted first. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
