import { timingSafeEqual } from "node:crypto";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { countGuess, refuseWhileBlocked } from "../people/guessing.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import { CertificateContent } from "./content.ts";
import type { PublicAnswer } from "./contract.ts";
import type * as contract from "./contract.ts";
import type * as life from "./life-contract.ts";
import { certificateDataSchema } from "./data/certificate-data.ts";
import { everyRoot } from "./key-record.ts";

const nothing = {
  printedNumber: null,
  sampleName: null,
  client: null,
  laboratory: null,
  issuedOn: null,
  conclusion: null,
  sha256: null,
  replacedBy: null,
};

/** Whether a certificate is genuine, to whoever holds its check code. The number alone answers nothing: numbers can be walked through. */
export async function checkCertificate(
  ctx: Context,
  { body }: InputOf<typeof contract.checkCertificate>,
): Promise<PublicAnswer> {
  if (!body.code) return { state: "enter-code", ...nothing };
  const digits = body.number.replace(/[\s-]/g, "");
  const keys = [`verify ${digits.slice(0, 40)}`, `verify-address ${ctx.address}`];
  for (const key of keys) await refuseWhileBlocked(ctx, key);
  const row = await ctx.db.certificate.findFirst({
    where: { OR: [{ number: digits }, { printedNumber: body.number.trim() }], state: { not: "issuing" } },
    include: { replacedBy: { where: { state: { notIn: ["issuing", "voided"] } } } },
  });
  const isRight = row !== null && isSame(row.checkCode, body.code.replace(/[\s-]/g, "").toUpperCase());
  if (!isRight || row.state === "voided" || row.state === "issuing") {
    await countGuess(ctx, keys);
    return { state: "unknown", ...nothing };
  }
  const content = CertificateContent.parse(row.content);
  return {
    state: row.state === "issued" ? "valid" : row.state,
    printedNumber: row.printedNumber,
    sampleName: [content.sample.name, ...content.furtherSamples.map(({ sample }) => sample.name)].join("、"),
    client: content.client.name,
    laboratory: content.laboratory.name,
    issuedOn: content.issuedOn,
    // what no longer holds is not read out beside the word that says so
    conclusion: row.state === "issued" ? content.conclusion : null,
    sha256: row.sha256,
    replacedBy: row.replacedBy[0]?.printedNumber ?? null,
  };
}

/** Whether a file is a certificate as it was issued. Whoever holds the file knows what is in it, so nothing of that is answered. */
export async function checkFile(
  ctx: Context,
  { body }: InputOf<typeof life.checkFile>,
): Promise<ReplyOf<typeof life.checkFile>> {
  const keys = [`verify-address ${ctx.address}`];
  for (const key of keys) await refuseWhileBlocked(ctx, key);
  const row = await ctx.db.certificate.findFirst({
    where: { sha256: body.sha256, state: { notIn: ["issuing", "voided"] } },
    include: { replacedBy: { where: { state: { notIn: ["issuing", "voided"] } } } },
  });
  if (!row || row.state === "issuing" || row.state === "voided") {
    await countGuess(ctx, keys);
    return { state: "unknown", printedNumber: null, laboratory: null, issuedOn: null, replacedBy: null };
  }
  const content = CertificateContent.parse(row.content);
  return {
    state: row.state === "issued" ? "valid" : row.state,
    printedNumber: row.printedNumber,
    laboratory: content.laboratory.name,
    issuedOn: content.issuedOn,
    replacedBy: row.replacedBy[0]?.printedNumber ?? null,
  };
}

/** The roots that signatures lead to, for whoever checks a file without us: of today's key, then of earlier ones. */
export async function rootCertificate(ctx: Context): Promise<FileReply> {
  return {
    bytes: Buffer.from((await everyRoot(ctx.house)).join("")),
    mediaType: "application/x-pem-file",
    name: "lims-root.pem",
    asAttachment: true,
  };
}

/** The form of the data inside every certificate, for other programs. */
export function certificateSchema(): Promise<FileReply> {
  const bytes = Buffer.from(JSON.stringify(certificateDataSchema(), null, 2));
  return Promise.resolve({ bytes, mediaType: "application/schema+json", name: "certificate-data.schema.json" });
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
