import type { Modules } from "../../platform/paper/bar-modules.ts";
import type { Doc } from "../../platform/paper/pen.ts";

// A renderer paints every dot that an area touches, so dark modules grow; drawn a little smaller they stay readable.
const inset = 0.05;

/** Draws a square symbol as vectors; the quiet zone around it is the caller's. */
export function drawModules(doc: Doc, modules: Modules, x: number, y: number, size: number): void {
  const side = size / modules.length;
  const dark = (row: number, column: number): boolean => modules[row]?.[column] ?? false;
  for (const [row, cells] of modules.entries()) {
    for (const [column, isDark] of cells.entries()) {
      if (!isDark) continue;
      const left = dark(row, column - 1) ? 0 : inset;
      const top = dark(row - 1, column) ? 0 : inset;
      const right = dark(row, column + 1) ? 1 + inset : 1 - inset; // over the seam, so that no hair of light shows
      const bottom = dark(row + 1, column) ? 1 + inset : 1 - inset;
      doc.rect(x + (column + left) * side, y + (row + top) * side, (right - left) * side, (bottom - top) * side);
    }
  }
  doc.fill("#000000");
}
