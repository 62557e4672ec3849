// Writes single lines into a pdfkit document: fallback fonts, exact positions, one layout cache for the whole process.
import type PDFDocument from "pdfkit";
import type { PaperFonts, Weight } from "./fonts.ts";
import { cleanText, runsOf, widthOf } from "./text-runs.ts";

export type Doc = InstanceType<typeof PDFDocument>;

export type Ink = {
  size: number;
  weight?: Weight;
  color?: string;
  align?: "left" | "center" | "right";
  /** extra space between characters, in points */ spacing?: number;
  field: string;
};

export type Pen = {
  doc: Doc;
  fonts: PaperFonts;
  /** Writes one line; x is its left edge, centre or right edge by `align`, y its baseline. Gives the width. */
  write(text: string, x: number, y: number, ink: Ink): number;
  widthOf(text: string, ink: Ink): number;
};

// What pdfkit keeps for one font of one document; sharing the cache halves the time of a document.
type InnerFont = { layoutCache?: Record<string, unknown> };

const layouts = new Map<string, { cache: Record<string, unknown>; uses: number }>();
const mostUses = 20_000;

/** A pen for one document; call `doc` for lines and boxes. */
export function takePen(doc: Doc, fonts: PaperFonts): Pen {
  const known = new Set<string>();

  function choose(name: string, font: unknown, size: number): void {
    const isNew = !known.has(name);
    // pdfkit takes a parsed font as well as a file; its types only know files.
    if (isNew) doc.registerFont(name, font as string);
    doc.font(name, size);
    if (isNew) {
      known.add(name);
      (doc as unknown as { _font: InnerFont })._font.layoutCache = sharedLayouts(name);
    }
  }

  function measure(text: string, ink: Ink): number {
    const clean = cleanText(text);
    return (
      widthOf(clean, ink.weight ?? "regular", fonts, ink.field) * ink.size +
      (ink.spacing ?? 0) * Math.max(0, [...clean].length - 1)
    );
  }

  return {
    doc,
    fonts,
    widthOf: measure,
    write(text, x, y, ink) {
      const width = measure(text, ink);
      let at = ink.align === "center" ? x - width / 2 : ink.align === "right" ? x - width : x;
      doc.fillColor(ink.color ?? "#000000");
      for (const run of runsOf(cleanText(text), ink.weight ?? "regular", fonts, ink.field)) {
        choose(run.face.name, run.face.font, ink.size);
        doc.text(run.text, at, y, { lineBreak: false, baseline: "alphabetic", characterSpacing: ink.spacing ?? 0 });
        at += run.width * ink.size + (ink.spacing ?? 0) * [...run.text].length;
      }
      return width;
    },
  };
}

function sharedLayouts(name: string): Record<string, unknown> {
  let entry = layouts.get(name);
  if (!entry || entry.uses > mostUses) {
    entry = { cache: Object.create(null) as Record<string, unknown>, uses: 0 };
    layouts.set(name, entry);
  }
  entry.uses += 100; // a document adds about a hundred new words
  return entry.cache;
}
