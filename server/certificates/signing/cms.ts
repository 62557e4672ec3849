// The signature container of PAdES B-B: CMS SignedData, detached, with the signing certificate bound by its hash (RFC 5035).
import { createHash } from "node:crypto";
import { der, derInteger, derOid, derSet, inside, oid, readOne, tag, type Element } from "./der.ts";
import type { SignatureAlgorithm, Signer } from "./signer.ts";

const derNull = der(tag.null);
const sha256 = der(tag.sequence, derOid(oid.sha256));
const algorithms = {
  "rsa-sha256": der(tag.sequence, derOid(oid.rsaWithSha256), derNull),
  "ecdsa-sha256": der(tag.sequence, derOid(oid.ecdsaWithSha256)),
} as const satisfies Record<SignatureAlgorithm, Buffer>;

/** Gives the time-stamp token (RFC 3161) over some bytes. */
export type Stamp = (bytes: Buffer) => Promise<Buffer>;

/** Signs a SHA-256 digest of the document; with a stamp the signature proves when it was made (PAdES B-T). */
export async function makeCms(digest: Buffer, signer: Signer, stamp?: Stamp): Promise<Buffer> {
  const own = signer.chain[0];
  if (!own) throw new Error("a signer without a certificate");
  const signature = await signer.sign(whatIsSigned(digest, own));
  const token = stamp && (await stamp(signature));
  return assembleCms({ digest, chain: signer.chain, algorithm: signer.algorithm, signature, token });
}

export type CmsParts = {
  digest: Buffer;
  /** the signer's certificate first */ chain: readonly Buffer[];
  algorithm: SignatureAlgorithm;
  signature: Buffer;
  /** The time-stamp token over the signature. */
  token?: Buffer;
};

/** The container around its parts. It has one form only, so a verifier can build it again and compare. */
export function assembleCms({ digest, chain, algorithm, signature, token }: CmsParts): Buffer {
  const [own] = chain;
  if (!own) throw new Error("a signature without a certificate");
  const { issuer, serial } = namesOf(own);
  const signerInfo = der(
    tag.sequence,
    derInteger(1),
    der(tag.sequence, issuer.bytes, serial.bytes),
    sha256,
    derSet(tag.context0, attributesOf(digest, own)),
    algorithms[algorithm],
    der(tag.octets, signature),
    ...(token ? [der(tag.context1, attribute(oid.timestampToken, token))] : []),
  );
  const signedData = der(
    tag.sequence,
    derInteger(1),
    der(tag.set, sha256),
    der(tag.sequence, derOid(oid.data)),
    derSet(tag.context0, [...chain]),
    der(tag.set, signerInfo),
  );
  return der(tag.sequence, derOid(oid.signedData), der(tag.context0, signedData));
}

/** The bytes under the signature. Inside the container the very same attributes carry another tag. */
export function whatIsSigned(digest: Buffer, own: Buffer): Buffer {
  return derSet(tag.set, attributesOf(digest, own));
}

export type ReadCms = {
  digest: Buffer;
  certificates: Buffer[];
  issuer: Buffer;
  serial: Buffer;
  signature: Buffer;
  token: Buffer | undefined;
};

/** What a container holds. Only the way to its parts is looked at; `assembleCms` tells whether the rest is as it must be. */
export function readCms(bytes: Buffer): ReadCms {
  const [, wrapped] = inside(readOne(bytes), tag.sequence);
  const [signedData] = inside(wrapped, tag.context0);
  const [, , , certificates, signers] = inside(signedData, tag.sequence);
  const [signerInfo] = inside(signers, tag.set);
  const [, named, , attributes, , signature, unsigned] = inside(signerInfo, tag.sequence);
  const [issuer, serial] = inside(named, tag.sequence);
  const digest = inside(attributes, tag.context0)
    .map((attribute) => inside(attribute, tag.sequence))
    .find(([type]) => type?.bytes.equals(derOid(oid.messageDigest)));
  const [value] = inside(digest?.[1], tag.set);
  const [stamped] = unsigned ? inside(unsigned, tag.context1) : [];
  const [, tokens] = stamped ? inside(stamped, tag.sequence) : [];
  const [token] = tokens ? inside(tokens, tag.set) : [];
  if (!issuer || !serial || !signature || !value) throw new Error("not the expected structure");
  return {
    digest: value.content,
    certificates: inside(certificates, tag.context0).map((one) => one.bytes),
    issuer: issuer.bytes,
    serial: serial.bytes,
    signature: signature.content,
    token: token?.bytes,
  };
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

function attributesOf(digest: Buffer, own: Buffer): Buffer[] {
  return [
    attribute(oid.contentType, derOid(oid.data)),
    attribute(oid.messageDigest, der(tag.octets, digest)),
    attribute(oid.signingCertificateV2, signingCertificate(own)),
  ];
}

/** SigningCertificateV2 with one ESSCertIDv2; SHA-256 is its default and therefore not named. */
export function signingCertificate(certificate: Buffer): Buffer {
  const { issuer, serial } = namesOf(certificate);
  const hash = der(tag.octets, createHash("sha256").update(certificate).digest());
  const issuerSerial = der(tag.sequence, der(tag.sequence, der(tag.context4, issuer.bytes)), serial.bytes);
  return der(tag.sequence, der(tag.sequence, der(tag.sequence, hash, issuerSerial)));
}

export function attribute(type: string, value: Buffer): Buffer {
  return der(tag.sequence, derOid(type), der(tag.set, value));
}
