import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type { FileReply } from "../platform/serve.ts";
import { formOf } from "./label-form.ts";
import type * as contract from "./label-contract.ts";
import { PrintView, Settled } from "./label-contract.ts";
import { printJob } from "./label/printer-language.ts";
import { renderLabelPdf } from "./label/render-label-pdf.ts";
import { labelsOf } from "./print-labels.ts";
import { printerNamed } from "./printers.ts";

type Print = Prisma.LabelPrintGetPayload<object>;
type Said = InputOf<typeof contract.printLabels>["body"];

/**
 * Prints labels and keeps what was printed. What was printed before in this design and language is not drawn again: the
 * frozen original goes out, byte for byte, and the record says that it was a reprint.
 */
export async function printLabels(ctx: Context, { body }: InputOf<typeof contract.printLabels>): Promise<PrintView> {
  const printer = body.printer === undefined ? null : await printerNamed(ctx, body.printer);
  const language = printer?.language ?? "pdf";
  const of = body.of.replace(/\D/g, "");
  const labels = await labelsOf(ctx, of); // refuses a number of another laboratory
  const original = body.anewBecause === undefined ? await originalOf(ctx, of, body.design, language) : null;
  const bytes = original
    ? await ctx.house.files.read(original.sha256)
    : await drawn(ctx, labels, body.design, language);
  const row = await ctx.db.labelPrint.create({
    data: {
      laboratoryId: laboratoryOf(ctx),
      of,
      design: body.design,
      language,
      printer: printer?.name ?? null,
      numbers: original?.numbers ?? labels.map(({ number }) => number),
      sha256: original?.sha256 ?? (await ctx.house.files.keep(bytes)),
      originalId: original?.id ?? null,
      reason: reasonOf(body),
      printedBy: ctx.actor.name,
      printedById: ctx.actor.id,
      printedAt: ctx.now(),
      sending: printer ? "waiting" : "none",
    },
  });
  return recorded(ctx, row);
}

/**
 * Somebody looked beside the printer after a sending that was interrupted. The labels lie there, and it is so on record; or they do
 * not, and the same bytes are printed once more as a reprint. Said once: a second tap prints nothing.
 */
export async function settlePrint(
  ctx: Context,
  { params, body }: InputOf<typeof contract.settlePrint>,
): Promise<PrintView> {
  const row = await ctx.db.labelPrint.findFirst({ where: { id: params.id, ...ownLaboratory(ctx) } });
  if (!row) throw new Problem("not-found", { what: params.id });
  if (row.sending !== "uncertain" || row.settledAs !== null)
    throw new Problem("print-settled", { by: row.settledBy ?? row.printer });
  const settled = await ctx.db.labelPrint.update({
    where: { id: row.id },
    data: { settledAs: body.as, settledBy: ctx.actor.name, settledAt: ctx.now() },
  });
  await ctx.note(body.as === "printed" ? "labels.found-printed" : "labels.not-found", `labels ${row.of}`, {
    printer: row.printer,
    print: row.id,
  });
  await ctx.tell({ type: "changed", topics: ["labels"], laboratoryId: row.laboratoryId });
  if (body.as === "printed") return printView(settled);
  await printerNamed(ctx, row.printer ?? "");
  const { laboratoryId, of, design, language, printer, numbers, sha256 } = row;
  return recorded(
    ctx,
    await ctx.db.labelPrint.create({
      data: {
        ...{ laboratoryId, of, design, language, printer, numbers, sha256 },
        originalId: row.originalId ?? row.id,
        reason: "上次发送中断，打印机旁没有（不全）",
        printedBy: ctx.actor.name,
        printedById: ctx.actor.id,
        printedAt: ctx.now(),
        sending: "waiting",
      },
    }),
  );
}

/** On the trail, and on its way once the record stands: a change that is tried again would print twice. */
async function recorded(ctx: Context, row: Print): Promise<PrintView> {
  await ctx.note(row.originalId === null ? "labels.printed" : "labels.reprinted", `labels ${row.of}`, {
    printer: row.printer,
    design: row.design,
    language: row.language,
    numbers: row.numbers,
    sha256: row.sha256,
    ...(row.originalId !== null && { original: row.originalId }),
    ...(row.reason !== null && { reason: row.reason }),
  });
  if (row.printer !== null) await ctx.enqueue("send-labels", { printId: row.id });
  return printView(row);
}

/** Prints of an order's, a sample's or a container's labels, newest first. */
export async function listPrints(
  ctx: Context,
  { query }: InputOf<typeof contract.listPrints>,
): Promise<ReplyOf<typeof contract.listPrints>> {
  const number = query.of.replace(/\D/g, "");
  const rows = await ctx.db.labelPrint.findMany({
    where: { ...ownLaboratory(ctx), OR: [{ of: number }, { numbers: { has: number } }] },
    orderBy: { id: "desc" },
    take: 100,
  });
  return { rows: rows.map(printView) };
}

/** What was printed, from the store. */
export async function printFile(ctx: Context, { params }: InputOf<typeof contract.printFile>): Promise<FileReply> {
  const row = await ctx.db.labelPrint.findFirst({ where: { id: params.id, ...ownLaboratory(ctx) } });
  if (!row) throw new Problem("not-found", { what: params.id });
  return {
    bytes: await ctx.house.files.read(row.sha256),
    mediaType: row.language === "pdf" ? "application/pdf" : "application/octet-stream",
    name: `labels-${row.of}.${row.language}`,
    asAttachment: row.language !== "pdf",
  };
}

/** The first print of these labels that came out of a printer, or the last that was drawn anew. */
async function originalOf(ctx: Context, of: string, design: string, language: string): Promise<Print | null> {
  return ctx.db.labelPrint.findFirst({
    where: { laboratoryId: laboratoryOf(ctx), of, design, language, originalId: null, sending: { not: "failed" } },
    orderBy: { id: "desc" },
  });
}

async function drawn(
  ctx: Context,
  labels: Awaited<ReturnType<typeof labelsOf>>,
  design: string,
  language: PrintView["language"],
): Promise<Buffer> {
  const form = await formOf(ctx, design);
  return language === "pdf" ? renderLabelPdf(labels, form) : printJob(labels, form, language);
}

function reasonOf({ anewBecause, reason }: Said): string | null {
  return anewBecause ?? (reason === "" ? null : (reason ?? null));
}

function printView(row: Print): PrintView {
  return {
    ...row,
    language: PrintView.shape.language.parse(row.language),
    settled:
      row.settledAs === null
        ? null
        : {
            as: Settled.parse(row.settledAs),
            by: row.settledBy ?? "",
            at: (row.settledAt ?? row.printedAt).toISOString(),
          },
    labels: row.numbers.length,
    printedAt: row.printedAt.toISOString(),
  };
}
