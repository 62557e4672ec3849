import { wholeFile } from "../framing/whole-file.ts";
import type { Frame } from "../framing/frame.ts";
import type { Driver, Measured, Message, Rejected, Said } from "./driver.ts";
import { figureOf } from "./figure.ts";
import { rejected } from "./plain-line.ts";
import { readTables } from "./read-table.ts";
import type { Sheet, TableRow } from "./read-table.ts";
import type { TextEncoding } from "./text-encoding.ts";

/** A driver of files that an instrument's program writes: the whole file is one frame. */
export function resultFile(file: {
  name: string;
  speaks: string;
  delimiter?: string;
  encoding?: TextEncoding;
  read(sheets: readonly Sheet[]): readonly Said[] | null;
}): Driver {
  const read = (frame: Frame): Said | readonly Said[] => {
    if (frame.fault) return rejected(frame.fault);
    try {
      return file.read(readTables(frame.body, file)) ?? rejected("syntax");
    } catch (error) {
      // a file that cannot be opened at all: cut short, of another kind, or damaged
      return rejected(error instanceof Error && error.message === "noise" ? "noise" : "syntax");
    }
  };
  return {
    name: file.name,
    speaks: file.speaks,
    framing: () => wholeFile(),
    reader: () => ({ read }),
    hasHead: () => true,
    isShown: () => false,
    asks: null,
  };
}

/** Where in a table the parts of a result stand, counted from 0. */
export type Columns = Partial<
  Record<
    | "sample"
    | "test"
    | "value"
    | "unit"
    | "well"
    | "at"
    | "name"
    | "status"
    | "flag"
    | "target"
    | "range"
    | "dilution"
    | "volume"
    | "mass",
    number
  >
>;

/** The figure of one row, or why there is none. A row must be as long as its headline, or something is missing in it. */
export function rowReading(
  row: TableRow,
  width: number,
  columns: Columns,
  more: { quantity: Measured["quantity"]; unit?: string; test?: string; decimalComma?: boolean },
): Measured | Rejected {
  const cell = (at: number | undefined) => (at === undefined ? "" : (row.cells[at] ?? ""));
  if (row.cells.length < width && row.bytes > 0) return { ...rejected("truncated"), bytes: row.bytes };
  if (row.cells.length > width) return { ...rejected("syntax"), bytes: row.bytes };
  if (!row.isEnded && columns.value === width - 1) return { ...rejected("truncated"), bytes: row.bytes };
  const field = cell(columns.value);
  const figure = figureOf(field, more.decimalComma);
  const told = Object.entries({ ...columns, value: undefined, unit: undefined }).flatMap(([name, at]) =>
    cell(at) === "" ? [] : [[name, cell(at)] as const],
  );
  return {
    kind: "reading",
    quantity: more.quantity,
    value: figure?.value ?? null,
    unit: cell(columns.unit) || more.unit || null,
    stable: null,
    qualifier: figure?.qualifier ?? "=",
    ...(more.test === undefined ? {} : { test: more.test }),
    ...Object.fromEntries(told),
    ...(figure ? {} : { text: field }),
  };
}

/** What stands around the results of a file. */
export function fileMessage(protocol: string, rows: number, more: Readonly<Record<string, unknown>> = {}): Message {
  return { kind: "message", protocol, rows, ...more };
}
