import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { refuseHidden } from "../orders/veil.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./contract.ts";
import { photoTypes } from "./contract.ts";

/** Keeps a photo by the hash of its bytes; the bytes must be the picture they claim to be. */
export async function uploadPhoto(
  ctx: Context,
  input: InputOf<typeof contract.uploadPhoto>,
): Promise<ReplyOf<typeof contract.uploadPhoto>> {
  const { bytes, mediaType } = input.body as unknown as { bytes: Buffer; mediaType: string };
  if (pictureType(bytes) !== mediaType) throw new Problem("wrong-media-type", { types: photoTypes });
  const sha256 = await ctx.house.files.keep(bytes);
  const name = input.query.name ?? "photo";
  const file = await ctx.db.storedFile.create({
    data: {
      sha256,
      mediaType,
      size: bytes.length,
      name,
      laboratoryId: laboratoryOf(ctx),
      createdById: ctx.actor.id,
      createdAt: ctx.now(),
    },
  });
  await ctx.note("photo.kept", `file ${file.id}`, { sha256, size: bytes.length });
  return { id: file.id, size: bytes.length };
}

/** A photo of one's own laboratory. */
export async function showPhoto(ctx: Context, { params }: InputOf<typeof contract.showPhoto>): Promise<FileReply> {
  const file = await ctx.db.storedFile.findFirst({
    where: { id: params.fileId, mediaType: { startsWith: "image/" }, ...ownLaboratory(ctx) },
  });
  if (!file) throw new Problem("not-found", { what: "photo" });
  await refuseHidden(ctx, {
    OR: [{ photos: { some: { fileId: file.id } } }, { containers: { some: { sealPhotoId: file.id } } }],
  });
  return { bytes: await ctx.house.files.read(file.sha256), mediaType: file.mediaType, name: file.name };
}

/** The media type by the first bytes of the file itself. */
function pictureType(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "image/jpeg";
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return "image/png";
  if (bytes.subarray(0, 4).toString("latin1") === "RIFF" && bytes.subarray(8, 12).toString("latin1") === "WEBP")
    return "image/webp";
  return undefined;
}
