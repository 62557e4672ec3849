// 签名图片: a person's own, uploaded by nobody else, in use after another person compared it.
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { CertificatePicture } from "../platform/db.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./form-contract.ts";
import type { PictureRow } from "./form-contract.ts";
import { end, rowOf, takeIn } from "./keep-form.ts";

/** The pictures of the asker's own signature, in use or waiting for a second person. */
export async function showMySignature(ctx: Context): Promise<ReplyOf<typeof contract.showMySignature>> {
  const rows = await ctx.db.certificatePicture.findMany({
    where: { personId: ctx.actor.id ?? "", kind: "signature", endedAt: null },
    orderBy: { id: "asc" },
  });
  return { rows: rows.map(rowOf) };
}

/** Takes in a picture of one's own signature. */
export async function uploadMySignature(
  ctx: Context,
  { body }: InputOf<typeof contract.uploadMySignature>,
): Promise<PictureRow> {
  return takeIn(ctx, body, "signature");
}

/** The picture itself, to its owner. */
export async function showMySignaturePicture(
  ctx: Context,
  { params }: InputOf<typeof contract.showMySignaturePicture>,
): Promise<FileReply> {
  const row = await findOwn(ctx, params.pictureId);
  return { bytes: await ctx.house.files.read(row.sha256), mediaType: row.mediaType, name: row.kind };
}

/** Its owner takes it out of use; what was issued with it keeps it. */
export async function endMySignature(
  ctx: Context,
  { params }: InputOf<typeof contract.endMySignature>,
): Promise<Record<string, never>> {
  return end(ctx, await findOwn(ctx, params.pictureId));
}

async function findOwn(ctx: Context, id: string): Promise<CertificatePicture> {
  const row = await ctx.db.certificatePicture.findFirst({ where: { id, personId: ctx.actor.id ?? "" } });
  if (!row) throw new Problem("not-found", { what: id });
  return row;
}
