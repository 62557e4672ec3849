// Text as outlines: for seals, which are pictures, and for labels that are drawn dot by dot.
import type { PathCommand } from "fontkit";
import type { PaperFonts, Weight } from "./fonts.ts";
import { cleanText, runsOf } from "./text-runs.ts";

/** A path in ems, the baseline at 0, y upwards. */
export type Outline = { commands: PathCommand[]; width: number };

/** The outline of one line of text, its left edge at 0. */
export function outlineOf(text: string, weight: Weight, fonts: PaperFonts, field: string): Outline {
  const commands: PathCommand[] = [];
  let at = 0;
  for (const run of runsOf(cleanText(text), weight, fonts, field)) {
    for (const character of run.text) {
      const glyph = run.face.font.glyphForCodePoint(character.codePointAt(0) ?? 0);
      const em = run.face.font.unitsPerEm;
      for (const { command, args } of glyph.path.commands) {
        commands.push({ command, args: args.map((n, i) => n / em + (i % 2 === 0 ? at : 0)) });
      }
      at += glyph.advanceWidth / em;
    }
  }
  return { commands, width: at };
}
