import { createHash } from "node:crypto";
import type { SignatureWords } from "../pdf/signature-field.ts";
import { makeCms, type Stamp } from "./cms.ts";
import { appendSealRevision, type Evidence } from "./seal-revision.ts";
import type { Signer } from "./signer.ts";

export type CertificateSigning = {
  /** Who approves: that person's own key, or the server's where the person has none. */
  signatory: Signer;
  laboratory: Signer;
  seal: SignatureWords;
  /** The claimed time of both signatures. */
  at: Date;
  /** Proves the time (B-T); without it the signatures are B-B. */
  stamp?: Stamp;
  /** Given what both signatures hold, what a later check needs besides (B-LT). */
  evidence?: Evidence;
};

/**
 * Signs a rendered certificate twice: the signatory in the place made for it, then the laboratory over the whole of that,
 * in a revision of its own which also carries the evidence, so that the last signature covers the file to its last byte.
 */
export async function signCertificate(unsigned: Buffer, signing: CertificateSigning): Promise<Buffer> {
  const { signatory, laboratory, seal, at, stamp, evidence } = signing;
  const approved = await signPdf(unsigned, signatory, at, stamp);
  const sealed = appendSealRevision(approved, { words: seal, evidence: evidence ?? null });
  return await signPdf(sealed, laboratory, at, stamp);
}

/** Fills the one empty signature of a file in place. No byte moves; the signature covers all but its own hole. */
export async function signPdf(unsigned: Buffer, signer: Signer, at: Date, stamp?: Stamp): Promise<Buffer> {
  const pdf = Buffer.from(unsigned);
  const { start, end } = signatureObject(pdf);
  const hole = holeIn(pdf, start, end);
  overwrite(
    pdf,
    "/ByteRange [0 9999999999 9999999999 9999999999]",
    `/ByteRange [0 ${hole.start} ${hole.end} ${pdf.length - hole.end}]`,
    start,
    end,
  );
  writeTime(pdf, at, start, end);

  const digest = createHash("sha256").update(pdf.subarray(0, hole.start)).update(pdf.subarray(hole.end)).digest();
  const cms = await makeCms(digest, signer, stamp);
  const room = (hole.end - hole.start - 2) / 2;
  if (cms.length > room) throw new Error(`the signature takes ${cms.length} bytes and only ${room} were reserved`);
  pdf.write(cms.toString("hex"), hole.start + 1, "latin1");
  return pdf;
}

/** Where the one signature dictionary that is still empty stands. */
function signatureObject(pdf: Buffer): { start: number; end: number } {
  const marker = pdf.indexOf("/ByteRange [0 9999999999");
  if (marker < 0) throw new Error("the PDF has no empty signature");
  return { start: pdf.lastIndexOf(" obj", marker, "latin1"), end: pdf.indexOf("endobj", marker, "latin1") };
}
/** The hexadecimal string of /Contents with its brackets. */
function holeIn(pdf: Buffer, from: number, to: number): { start: number; end: number } {
  const key = "/Contents <";
  const at = pdf.indexOf(key, from, "latin1");
  const end = pdf.indexOf(">", at, "latin1") + 1;
  if (at < 0 || end === 0 || end > to) throw new Error("the PDF has no room for a signature");
  return { start: at + key.length - 1, end };
}

/** The claimed time stands in /M and nowhere else, as the baseline profile wants it. */
function writeTime(pdf: Buffer, at: Date, from: number, to: number): void {
  const key = pdf.indexOf("/M (D:", from, "latin1");
  if (key < 0 || key > to) throw new Error("the signature has no time");
  const digits = at.toISOString().replace(/\D/g, "").slice(0, 14);
  pdf.write(digits, key + "/M (D:".length, "latin1");
}

function overwrite(pdf: Buffer, old: string, fresh: string, from: number, to: number): void {
  const at = pdf.indexOf(old, from, "latin1");
  if (at < 0 || at > to || fresh.length > old.length) throw new Error("the signature's place is not as it was made");
  pdf.write(fresh.padEnd(old.length), at, "latin1");
}
