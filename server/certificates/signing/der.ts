// As much of ASN.1 DER as a CMS signature needs: writing it, and reading it strictly.

export const oid = {
  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  sha256: "2.16.840.1.101.3.4.2.1",
  rsaWithSha256: "1.2.840.113549.1.1.11",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  timestampInfo: "1.2.840.113549.1.9.16.1.4",
  timestampToken: "1.2.840.113549.1.9.16.2.14",
} as const;

export const tag = {
  boolean: 0x01,
  integer: 0x02,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  generalizedTime: 0x18,
  context0: 0xa0,
  context1: 0xa1,
  context4: 0xa4,
} as const;

/** One element: its tag, its content, and all of its bytes. */
export type Element = { tag: number; content: Buffer; bytes: Buffer };

/** Writes one element around its content. */
export function der(tagByte: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tagByte]), lengthOf(body.length), body]);
}

/** A small non-negative integer. */
export function derInteger(n: number): Buffer {
  if (!Number.isInteger(n) || n < 0 || n > 127) throw new Error(`not a small integer: ${n}`);
  return der(tag.integer, Buffer.from([n]));
}

/** A non-negative integer of any size from its bytes, in the shortest form: verifiers refuse a padded one. */
export function derUnsigned(bytes: Uint8Array): Buffer {
  const from = bytes.findIndex((byte) => byte !== 0);
  const shortest = Buffer.from(from < 0 ? [0] : bytes.subarray(from));
  return der(tag.integer, (shortest[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), shortest]) : shortest);
}

/** The dotted form of an OID's content. */
export function dottedOf(content: Buffer): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte & 0x80) continue;
    if (arcs.length === 0) arcs.push(Math.min(2, Math.floor(arc / 40)), arc - 40 * Math.min(2, Math.floor(arc / 40)));
    else arcs.push(arc);
    arc = 0;
  }
  return arcs.join(".");
}

export function derOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...others] = dotted.split(".").map((arc) => Number.parseInt(arc, 10));
  return der(tag.oid, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
}

/** A SET as DER wants it: its elements in the order of their bytes. */
export function derSet(tagByte: number, elements: Buffer[]): Buffer {
  return der(tagByte, ...elements.toSorted(Buffer.compare));
}

/** The elements that a content consists of; anything but whole elements with minimal lengths is refused. */
export function readAll(content: Buffer): Element[] {
  const elements: Element[] = [];
  let at = 0;
  while (at < content.length) {
    const element = readOne(content.subarray(at));
    elements.push(element);
    at += element.bytes.length;
  }
  return elements;
}

/** The element at the beginning of some bytes; what follows it is left alone. */
export function readOne(bytes: Buffer): Element {
  const tagByte = bytes[0];
  const first = bytes[1];
  if (tagByte === undefined || first === undefined || (tagByte & 0x1f) === 0x1f) throw new Error("not DER");
  const many = first & 0x80 ? first & 0x7f : 0;
  if (many > 4 || (first & 0x80 && many === 0)) throw new Error("not DER: indefinite or huge length");
  const length = many === 0 ? first : bytes.readUIntBE(2, many);
  const head = 2 + many;
  if (!lengthOf(length).equals(bytes.subarray(1, head)) || bytes.length < head + length)
    throw new Error("not DER: wrong length");
  return { tag: tagByte, content: bytes.subarray(head, head + length), bytes: bytes.subarray(0, head + length) };
}

/** The elements inside an element that must have a tag. */
export function inside(element: Element | undefined, tagByte: number): Element[] {
  if (element === undefined || element.tag !== tagByte) throw new Error("not the expected structure");
  return readAll(element.content);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function base128(arc: number): number[] {
  const bytes = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) | 0x80);
  return bytes;
}
