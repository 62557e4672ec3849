// Text as outlines: for seals, which are pictures, and for labels that are drawn dot by dot.
import type { Glyph, PathCommand } from "fontkit";
import type { PaperFonts, Weight } from "./fonts.ts";
import { cleanText, runsOf } from "./text-runs.ts";

/** A path in ems, the baseline at 0, y upwards. */
export type Outline = { commands: PathCommand[]; width: number };

/** The outline of one line of text, its left edge at 0. */
export function outlineOf(text: string, weight: Weight, fonts: PaperFonts, field: string): Outline {
  const commands: PathCommand[] = [];
  let at = 0;
  for (const run of runsOf(cleanText(text), weight, fonts, field)) {
    const em = run.face.font.unitsPerEm;
    const draw = (glyph: Glyph, x: number, y: number) => {
      for (const { command, args } of glyph.path.commands)
        commands.push({ command, args: args.map((n, i) => n / em + (i % 2 === 0 ? x : y)) });
    };
    if (run.shaped) for (const { glyph, x, y } of run.shaped) draw(glyph, at + x, y);
    else {
      let beside = at;
      for (const character of run.text) {
        const glyph = run.face.font.glyphForCodePoint(character.codePointAt(0) ?? 0);
        draw(glyph, beside, 0);
        beside += glyph.advanceWidth / em;
      }
    }
    at += run.width;
  }
  return { commands, width: at };
}
