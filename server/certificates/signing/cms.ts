// The signature container of PAdES B-B: CMS SignedData, detached, with the signing certificate bound by its hash (RFC 5035).
import { createHash } from "node:crypto";
import { der, derInteger, derOid, derSet, inside, oid, readOne, tag, type Element } from "./der.ts";
import type { Signer } from "./signer.ts";

const derNull = der(tag.null);
const algorithms = {
  "rsa-sha256": der(tag.sequence, derOid(oid.rsaWithSha256), derNull),
  "ecdsa-sha256": der(tag.sequence, derOid(oid.ecdsaWithSha256)),
} as const;

/** Signs a SHA-256 digest of the document. */
export async function makeCms(digest: Buffer, signer: Signer): Promise<Buffer> {
  const own = signer.chain[0];
  if (!own) throw new Error("a signer without a certificate");
  const { issuer, serial } = namesOf(own);
  const attributes = [
    attribute(oid.contentType, derOid(oid.data)),
    attribute(oid.messageDigest, der(tag.octets, digest)),
    attribute(oid.signingCertificateV2, signingCertificate(own)),
  ];
  // What is signed is the SET itself; inside the structure the very same bytes carry another tag.
  const signature = await signer.sign(derSet(tag.set, attributes));
  const sha256 = der(tag.sequence, derOid(oid.sha256));
  const signerInfo = der(
    tag.sequence,
    derInteger(1),
    der(tag.sequence, issuer.bytes, serial.bytes),
    sha256,
    derSet(tag.context0, attributes),
    algorithms[signer.algorithm],
    der(tag.octets, signature),
  );
  const signedData = der(
    tag.sequence,
    derInteger(1),
    der(tag.set, sha256),
    der(tag.sequence, derOid(oid.data)),
    derSet(tag.context0, [...signer.chain]),
    der(tag.set, signerInfo),
  );
  return der(tag.sequence, derOid(oid.signedData), der(tag.context0, signedData));
}

/** Issuer and serial number as they stand in a certificate. */
export function namesOf(certificate: Buffer): { issuer: Element; serial: Element } {
  const [toBeSigned] = inside(readOne(certificate), tag.sequence);
  const parts = inside(toBeSigned, tag.sequence);
  const from = parts[0]?.tag === tag.context0 ? 1 : 0; // version, when it is told
  const [serial, , issuer] = parts.slice(from);
  if (serial?.tag !== tag.integer || issuer?.tag !== tag.sequence) throw new Error("not a certificate");
  return { issuer, serial };
}

/** SigningCertificateV2 with one ESSCertIDv2; SHA-256 is its default and therefore not named. */
export function signingCertificate(certificate: Buffer): Buffer {
  const { issuer, serial } = namesOf(certificate);
  const hash = der(tag.octets, createHash("sha256").update(certificate).digest());
  const issuerSerial = der(tag.sequence, der(tag.sequence, der(tag.context4, issuer.bytes)), serial.bytes);
  return der(tag.sequence, der(tag.sequence, der(tag.sequence, hash, issuerSerial)));
}

function attribute(type: string, value: Buffer): Buffer {
  return der(tag.sequence, derOid(type), der(tag.set, value));
}
