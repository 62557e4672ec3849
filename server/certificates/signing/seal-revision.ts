// The second revision of a certificate: the laboratory's signature over the whole of the first, and with it the evidence
// that a check needs years later (DSS). It has one form only, so that a verifier can build it again and compare.
import { reservedBytes } from "../pdf/signature-field.ts";
import type { SignatureWords } from "../pdf/signature-field.ts";

/** Certificates and revocation lists as DER. */
export type Evidence = { certificates: readonly Buffer[]; revocations: readonly Buffer[] };

export type SealRevision = { words: SignatureWords; evidence: Evidence | null };

/** The first revision with an empty second signature after it; its field must be there and empty. */
export function appendSealRevision(base: Buffer, { words, evidence }: SealRevision): Buffer {
  const text = base.toString("latin1");
  const trailer = trailerOf(text);
  const widget = objectWith(text, "/T (laboratory)");
  const root = objectNumbered(text, trailer.root);
  const objects: { number: number; body: Buffer }[] = [];
  let next = trailer.size;
  const add = (body: Buffer) => {
    objects.push({ number: next, body });
    return `${next++} 0 R`;
  };

  const value = add(Buffer.from(signatureBody(words), "latin1"));
  objects.push({ number: widget.number, body: Buffer.from(withEntry(widget.body, `/V ${value}`), "latin1") });
  if (evidence) {
    const certificates = evidence.certificates.map((bytes) => add(streamBody(bytes)));
    const revocations = evidence.revocations.map((bytes) => add(streamBody(bytes)));
    const store = add(
      Buffer.from(
        `<<\n/Type /DSS\n/Certs [${certificates.join(" ")}]\n${revocations.length > 0 ? `/CRLs [${revocations.join(" ")}]\n` : ""}>>`,
      ),
    );
    objects.push({ number: trailer.root, body: Buffer.from(withEntry(root.body, `/DSS ${store}`), "latin1") });
  }
  return Buffer.concat([base, ...revisionOf(base.length, objects, trailer, next)]);
}

type Trailer = { root: number; size: number; info: string; id: string; startxref: number };

function trailerOf(text: string): Trailer {
  const found =
    /trailer\n<<\n\/Size (\d+)\n\/Root (\d+) 0 R\n(\/Info \d+ 0 R\n)(\/ID \[<[0-9a-f]+> <[0-9a-f]+>\]\n)>>\nstartxref\n(\d+)\n%%EOF\n?$/.exec(
      text.slice(-1000),
    );
  if (!found) throw new Error("the PDF does not end as it was made");
  const [, size = "", root = "", info = "", id = "", startxref = ""] = found;
  return { size: Number(size), root: Number(root), info, id, startxref: Number(startxref) };
}

type Found = { number: number; body: string };

function objectWith(text: string, entry: string): Found {
  const at = text.indexOf(entry);
  if (at < 0 || text.includes(entry, at + 1)) throw new Error(`the PDF has not one object with ${entry}`);
  const start = text.lastIndexOf(" 0 obj\n", at);
  const number = Number(/(\d+)$/.exec(text.slice(Math.max(0, start - 10), start))?.[1]);
  return { number, body: text.slice(start + " 0 obj\n".length, text.indexOf("\nendobj", at)) };
}

function objectNumbered(text: string, number: number): Found {
  const head = `\n${number} 0 obj\n`;
  const at = text.indexOf(head);
  if (at < 0) throw new Error(`the PDF has no object ${number}`);
  return { number, body: text.slice(at + head.length, text.indexOf("\nendobj", at)) };
}

/** A dictionary with one more entry at its end. */
function withEntry(body: string, entry: string): string {
  if (!body.startsWith("<<\n") || !body.endsWith("\n>>")) throw new Error("an object is not the dictionary it was");
  return `${body.slice(0, -">>".length)}${entry}\n>>`;
}

function signatureBody({ name, reason, location }: SignatureWords): string {
  return [
    "<<",
    "/Type /Sig",
    "/Filter /Adobe.PPKLite",
    "/SubFilter /ETSI.CAdES.detached",
    "/ByteRange [0 9999999999 9999999999 9999999999]",
    `/Contents <${"00".repeat(reservedBytes)}>`,
    "/M (D:00000000000000Z)",
    `/Name ${textOf(name)}`,
    `/Reason ${textOf(reason)}`,
    `/Location ${textOf(location)}`,
    ">>",
  ].join("\n");
}

function textOf(text: string): string {
  return `<feff${Buffer.from(text, "utf16le").swap16().toString("hex")}>`;
}

function streamBody(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`<<\n/Length ${bytes.length}\n>>\nstream\n`), bytes, Buffer.from("\nendstream")]);
}

function revisionOf(
  start: number,
  objects: { number: number; body: Buffer }[],
  trailer: Trailer,
  size: number,
): Buffer[] {
  const parts: Buffer[] = [Buffer.from("\n")];
  let at = start + 1;
  const places: { number: number; at: number }[] = [];
  for (const { number, body } of objects.toSorted((a, b) => a.number - b.number)) {
    const whole = Buffer.concat([Buffer.from(`${number} 0 obj\n`), body, Buffer.from("\nendobj\n")]);
    places.push({ number, at });
    parts.push(whole);
    at += whole.length;
  }
  const table = places.map((place) => `${place.number} 1\n${String(place.at).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(
    Buffer.from(
      `xref\n${table}trailer\n<<\n/Size ${size}\n/Root ${trailer.root} 0 R\n${trailer.info}${trailer.id}/Prev ${trailer.startxref}\n>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return parts;
}
