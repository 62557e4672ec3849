import type { Driver, Said } from "./driver.ts";
import { fileMessage, resultFile, rowReading } from "./result-file.ts";
import type { Columns } from "./result-file.ts";
import type { Sheet } from "./read-table.ts";

// QuantStudio writes lines about the run, a headline, a row for each well and target. A well without a threshold crossing
// says Undetermined or nothing: then there is no Ct, which is not a Ct of nought.

/** Applied Biosystems QuantStudio and 7500: real-time PCR. */
export const quantstudio: Driver = resultFile({
  name: "quantstudio",
  speaks: "Applied Biosystems QuantStudio, 7500: result exports as XLSX, CSV or TXT",
  read: (sheets) => sheets.map(readSheet).find((said) => said !== null) ?? null,
});

function readSheet({ name, rows }: Sheet): Said[] | null {
  const at = rows.findIndex(({ cells }) => cells.includes("Well Position") && ctIn(cells) >= 0);
  const headline = rows[at]?.cells;
  if (!headline) return null;
  const place = (heading: string) => (headline.includes(heading) ? headline.indexOf(heading) : undefined);
  const columns: Columns = {
    value: ctIn(headline),
    well: place("Well Position"),
    sample: place("Sample Name") ?? place("Sample"),
    target: place("Target Name") ?? place("Target"),
    name: place("Task"),
  };
  const about = Object.fromEntries(
    rows.slice(0, at).flatMap(({ cells: [key, value] }) => (key && value ? [[key, value]] : [])),
  );
  const wells = rows.slice(at + 1).filter(({ cells }) => /^[A-P]\d{1,2}$/.test(cells[columns.well ?? -1] ?? ""));
  const said = wells.map((row): Said => {
    const reading = rowReading(row, headline.length, columns, { quantity: "ct" });
    return reading.kind === "reading" && reading.value !== null ? { ...reading, ct: reading.value } : reading;
  });
  return [fileMessage("quantstudio", wells.length, { ...(name === "" ? {} : { sheet: name }), about }), ...said];
}

function ctIn(cells: readonly string[]): number {
  return cells.findIndex((cell) => /^(?:C[T\u0442]|Cq)$/i.test(cell));
}
