import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Right } from "../people/roles.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import { askedList, type AskedList } from "./lists.ts";
import * as contract from "./lists-contract.ts";

const keptDays = 7;
export const mediaTypes = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
} as const;
const names = { samples: "样品", orders: "委托单", certificates: "检验报告", tasks: "检测任务" } as const;

/** Begins an export of what a list shows; a job makes the file. Who took which data out stands in the trail. */
export async function beginExport(
  ctx: Context,
  { body }: InputOf<typeof contract.beginExport>,
): Promise<contract.ExportView> {
  const { list, query, format, language } = body;
  refuseWithout(ctx, filtered(list, query).right);
  const known = contract.listColumns[list].map((c) => c.key);
  const columns = body.columns.filter((key) => known.includes(key));
  if (columns.length === 0) throw new Problem("bad-request", { fields: ["columns"] });
  const row = await ctx.db.listExport.create({
    data: { personId: ctx.actor.id ?? "", list, query, columns, format, language, askedAt: ctx.now() },
  });
  await ctx.enqueue("export-list", { exportId: row.id });
  await ctx.note("list.exported", `export ${row.id}`, { list, query, columns, format });
  return view(row);
}

/** My exports of a list, the newest first. */
export async function listExports(
  ctx: Context,
  { query }: InputOf<typeof contract.listExports>,
): Promise<ReplyOf<typeof contract.listExports>> {
  const since = new Date(ctx.now().getTime() - keptDays * 86_400_000);
  const rows = await ctx.db.listExport.findMany({
    where: { personId: ctx.actor.id ?? "", list: query.list, askedAt: { gte: since } },
    orderBy: { askedAt: "desc" },
    take: 5,
  });
  return { rows: rows.map(view) };
}

/** Stops an export that is not finished; a finished one stays as it is. */
export async function cancelExport(
  ctx: Context,
  { params }: InputOf<typeof contract.cancelExport>,
): Promise<contract.ExportView> {
  const mine = await find(ctx, params.exportId);
  const { count } = await ctx.db.listExport.updateMany({
    where: { id: mine.id, state: { in: ["waiting", "running"] } },
    data: { state: "cancelled", endedAt: ctx.now() },
  });
  return view(count > 0 ? { ...mine, state: "cancelled" } : mine);
}

/** The finished file, only to who asked for it. */
export async function exportFile(ctx: Context, { params }: InputOf<typeof contract.exportFile>): Promise<FileReply> {
  const row = await find(ctx, params.exportId);
  if (!row.sha256) throw new Problem("file-not-ready");
  const list = contract.ListName.parse(row.list);
  refuseWithout(ctx, filtered(list, row.query).right);
  const format = row.format === "csv" ? "csv" : "xlsx";
  return {
    bytes: await ctx.house.files.read(row.sha256),
    mediaType: mediaTypes[format],
    name: `${names[list]} ${row.askedAt.toISOString().slice(0, 10)}.${format}`,
    asAttachment: true,
  };
}

async function find(ctx: Context, id: string) {
  const row = await ctx.db.listExport.findFirst({ where: { id, personId: ctx.actor.id ?? "" } });
  if (!row) throw new Problem("not-found", { what: id });
  return row;
}

function filtered(list: contract.ListName, query: unknown): AskedList {
  try {
    return askedList(list, query);
  } catch {
    throw new Problem("bad-request", { fields: ["query"] });
  }
}

function refuseWithout(ctx: Context, right: Right): void {
  if (!ctx.actor.rights.has(right)) throw new Problem("not-allowed");
}

function view(row: {
  id: string;
  list: string;
  format: string;
  state: string;
  done: number;
  total: number | null;
  fault: string | null;
}): contract.ExportView {
  return contract.ExportView.parse(row);
}
