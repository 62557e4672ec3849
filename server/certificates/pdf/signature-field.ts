// The places in the file where signatures go: visible fields over what the page shows there, empty until they are signed.
import type { Doc } from "../../platform/paper/pen.ts";
import { page } from "./form.ts";
import type { Box } from "./table.ts";

/** What is reserved for one signature, in bytes: two certificates, RSA-3072 and a time-stamp token of a foreign service. */
export const reservedBytes = 12_288;

export type SignatureWords = { name: string; reason: string; location: string };

/** A place on the page that is open when it is made. */
export type SignaturePlace = { box: Box; page: Doc["page"] };

/**
 * Puts two fields into the document: that of the signatory, ready to be filled in (`signPdf`), and that of the
 * laboratory's seal, which a later revision signs. The first certifies the file (DocMDP): only signatures may follow.
 */
export function addSignatureFields(
  doc: Doc,
  signatory: SignaturePlace & { words: SignatureWords },
  laboratory: SignaturePlace & { reason: string },
  at: Date,
): void {
  const tenDigits = 9_999_999_999; // room for any offset; the signer writes the true ones over them
  const value = doc.ref({
    Type: "Sig",
    Filter: "Adobe.PPKLite",
    SubFilter: "ETSI.CAdES.detached",
    ByteRange: [0, tenDigits, tenDigits, tenDigits],
    Contents: new Uint8Array(reservedBytes),
    M: at,
    Name: new String(signatory.words.name),
    Reason: new String(signatory.words.reason),
    Location: new String(signatory.words.location),
    Reference: [
      {
        Type: "SigRef",
        TransformMethod: "DocMDP",
        TransformParams: { Type: "TransformParams", P: 2, V: "1.2" },
      },
    ],
  });
  value.end(undefined);
  const first = addWidget(doc, "signatory", signatory.words.reason, signatory, value);
  const second = addWidget(doc, "laboratory", laboratory.reason, laboratory, null);

  doc.initForm();
  const root = rootOf(doc);
  const form = root.AcroForm.data;
  delete form.NeedAppearances; // a reader must not draw anything anew in a signed file
  form.Fields = [first, second];
  form.SigFlags = 3;
  root.Perms = { DocMDP: value };
}

function addWidget(doc: Doc, name: string, reason: string, place: SignaturePlace, value: unknown): unknown {
  const { box } = place;
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
    T: new String(name),
    TU: new String(reason),
    F: 132, // printed and locked
    Rect: [box.x, page.height - box.y - box.height, box.x + box.width, page.height - box.y],
    P: place.page.dictionary,
    AP: { N: look },
    ...(value === null ? {} : { V: value }),
  });
  widget.end(undefined);
  place.page.annotations.push(widget);
  return widget;
}

type Root = { AcroForm: { data: Record<string, unknown> }; Perms?: unknown };

function rootOf(doc: Doc): Root {
  return (doc as unknown as { _root: { data: Root } })._root.data;
}
