// Writes single lines into a pdfkit document: fallback fonts, exact positions, glyphs straight into the page. Going through pdfkit's
// own layout (substitution, kerning, line breaking, a state saved around each run) took more than half of a certificate's time.
import { deflateSync } from "node:zlib";
import type { Glyph } from "fontkit";
import type PDFDocument from "pdfkit";
import type { Face, PaperFonts, Weight } from "./fonts.ts";
import { lineOf } from "./text-runs.ts";

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

// What pdfkit keeps for one font of one document, and for a page. Private to it: the version is pinned, and the golden tests look.
type InnerFont = {
  id: string;
  scale: number;
  subset: { includeGlyph(glyph: number): number; mapping: Record<number, number> };
  widths: number[];
  unicode: number[][];
  ref(): unknown;
};
type Opened = { font: InnerFont; codes: Map<string, string> };
type Content = {
  write(chunk: string | Uint8Array): void;
  end(): void;
  buffer: Uint8Array[];
  compress: boolean;
  data: Record<string, unknown>;
};
type Inner = {
  _font: InnerFont;
  page: { fonts: Record<string, unknown>; content: Content };
};

/** A pen for one document; call `doc` for lines and boxes. */
export function takePen(doc: Doc, fonts: PaperFonts): Pen {
  const inner = doc as unknown as Inner;
  const known = new Map<Face, Opened>();
  doc.on("pageAdded", () => gather(inner.page.content));

  function fontOf(face: Face): Opened {
    const found = known.get(face);
    if (found) return found;
    // pdfkit takes a parsed font as well as a file; its types only know files.
    doc.registerFont(face.name, face.font as unknown as string);
    doc.font(face.name);
    const fresh: Opened = { font: inner._font, codes: new Map() };
    known.set(face, fresh);
    return fresh;
  }

  /** The code of a character in the document's own part of the font; its width and letters go in with it. */
  function codeOf(opened: Opened, face: Face, character: string) {
    const found = opened.codes.get(character);
    if (found !== undefined) return found;
    const code = include(opened.font, face.font.glyphForCodePoint(character.codePointAt(0) ?? 0));
    opened.codes.set(character, code);
    return code;
  }

  /** The same for a shape of joined letters; one shape of two letters has two codes, so that a reader copies the right one. */
  function shapeCodeOf({ font, codes }: Opened, glyph: Glyph) {
    const key = `${glyph.id} ${glyph.codePoints.join(" ")}`;
    const found = codes.get(key);
    if (found !== undefined) return found;
    delete font.subset.mapping[glyph.id];
    const code = include(font, glyph);
    codes.set(key, code);
    return code;
  }

  function measure(text: string, ink: Ink): number {
    const line = lineOf(text, ink.weight ?? "regular", fonts, ink.field);
    return line.width * ink.size + (ink.spacing ?? 0) * Math.max(0, line.count - 1);
  }

  return {
    doc,
    fonts,
    widthOf: measure,
    write(text, x, y, ink) {
      const { runs, count, width: ems } = lineOf(text, ink.weight ?? "regular", fonts, ink.field);
      const spacing = ink.spacing ?? 0;
      const width = ems * ink.size + spacing * Math.max(0, count - 1);
      let at = ink.align === "center" ? x - width / 2 : ink.align === "right" ? x - width : x;
      let operators = `BT\n${colorOf(ink.color ?? "#000000")} rg\n${spacing === 0 ? "" : `${short(spacing)} Tc\n`}`;
      for (const run of runs) {
        const opened = fontOf(run.face);
        inner.page.fonts[opened.font.id] ??= opened.font.ref();
        operators += `/${opened.font.id} ${short(ink.size)} Tf\n`;
        // the page's own axes point down, so letters are turned over once more
        const put = (codes: string, dx: number, dy: number) => {
          operators += `1 0 0 -1 ${short(at + dx * ink.size)} ${short(y - dy * ink.size)} Tm\n[<${codes}>] TJ\n`;
        };
        if (run.shaped)
          for (const { glyph, x: dx, y: dy, isSilent } of run.shaped) {
            if (isSilent) operators += "1 Tz\n"; // a hundredth of its width
            put(shapeCodeOf(opened, glyph), dx, dy);
            if (isSilent) operators += "100 Tz\n";
          }
        else {
          let codes = "";
          for (const character of run.text) codes += codeOf(opened, run.face, character);
          put(codes, 0, 0);
        }
        at += run.width * ink.size + spacing * run.count;
      }
      inner.page.content.write(`${operators}${spacing === 0 ? "" : "0 Tc\n"}ET`);
      return width;
    },
  };
}

function include(font: InnerFont, glyph: Glyph): string {
  const place = font.subset.includeGlyph(glyph.id);
  font.widths[place] ??= glyph.advanceWidth * font.scale;
  font.unicode[place] ??= glyph.codePoints;
  return place.toString(16).padStart(4, "0");
}

/**
 * Operators are gathered as text and turned into bytes once a page, not one by one; packed less tightly than pdfkit would, which
 * takes half the time and one part in twenty more room.
 */
function gather(content: Content): void {
  const parts = content.buffer.map((chunk) => Buffer.from(chunk).toString("latin1").trimEnd());
  content.buffer = [];
  content.write = (chunk) => parts.push(typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("latin1"));
  const end = content.end.bind(content);
  content.end = () => {
    const bytes = Buffer.from(`${parts.join("\n")}\n`, "latin1");
    const isPacked = content.compress;
    content.compress = false;
    if (isPacked) content.data["Filter"] = "FlateDecode";
    content.buffer = [isPacked ? deflateSync(bytes, { level: 3 }) : bytes];
    end();
  };
}

const colors = new Map<string, string>();

/** #1a2b3c as three shares of one. */
function colorOf(hex: string): string {
  const known = colors.get(hex);
  if (known !== undefined) return known;
  const said = [1, 3, 5].map((from) => short(Number.parseInt(hex.slice(from, from + 2), 16) / 255)).join(" ");
  colors.set(hex, said);
  return said;
}

/** A figure of a drawing: a thousandth of a point is finer than any printer. */
function short(n: number): string {
  return String(Math.round(n * 1000) / 1000);
}
