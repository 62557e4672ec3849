// fontkit ships no types; this is the part of it that the paper modules rely on.
declare module "fontkit" {
  export type PathCommand = {
    command: "moveTo" | "lineTo" | "quadraticCurveTo" | "bezierCurveTo" | "closePath";
    args: number[];
  };
  export type Glyph = { id: number; advanceWidth: number; codePoints: number[]; path: { commands: PathCommand[] } };
  export type Font = {
    postscriptName: string;
    unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): Glyph;
    stringsForGlyph(id: number): string[];
    layout(
      text: string,
      features: Readonly<Record<string, boolean>>,
      script: string,
      language: undefined,
      direction: "ltr" | "rtl",
    ): { glyphs: Glyph[]; positions: { xAdvance: number; xOffset: number; yOffset: number }[] };
  };
  export function create(file: Uint8Array, postscriptName?: string): Font;
}
