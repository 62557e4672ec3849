// Revocation lists (RFC 5280, 5): which certificates their authority has taken back, and since when.
import type { X509Certificate } from "node:crypto";
import { namesOf } from "./cms.ts";
import { dottedOf, inside, readOne, tag, type Element } from "./der.ts";
import { isSignedBy } from "./timestamp-token.ts";

/**
 * Since when a certificate counts no more, by those lists that its own authority has signed; null where none of them names it.
 * A list that cannot be read, or is somebody else's, says nothing.
 */
export function revokedOn(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  lists: readonly Buffer[],
): Date | null {
  const authority = others.find((one) => one.ca && certificate.checkIssued(one));
  if (!authority) return null;
  const { issuer, serial } = namesOf(certificate.raw);
  for (const list of lists) {
    try {
      const found = entryFor(list, authority, issuer, serial);
      if (found) return found;
    } catch {
      // not a list, or not in its form
    }
  }
  return null;
}

function entryFor(list: Buffer, authority: X509Certificate, issuer: Element, serial: Element): Date | null {
  const [signed, algorithm, signature] = inside(readOne(list), tag.sequence);
  const parts = inside(signed, tag.sequence);
  const from = parts[0]?.tag === tag.integer ? 1 : 0; // version, when it is told
  const [, name, ...rest] = parts.slice(from);
  if (!signed || !signature || !name?.bytes.equals(issuer.bytes)) return null;
  const [oid] = inside(algorithm, tag.sequence);
  const isTheirs = isSignedBy(
    dottedOf(oid?.content ?? Buffer.alloc(0)),
    signed.bytes,
    authority.publicKey,
    signature.content.subarray(1), // BIT STRING: a count of unused bits first
  );
  if (!isTheirs) return null;
  const entries = rest.find(({ tag: kind }) => kind === tag.sequence);
  for (const entry of entries ? inside(entries, tag.sequence) : []) {
    const [number, when] = inside(entry, tag.sequence);
    if (number?.bytes.equals(serial.bytes) && when) return timeOf(when);
  }
  return null;
}

const utcTime = 0x17;

function timeOf({ tag: kind, content }: Element): Date {
  const digits = content.toString("latin1");
  const year = kind === utcTime ? (Number(digits.slice(0, 2)) < 50 ? "20" : "19") : "";
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(`${year}${digits}`) ?? [];
  const at = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
  // a date that cannot be read must not let a revoked certificate pass
  return Number.isNaN(at.getTime()) ? new Date(0) : at;
}

/** A revocation list as DER, from DER or PEM. */
export function derOf(bytes: Buffer): Buffer {
  const pem = /-----BEGIN X509 CRL-----([^-]+)-----END X509 CRL-----/.exec(bytes.toString("latin1"));
  return pem ? Buffer.from(pem[1] ?? "", "base64") : bytes;
}
