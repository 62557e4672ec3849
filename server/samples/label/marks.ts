// What a label consists of, on a grid of printer dots.
import type { PaperFonts, Weight } from "../../platform/paper/fonts.ts";
import { cleanText, widthOf } from "../../platform/paper/text-runs.ts";

export type Mark =
  | {
      kind: "area";
      x: number;
      y: number;
      width: number;
      height: number;
      /** a bar or module: drawn a little smaller on paper */ isCode?: boolean;
    }
  | {
      kind: "text";
      text: string;
      /** left edge */ x: number;
      /** baseline */ y: number;
      size: number;
      weight: Weight;
      isLight?: boolean;
    };

/** A line made to fit: smaller down to a bound, then cut with an ellipsis. */
export function fit(
  words: string,
  weight: Weight,
  most: number,
  least: number,
  width: number,
  fonts: PaperFonts,
): { text: string; size: number; width: number } {
  const line = cleanText(words).replaceAll("\n", " ");
  const ems = widthOf(line, weight, fonts, "label");
  const size = Math.max(least, Math.min(most, Math.floor(width / Math.max(ems, 0.1))));
  const kept = cut(line, weight, width / size, fonts);
  return { text: kept, size, width: widthOf(kept, weight, fonts, "label") * size };
}

export function cut(line: string, weight: Weight, most: number, fonts: PaperFonts): string {
  if (widthOf(line, weight, fonts, "label") <= most + 1e-6) return line;
  const characters = [...line];
  while (characters.length > 0 && widthOf(`${characters.join("")}…`, weight, fonts, "label") > most) characters.pop();
  return `${characters.join("").trimEnd()}…`;
}

export function area(x: number, y: number, width: number, height: number): Mark {
  return { kind: "area", x, y, width, height };
}

export function text(words: string, x: number, y: number, size: number, weight: Weight): Mark & { kind: "text" } {
  return { kind: "text", text: cleanText(words), x, y, size, weight };
}
