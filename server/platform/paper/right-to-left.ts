// Arabic names among Chinese ones: halal foods of the region carry them. Letters join and are read from the right; figures, dates, batch
// numbers and units never move: a line stays one that is read from the left, with Arabic words as islands in it. (The whole of the
// Unicode bidirectional algorithm would print 2026-11-27 behind an Arabic word as 27-11-2026, and part 500 from its g.)
import type { Glyph } from "fontkit";
import { arabicFace, type Face, type Weight } from "./fonts.ts";

/** A glyph of joined letters, in ems from where its word begins on paper; y upwards. */
export type Placed = {
  glyph: Glyph;
  x: number;
  y: number;
  /** The second letter of a shape of two: nothing to see, for who copies the text. */
  isSilent?: true;
};
export type Shaped = { face: Face; glyphs: readonly Placed[]; width: number };

const letter =
  "\\u0610-\\u061a\\u0620-\\u065f\\u066e-\\u06d3\\u06d5-\\u06dc\\u06df-\\u06e8\\u06ea-\\u06ef\\u06fa-\\u06ff\\u0750-\\u077f\\u200c";
const number =
  "\\d+(?:[.,]\\d+)*|[\\u0660-\\u0669\\u06f0-\\u06f9]+(?:[.,\\u066b\\u066c][\\u0660-\\u0669\\u06f0-\\u06f9]+)*";
const word = `[${letter}]+|[\\u0660-\\u0669\\u06f0-\\u06f9]+`;
const between = "[ \\u060c\\u061b.:·-]+";
const group = `(?:${word}|[(（](?:${word}|${between})+[)）])`;
const island = new RegExp(`${group}(?:(?:${between})?(?:${group}|(?:${number})(?=(?:${between})${group})))*`, "g");
const token = new RegExp(`[${letter}]+|${number}|.`, "gu");
const turned: Readonly<Record<string, string>> = { "(": ")", ")": "(", "（": "）", "）": "（" };

/** Does it hold a letter of a script that is read from the right? */
export function isReadFromRight(text: string): boolean {
  return /[\u0600-\u06ff\u0750-\u077f]/.test(text);
}

/** An Arabic letter or vowel mark, which takes its shape from those beside it; digits and commas stand alone. */
export function isJoined(character: string | undefined): boolean {
  return character !== undefined && joined.test(character);
}
const joined = new RegExp(`^[${letter}]$`);

/**
 * The characters of a line from left to right as they stand on paper, a word of joined letters as one piece in the order in which it is
 * spoken. Brackets among Arabic words are turned.
 */
export function piecesOnPaper(text: string): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (const found of text.matchAll(island)) {
    pieces.push(...text.slice(at, found.index));
    for (const piece of (found[0].match(token) ?? []).reverse())
      if (isJoined(piece[0])) pieces.push(piece);
      else pieces.push(...(turned[piece] ?? piece));
    at = found.index + found[0].length;
  }
  return [...pieces, ...text.slice(at)];
}

/** A line as it was typed, from its characters as they stand on paper from left to right. */
export function asSpoken(shown: string): string {
  if (!isReadFromRight(shown)) return shown;
  return shown.replace(island, (found) =>
    (found.match(token) ?? [])
      .reverse()
      .map((piece) => (isJoined(piece[0]) ? [...piece].reverse().join("") : (turned[piece] ?? piece)))
      .join(""),
  );
}

/** A word of joined letters as its glyphs, or the letter that the font lacks. */
export function shape(text: string, weight: Weight): Shaped | { lacks: string } {
  const face = arabicFace(weight);
  const { font } = face;
  for (const each of text)
    if (each !== "\u200c" && !font.hasGlyphForCodePoint(each.codePointAt(0) ?? 0)) return { lacks: each };
  // One glyph may stand for several letters (initial ي and ى): fontkit would remember the first one of the process for good.
  (font as unknown as { _glyphs: object })._glyphs = {};
  // No ligatures but lam with alif, which every reader expects: plain shapes are clearer on a label, and are copied as they were typed.
  const { glyphs, positions } = font.layout(text, { liga: false, rlig: false }, "arab", undefined, "rtl");
  const placed: Placed[] = [];
  let at = 0;
  const put = (glyph: Glyph, x: number, y: number) =>
    placed.push({ glyph, x: (at + x) / font.unitsPerEm, y: y / font.unitsPerEm });
  for (let i = 0; i < glyphs.length; i++) {
    const glyph = glyphs[i];
    const position = positions[i];
    if (!glyph || !position) continue;
    const together = lamAlif(font, glyph, glyphs[i + 1]);
    if (together) {
      const [alif = 0] = glyph.codePoints;
      placed.push({
        glyph: meaning(font.glyphForCodePoint(0x20), alif),
        x: at / font.unitsPerEm,
        y: 0,
        isSilent: true,
      });
      put(meaning(together, lam), 0, 0);
      at += together.advanceWidth;
      i += 1;
      continue;
    }
    if (glyph.codePoints.some((point) => point > 0x20)) put(glyph, position.xOffset, position.yOffset); // else a non-joiner
    at += position.xAdvance;
  }
  return { face, glyphs: placed, width: at / font.unitsPerEm };
}

const lam = 0x0644;
/** By the alif, the shape of lam with it: standing alone, and after a letter that joins. */
const lamAlifs = new Map([
  [0x0622, [0xfef5, 0xfef6]],
  [0x0623, [0xfef7, 0xfef8]],
  [0x0625, [0xfef9, 0xfefa]],
  [0x0627, [0xfefb, 0xfefc]],
]);

/** On paper the alif stands left of its lam. */
function lamAlif(font: Face["font"], alif: Glyph, before: Glyph | undefined): Glyph | null {
  const shapes = lamAlifs.get(alif.codePoints[0] ?? 0);
  if (!shapes || before?.codePoints[0] !== lam) return null;
  const isAlone = before.id === font.glyphForCodePoint(0xfedf).id; // lam as a word or a part of one begins
  return font.glyphForCodePoint(shapes[isAlone ? 0 : 1] ?? 0);
}

/** The glyph, copied out of a file as this letter. */
function meaning(glyph: Glyph, codePoint: number): Glyph {
  return Object.create(glyph, { codePoints: { value: [codePoint] } }) as Glyph;
}
