// Line breaking as Chinese typesetting does it: between any two characters, except that closing marks begin no line
// and opening marks end none; Latin words and figures stay whole while they can.
import type { PaperFonts, Weight } from "./fonts.ts";
import { cleanText, isWide, widthOfCharacter } from "./text-runs.ts";

const beginsNoLine = new Set("，。、；：？！）》〉」』】〕”’％℃‰·…—,.;:?!)]}%");
const endsNoLine = new Set("（《〈「『【〔“‘([{＜＞≤≥<>±");

const mostTexts = 10_000;
const broken = new Map<string, readonly string[]>();

/** The lines of a text within a width given in ems; its own line breaks are kept. */
export function breakLines(
  text: string,
  weight: Weight,
  fonts: PaperFonts,
  most: number,
  field: string,
): readonly string[] {
  const key = `${weight} ${most} ${text}`;
  const known = broken.get(key);
  if (known) return known;
  const widthOf = (characters: readonly string[], at: number) => widthOfCharacter(characters, at, weight, fonts, field);
  const lines = cleanText(text)
    .split("\n")
    .flatMap((paragraph) => breakParagraph([...paragraph], widthOf, most));
  if (broken.size >= mostTexts) broken.clear();
  broken.set(key, lines);
  return lines;
}

/** The first line of a text, and what is left of it with its blanks. */
export function firstLine(
  text: string,
  weight: Weight,
  fonts: PaperFonts,
  most: number,
  field: string,
): { first: string; rest: string } {
  const line = cleanText(text).replaceAll("\n", " ").trim();
  const [first = ""] = breakLines(line, weight, fonts, most, field);
  return { first, rest: line.slice(first.length).trimStart() };
}

type WidthOf = (characters: readonly string[], at: number) => number;

function breakParagraph(characters: string[], widthOf: WidthOf, most: number): string[] {
  const lines: string[] = [];
  let start = 0;
  while (start < characters.length) {
    const end = endOfLine(characters, start, widthOf, most);
    lines.push(characters.slice(start, end).join("").trimEnd());
    start = end;
    while (characters[start] === " ") start++;
  }
  return lines.length > 0 ? lines : [""];
}

function endOfLine(characters: string[], start: number, widthOf: WidthOf, most: number): number {
  let width = 0;
  let good = start; // where words part
  let poor = start; // inside a word, after a hyphen or a slash
  for (let at = start; at < characters.length; at++) {
    const here = characters[at] ?? "";
    if (at > start) {
      const before = characters[at - 1] ?? "";
      if (mayPart(before, here)) good = at;
      else if ("/-_@&=".includes(before) && !beginsNoLine.has(here)) poor = at;
    }
    width += widthOf(characters, at);
    if (width > most + 1e-6 && here !== " ") return good > start ? good : poor > start ? poor : Math.max(at, start + 1);
  }
  return characters.length;
}

function mayPart(before: string, here: string): boolean {
  if (here === " ") return false;
  if (before === " ") return true;
  if (beginsNoLine.has(here) || endsNoLine.has(before)) return false;
  return isWide(before) || isWide(here);
}
