// The house's own verifier, stricter than readers are: one signature, over everything but itself, up to the last byte.
// A reader calls a file valid even when pages were put over the signed ones afterwards; here that is a fault.
import { createHash, verify, X509Certificate } from "node:crypto";
import { assembleCms, namesOf, readCms, whatIsSigned, type ReadCms } from "./cms.ts";

export type SignatureFault =
  | "no-signature"
  | "several-signatures"
  | "not-whole-file"
  | "unreadable"
  | "changed"
  | "wrong-signature"
  | "untrusted"
  | "not-in-validity";

export type VerifiedPdf = {
  isValid: boolean;
  fault: SignatureFault | null;
  /** The time the signer claims; null when it could not be read. */
  signedAt: Date | null;
  /** Subject of the signing certificate, one part a line. */
  signer: string | null;
};

/** Is this file signed by a certificate that leads to one of these roots (PEM), and unchanged since? */
export function verifyPdf(pdf: Buffer, roots: readonly string[]): VerifiedPdf {
  let signer: string | null = null;
  let signedAt: Date | null = null;
  const answer = (fault: SignatureFault | null): VerifiedPdf => ({ isValid: fault === null, fault, signedAt, signer });
  try {
    const range = rangeOf(pdf);
    if (typeof range === "string") return answer(range);
    signedAt = timeOf(pdf, range);
    const written = Buffer.from(pdf.toString("latin1", range.start + 1, range.end - 1), "hex");
    const cms = readCms(written);
    const [own, ...above] = leafFirst(cms);
    if (!own || !signedAt) return answer("unreadable");
    signer = own.subject;
    const digest = createHash("sha256").update(pdf.subarray(0, range.start)).update(pdf.subarray(range.end)).digest();
    if (!cms.digest.equals(digest)) return answer("changed");
    if (!isAsMade(written, cms, [own, ...above])) return answer("wrong-signature");
    if (!verify("sha256", whatIsSigned(digest, own.raw), own.publicKey, cms.signature))
      return answer("wrong-signature");
    return answer(
      trust(
        own,
        above,
        roots.map((pem) => new X509Certificate(pem)),
        signedAt,
      ),
    );
  } catch {
    return answer("unreadable");
  }
}

type Range = { start: number; end: number };

function rangeOf(pdf: Buffer): Range | SignatureFault {
  const text = pdf.toString("latin1");
  const ranges = [...text.matchAll(/\/ByteRange\s*\[/g)];
  if (ranges.length === 0) return "no-signature";
  if (ranges.length > 1) return "several-signatures";
  const written = /^\/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\]/.exec(text.slice(ranges[0]?.index ?? 0));
  if (!written) return "unreadable";
  const [start, end, rest] = written.slice(1).map((n) => Number.parseInt(n, 10));
  if (start === undefined || end === undefined || rest === undefined) return "unreadable";
  if (end + rest !== pdf.length || end <= start || !text.trimEnd().endsWith("%%EOF")) return "not-whole-file";
  if (!text.slice(0, start).endsWith("/Contents ") || !/^<[0-9a-f]+>$/.test(text.slice(start, end)))
    return "not-whole-file";
  return { start, end };
}

function timeOf(pdf: Buffer, hole: Range): Date | null {
  const object =
    pdf.toString("latin1", pdf.lastIndexOf(" obj", hole.start, "latin1"), hole.start) +
    pdf.toString("latin1", hole.end, pdf.indexOf("endobj", hole.end, "latin1"));
  const found = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(object);
  if (!found) return null;
  const [, year, month, date, hour, minute, second] = found;
  const at = new Date(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The container has one form only: built again from its parts it must be the same, and nothing but zeros may follow. */
function isAsMade(written: Buffer, { digest, signature }: ReadCms, certificates: X509Certificate[]): boolean {
  const algorithm = certificates[0]?.publicKey.asymmetricKeyType === "rsa" ? "rsa-sha256" : "ecdsa-sha256";
  const again = assembleCms({ digest, signature, algorithm, chain: certificates.map(({ raw }) => raw) });
  return again.equals(written.subarray(0, again.length)) && written.subarray(again.length).every((byte) => byte === 0);
}

function leafFirst({ certificates, issuer, serial }: ReadCms): X509Certificate[] {
  const isOwn = (bytes: Buffer): boolean => {
    const named = namesOf(bytes);
    return named.issuer.bytes.equals(issuer) && named.serial.bytes.equals(serial);
  };
  return certificates
    .toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)))
    .map((bytes) => new X509Certificate(bytes));
}

/** Walks from the signer's certificate up to a root; every step issued, signed and within its dates at that moment. */
function trust(
  own: X509Certificate,
  above: X509Certificate[],
  roots: X509Certificate[],
  at: Date,
): SignatureFault | null {
  const way = [own];
  for (let here = own; ;) {
    if (at < new Date(here.validFrom) || at > new Date(here.validTo)) return "not-in-validity";
    if (here !== own && roots.some((root) => isSame(root, here))) break;
    const child = here;
    const parent = [...roots, ...above].find((one) => one.ca && child.checkIssued(one) && child.verify(one.publicKey));
    if (!parent || way.some((one) => isSame(one, parent))) return "untrusted";
    way.push(parent);
    here = parent;
  }
  // A certificate that is part of no way up has no business in the file.
  return above.every((one) => way.some((step) => isSame(step, one))) ? null : "untrusted";
}

function isSame(a: X509Certificate, b: X509Certificate): boolean {
  return a.fingerprint256 === b.fingerprint256;
}
