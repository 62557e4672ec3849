import { readTables } from "../../instruments/drivers/read-table.ts";
import { Problem } from "../kernel/problems.ts";

/** The first table of a spreadsheet (XLSX, CSV in any usual encoding) that has a line `isHead` takes for its header. */
export function readSheet(
  file: { name: string; bytes: string },
  isHead: (cells: readonly string[]) => boolean,
): { head: string[]; rows: { line: number; cells: string[] }[] } {
  for (const cells of tablesOf(file)) {
    const at = cells.findIndex((row) => isHead(row.map(plain)));
    const head = cells[at];
    if (!head) continue;
    const rows = cells
      .map((row, i) => ({ line: i + 1, cells: row.map((cell) => cell.trim()) }))
      .filter(({ line, cells: row }) => line > at + 1 && row.some((cell) => cell !== ""));
    return { head: head.map(plain), rows };
  }
  throw new Problem("file-without-rows", { file: file.name });
}

function tablesOf({ name, bytes }: { name: string; bytes: string }): string[][][] {
  try {
    return readTables(Buffer.from(bytes, "base64")).map(({ rows }) => rows.map(({ cells }) => [...cells]));
  } catch {
    throw new Problem("file-without-rows", { file: name });
  }
}

function plain(cell: string): string {
  return cell
    .replace(/^\uFEFF/, "")
    .replace(/[\s*＊]/g, "")
    .replaceAll("(", "（")
    .replaceAll(")", "）");
}
