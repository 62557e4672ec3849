// The grid of samples as a spreadsheet: columns, ranges, filling, copying. Pure, so that undo is a matter of keeping values.
import { repeatSample, type SampleDraft } from "./order-draft.ts";

export const narrowColumns = ["name", "category", "productionDate", "quantity", "tests"] as const;
export const wideColumns = [
  "name",
  "category",
  "specification",
  "batchNumber",
  "productionDate",
  "shelfLife",
  "quantity",
  "producer",
  "storage",
  "stateOnArrival",
  "tests",
] as const;
/** What one order may have. */
export const mostSamples = 100;
export type GridColumn = (typeof wideColumns)[number];

export type Cell = { row: number; column: number };
/** A rectangle of cells, its edges included. */
export type CellRange = { top: number; bottom: number; left: number; right: number };

export function rangeOf(anchor: Cell, head: Cell): CellRange {
  return {
    top: Math.min(anchor.row, head.row),
    bottom: Math.max(anchor.row, head.row),
    left: Math.min(anchor.column, head.column),
    right: Math.max(anchor.column, head.column),
  };
}

export function isSingle(range: CellRange): boolean {
  return range.top === range.bottom && range.left === range.right;
}

/** Ctrl+D: the first line of the range goes into all others; one line alone is filled from the line above it. */
export function fillDown(samples: SampleDraft[], range: CellRange, columns: readonly GridColumn[]): SampleDraft[] {
  const from = range.top === range.bottom ? range.top - 1 : range.top;
  const source = samples[from];
  if (!source) return samples;
  const filled = copied(source, range, columns);
  return samples.map((sample, row) =>
    row > from && row >= range.top && row <= range.bottom ? { ...sample, ...filled } : sample,
  );
}

/** The range emptied. */
export function clearRange(samples: SampleDraft[], range: CellRange, columns: readonly GridColumn[]): SampleDraft[] {
  const empty = Object.fromEntries(columnsIn(range, columns).map((column) => [column, column === "tests" ? [] : ""]));
  return samples.map((sample, row) => (row >= range.top && row <= range.bottom ? { ...sample, ...empty } : sample));
}

/** One text into every cell of the range; tests are no text and stay. */
export function fillText(
  samples: SampleDraft[],
  range: CellRange,
  columns: readonly GridColumn[],
  text: string,
): SampleDraft[] {
  const said = Object.fromEntries(
    columnsIn(range, columns).flatMap((column) => (column === "tests" ? [] : [[column, text]])),
  );
  return samples.map((sample, row) => (row >= range.top && row <= range.bottom ? { ...sample, ...said } : sample));
}

/** 重复上一行: the line above again, into a line of its own below it. */
export function repeatBelow(samples: SampleDraft[], row: number): SampleDraft[] {
  const source = samples[row];
  return source ? [...samples.slice(0, row + 1), repeatSample(source), ...samples.slice(row + 1)] : samples;
}

/** The range as a spreadsheet would put it on the clipboard. */
export function rangeText(
  samples: readonly SampleDraft[],
  range: CellRange,
  columns: readonly GridColumn[],
  testsText: (sample: SampleDraft) => string,
): string {
  return samples
    .slice(range.top, range.bottom + 1)
    .map((sample) =>
      columnsIn(range, columns)
        .map((column) => quoted(column === "tests" ? testsText(sample) : sample[column]))
        .join("\t"),
    )
    .join("\n");
}

/** What was copied from a spreadsheet as lines of cells; cells in quotes may hold line breaks. */
export function readTable(text: string): string[][] {
  const whole = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    cells.push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < whole.length; at += 1) {
    const here = whole[at] ?? "";
    if (isQuoted) {
      if (here !== '"') cell += here === "\n" ? " " : here;
      else if (whole[at + 1] === '"') cell += whole[(at += 1)] ?? "";
      else isQuoted = false;
    } else if (here === '"' && cell === "" && /^"(?:[^"]|"")*"(?:[\t\n]|$)/.test(whole.slice(at))) isQuoted = true;
    else if (here === "\t") endCell();
    else if (here === "\n") {
      endCell();
      lines.push(cells);
      cells = [];
    } else cell += here;
  }
  endCell();
  return [...lines, cells];
}

function columnsIn(range: CellRange, columns: readonly GridColumn[]): readonly GridColumn[] {
  return columns.slice(range.left, range.right + 1);
}

function copied(source: SampleDraft, range: CellRange, columns: readonly GridColumn[]): Partial<SampleDraft> {
  return Object.fromEntries(columnsIn(range, columns).map((column) => [column, source[column]]));
}

function quoted(text: string): string {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
