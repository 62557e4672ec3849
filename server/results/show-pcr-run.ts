import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type { PcrRunRow, PcrRunView, WellRole } from "./pcr-contract.ts";
import type * as contract from "./pcr-contract.ts";
import { tableRows } from "../readings/try-drivers.ts";
import { pcrOutcome, pcrTask } from "./pcr-outcome.ts";
import { readPcrRows, readPcrTable } from "./rules/pcr-table.ts";
import { ControlVerdict } from "./rules/pcr.ts";

const include = {
  instrument: true,
  wells: { orderBy: { position: "asc" }, include: { task: { include: pcrTask } } },
} satisfies Prisma.PcrRunInclude;
type Found = Prisma.PcrRunGetPayload<{ include: typeof include }>;

/** Runs of the laboratory, newest first. */
export async function listPcrRuns(
  ctx: Context,
  { query }: InputOf<typeof contract.listPcrRuns>,
): Promise<ReplyOf<typeof contract.listPcrRuns>> {
  const isLater = /^[0-9a-f-]{36}$/.test(query.after ?? "");
  const runs = await ctx.db.pcrRun.findMany({
    where: { ...ownLaboratory(ctx), ...(isLater ? { id: { lt: query.after ?? "" } } : {}) },
    include,
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  return toPage(runs.map(rowOf));
}

export async function showPcrRun(ctx: Context, { params }: InputOf<typeof contract.showPcrRun>): Promise<PcrRunView> {
  return showRun(ctx, params.runId);
}

/** A run with its controls, its wells, and what each of its tasks comes to at this moment. */
export async function showRun(ctx: Context, id: string): Promise<PcrRunView> {
  const run = await ctx.db.pcrRun.findFirst({ where: { id, ...ownLaboratory(ctx) }, include });
  if (!run) throw new Problem("not-found", { what: "run" });
  const tasks = new Map(run.wells.flatMap((w) => (w.task && w.target !== "internal" ? [[w.task.id, w.task]] : [])));
  const calls: PcrRunView["calls"] = [];
  for (const task of tasks.values())
    calls.push({
      taskId: task.id,
      sampleNumber: task.sample.number,
      sampleName: task.sample.name,
      item: task.method.item.name,
      computed: await pcrOutcome(ctx, task),
    });
  return {
    ...rowOf(run),
    remarks: run.remarks,
    controls: z.array(ControlVerdict).parse(run.controls),
    wells: run.wells.map((w) => ({
      position: w.position,
      target: w.target,
      role: w.role as WellRole,
      ct: w.ct,
      hasCurve: w.hasCurve,
      attempt: w.attempt,
      taskId: w.taskId,
      sampleNumber: w.task?.sample.number ?? null,
      sampleName: w.task?.sample.name ?? null,
    })),
    calls,
    may: run.withdrawnAt === null && run.createdById === ctx.actor.id ? ["withdraw"] : [],
  };
}

/** An exported file as wells; the file is kept, and the run that is recorded from it names it. */
export async function readPcrFile(
  ctx: Context,
  { body }: InputOf<typeof contract.readPcrFile>,
): Promise<ReplyOf<typeof contract.readPcrFile>> {
  const bytes = Buffer.from(body.bytes, "base64");
  const read = (tableRows(bytes) ?? []).map(readPcrRows).find(({ wells }) => wells.length > 0);
  if (!read) throw new Problem("file-without-results", { file: body.name });
  const sha256 = await ctx.house.files.keep(bytes);
  const mediaType = "application/octet-stream";
  const said = { sha256, mediaType, size: bytes.length, name: body.name, laboratoryId: laboratoryOf(ctx) };
  const file = await ctx.db.storedFile.create({ data: { ...said, createdById: ctx.actor.id, createdAt: ctx.now() } });
  await ctx.note("pcr-file.kept", `file ${file.id}`, { sha256, name: body.name });
  return { ...read, fileId: file.id };
}

/** A pasted results table as wells; nothing is kept. */
export function readPcrText(
  _: Context,
  { body }: InputOf<typeof contract.readPcrText>,
): Promise<ReplyOf<typeof contract.readPcrText>> {
  return Promise.resolve(readPcrTable(body.text));
}

function rowOf(run: Found): PcrRunRow {
  const { withdrawnAt, withdrawnBy, withdrawnReason } = run;
  return {
    id: run.id,
    name: run.name,
    instrument: { number: run.instrument.number, name: run.instrument.name },
    ranAt: run.ranAt.toISOString(),
    isValid: run.isValid,
    targets: [...new Set(run.wells.map((w) => w.target))],
    samples: new Set(run.wells.flatMap((w) => (w.task ? [w.task.sampleId] : []))).size,
    createdBy: run.createdBy,
    createdAt: run.createdAt.toISOString(),
    withdrawn:
      withdrawnAt === null
        ? null
        : { by: withdrawnBy ?? "", at: withdrawnAt.toISOString(), reason: withdrawnReason ?? "" },
  };
}
