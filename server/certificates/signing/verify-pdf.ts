// The house's own verifier, stricter than readers are: one signature, over everything but itself, up to the last byte.
// A reader calls a file valid even when pages were put over the signed ones afterwards; here that is a fault.
import { createHash, verify, X509Certificate } from "node:crypto";
import { signingCertificate, namesOf } from "./cms.ts";
import { derOid, inside, oid, readOne, tag, type Element } from "./der.ts";

export type SignatureFault =
  | "no-signature"
  | "several-signatures"
  | "not-whole-file"
  | "unreadable"
  | "changed"
  | "wrong-signature"
  | "wrong-certificate"
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
    const cms = readCms(pdf.toString("latin1", range.start + 1, range.end - 1));
    const own = cms.certificates[0];
    if (!own) return answer("unreadable");
    signer = own.subject;
    const digest = createHash("sha256").update(pdf.subarray(0, range.start)).update(pdf.subarray(range.end)).digest();
    if (!cms.digest.equals(digest)) return answer("changed");
    if (!cms.binding.equals(signingCertificate(own.raw)) || !isNamed(own, cms.named)) return answer("wrong-certificate");
    if (!verify("sha256", cms.signed, own.publicKey, cms.signature)) return answer("wrong-signature");
    if (!signedAt) return answer("unreadable");
    return answer(trust(cms.certificates, roots.map((pem) => new X509Certificate(pem)), signedAt));
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
  if (!text.slice(0, start).endsWith("/Contents ") || !/^<[0-9a-f]+>$/.test(text.slice(start, end))) return "not-whole-file";
  return { start, end };
}

function timeOf(pdf: Buffer, hole: Range): Date | null {
  const object = pdf.toString("latin1", pdf.lastIndexOf(" obj", hole.start, "latin1"), hole.start) + pdf.toString("latin1", hole.end, pdf.indexOf("endobj", hole.end, "latin1"));
  const found = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(object);
  if (!found) return null;
  const [, year, month, date, hour, minute, second] = found;
  const at = new Date(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

type Cms = { certificates: X509Certificate[]; named: Element[]; digest: Buffer; binding: Buffer; signed: Buffer; signature: Buffer };

/** Takes apart exactly what `makeCms` writes; anything else is unreadable. */
function readCms(hex: string): Cms {
  const bytes = Buffer.from(hex, "hex");
  const outer = readOne(bytes);
  if (bytes.subarray(outer.bytes.length).some((byte) => byte !== 0)) throw new Error("something stands behind the signature");
  const [type, wrapped] = inside(outer, tag.sequence);
  expectOid(type, oid.signedData);
  const [signedData] = inside(wrapped, tag.context0);
  const [, , encapsulated, certificates, signers, ...more] = inside(signedData, tag.sequence);
  const [contentType, content] = inside(encapsulated, tag.sequence);
  expectOid(contentType, oid.data);
  const [signerInfo, ...others] = inside(signers, tag.set);
  if (content || more.length > 0 || others.length > 0) throw new Error("not the expected structure");

  const [, issuerAndSerial, digestAlgorithm, attributes, , signature, unsigned] = inside(signerInfo, tag.sequence);
  expectOid(inside(digestAlgorithm, tag.sequence)[0], oid.sha256);
  if (signature?.tag !== tag.octets || unsigned || !attributes) throw new Error("not the expected structure");
  const valueOf = (wanted: string): Element => attributeValue(inside(attributes, tag.context0), wanted);
  expectOid(valueOf(oid.contentType), oid.data);
  return {
    certificates: leafFirst(inside(certificates, tag.context0), inside(issuerAndSerial, tag.sequence)),
    named: inside(issuerAndSerial, tag.sequence),
    digest: valueOf(oid.messageDigest).content,
    binding: valueOf(oid.signingCertificateV2).bytes,
    signed: Buffer.concat([Buffer.from([tag.set]), attributes.bytes.subarray(1)]),
    signature: signature.content,
  };
}

function attributeValue(attributes: Element[], wanted: string): Element {
  const found = attributes.map((one) => inside(one, tag.sequence)).filter(([type]) => type?.bytes.equals(derOid(wanted)));
  const [value, ...others] = inside(found[0]?.[1], tag.set);
  if (found.length !== 1 || !value || others.length > 0) throw new Error("an attribute is missing or told twice");
  return value;
}

function leafFirst(certificates: Element[], named: Element[]): X509Certificate[] {
  const all = certificates.map(({ bytes }) => new X509Certificate(bytes));
  return all.toSorted((a, b) => Number(isNamed(b, named)) - Number(isNamed(a, named)));
}

function isNamed(certificate: X509Certificate, [issuer, serial]: Element[]): boolean {
  const own = namesOf(certificate.raw);
  return issuer !== undefined && serial !== undefined && own.issuer.bytes.equals(issuer.bytes) && own.serial.bytes.equals(serial.bytes);
}

/** Walks from the signer's certificate up to a root; every step issued, signed and within its dates at that moment. */
function trust(certificates: X509Certificate[], roots: X509Certificate[], at: Date): SignatureFault | null {
  const [own, ...above] = certificates;
  let here = own;
  for (let steps = 0; here && steps < 8; steps++) {
    const child: X509Certificate = here;
    if (at < new Date(child.validFrom) || at > new Date(child.validTo)) return "not-in-validity";
    if (steps > 0 && !child.ca) return "untrusted";
    if (roots.some((root) => root.fingerprint256 === child.fingerprint256)) return steps > 0 ? null : "untrusted";
    here = [...roots, ...above].find((parent) => parent.ca && child.checkIssued(parent) && child.verify(parent.publicKey));
  }
  return "untrusted";
}

function expectOid(element: Element | undefined, wanted: string): void {
  if (!element?.bytes.equals(derOid(wanted))) throw new Error("not the expected structure");
}
