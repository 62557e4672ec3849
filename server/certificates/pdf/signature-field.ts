// The place in the file where the signature of the laboratory goes: an empty, visible field over the place of the seal.
import type { Doc } from "../../platform/paper/pen.ts";
import { page } from "./form.ts";
import type { Box } from "./table.ts";

/** What is reserved for the signature, in bytes; two certificates and RSA-3072 need about 2.5 KB. */
export const reservedBytes = 8192;

export type SignatureWords = { name: string; reason: string; location: string };

/** Puts the field on the present page. `signPdf` fills it in without moving a byte. */
export function addSignatureField(doc: Doc, box: Box, words: SignatureWords, at: Date): void {
  const tenDigits = 9_999_999_999; // room for any offset; the signer writes the true ones over them
  const value = doc.ref({
    Type: "Sig",
    Filter: "Adobe.PPKLite",
    SubFilter: "ETSI.CAdES.detached",
    ByteRange: [0, tenDigits, tenDigits, tenDigits],
    Contents: new Uint8Array(reservedBytes),
    M: at,
    Name: new String(words.name),
    Reason: new String(words.reason),
    Location: new String(words.location),
  });
  value.end(undefined);

  const look = doc.ref({
    Type: "XObject",
    Subtype: "Form",
    FormType: 1,
    BBox: [0, 0, box.width, box.height],
    Resources: {},
  });
  look.end(Buffer.from("q Q")); // nothing of its own: the page shows what there is to see
  const widget = doc.ref({
    Type: "Annot",
    Subtype: "Widget",
    FT: "Sig",
    T: new String("laboratory"),
    TU: new String(words.reason),
    F: 132, // printed and locked
    Rect: [box.x, page.height - box.y - box.height, box.x + box.width, page.height - box.y],
    P: doc.page.dictionary,
    AP: { N: look },
    V: value,
  });
  widget.end(undefined);

  doc.page.annotations.push(widget);
  doc.initForm();
  const form = formOf(doc);
  delete form.NeedAppearances; // a reader must not draw anything anew in a signed file
  form.Fields = [widget];
  form.SigFlags = 3;
}

function formOf(doc: Doc): Record<string, unknown> {
  return (doc as unknown as { _root: { data: { AcroForm: { data: Record<string, unknown> } } } })._root.data.AcroForm
    .data;
}
