// How the grid of a batch moves, pastes and fills; nothing here knows a screen.
import { choiceOf, readTyped, typedKindOf } from "../../server/kernel/typed-reading.ts";
import type { GridCell, SheetRow, SheetView } from "../../server/sheets/contract.ts";

export type CellRef = {
  key: string;
  positionId: string;
  determinationId: string | null;
  parallel: number;
  /** Of a unit of a plan the container it comes from. */
  container: string | null;
  /** A count from plates or tubes as it will be reported; its full figure stands beside the grid. */
  reported: string | null;
  cell: GridCell;
};
/** One line of the grid; a position with several steps has a line for each parallel. */
export type Line = { row: SheetRow; parallel: number; isFirst: boolean; span: number; cells: (CellRef | null)[] };
export type Place = { line: number; column: number };
/** `basedOn`: the version that was seen when typing began, where that is not the one seen now. */
export type Change = { ref: CellRef; text: string | null; basedOn?: string | null };

export const keyOf = (positionId: string, determinationId: string | null, step: string): string =>
  `${positionId} ${determinationId ?? "-"} ${step}`;

/** With one step the parallels stand side by side; with several each parallel has its line. */
export function linesOf(view: Pick<SheetView, "rows" | "steps">): Line[] {
  const isWide = view.steps.length === 1;
  const width = widthOf(view);
  return view.rows.flatMap((row): Line[] => {
    const refs = row.parallels.map((p) =>
      p.cells.map((cell): CellRef => ({
        key: keyOf(row.id, p.determinationId, cell.step),
        positionId: row.id,
        determinationId: p.determinationId,
        parallel: p.parallel,
        container: p.container,
        reported: cell.record === null ? null : p.value,
        cell,
      })),
    );
    const lines = isWide ? [refs.flat()] : refs;
    return lines.map((cells, i) => ({
      row,
      parallel: row.parallels[i]?.parallel ?? 1,
      isFirst: i === 0,
      span: lines.length,
      cells: Array.from({ length: width }, (_, c) => cells[c] ?? null),
    }));
  });
}

export function widthOf(view: Pick<SheetView, "rows" | "steps">): number {
  if (view.steps.length > 1) return view.steps.length;
  return Math.max(1, ...view.rows.map((row) => row.parallels.length));
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The next cell in a direction that there is; the same place at the edge. */
export function moved(lines: readonly Line[], from: Place, key: string): Place {
  const [down, right] = steps[key] ?? [0, 0];
  for (
    let at = { line: from.line + down, column: from.column + right };
    ;
    at = { line: at.line + down, column: at.column + right }
  ) {
    const line = lines[at.line];
    if (!line || at.column < 0 || at.column >= line.cells.length || (down === 0 && right === 0)) return from;
    if (line.cells[at.column]) return at;
  }
}

/** Tab: to the right, then to the first cell of the next line; backwards likewise. */
export function tabbed(lines: readonly Line[], from: Place, isBack: boolean): Place | null {
  const all = lines.flatMap(({ cells }, line) => cells.flatMap((ref, column) => (ref ? [{ line, column }] : [])));
  const here = all.findIndex((p) => p.line === from.line && p.column === from.column);
  return all[here + (isBack ? -1 : 1)] ?? null;
}

/** A block as spreadsheets put it on the clipboard: lines and tabs; a last empty line is none. */
export function blockOf(pasted: string): string[][] {
  const lines = pasted.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  return lines.map((line) => line.split("\t").map((text) => text.trim()));
}

/**
 * Where each figure of a pasted block goes, from a cell to the right and downwards. Empty figures change nothing; what lies beyond the
 * grid or may not be typed is counted, not dropped in silence.
 */
export function spread(
  lines: readonly Line[],
  from: Place,
  block: readonly (readonly string[])[],
): { changes: Change[]; outside: number } {
  const changes: Change[] = [];
  let outside = 0;
  for (const [down, texts] of block.entries())
    for (const [right, text] of texts.entries()) {
      if (text === "") continue;
      const ref = lines[from.line + down]?.cells[from.column + right];
      if (ref?.cell.mayType) changes.push({ ref, text });
      else outside += 1;
    }
  return { changes, outside };
}

export type Box = { from: Place; to: Place };

/** The cells between two corners, line by line. */
export function within(lines: readonly Line[], { from, to }: Box): CellRef[][] {
  const [top, bottom] = [Math.min(from.line, to.line), Math.max(from.line, to.line)];
  const [left, right] = [Math.min(from.column, to.column), Math.max(from.column, to.column)];
  return lines.slice(top, bottom + 1).map(({ cells }) => cells.slice(left, right + 1).filter((ref) => ref !== null));
}

/** Ctrl+D: the first line of a selection into the lines below it. */
export function filled(lines: readonly Line[], box: Box, textOf: (ref: CellRef) => string): Change[] {
  const [first, ...below] = within(lines, box);
  if (!first) return [];
  return below.flatMap((cells) =>
    cells.flatMap((ref, i): Change[] => {
      const source = first[i];
      const text = source ? textOf(source) : "";
      return ref.cell.mayType && text !== "" ? [{ ref, text }] : [];
    }),
  );
}

/** Whether a text can be a value of this cell. */
export function isUnderstood(view: SheetView, ref: CellRef, text: string): boolean {
  const row = view.rows.find(({ id }) => id === ref.positionId);
  const of = row?.kind === "sample" ? view.steps : view.controlSteps;
  const step = of.find(({ key }) => key === ref.cell.step);
  if (!step) return false;
  if (view.method.resultKind === "qualitative" && step.kind === "value")
    return choiceOf(text, view.method.choices) !== null;
  return readTyped(text, typedKindOf(view.method.resultKind, step)).isRead;
}

/** As it would be typed again. */
export function typedText(cell: Pick<GridCell, "text" | "qualifier">): string {
  switch (cell.qualifier) {
    case "<":
    case ">":
      return `${cell.qualifier}${cell.text}`;
    case "<LOD":
    case "not_detected":
      return "未检出";
    case "detected":
      return "检出";
    default:
      return cell.text;
  }
}

/** The step whose counts are reckoned from plates or tubes. */
export function countingOf({ steps }: Pick<SheetView, "steps">) {
  for (const { key, sheet } of steps) if (sheet) return { key, sheet };
  return null;
}

/** Where a cell stands in the grid. */
export function placeOf(lines: readonly Line[], key: string): Place | null {
  for (const [line, { cells }] of lines.entries()) {
    const column = cells.findIndex((ref) => ref?.key === key);
    if (column >= 0) return { line, column };
  }
  return null;
}

/** The first cell that waits for a figure. */
export function firstPlace(view: Pick<SheetView, "rows" | "steps">): Place {
  return placeIn(linesOf(view));
}

/** The same within one row; its first cell where none waits. */
export function placeIn(lines: readonly Line[], rowId?: string, determinationId?: string): Place {
  if (determinationId !== undefined)
    for (const [line, { row, cells }] of lines.entries()) {
      const column = cells.findIndex((ref) => ref?.determinationId === determinationId);
      if (row.id === rowId && column >= 0) return { line, column };
    }
  for (const [line, { row, cells }] of lines.entries()) {
    if (rowId !== undefined && row.id !== rowId) continue;
    const column = cells.findIndex((ref) => ref?.cell.state === "empty");
    if (column >= 0) return { line, column };
  }
  return {
    line: Math.max(
      0,
      lines.findIndex(({ row }) => row.id === rowId),
    ),
    column: 0,
  };
}
