import Zip from "adm-zip";
import { fileOf } from "../certificates/show-certificate.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./contract.ts";
import { ownCertificate, readableCertificates } from "./show-certificates.ts";

const mostInZip = 200;

/** My certificates in one file, those named, those sought, or the newest; each download is on record as if it were fetched alone. */
export async function portalCertificatesZip(
  ctx: Context,
  { query }: InputOf<typeof contract.portalCertificatesZip>,
): Promise<FileReply> {
  const numbers = query.numbers?.split(",").map((number) => number.replace(/\D/g, ""));
  const rows = await ctx.db.certificate.findMany({
    where: {
      ...readableCertificates(ctx, query.q),
      sha256: { not: null },
      ...(numbers ? { number: { in: numbers } } : {}),
    },
    orderBy: { id: "desc" },
    take: mostInZip,
  });
  if (rows.length === 0) throw new Problem("not-found", { what: query.numbers ?? query.q ?? "" });
  const zip = new Zip();
  for (const row of rows) {
    const { bytes, name } = await fileOf(ctx, row);
    zip.addFile(name.replaceAll(/[\\/:*?"<>|]/g, "_"), bytes);
  }
  return { bytes: zip.toBuffer(), mediaType: "application/zip", name: "certificates.zip", asAttachment: true };
}

/** The signed file of one of my certificates. */
export async function portalCertificatePdf(
  ctx: Context,
  { params }: InputOf<typeof contract.portalCertificatePdf>,
): Promise<FileReply> {
  return { ...(await fileOf(ctx, await ownCertificate(ctx, params.number))), asAttachment: true };
}
