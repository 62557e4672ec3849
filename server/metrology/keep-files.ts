import { Problem } from "../kernel/problems.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type { FileReply } from "../platform/serve.ts";
import { instrumentFileTypes, type InstrumentFileView } from "./file-contract.ts";
import type * as contract from "./file-contract.ts";
import { findInstrument } from "./list-instruments.ts";

/** What is kept of an instrument, the newest first. */
export async function listInstrumentFiles(
  ctx: Context,
  { params }: InputOf<typeof contract.listInstrumentFiles>,
): Promise<ReplyOf<typeof contract.listInstrumentFiles>> {
  const { id } = await findInstrument(ctx, params.number);
  const rows = await ctx.db.instrumentFile.findMany({
    where: { instrumentId: id, putAwayAt: null },
    orderBy: { at: "desc" },
  });
  return { rows: rows.map(fileView) };
}

/** Keeps a photo or a document by the hash of its bytes; they must be what they claim to be. */
export async function uploadInstrumentFile(
  ctx: Context,
  input: InputOf<typeof contract.uploadInstrumentFile>,
): Promise<InstrumentFileView> {
  const { kind, name, verificationId } = input.query;
  const { bytes, mediaType } = input.body as unknown as { bytes: Buffer; mediaType: string };
  const instrument = await findInstrument(ctx, input.params.number);
  if (instrument.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-allowed");
  if (typeOf(bytes) !== mediaType || (kind === "photo" && mediaType === "application/pdf"))
    throw new Problem("wrong-media-type", {
      types: kind === "photo" ? ["image/jpeg", "image/png"] : instrumentFileTypes,
    });
  if (verificationId && !instrument.verifications.some(({ id }) => id === verificationId))
    throw new Problem("not-found", { what: "verification" });
  const sha256 = await ctx.house.files.keep(bytes);
  const file = await ctx.db.instrumentFile.create({
    data: {
      instrumentId: instrument.id,
      verificationId: verificationId ?? null,
      kind,
      name,
      sha256,
      mediaType,
      size: bytes.length,
      by: ctx.actor.name,
      at: ctx.now(),
    },
  });
  await ctx.note("instrument-file.kept", `instrument ${instrument.number}`, { kind, name, sha256, size: bytes.length });
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: instrument.laboratoryId });
  return fileView(file);
}

/** The bytes of one of them. */
export async function showInstrumentFile(
  ctx: Context,
  { params }: InputOf<typeof contract.showInstrumentFile>,
): Promise<FileReply> {
  const file = await ctx.db.instrumentFile.findFirst({
    where: { id: params.fileId, instrument: ownLaboratory(ctx) },
  });
  if (!file) throw new Problem("not-found", { what: "file" });
  return { bytes: await ctx.house.files.read(file.sha256), mediaType: file.mediaType, name: file.name };
}

/** Takes one out of sight; what a certificate rests on stays with it. */
export async function putAwayInstrumentFile(
  ctx: Context,
  { params, body }: InputOf<typeof contract.putAwayInstrumentFile>,
): Promise<Record<string, never>> {
  const file = await ctx.db.instrumentFile.findFirst({
    where: { id: params.fileId, putAwayAt: null, instrument: { laboratoryId: laboratoryOf(ctx) } },
    include: { instrument: true },
  });
  if (!file) throw new Problem("not-found", { what: "file" });
  await ctx.db.instrumentFile.update({
    where: { id: file.id },
    data: { putAwayAt: ctx.now(), putAwayBy: ctx.actor.name },
  });
  await ctx.note("instrument-file.put-away", `instrument ${file.instrument.number}`, {
    name: file.name,
    sha256: file.sha256,
    ...body,
  });
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: file.instrument.laboratoryId });
  return {};
}

function fileView(file: Prisma.InstrumentFileGetPayload<object>): InstrumentFileView {
  return {
    id: file.id,
    kind: file.kind as InstrumentFileView["kind"],
    name: file.name,
    mediaType: file.mediaType,
    size: file.size,
    verificationId: file.verificationId,
    by: file.by,
    at: file.at.toISOString(),
  };
}

/** The media type by the first bytes of the file itself. */
function typeOf(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return "application/pdf";
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "image/jpeg";
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return "image/png";
  return undefined;
}
