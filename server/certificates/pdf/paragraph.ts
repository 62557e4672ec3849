import { breakLines } from "../../platform/paper/break-lines.ts";
import type { Ink, Pen } from "../../platform/paper/pen.ts";
import { ink } from "./form.ts";

export type Paragraph = Omit<Ink, "align"> & {
  text: string;
  /** point: a figure whose decimal point stands in the middle, so that figures beneath each other line up */
  align?: Ink["align"] | "point";
  /** line height as a multiple of the size */
  leading?: number;
};
export type SetParagraph = { lines: readonly string[]; height: number; paragraph: Paragraph };

/** Breaks a paragraph into lines of a width; nothing is drawn yet. */
export function setParagraph(pen: Pen, paragraph: Paragraph, width: number): SetParagraph {
  const lines = breakLines(
    paragraph.text,
    paragraph.weight ?? "regular",
    pen.fonts,
    width / paragraph.size,
    paragraph.field,
  );
  return { lines, height: lines.length * paragraph.size * (paragraph.leading ?? 1.45), paragraph };
}

/** Draws what was set, its top at y, between x and x + width. */
export function drawParagraph(pen: Pen, { lines, paragraph }: SetParagraph, x: number, y: number, width: number): void {
  const step = paragraph.size * (paragraph.leading ?? 1.45);
  const { align = "left", ...rest } = paragraph;
  const isOnPoint = align === "point" && lines.length === 1;
  const ink: Ink = { ...rest, align: isOnPoint ? "left" : align === "point" ? "center" : align };
  const before = isOnPoint ? pen.widthOf((lines[0] ?? "").split(".")[0] ?? "", ink) : 0;
  const at = isOnPoint || ink.align === "center" ? x + width / 2 - before : ink.align === "right" ? x + width : x;
  for (const [i, text] of lines.entries()) pen.write(text, at, baselineIn(y + i * step, step, paragraph.size), ink);
}

/** Sets and draws in one go; gives the height that was used. */
export function writeParagraph(pen: Pen, paragraph: Paragraph, x: number, y: number, width: number): number {
  const set = setParagraph(pen, paragraph, width);
  drawParagraph(pen, set, x, y, width);
  return set.height;
}

/** A bold label spread over so many squares, as on printed forms where labels of different length stand beneath each other. */
export function writeLabel(pen: Pen, label: string, x: number, y: number, size: number, squares: number): void {
  const count = [...label].length;
  const spacing = count > 1 ? ((squares - count) * size) / (count - 1) : 0;
  pen.write(label, x, y, { size, weight: "bold", spacing, color: ink.text, field: "form" });
  pen.write("：", x + squares * size, y, { size, weight: "bold", color: ink.text, field: "form" });
}

/** Chinese characters stand from 0.12 em below the baseline to 0.88 em above it: this centres them in their line. */
export function baselineIn(top: number, lineHeight: number, size: number): number {
  return top + lineHeight / 2 + size * 0.37;
}
