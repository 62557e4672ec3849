// The laboratory's own pictures on paper. A seal is multiplied with what it lies over, as ink on paper would be.
import type { Doc } from "../../platform/paper/pen.ts";
import type { CertificateContent, Picture } from "../content.ts";
import { page } from "./form.ts";
import { drawDemoSeal, sealRadius } from "./seal.ts";
import type { Sheet } from "./sheet.ts";
import type { Box } from "./table.ts";

/** Bytes of pictures by their hash, as `readPictures` gives them. */
export type Pictures = ReadonlyMap<string, Uint8Array>;

// pdfkit opens a picture once and draws it often; its types do not know.
type Opened = { readonly width: number; readonly height: number };
type Opener = { openImage(bytes: Buffer): Opened };

const fewestPoints = 6; // a narrower slice of a seal shows nothing
const edge = 104; // a seal that is cut for page edges: half of it still stands in the margin

/** Draws a picture as large as its box allows, in the middle of it. */
export function drawPicture({ pen, images }: Sheet, picture: Picture, { x, y, width, height }: Box): void {
  pen.doc.image(images(picture) as unknown as Buffer, x, y, {
    fit: [width, height],
    align: "center",
    valign: "center",
  });
}

/** A signature as ink over what is there. */
export function drawSignature(sheet: Sheet, picture: Picture, box: Box): void {
  multiplied(sheet, () => drawPicture(sheet, picture, box));
}

/** The laboratory's seal around a centre; the program draws one of its own only for the demonstration. */
export function drawSeal(sheet: Sheet, content: CertificateContent, centreX: number, centreY: number): void {
  const { seal } = content.pictures;
  const side = sealRadius * 2;
  if (seal !== null)
    multiplied(sheet, () =>
      drawPicture(sheet, seal, { x: centreX - sealRadius, y: centreY - sealRadius, width: side, height: side }),
    );
  else if (content.laboratory.isDemo) drawDemoSeal(sheet.pen, content.laboratory.name, centreX, centreY);
}

/** 骑缝章: the slice of the seal that this page carries on its right edge; pages laid together show it whole. */
export function drawSealSlice(sheet: Sheet, content: CertificateContent, index: number, count: number): void {
  const { doc } = sheet.pen;
  const groups = Math.ceil((count * fewestPoints) / edge); // so many pages that one seal is too small for them
  const perGroup = Math.ceil(count / groups);
  const pages = Math.min(perGroup, count - Math.floor(index / perGroup) * perGroup);
  if (pages < 2) return;
  const slice = edge / pages;
  const centre = page.width - slice * ((index % perGroup) + 1) + edge / 2;
  doc
    .save()
    .rect(page.width - slice, 340, slice, sealRadius * 2 + 8)
    .clip();
  doc
    .translate(centre, 400)
    .scale(edge / (sealRadius * 2))
    .translate(-centre, -400);
  drawSeal(sheet, content, centre, 400);
  doc.restore();
}

function multiplied({ pen }: Sheet, draw: () => void): void {
  const { doc } = pen;
  const page = doc.page as unknown as { ext_gstates: Record<string, unknown> };
  const state = multiplyOf(doc);
  page.ext_gstates["Multiply"] = state;
  doc.save();
  doc.addContent("/Multiply gs");
  draw();
  doc.restore();
}

const states = new WeakMap<Doc, unknown>();

function multiplyOf(doc: Doc): unknown {
  const known = states.get(doc);
  if (known !== undefined) return known;
  const state = doc.ref({ Type: "ExtGState", BM: "Multiply" });
  state.end(undefined);
  states.set(doc, state);
  return state;
}

/** Opens each picture once for a document. */
export function imagesOf(doc: Doc, pictures: Pictures): (picture: Picture) => Opened {
  const opened = new Map<string, Opened>();
  return ({ sha256 }) => {
    const known = opened.get(sha256);
    if (known) return known;
    const bytes = pictures.get(sha256);
    if (!bytes) throw new Error(`the picture ${sha256} was not given`);
    const image = (doc as unknown as Opener).openImage(Buffer.from(bytes));
    opened.set(sha256, image);
    return image;
  };
}
