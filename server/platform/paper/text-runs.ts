// Text is split into runs, each in the first face that has its characters; a character that no face has is refused by name.
import { Problem } from "../../kernel/problems.ts";
import { arabicFace, rareFaceOf, widthIn, type Face, type PaperFonts, type Weight } from "./fonts.ts";
import { isJoined, isReadFromRight, piecesOnPaper, shape, type Placed, type Shaped } from "./right-to-left.ts";

export type Run = {
  face: Face;
  text: string;
  /** in ems */ width: number;
  /** characters that spacing may stand between */ count: number;
  /** joined letters, placed from the run's left edge */ shaped?: readonly Placed[];
};

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
    .replace(/[\ufb50-\ufdcf\ufe70-\ufefc]+/g, (shapes) => shapes.normalize("NFKC")) // Arabic letters kept by their shape
    .replace(/[\u00ad\u200b\u200d-\u200f\u2060\ufeff]/g, "")
    .replace(/(?<![\u0620-\u06ff])\u200c|\u200c(?![\u0620-\u06ff])/g, "") // parts letters that would join, and nothing else
    .replace(/\p{Variation_Selector}/gu, "")
    .replace(/\u00b5/g, "\u03bc"); // the micro sign of Latin-1 and the Greek letter look alike; one of them is enough
}

/** The runs of one line from left to right. `field` names the place for the person who has to correct it. */
export function runsOf(text: string, weight: Weight, fonts: PaperFonts, field: string): Run[] {
  const runs: Run[] = [];
  const characters = isReadFromRight(text) ? piecesOnPaper(text) : [...text];
  for (const [at, character] of characters.entries()) {
    if (isJoined(character[0])) {
      const { face, glyphs, width } = shapeOf(character, weight, field);
      runs.push({ face, text: character, width, count: 0, shaped: glyphs });
      continue;
    }
    const { face, width } = faceOf(character, weight, fonts, field, isAmongChinese(characters, at));
    const last = runs.at(-1);
    if (last && last.face === face && !last.shaped) {
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
  if (isJoined(characters[at])) {
    const word = wordAround(characters, at);
    return shapeOf(word, weight, field).width / word.length; // an equal share: only whole words part
  }
  return faceOf(characters[at] ?? "", weight, fonts, field, isAmongChinese(characters, at)).width;
}

/** Does a Chinese character stand on either side? */
function isAmongChinese(characters: readonly string[], at: number): boolean {
  const isChinese = (one: string | undefined) => (one?.codePointAt(0) ?? 0) >= 0x2e80;
  return isChinese(characters[at - 1]) || isChinese(characters[at + 1]);
}

function wordAround(characters: readonly string[], at: number): string {
  let [from, until] = [at, at + 1];
  while (isJoined(characters[from - 1])) from -= 1;
  while (isJoined(characters[until])) until += 1;
  return characters.slice(from, until).join("");
}

const shapes = new Map<string, Shaped>();

function shapeOf(word: string, weight: Weight, field: string): Shaped {
  const key = `${weight} ${word}`;
  const known = shapes.get(key);
  if (known) return known;
  const shaped = shape(word, weight);
  if ("lacks" in shaped) throw notPrintable(shaped.lacks, field);
  if (shapes.size >= mostLines) shapes.clear();
  shapes.set(key, shaped);
  return shaped;
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
  const arabic = isReadFromRight(character) ? arabicFace(weight) : null; // a digit, a comma
  const width = arabic && widthIn(arabic, codePoint);
  if (arabic && width !== null) return { face: arabic, width };
  throw notPrintable(character, field);
}

function notPrintable(character: string, field: string): Problem {
  const codePoint = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return new Problem("character-not-printable", { field, character, codePoint: `U+${codePoint}` });
}
