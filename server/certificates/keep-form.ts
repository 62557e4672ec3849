import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import { refuseUnprintable } from "../platform/paper/refuse-unprintable.ts";
import type { CertificatePicture } from "../platform/db.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./form-contract.ts";
import type { PictureRow } from "./form-contract.ts";
import { plainPicture } from "./plain-picture.ts";

const fewestPixels = 100;

/** The form of the laboratory's certificates with its pictures, in use or waiting for a second person. */
export async function showForm(ctx: Context): Promise<ReplyOf<typeof contract.showForm>> {
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const pictures = await ctx.db.certificatePicture.findMany({
    where: { laboratoryId: laboratory.id, endedAt: null },
    orderBy: { id: "asc" },
  });
  const english = z.array(z.string()).parse(laboratory.certificateNotesEn);
  return {
    form: {
      title: laboratory.certificateTitle,
      cmaNumber: laboratory.cmaNumber,
      catlNumber: laboratory.catlNumber,
      hasPagingSeal: laboratory.hasPagingSeal,
      hasSamplePhoto: laboratory.hasSamplePhoto,
      notes: z
        .array(z.string())
        .parse(laboratory.certificateNotes)
        .map((zh, i) => ({ zh, en: english[i] ?? "" })),
    },
    pictures: pictures.map(rowOf),
  };
}

/** Changes the form of certificates that are approved from now on; issued ones keep theirs. */
export async function setForm(
  ctx: Context,
  { body }: InputOf<typeof contract.setForm>,
): Promise<Record<string, never>> {
  refuseUnprintable({ title: body.title, notes: body.notes.map(({ zh, en }) => `${zh}${en}`).join("") });
  const before = await showForm(ctx);
  await ctx.db.laboratory.update({
    where: { id: laboratoryOf(ctx) },
    data: {
      certificateTitle: body.title,
      cmaNumber: body.cmaNumber || null,
      catlNumber: body.catlNumber || null,
      hasPagingSeal: body.hasPagingSeal,
      hasSamplePhoto: body.hasSamplePhoto,
      certificateNotes: body.notes.map(({ zh }) => zh),
      certificateNotesEn: body.notes.map(({ en }) => en),
    },
  });
  await ctx.note("certificate-form.changed", "certificate form", { before: before.form, after: body });
  return {};
}

/** Takes a picture in; it is not used before another person has confirmed it. */
export async function uploadPicture(ctx: Context, input: InputOf<typeof contract.uploadPicture>): Promise<PictureRow> {
  return takeIn(ctx, input.body, input.query.kind);
}

/** Takes a picture in as it will be printed: of the laboratory, or of the uploader's own signature. */
export async function takeIn(ctx: Context, body: unknown, kind: PictureRow["kind"]): Promise<PictureRow> {
  const { bytes, mediaType } = body as { bytes: Buffer; mediaType: string };
  const plain = plainPicture(bytes, mediaType);
  if (!plain || Math.min(plain.width, plain.height) < fewestPixels) throw new Problem("picture-unusable");
  const row = await ctx.db.certificatePicture.create({
    data: {
      laboratoryId: laboratoryOf(ctx),
      kind,
      personId: kind === "signature" ? (ctx.actor.id ?? "") : null,
      sha256: await ctx.house.files.keep(plain.bytes),
      mediaType: plain.mediaType,
      uploadedById: ctx.actor.id ?? "",
      uploadedBy: ctx.actor.name,
      uploadedAt: ctx.now(),
    },
  });
  await ctx.note("certificate-picture.uploaded", `picture ${row.id}`, { kind: row.kind, sha256: row.sha256 });
  return rowOf(row);
}

/** The picture itself. */
export async function showPicture(ctx: Context, { params }: InputOf<typeof contract.showPicture>): Promise<FileReply> {
  const row = await find(ctx, params.pictureId);
  return { bytes: await ctx.house.files.read(row.sha256), mediaType: row.mediaType, name: row.kind };
}

/** 双人启用: another person than who uploaded it compares it and signs; the one used so far ends. */
export async function confirmPicture(
  ctx: Context,
  { params, body }: InputOf<typeof contract.confirmPicture>,
): Promise<Record<string, never>> {
  const row = await find(ctx, params.pictureId);
  if (row.confirmedAt !== null || row.endedAt !== null) throw new Problem("state-forbids", { state: row.kind });
  if (row.uploadedById === ctx.actor.id) throw new Problem("second-person-needed");
  const signed = await sign(
    ctx,
    row.kind === "signature" ? "confirm_signature" : "confirm_picture",
    "picture",
    row.id,
    body.password,
  );
  const now = ctx.now();
  await ctx.db.certificatePicture.updateMany({
    where: {
      laboratoryId: row.laboratoryId,
      kind: row.kind,
      personId: row.personId,
      confirmedAt: { not: null },
      endedAt: null,
    },
    data: { endedAt: now, endedBy: ctx.actor.name },
  });
  await ctx.db.certificatePicture.update({
    where: { id: row.id },
    data: { confirmedAt: now, confirmedBy: ctx.actor.name, confirmedById: ctx.actor.id },
  });
  await ctx.note("certificate-picture.confirmed", `picture ${row.id}`, {
    kind: row.kind,
    sha256: row.sha256,
    uploadedBy: row.uploadedBy,
    signature: signed.id,
  });
  return {};
}

/** Out of use from now on; what was issued with it keeps it. */
export async function endPicture(
  ctx: Context,
  { params }: InputOf<typeof contract.endPicture>,
): Promise<Record<string, never>> {
  return end(ctx, await find(ctx, params.pictureId));
}

/** Ends the use of a picture. */
export async function end(ctx: Context, row: CertificatePicture): Promise<Record<string, never>> {
  if (row.endedAt !== null) throw new Problem("state-forbids", { state: row.kind });
  await ctx.db.certificatePicture.update({
    where: { id: row.id },
    data: { endedAt: ctx.now(), endedBy: ctx.actor.name },
  });
  await ctx.note("certificate-picture.ended", `picture ${row.id}`, { kind: row.kind, sha256: row.sha256 });
  return {};
}

async function find(ctx: Context, id: string): Promise<CertificatePicture> {
  const row = await ctx.db.certificatePicture.findFirst({ where: { id, laboratoryId: laboratoryOf(ctx) } });
  if (!row) throw new Problem("not-found", { what: id });
  return row;
}

/** A picture as screens show it. */
export function rowOf(row: CertificatePicture): PictureRow {
  return {
    id: row.id,
    kind: row.kind as PictureRow["kind"],
    uploadedBy: row.uploadedBy,
    uploadedAt: row.uploadedAt.toISOString(),
    confirmedBy: row.confirmedBy,
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
  };
}
