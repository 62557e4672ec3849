// The plates or tubes of a batch as a grid: a line for each unit, a column for each plate; nothing here knows a screen.
import type { Counted, CountRecord } from "../../server/results/count-contract.ts";
import type { GridCell, SheetRow, SheetView } from "../../server/sheets/contract.ts";
import { plateOf, plateText } from "../readings/plate-rules.ts";

export type UnitLine = {
  row: SheetRow;
  isFirst: boolean;
  span: number;
  unit: number;
  container: string | null;
  /** As it will be reported. */
  reported: string | null;
  determinationId: string;
  cell: GridCell;
};
/** One column: the n-th plate at 10 to minus the exponent, or the tubes at the n-th amount. */
export type Column = { key: string; exponent: number; nth: number };

export const platesAtOnce = 2;
export const dilutionsAtOnce = 3;

/** A line for each unit of each sample; controls are typed in the grid of results. */
export function unitLines(view: Pick<SheetView, "rows">, step: string): UnitLine[] {
  return view.rows.flatMap((row) =>
    row.parallels.flatMap((p, i): UnitLine[] => {
      const cell = p.cells.find((c) => c.step === step);
      if (row.kind !== "sample" || p.determinationId === null || !cell) return [];
      const { parallel: unit, container, determinationId, value: reported } = p;
      return [{ row, isFirst: i === 0, span: row.parallels.length, unit, container, reported, determinationId, cell }];
    }),
  );
}

/** Two plates at each of three dilutions from the first, and whatever other plates were counted already; or three amounts of tubes. */
export function columnsOf(sheet: "plates" | "mpn", first: number, lines: readonly UnitLine[]): Column[] {
  if (sheet === "mpn") return [0, 1, 2].map((nth) => ({ key: `t${nth}`, exponent: first + nth, nth: nth + 1 }));
  const most = new Map<number, number>();
  for (let i = 0; i < dilutionsAtOnce; i += 1) most.set(first + i, platesAtOnce);
  for (const { cell } of lines)
    for (const { exponent, plates } of cell.record?.dilutions ?? [])
      most.set(exponent, Math.max(plates.length, most.get(exponent) ?? platesAtOnce));
  return [...most]
    .sort(([a], [b]) => a - b)
    .flatMap(([exponent, plates]) =>
      Array.from({ length: plates }, (_, i) => ({ key: `${exponent}-${i + 1}`, exponent, nth: i + 1 })),
    );
}

/** What stands in a column of a unit's record. */
export function standingText(record: CountRecord | null, { key, exponent, nth }: Column): string {
  if (key.startsWith("t")) {
    const positive = record?.tubes?.positive[nth - 1];
    return positive === undefined ? "" : String(positive);
  }
  const plate = record?.dilutions?.find((d) => d.exponent === exponent)?.plates[nth - 1];
  return plate === undefined ? "" : plateText(plate);
}

/** Whether a text can stand in a column. */
export function isPlate({ key }: Column, text: string): boolean {
  const said = text.normalize("NFKC").trim();
  if (said === "") return true;
  return key.startsWith("t") ? /^[0-3]$/.test(said) : plateOf(said).length > 0;
}

/** A unit's texts as they are counted; null while nothing was typed, or a tube is missing, or something cannot be understood. */
export function countedOf(columns: readonly Column[], texts: readonly string[], first: number): Counted | null {
  if (!columns.every((column, i) => isPlate(column, texts[i] ?? ""))) return null;
  if (columns[0]?.key.startsWith("t")) {
    const [a, b, c] = texts.map((text) => (text.trim() === "" ? null : Number.parseInt(text.normalize("NFKC"), 10)));
    if (a === null || b === null || c === null || a === undefined || b === undefined || c === undefined) return null;
    return { tubes: { exponent: first, positive: [a, b, c] } };
  }
  const dilutions = [...new Set(columns.map(({ exponent }) => exponent))].flatMap((exponent) => {
    const plates = columns.flatMap((column, i) => (column.exponent === exponent ? plateOf(texts[i] ?? "") : []));
    return plates.length > 0 ? [{ exponent, plates }] : [];
  });
  return dilutions.length > 0 ? { dilutions } : null;
}

/** 10⁻²; an amount of tubes in grams or millilitres. */
export function columnHead(sheet: "plates" | "mpn", exponent: number): string {
  if (sheet === "plates")
    return `10${exponent === 0 ? "⁰" : `⁻${String(exponent).replace(/\d/g, (d) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(d)] ?? "")}`}`;
  return exponent < 0 ? `1${"0".repeat(-exponent)}` : exponent === 0 ? "1" : `0.${"0".repeat(exponent - 1)}1`;
}
