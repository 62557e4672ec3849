// The house's own verifier, stricter than readers are: two signatures in two revisions, each over everything up to its own
// end but itself, and nothing else in the file. A reader calls a file valid even when pages were put over the signed ones
// afterwards; here that is a fault.
import { createHash, verify, X509Certificate } from "node:crypto";
import { assembleCms, namesOf, readCms, whatIsSigned, type ReadCms } from "./cms.ts";
import { isSealRevision } from "./read-seal-revision.ts";
import { findSignatures, type SignedRange, type StructureFault } from "./signed-ranges.ts";
import { revokedOn } from "./revocation.ts";
import { readTimestampToken, type TimestampToken } from "./timestamp-token.ts";
import { trustFault } from "./trust.ts";

export type SignatureFault =
  | StructureFault
  | "seal-missing"
  | "changed"
  | "wrong-signature"
  | "wrong-timestamp"
  | "untrusted-timestamp"
  | "foreign-revision"
  | "untrusted"
  | "revoked"
  | "not-in-validity";

export type VerifiedSignature = {
  /** Common name of the signing certificate. */
  by: string | null;
  /** The proven time, else the one that is claimed. */
  at: Date | null;
  level: "B-B" | "B-T" | "B-LT";
  /** What it covers is unchanged, and it is the signature of that certificate. */
  isIntact: boolean;
  /** Its certificate leads to a root and was valid at the time. */
  isTrusted: boolean;
  fault: SignatureFault | null;
};

export type VerifiedPdf = { isValid: boolean; fault: SignatureFault | null; signatures: VerifiedSignature[] };

export type VerifyOptions = {
  /** Whom to trust, as PEM. */
  roots: readonly string[];
  /** When a signature without a time stamp is judged; the time it claims when left out, as at the moment of issue. */
  at?: Date;
  /** Revocation lists (DER) besides those in the file. */
  revocations?: readonly Buffer[];
};

/** Is this file signed by certificates that lead to one of these roots, and unchanged since? */
export function verifyPdf(pdf: Buffer, { roots, at, revocations = [] }: VerifyOptions): VerifiedPdf {
  const found = findSignatures(pdf);
  if (typeof found === "string") return { isValid: false, fault: found, signatures: [] };
  const trusted = readRoots(roots);
  const seal = found[1] ? isSealRevision(pdf, found[0], found[1]) : { isAsMade: true, evidence: null };
  const judging: Judging = {
    roots: trusted,
    at,
    revocations: [...revocations, ...(seal.isAsMade ? (seal.evidence?.revocations ?? []) : [])],
  };
  const signatures = found.map((range, place) => {
    const isForeign = place === 1 && !seal.isAsMade;
    const one = verifyOne(pdf, range, judging);
    const level: VerifiedSignature["level"] = one.level === "B-T" && seal.evidence ? "B-LT" : one.level;
    return isForeign && one.fault === null
      ? { ...one, level, isIntact: false, fault: "foreign-revision" as const }
      : { ...one, level };
  });
  const isSealed =
    found.length === 2 || !/\/T \(laboratory\)\n(?!(?:(?!endobj)[\s\S])*\/V )/.test(pdf.toString("latin1"));
  const fault = signatures.find((one) => one.fault !== null)?.fault ?? (isSealed ? null : "seal-missing");
  return { isValid: fault === null, fault, signatures };
}

type Verified = VerifiedSignature & { level: "B-B" | "B-T" };

type Judging = { roots: X509Certificate[]; at: Date | undefined; revocations: readonly Buffer[] };

function verifyOne(pdf: Buffer, range: SignedRange, { roots, at: judgedAt, revocations }: Judging): Verified {
  let by: string | null = null;
  let at: Date | null = null;
  let level: "B-B" | "B-T" = "B-B";
  const broken = (fault: SignatureFault): Verified => ({ by, at, level, isIntact: false, isTrusted: false, fault });
  try {
    at = range.claimedAt;
    const written = Buffer.from(pdf.toString("latin1", range.start + 1, range.end - 1), "hex");
    const cms = readCms(written);
    const [own, ...above] = leafFirst(cms);
    if (!own || !at) return broken("unreadable");
    by = commonNameOf(own);
    const digest = createHash("sha256")
      .update(pdf.subarray(0, range.start))
      .update(pdf.subarray(range.end, range.covers))
      .digest();
    if (!cms.digest.equals(digest)) return broken("changed");
    if (!isAsMade(written, cms, [own, ...above])) return broken("wrong-signature");
    if (!verify("sha256", whatIsSigned(digest, own.raw), own.publicKey, cms.signature))
      return broken("wrong-signature");
    const token = tokenOf(cms);
    if (token === "wrong") return broken("wrong-timestamp");
    if (token) {
      at = token.at;
      level = "B-T";
    }
    const stampFault = token && trustFault(token.signer, token.certificates, roots, token.at, { mayHoldOthers: true });
    const signedAt = token ? token.at : (judgedAt ?? at);
    const fault = stampFault
      ? "untrusted-timestamp"
      : (trustFault(own, above, roots, signedAt, { mayHoldOthers: false }) ??
        revocationFault([own, ...above], roots, revocations, signedAt));
    return { by, at, level, isIntact: true, isTrusted: fault === null, fault };
  } catch {
    return broken("unreadable");
  }
}

/** A certificate that was taken back before the signature was made; afterwards it does no harm where the time is proven. */
function revocationFault(
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  revocations: readonly Buffer[],
  signedAt: Date,
): "revoked" | null {
  const known = [...chain, ...roots];
  const isRevoked = chain.some((one) => {
    const since = revokedOn(one, known, revocations);
    return since !== null && since <= signedAt;
  });
  return isRevoked ? "revoked" : null;
}

/** The token over this signature; "wrong" where it is over something else, or not what it says. */
function tokenOf({ token, signature }: ReadCms): TimestampToken | "wrong" | null {
  if (!token) return null;
  try {
    const read = readTimestampToken(token);
    return read.imprint.equals(createHash("sha256").update(signature).digest()) ? read : "wrong";
  } catch {
    return "wrong";
  }
}

/** The container has one form only: built again from its parts it must be the same, and nothing but zeros may follow. */
function isAsMade(written: Buffer, { digest, signature, token }: ReadCms, certificates: X509Certificate[]): boolean {
  const algorithm = certificates[0]?.publicKey.asymmetricKeyType === "rsa" ? "rsa-sha256" : "ecdsa-sha256";
  const again = assembleCms({ digest, signature, algorithm, token, chain: certificates.map(({ raw }) => raw) });
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

/** How a certificate calls its holder. */
export function commonNameOf(certificate: X509Certificate): string {
  return /^CN=(.*)$/m.exec(certificate.subject)?.[1] ?? certificate.subject;
}

function readRoots(roots: readonly string[]): X509Certificate[] {
  return roots.flatMap((pem) =>
    (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
      (one) => new X509Certificate(one),
    ),
  );
}
