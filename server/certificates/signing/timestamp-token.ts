// Time-stamp tokens (RFC 3161) as they come from any service: CMS in its general form, so read by its rules and not by ours.
import { createHash, verify, X509Certificate, type KeyObject } from "node:crypto";
import { attribute, namesOf, signingCertificate } from "./cms.ts";
import { der, derInteger, derOid, derSet, derUnsigned, dottedOf, inside, oid, readOne, tag } from "./der.ts";
import type { Element } from "./der.ts";
import type { Signer } from "./signer.ts";

export type TimestampToken = {
  /** When the service says it saw the bytes. */
  at: Date;
  /** SHA-256 of the stamped bytes. */
  imprint: Buffer;
  nonce: Buffer | null;
  certificates: X509Certificate[];
  /** The service's own certificate. */
  signer: X509Certificate;
};

const hashes: Readonly<Record<string, string>> = {
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};
const sha256 = der(tag.sequence, derOid(oid.sha256));
const timeStamping = "1.3.6.1.5.5.7.3.8";

/** Reads a token and proves its inner signature; throws where anything is not as RFC 3161 and RFC 5652 have it. */
export function readTimestampToken(bytes: Buffer): TimestampToken {
  const [type, wrapped] = inside(readOne(bytes), tag.sequence);
  if (!type?.bytes.equals(derOid(oid.signedData))) throw new Error("not a time-stamp token");
  const [signedData] = inside(wrapped, tag.context0);
  const parts = inside(signedData, tag.sequence);
  const [contentType, content] = inside(parts[2], tag.sequence);
  if (!contentType?.bytes.equals(derOid(oid.timestampInfo))) throw new Error("not a time-stamp token");
  const info = inside(content, tag.context0)[0];
  const signerInfo = inside(parts.at(-1), tag.set)[0];
  if (!info || !signerInfo) throw new Error("not a time-stamp token");
  const certificates = parts
    .filter((part) => part.tag === tag.context0)
    .flatMap((part) => inside(part, tag.context0).map((one) => new X509Certificate(one.bytes)));
  const signer = proveSignature(signerInfo, info.content, certificates);
  return { ...readInfo(info.content), certificates, signer };
}

/** A request for a token over bytes. */
export function timestampRequest(bytes: Buffer, nonce: Buffer): Buffer {
  const imprint = der(tag.sequence, sha256, der(tag.octets, createHash("sha256").update(bytes).digest()));
  const wantsCertificates = der(tag.boolean, Buffer.from([0xff]));
  return der(tag.sequence, derInteger(1), imprint, derUnsigned(nonce), wantsCertificates);
}

/** What a request asks for; throws when it is none of ours to answer. */
export function readTimestampRequest(bytes: Buffer): { imprint: Buffer; nonce: Buffer | null } {
  const [, imprint, ...rest] = inside(readOne(bytes), tag.sequence);
  const nonce = rest.find((part) => part.tag === tag.integer);
  return { imprint: imprintOf(imprint), nonce: nonce?.bytes ?? null };
}

/** The token in a service's response; throws with the service's status when it was refused. */
export function tokenInResponse(bytes: Buffer): Buffer {
  const [status, token] = inside(readOne(bytes), tag.sequence);
  const [code] = inside(status, tag.sequence);
  const granted = code?.content.length === 1 && (code.content[0] === 0 || code.content[0] === 1);
  if (!granted || !token)
    throw new Error(`the time-stamp service refused (status ${code?.content.toString("hex") ?? "?"})`);
  return token.bytes;
}

/** A response that grants a token. */
export function grantedResponse(token: Buffer): Buffer {
  return der(tag.sequence, der(tag.sequence, derInteger(0)), token);
}

export type NewToken = { imprint: Buffer; nonce: Buffer | null; at: Date; serial: Uint8Array; policy: string };

/** Makes a token: for the development service, and for tests. `nonce` is the whole INTEGER as the request has it. */
export async function makeTimestampToken(
  { imprint, nonce, at, serial, policy }: NewToken,
  signer: Signer,
): Promise<Buffer> {
  const [own] = signer.chain;
  if (!own) throw new Error("a time-stamp service without a certificate");
  const info = der(
    tag.sequence,
    derInteger(1),
    derOid(policy),
    der(tag.sequence, sha256, der(tag.octets, imprint)),
    derUnsigned(serial),
    der(tag.generalizedTime, Buffer.from(`${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z`)),
    ...(nonce ? [nonce] : []),
  );
  const attributes = [
    attribute(oid.contentType, derOid(oid.timestampInfo)),
    attribute(oid.messageDigest, der(tag.octets, createHash("sha256").update(info).digest())),
    attribute(oid.signingCertificateV2, signingCertificate(own)),
  ];
  const { issuer, serial: ownSerial } = namesOf(own);
  const algorithm =
    signer.algorithm === "rsa-sha256"
      ? der(tag.sequence, derOid(oid.rsaWithSha256), der(tag.null))
      : der(tag.sequence, derOid(oid.ecdsaWithSha256));
  const signerInfo = der(
    tag.sequence,
    derInteger(1),
    der(tag.sequence, issuer.bytes, ownSerial.bytes),
    sha256,
    derSet(tag.context0, attributes),
    algorithm,
    der(tag.octets, await signer.sign(derSet(tag.set, attributes))),
  );
  const signedData = der(
    tag.sequence,
    derInteger(3),
    der(tag.set, sha256),
    der(tag.sequence, derOid(oid.timestampInfo), der(tag.context0, der(tag.octets, info))),
    derSet(tag.context0, [...signer.chain]),
    der(tag.set, signerInfo),
  );
  return der(tag.sequence, derOid(oid.signedData), der(tag.context0, signedData));
}

function readInfo(bytes: Buffer): { at: Date; imprint: Buffer; nonce: Buffer | null } {
  const [, , imprint, , time, ...rest] = inside(readOne(bytes), tag.sequence);
  if (time?.tag !== tag.generalizedTime) throw new Error("the token has no time");
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,9}))?Z$/.exec(time.content.toString("latin1"));
  if (!found) throw new Error("the token's time cannot be read");
  const [, year, month, date, hour, minute, second, part = "0"] = found;
  const at = new Date(`${year}-${month}-${date}T${hour}:${minute}:${second}.${part.padEnd(3, "0").slice(0, 3)}Z`);
  if (Number.isNaN(at.getTime())) throw new Error("the token's time cannot be read");
  return { at, imprint: imprintOf(imprint), nonce: rest.find((one) => one.tag === tag.integer)?.bytes ?? null };
}

function imprintOf(element: Element | undefined): Buffer {
  const [algorithm, digest] = inside(element, tag.sequence);
  const [name] = inside(algorithm, tag.sequence);
  if (!name?.bytes.equals(derOid(oid.sha256)) || digest?.content.length !== 32)
    throw new Error("only SHA-256 is known");
  return digest.content;
}

/** The service's certificate, once its signature over the signed attributes, and theirs over the content, hold. */
function proveSignature(signerInfo: Element, content: Buffer, certificates: X509Certificate[]): X509Certificate {
  const [, named, digestAlgorithm, attributes, signatureAlgorithm, signature] = inside(signerInfo, tag.sequence);
  const [issuer, serial] = inside(named, tag.sequence);
  const signer = certificates.find(({ raw }) => {
    const own = namesOf(raw);
    return (
      own.issuer.bytes.equals(issuer?.bytes ?? Buffer.alloc(0)) &&
      own.serial.bytes.equals(serial?.bytes ?? Buffer.alloc(0))
    );
  });
  if (!signer || !signature) throw new Error("the token does not hold its signer's certificate");
  const hash = hashOf(digestAlgorithm);
  const told = new Map(
    inside(attributes, tag.context0).map((one) => {
      const [type, values] = inside(one, tag.sequence);
      return [dottedOf(type?.content ?? Buffer.alloc(0)), inside(values, tag.set)[0]] as const;
    }),
  );
  const digest = createHash(hash).update(content).digest();
  if (!told.get(oid.messageDigest)?.content.equals(digest)) throw new Error("the token was changed");
  if (!told.get(oid.contentType)?.bytes.equals(derOid(oid.timestampInfo))) throw new Error("the token was changed");
  // under the signature the attributes stand as a SET, inside the container with another tag
  const signed = Buffer.from(attributes?.bytes ?? Buffer.alloc(0));
  signed[0] = tag.set;
  const [signatureName] = inside(signatureAlgorithm, tag.sequence);
  const algorithm = dottedOf(signatureName?.content ?? Buffer.alloc(0));
  if (!isSignedBy(algorithm, signed, signer.publicKey, signature.content, hash))
    throw new Error("the token's signature is wrong");
  if (!(signer.keyUsage ?? []).includes(timeStamping))
    throw new Error("the token's certificate is not for time stamps");
  return signer;
}

/** Whether a signature under a named algorithm holds; bare RSA takes the hash that is named beside it. */
export function isSignedBy(
  algorithm: string,
  bytes: Buffer,
  key: KeyObject,
  signature: Buffer,
  hash = "none",
): boolean {
  const named: Readonly<Record<string, string>> = {
    "1.2.840.113549.1.1.1": hash,
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
    "1.2.840.10045.4.3.2": "sha256",
    "1.2.840.10045.4.3.3": "sha384",
    "1.2.840.10045.4.3.4": "sha512",
  };
  const chosen = named[algorithm];
  return chosen !== undefined && chosen !== "none" && verify(chosen, bytes, key, signature);
}

function hashOf(algorithm: Element | undefined): string {
  const [name] = inside(algorithm, tag.sequence);
  const hash = hashes[dottedOf(name?.content ?? Buffer.alloc(0))];
  if (!hash) throw new Error("the token's hash is not known");
  return hash;
}
