import { parse } from "csv-parse/sync";
import { rowsOfXlsx } from "./xlsx.ts";
import { bytesOf, guessEncoding, textDecoder } from "./text-encoding.ts";
import type { TextEncoding } from "./text-encoding.ts";

/** A row of a table with the bytes it took in its file; of a compressed file nobody can say, so 0. */
export type TableRow = { readonly cells: readonly string[]; readonly bytes: number; readonly isEnded: boolean };
export type Sheet = { readonly name: string; readonly rows: readonly TableRow[] };

/**
 * A file as tables: an XLSX workbook with its sheets, or text with a separator. Throws an Error when it is neither. Cells
 * stay text: what a spreadsheet would make of 1-2 or 0.10 is not what the instrument wrote.
 */
export function readTables(
  file: Uint8Array,
  { delimiter, encoding }: { delimiter?: string; encoding?: TextEncoding } = {},
): Sheet[] {
  if (file[0] === 0x50 && file[1] === 0x4b) return rowsOfXlsx(file);
  const set = encoding ?? guessEncoding(file);
  const text = textDecoder(set)(file);
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/.test(text)) throw new Error("noise");
  const found = parse(text, {
    bom: true,
    delimiter: delimiter ?? guessDelimiter(text),
    relax_column_count: true,
    skip_empty_lines: false,
    raw: true,
    info: true,
  }) as unknown as { record: string[]; raw: string }[];
  return [
    {
      name: "",
      rows: found.map(({ record, raw }) => ({
        cells: record.map((cell) => cell.trim()),
        bytes: bytesOf(raw, set),
        isEnded: /[\r\n]$/.test(raw),
      })),
    },
  ];
}

/** The separator that the first lines share: the one that stands equally often in most of them. */
function guessDelimiter(text: string): string {
  const lines = text.split(/\r\n|\r|\n/, 40).filter((line) => line.trim() !== "");
  const counted = ["\t", ";", ",", "|"].map((each) => ({
    each,
    lines: lines.filter((line) => line.includes(each)).length,
  }));
  return counted.reduce((best, next) => (next.lines > best.lines ? next : best), { each: ",", lines: 0 }).each;
}
