// Text is split into runs, each in the first face that has its characters; a character that no face has is refused by name.
import { Problem } from "../../kernel/problems.ts";
import { rareFaceOf, widthIn, type Face, type PaperFonts, type Weight } from "./fonts.ts";

export type Run = { face: Face; text: string; /** in ems */ width: number; /** characters */ count: number };

/** One line as it is printed. */
export type Line = { runs: readonly Run[]; /** in ems */ width: number; count: number };

// Names, units and headings come again in every document of a process; what is measured once stays.
const mostLines = 20_000;
const measured = new Map<string, Line>();

/** A line cleaned, split into runs and measured. `field` names the place for the person who has to correct it. */
export function lineOf(text: string, weight: Weight, fonts: PaperFonts, field: string): Line {
  const key = `${weight} ${text}`;
  const known = measured.get(key);
  if (known) return known;
  const runs = runsOf(cleanText(text), weight, fonts, field);
  const sum = (of: (run: Run) => number) => runs.reduce((all, run) => all + of(run), 0);
  const line = { runs, width: sum(({ width }) => width), count: sum(({ count }) => count) };
  if (measured.size >= mostLines) measured.clear();
  measured.set(key, line);
  return line;
}

/** Text as it is printed: composed, no invisible characters, plain blanks. */
export function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[\t\u00a0\u2000-\u200a\u202f]/g, " ")
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/\p{Variation_Selector}/gu, "")
    .replace(/\u00b5/g, "\u03bc"); // the micro sign of Latin-1 and the Greek letter look alike; one of them is enough
}

/** The runs of one line. `field` names the place for the person who has to correct it. */
export function runsOf(text: string, weight: Weight, fonts: PaperFonts, field: string): Run[] {
  const runs: Run[] = [];
  const characters = [...text];
  for (const [at, character] of characters.entries()) {
    const { face, width } = faceOf(character, weight, fonts, field, isAmongChinese(characters, at));
    const last = runs.at(-1);
    if (last && last.face === face) {
      last.text += character;
      last.width += width;
      last.count += 1;
    } else runs.push({ face, text: character, width, count: 1 });
  }
  return runs;
}

/** The width of one character where it stands among others, in ems. */
export function widthOfCharacter(
  characters: readonly string[],
  at: number,
  weight: Weight,
  fonts: PaperFonts,
  field: string,
): number {
  return faceOf(characters[at] ?? "", weight, fonts, field, isAmongChinese(characters, at)).width;
}

/** Does a Chinese character stand on either side? */
function isAmongChinese(characters: readonly string[], at: number): boolean {
  const isChinese = (one: string | undefined) => (one?.codePointAt(0) ?? 0) >= 0x2e80;
  return isChinese(characters[at - 1]) || isChinese(characters[at + 1]);
}

/** The width of one line in ems. */
export function widthOf(text: string, weight: Weight, fonts: PaperFonts, field: string): number {
  return runsOf(text, weight, fonts, field).reduce((sum, run) => sum + run.width, 0);
}

/** Does the character take a whole square, as Chinese ones and their punctuation do? */
export function isWide(character: string | undefined): boolean {
  if (character === undefined) return false;
  const codePoint = character.codePointAt(0) ?? 0;
  return codePoint >= 0x2e80 || "“”‘’—…".includes(character);
}

function faceOf(
  character: string,
  weight: Weight,
  fonts: PaperFonts,
  field: string,
  isBesideChinese: boolean,
): { face: Face; width: number } {
  const codePoint = character.codePointAt(0) ?? 0;
  const order = fonts[weight];
  // The Chinese font's middle dot and quotation marks fill a square: right in 马·依布拉, wrong in mg·L⁻¹ and in English.
  const isNarrow = "·“”‘’".includes(character) && !isBesideChinese;
  for (const face of isNarrow ? order.slice(1) : order) {
    const width = widthIn(face, codePoint);
    if (width !== null) return { face, width };
  }
  const rare = rareFaceOf(codePoint, weight);
  if (rare !== null) return { face: rare, width: widthIn(rare, codePoint) ?? 1 };
  throw new Problem("character-not-printable", {
    field,
    character,
    codePoint: `U+${codePoint.toString(16).toUpperCase().padStart(4, "0")}`,
  });
}
