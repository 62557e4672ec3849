// Tables of a certificate: texts wrap, a row is never torn, a header comes again on every page.
import { bodyWidth, ink, page } from "./form.ts";
import { drawParagraph, setParagraph, type Paragraph, type SetParagraph } from "./paragraph.ts";
import type { Sheet } from "./sheet.ts";

export type Box = { x: number; y: number; width: number; height: number };

export type Cell = {
  paragraphs: Paragraph[];
  /** how many columns it takes */
  span?: number;
  fill?: string;
  /** at the top of its cell instead of its middle */
  isTop?: boolean;
  /** at the foot of its cell */
  isBottom?: boolean;
  /** draws something more into the finished cell */
  also?: (box: Box) => void;
};

export type Row = { cells: Cell[]; /** a height, or how to find it from where the row begins */ least?: number };

export type Table = {
  columns: readonly number[];
  header: Row | null;
  rows: Row[];
  least: number;
  /** above and beneath the words of a cell, where less is needed than usual */
  padding?: number;
  /** stands beneath the last row and never alone on a page */
  closing?: Row;
};

const padding = { x: 5, y: 4.5 };
const padded = (table: Table): number => table.padding ?? padding.y;

/** Draws a table from y downwards, on as many pages as it takes; gives where it ended. */
export function drawTable(sheet: Sheet, y: number, table: Table): number {
  const widths = scaled(table.columns);
  const header = table.header && settle(sheet, table.header, widths, table.least, padded(table));
  let at = y;
  const begin = (): void => {
    if (header) at = drawRow(sheet, at, header);
  };
  const rows = table.rows.map((row) => settle(sheet, row, widths, table.least, padded(table)));
  const firstHeight = (header?.height ?? 0) + (rows[0]?.height ?? 0);
  if (at + firstHeight > page.bottom) at = sheet.newPage();
  begin();
  const closing = table.closing && settle(sheet, table.closing, widths, table.least, padded(table));
  for (const [index, row] of rows.entries()) {
    const needed = keptTogether(rows, index) + (index >= rows.length - 2 ? (closing?.height ?? 0) : 0);
    if (index > 0 && at + needed > page.bottom) {
      at = sheet.newPage();
      begin();
    }
    at = drawRow(sheet, at, row);
  }
  return closing ? drawRow(sheet, at, closing) : at;
}

/** The last row of a table does not stand alone on a page: the one before it goes with it. */
function keptTogether(rows: readonly Settled[], index: number): number {
  const height = rows[index]?.height ?? 0;
  return rows.length > 2 && index === rows.length - 2 ? height + (rows[index + 1]?.height ?? 0) : height;
}

/** The height that rows will take together, for what must fit beneath something else. */
export function heightOf(sheet: Sheet, table: Table): number {
  const widths = scaled(table.columns);
  return [...(table.header ? [table.header] : []), ...table.rows].reduce(
    (sum, row) => sum + settle(sheet, row, widths, table.least, padded(table)).height,
    0,
  );
}

type Settled = {
  height: number;
  padding: number;
  cells: { cell: Cell; x: number; width: number; set: SetParagraph[]; height: number }[];
};

function settle(sheet: Sheet, row: Row, widths: readonly number[], least: number, above: number): Settled {
  let column = 0;
  const cells = row.cells.map((cell) => {
    const x = page.left + sum(widths.slice(0, column));
    const width = sum(widths.slice(column, column + (cell.span ?? 1)));
    column += cell.span ?? 1;
    const set = cell.paragraphs.map((paragraph) => setParagraph(sheet.pen, paragraph, width - 2 * padding.x));
    return { cell, x, width, set, height: sum(set.map((one) => one.height)) };
  });
  const height = Math.max(row.least ?? least, ...cells.map((cell) => cell.height + 2 * above));
  return { cells, height, padding: above };
}

function drawRow(sheet: Sheet, y: number, { cells, height, padding: above }: Settled): number {
  const { doc } = sheet.pen;
  for (const { cell, x, width, set, height: used } of cells) {
    if (cell.fill) doc.rect(x, y, width, height).fill(cell.fill);
    const middle = cell.isBottom ? y + height - used - above : y + (height - used) / 2;
    let at = cell.isTop ? y + above + 3 : middle;
    for (const one of set) {
      drawParagraph(sheet.pen, one, x + padding.x, at, width - 2 * padding.x);
      at += one.height;
    }
    doc.lineWidth(0.6).rect(x, y, width, height).stroke(ink.line);
    cell.also?.({ x, y, width, height });
  }
  return y + height;
}

function scaled(columns: readonly number[]): number[] {
  const all = sum(columns);
  return columns.map((width) => (width / all) * bodyWidth);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
