import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./contract.ts";
import { attachmentTypes, type RowsChanged } from "./contract.ts";
import { loadSheetOf, tellSheet } from "./load-sheet.ts";
import { rowsChanged } from "./show-sheet.ts";

/** A comment on a position, kept with the batch; it is never changed. */
export async function addRemark(
  ctx: Context,
  { params, body }: InputOf<typeof contract.addRemark>,
): Promise<RowsChanged> {
  const { sheet, position } = await loadSheetOf(ctx, params.positionId);
  const { fileId, text } = body;
  const file = fileId
    ? await ctx.db.storedFile.findFirst({ where: { id: fileId, laboratoryId: sheet.laboratoryId } })
    : null;
  if (fileId && !file) throw new Problem("not-found", { what: "file" });
  await ctx.db.sheetRemark.create({
    data: {
      positionId: position.id,
      text,
      fileId: fileId ?? null,
      byId: ctx.actor.id ?? "",
      by: ctx.actor.name,
      at: ctx.now(),
    },
  });
  await ctx.note("sheet.remark", `sheet ${sheet.number}`, {
    position: position.ordinal,
    text,
    file: file?.name ?? null,
  });
  await tellSheet(ctx, sheet, [position.id]);
  return rowsChanged(ctx, sheet.id, [position.id]);
}

/** Keeps a picture or a PDF by the hash of its bytes; they must be what they claim to be. */
export async function keepAttachment(
  ctx: Context,
  input: InputOf<typeof contract.keepAttachment>,
): Promise<ReplyOf<typeof contract.keepAttachment>> {
  const { bytes, mediaType } = input.body as unknown as { bytes: Buffer; mediaType: string };
  if (typeOf(bytes) !== mediaType) throw new Problem("wrong-media-type", { types: attachmentTypes });
  const sha256 = await ctx.house.files.keep(bytes);
  const file = await ctx.db.storedFile.create({
    data: {
      sha256,
      mediaType,
      size: bytes.length,
      name: input.query.name,
      laboratoryId: laboratoryOf(ctx),
      createdById: ctx.actor.id,
      createdAt: ctx.now(),
    },
  });
  await ctx.note("attachment.kept", `file ${file.id}`, { sha256, size: bytes.length, name: file.name });
  return { id: file.id };
}

/** A file that a comment of one's own laboratory carries. */
export async function showAttachment(
  ctx: Context,
  { params }: InputOf<typeof contract.showAttachment>,
): Promise<FileReply> {
  const remark = await ctx.db.sheetRemark.findFirst({
    where: { fileId: params.fileId, position: { sheet: ownLaboratory(ctx) } },
  });
  const file = remark && (await ctx.db.storedFile.findFirst({ where: { id: params.fileId } }));
  if (!file) throw new Problem("not-found", { what: "file" });
  return { bytes: await ctx.house.files.read(file.sha256), mediaType: file.mediaType, name: file.name };
}

function typeOf(bytes: Buffer): (typeof attachmentTypes)[number] | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "image/jpeg";
  if (bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47]))) return "image/png";
  if (bytes.subarray(0, 4).toString("latin1") === "RIFF" && bytes.subarray(8, 12).toString("latin1") === "WEBP")
    return "image/webp";
  return bytes.subarray(0, 5).toString("latin1") === "%PDF-" ? "application/pdf" : undefined;
}
