import type { Context, House } from "../platform/context.ts";
import type { Review } from "../results/load-review.ts";
import type { CertificateContent, Picture } from "./content.ts";
import type { pictureKinds } from "./form-contract.ts";
import type { Pictures } from "./pdf/pictures.ts";
import { plainPicture } from "./plain-picture.ts";

type PictureKind = (typeof pictureKinds)[number];

/** The pictures a certificate carries: the laboratory's confirmed ones, without marks where it may not bear them, and the sample's photo. */
export async function picturesInUse(
  ctx: Context,
  review: Review,
  { hasPhoto, isUnmarked }: { hasPhoto: boolean; isUnmarked: boolean },
): Promise<Omit<CertificateContent["pictures"], "reviewed" | "approved">> {
  const rows = await ctx.db.certificatePicture.findMany({
    where: { laboratoryId: review.laboratoryId, confirmedAt: { not: null }, endedAt: null },
    orderBy: { confirmedAt: "asc" },
  });
  const of = (kind: PictureKind): Picture | null => {
    const row = rows.findLast((one) => one.kind === kind);
    return row ? { sha256: row.sha256, mediaType: row.mediaType === "image/png" ? "image/png" : "image/jpeg" } : null;
  };
  const mark = (kind: PictureKind) => (isUnmarked ? null : of(kind));
  return {
    seal: of("seal"),
    logo: of("logo"),
    cma: mark("cma"),
    catl: mark("catl"),
    photo: hasPhoto ? await firstPhoto(ctx, review.id) : null,
  };
}

/** The first photo that can be printed, kept once more in the form in which it is printed. */
export async function firstPhoto(ctx: Context, sampleId: string): Promise<Picture | null> {
  const photos = await ctx.db.samplePhoto.findMany({ where: { sampleId }, orderBy: { fileId: "asc" } });
  for (const { fileId } of photos) {
    const file = await ctx.db.storedFile.findUniqueOrThrow({ where: { id: fileId } });
    const plain = plainPicture(await ctx.house.files.read(file.sha256), file.mediaType);
    if (plain) return { sha256: await ctx.house.files.keep(plain.bytes), mediaType: plain.mediaType };
  }
  return null;
}

/** The bytes behind a certificate's pictures, for drawing. */
export async function readPictures(house: House, content: CertificateContent): Promise<Pictures> {
  const { pictures, furtherSamples, signers } = content;
  const wanted = [
    ...Object.values(pictures),
    ...furtherSamples.map(({ photo }) => photo),
    ...[...signers.tested, ...signers.reviewed].map(({ picture }) => picture),
  ].flatMap((picture) => (picture ? [picture.sha256] : []));
  return new Map(
    await Promise.all(wanted.map(async (sha256) => [sha256, await house.files.read(sha256)] as [string, Buffer])),
  );
}
