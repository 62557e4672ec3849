import { useCallback, useMemo, useRef, useState } from "react";
import type { ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent } from "react";
import { focusCell } from "./focus-cell.ts";
import {
  clearRange,
  fillDown,
  fillText,
  isSingle,
  rangeOf,
  rangeText,
  readTable,
  repeatBelow,
  type Cell,
  type CellRange,
  type GridColumn,
} from "./grid-rules.ts";
import type { SampleDraft } from "./order-draft.ts";
import type { ChangeSamples } from "./use-undo.ts";

type Grid = {
  rows: number;
  columns: readonly GridColumn[];
  samples: readonly SampleDraft[];
  testsText: (sample: SampleDraft) => string;
  change: ChangeSamples;
  undo: () => void;
  redo: () => void;
  addRow: () => void;
  removeRow: (row: number) => void;
  onPaste: (table: string[][], at: Cell) => void;
};

/** The keys of a spreadsheet over the cells of the grid, and which cells are chosen. */
export function useGridKeys(grid: Grid) {
  const [chosen, setChosen] = useState<{ anchor: Cell; head: Cell } | null>(null);
  const isExtending = useRef(false);
  const range = useMemo(() => (chosen ? rangeOf(chosen.anchor, chosen.head) : null), [chosen]);
  const latest = useRef(grid);
  latest.current = grid;

  const placeOf = useCallback((target: EventTarget): Cell | null => {
    const name =
      target instanceof HTMLElement ? target.closest<HTMLElement>("[data-cell]")?.dataset["cell"] : undefined;
    const [row, column] = name?.split(":") ?? [];
    const at = latest.current.columns.indexOf(column as GridColumn);
    return row === undefined || at < 0 ? null : { row: Number(row), column: at };
  }, []);

  const go = useCallback((to: Cell, isExtended: boolean) => {
    const { rows, columns } = latest.current;
    const column = columns[to.column];
    if (to.row < 0 || to.row >= rows || column === undefined) return;
    isExtending.current = isExtended;
    setChosen((before) => ({ anchor: isExtended ? (before?.anchor ?? to) : to, head: to }));
    focusCell(to.row, column);
  }, []);

  const onFocus = useCallback(
    ({ target }: FocusEvent) => {
      const at = placeOf(target);
      if (!at) return;
      const isExtended = isExtending.current; // now, not when the state is computed
      isExtending.current = false;
      setChosen((before) => (isExtended && before ? { ...before, head: at } : { anchor: at, head: at }));
    },
    [placeOf],
  );

  const onMouseDown = useCallback(
    (event: MouseEvent) => {
      const at = placeOf(event.target);
      if (!at || !event.shiftKey) return;
      event.preventDefault();
      go(at, true);
    },
    [placeOf, go],
  );

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const at = placeOf(event.target);
      if (!at || event.nativeEvent.isComposing) return;
      if (actOn(event, at, range ?? rangeOf(at, at), latest.current, go)) event.preventDefault();
    },
    [placeOf, range, go],
  );

  const onPaste = useCallback(
    (event: ClipboardEvent) => {
      const at = placeOf(event.target);
      const text = event.clipboardData.getData("text/plain");
      if (!at || text === "") return;
      const table = readTable(text);
      const isOne = table.length === 1 && (table[0]?.length ?? 0) === 1;
      if (isOne && (range === null || isSingle(range))) return; // as in any field
      event.preventDefault();
      const { change, columns } = latest.current;
      if (isOne && range) change((samples) => fillText(samples, range, columns, table[0]?.[0] ?? ""));
      else latest.current.onPaste(table, range ? { row: range.top, column: range.left } : at);
    },
    [placeOf, range],
  );

  const onCopy = useCallback(
    (event: ClipboardEvent) => {
      if (!placeOf(event.target) || !range || isSingle(range)) return;
      event.preventDefault();
      const { samples, columns, testsText } = latest.current;
      event.clipboardData.setData("text/plain", rangeText(samples, range, columns, testsText));
    },
    [placeOf, range],
  );

  return { range, onFocus, onMouseDown, onKeyDown, onPaste, onCopy };
}

/** What a key does at a cell; says whether it did anything. */
function actOn(
  event: KeyboardEvent<HTMLElement>,
  at: Cell,
  range: CellRange,
  grid: Grid,
  go: (to: Cell, isExtended: boolean) => void,
): boolean {
  const { key, shiftKey, altKey } = event;
  const isCtrl = event.ctrlKey || event.metaKey;
  if (isCtrl && !altKey) return actWithCtrl(key.toLowerCase(), shiftKey, range, grid);
  if (altKey && key === "Enter") {
    grid.change((samples) => repeatBelow(samples, at.row));
    focusCell(at.row + 1, grid.columns[0] ?? "name");
    return true;
  }
  if (altKey && key === "Delete") {
    grid.removeRow(at.row);
    focusCell(Math.max(0, Math.min(at.row, grid.rows - 2)), grid.columns[at.column] ?? "name");
    return true;
  }
  if (altKey) return false;
  if (key === "ArrowUp" || key === "ArrowDown") {
    go({ row: at.row + (key === "ArrowUp" ? -1 : 1), column: at.column }, shiftKey);
    return true;
  }
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const step = key === "ArrowLeft" ? -1 : 1;
    if (!isAtEdge(event.target, step, shiftKey)) return false;
    go({ row: at.row, column: at.column + step }, shiftKey);
    return true;
  }
  if (key === "Enter") {
    if (event.target instanceof HTMLButtonElement) return false; // opens its details
    if (at.row === grid.rows - 1) grid.addRow();
    else go({ row: at.row + 1, column: at.column }, false);
    return true;
  }
  if (key === "Delete" && !isSingle(range)) {
    grid.change((samples) => clearRange(samples, range, grid.columns));
    return true;
  }
  return false;
}

function actWithCtrl(key: string, isShift: boolean, range: CellRange, grid: Grid): boolean {
  if (key === "d") grid.change((samples) => fillDown(samples, range, grid.columns));
  else if (key === "z" && !isShift) grid.undo();
  else if (key === "y" || key === "z") grid.redo();
  else return false;
  return true;
}

/** The arrows leave a field only where the caret has nowhere to go, or where all of it is chosen, as it is on arrival. */
function isAtEdge(target: EventTarget, step: number, isShift: boolean): boolean {
  if (!(target instanceof HTMLInputElement)) return true;
  const { selectionStart: from, selectionEnd: to, value } = target;
  const isWhole = from === 0 && to === value.length;
  if (isShift) return isWhole;
  if (isWhole) return true;
  return step < 0 ? from === 0 && to === 0 : from === value.length && to === value.length;
}
