import type { DraftRow } from "../../server/catalogue/editions-contract.ts";

/** Rows as lines with tabs, as a spreadsheet copies and pastes them. */
export function writeRows(rows: readonly DraftRow[]): string {
  return rows.map((r) => [r.category, r.item, r.unit, r.limit, r.basis, r.note].join("\t")).join("\n");
}

/** The rows of such lines, and the first line that has too few columns. What a row was copied from is remembered. */
export function readRows(text: string, from: readonly DraftRow[]): { rows: DraftRow[]; short: number | null } {
  const lines = text.split(/\r?\n/);
  let short: number | null = null;
  const rows = lines.flatMap((line, i): DraftRow[] => {
    if (line.trim() === "") return [];
    const [category = "", item = "", unit = "", limit = "", basis = "", note = ""] = line
      .split("\t")
      .map((cell) => cell.trim());
    if (category === "" || item === "" || limit === "") {
      short ??= i + 1;
      return [];
    }
    const like = from.find((row) => row.category === category && row.item === item)?.like;
    return [{ ...(like === undefined ? {} : { like }), category, item, unit, limit, basis, note }];
  });
  return { rows, short };
}
