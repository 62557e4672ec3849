import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { WrongRow } from "../kernel/row-problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { addEnterprise } from "../people/register-enterprise.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { literally } from "../platform/literally.ts";
import { readSheetRows, type SampledParty } from "./read-sheet-rows.ts";
import type * as contract from "./sheets-contract.ts";
import { ExpectedBody, SheetColumns, type ExpectedRow } from "./sheets-contract.ts";

type Kept = Prisma.ExpectedSheetGetPayload<object>;

/** Column mappings that were kept with earlier files. */
export async function listMappings(ctx: Context): Promise<ReplyOf<typeof contract.listMappings>> {
  const rows = await ctx.db.sheetMapping.findMany({
    where: { laboratoryId: laboratoryOf(ctx) },
    orderBy: { savedAt: "desc" },
    take: 50,
  });
  return {
    rows: rows.map(({ name, columns, savedBy, savedAt }) => ({
      name,
      columns: SheetColumns.parse(columns),
      savedBy,
      savedAt: savedAt.toISOString(),
    })),
  };
}

/** Every row with what it would bring and what is wrong with it; nothing is written. */
export async function previewSheets(
  ctx: Context,
  { body }: InputOf<typeof contract.previewSheets>,
): Promise<ReplyOf<typeof contract.previewSheets>> {
  const { headings, columns, read } = await readSheetRows(ctx, body);
  return { headings, columns, rows: read.map(({ row }) => row) };
}

/** Takes the sheets of a file, all or the good rows; sheets that are known already are left as they are. The mapping is remembered. */
export async function importSheets(
  ctx: Context,
  { body }: InputOf<typeof contract.importSheets>,
): Promise<ReplyOf<typeof contract.importSheets>> {
  const laboratoryId = laboratoryOf(ctx);
  const client = await ctx.db.enterprise.findUnique({ where: { id: body.clientId } });
  if (!client) throw new Problem("not-found", { what: body.clientId });
  const { columns, read } = await readSheetRows(ctx, body);
  const wrong = read.filter(({ row }) => row.problems.length > 0);
  if (wrong.length > 0 && !body.onlyGood)
    throw new Problem("rows-wrong", {
      rows: wrong.map(({ row: { line, problems } }): WrongRow => ({ line, problems })).slice(0, 20),
    });
  const taken = read.filter(({ row }) => row.problems.length === 0 && !row.isDouble);
  for (const one of taken)
    await ctx.db.expectedSheet.create({
      data: {
        laboratoryId,
        sheetNumber: one.row.sheetNumber,
        body: { ...one.body, clientId: client.id, sampledEnterpriseId: await partyOf(ctx, one.sampled) },
        row: one.cells,
        fileName: body.name,
        importedBy: ctx.actor.name,
        importedAt: ctx.now(),
      },
    });
  const kept = { columns, savedBy: ctx.actor.name, savedAt: ctx.now() };
  const key = { laboratoryId, name: body.mapping };
  await ctx.db.sheetMapping.upsert({
    where: { laboratoryId_name: key },
    create: { ...key, ...kept },
    update: kept,
  });
  const doubles = read.filter(({ row }) => row.isDouble).length;
  await ctx.note("sheets.imported", "expected-sheets", {
    file: body.name,
    client: client.name,
    taken: taken.map(({ row }) => row.sheetNumber),
    doubles,
    left: wrong.length,
    mapping: body.mapping,
  });
  await ctx.tell({ type: "changed", topics: ["orders"], laboratoryId });
  return { taken: taken.length, doubles, left: wrong.length };
}

/** Sheets whose samples are to come first, then the rest, newest first. */
export async function listExpected(
  ctx: Context,
  { query }: InputOf<typeof contract.listExpected>,
): Promise<ReplyOf<typeof contract.listExpected>> {
  const own = { laboratoryId: laboratoryOf(ctx) };
  const q = query.q?.trim();
  const rows = await ctx.db.expectedSheet.findMany({
    where: { ...own, ...(q ? { sheetNumber: { contains: literally(q) } } : {}) },
    orderBy: [{ state: "asc" }, { id: "desc" }],
    take: 300,
  });
  const names = await namesOf(ctx, rows);
  return {
    rows: rows.map((row) => expectedRow(row, names)),
    waiting: await ctx.db.expectedSheet.count({ where: { ...own, state: "expected" } }),
  };
}

/** One sheet as reception fills it in. */
export async function showExpected(
  ctx: Context,
  { params }: InputOf<typeof contract.showExpected>,
): Promise<ReplyOf<typeof contract.showExpected>> {
  const row = await find(ctx, params.sheetNumber);
  if (!row) return { found: null };
  const body = ExpectedBody.parse(row.body);
  const client = await ctx.db.enterprise.findUniqueOrThrow({ where: { id: body.clientId } });
  const sampled = await ctx.db.enterprise.findUniqueOrThrow({ where: { id: body.sampledEnterpriseId } });
  const methods = await ctx.db.method.findMany({ where: { id: { in: body.methodIds } } });
  return {
    found: {
      row: expectedRow(row, new Map([[sampled.id, sampled.name]])),
      body,
      client,
      sampled,
      units: Object.fromEntries(methods.map(({ id, unit }) => [id, unit])),
    },
  };
}

export async function dropExpected(
  ctx: Context,
  { params }: InputOf<typeof contract.dropExpected>,
): Promise<Record<string, never>> {
  const row = await find(ctx, params.sheetNumber);
  if (!row) throw new Problem("not-found", { what: params.sheetNumber });
  if (row.state !== "expected") throw new Problem("state-forbids", { state: row.state });
  await ctx.db.expectedSheet.update({ where: { id: row.id }, data: { state: "dropped" } });
  await ctx.note("sheet.dropped", `expected-sheet ${row.sheetNumber}`, { file: row.fileName });
  return {};
}

/** The order of an expected sheet is registered: it is no longer waited for. */
export async function receiveExpected(ctx: Context, sheetNumber: string, orderNumber: string): Promise<void> {
  await ctx.db.expectedSheet.updateMany({
    where: { laboratoryId: laboratoryOf(ctx), sheetNumber },
    data: { state: "received", orderNumber },
  });
}

async function find(ctx: Context, sheetNumber: string): Promise<Kept | null> {
  return ctx.db.expectedSheet.findUnique({
    where: { laboratoryId_sheetNumber: { laboratoryId: laboratoryOf(ctx), sheetNumber } },
  });
}

async function partyOf(ctx: Context, party: SampledParty): Promise<string> {
  const known = await ctx.db.enterprise.findUnique({ where: { creditCode: party.creditCode } });
  return (known ?? (await addEnterprise(ctx, { params: {}, query: {}, body: party }))).id;
}

async function namesOf(ctx: Context, rows: readonly Kept[]): Promise<Map<string, string>> {
  const ids = rows.map((row) => ExpectedBody.parse(row.body).sampledEnterpriseId);
  const found = await ctx.db.enterprise.findMany({ where: { id: { in: [...new Set(ids)] } } });
  return new Map(found.map(({ id, name }) => [id, name]));
}

function expectedRow(row: Kept, names: ReadonlyMap<string, string>): ExpectedRow {
  const body = ExpectedBody.parse(row.body);
  return {
    sheetNumber: row.sheetNumber,
    state: row.state,
    name: body.name,
    sampled: names.get(body.sampledEnterpriseId) ?? "",
    items: body.methodIds.length,
    fileName: row.fileName,
    importedBy: row.importedBy,
    importedAt: row.importedAt.toISOString(),
    orderNumber: row.orderNumber,
  };
}
