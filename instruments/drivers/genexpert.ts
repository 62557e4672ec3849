import type { Driver, Said } from "./driver.ts";
import { figureOf } from "./figure.ts";
import { rejected } from "./plain-line.ts";
import { fileMessage, resultFile } from "./result-file.ts";
import type { TableRow } from "./read-table.ts";

// Cepheid GeneXpert Dx writes sections of keys and values; each RESULT TABLE is one sample's test.

/** Cepheid GeneXpert. */
export const genexpert: Driver = resultFile({
  name: "genexpert",
  speaks: "Cepheid GeneXpert Dx system exports (sections of keys and values)",
  delimiter: ",",
  read(sheets) {
    const rows = sheets[0]?.rows ?? [];
    if (rows[0]?.cells[0] !== "GeneXpert Dx System Export File") return null;
    const said: Said[] = [];
    let open: Map<string, string> | null = null;
    let bytes = 0;
    const close = () => {
      if (open) said.push(resultOf(open, bytes));
      open = null;
      bytes = 0;
    };
    const about = new Map<string, string>();
    for (const row of rows) {
      const [key = "", ...rest] = row.cells;
      const isHead = rest.length === 0 && /^[A-Z][A-Z ]+$/.test(key);
      if (isHead || key === "") close();
      if (isHead && key === "RESULT TABLE") open = new Map();
      else if (open) keep(open, row);
      else if (/^Export /.test(key)) about.set(key, rest.join(","));
      if (open) bytes += row.bytes;
    }
    close();
    const at = [about.get("Export Date"), about.get("Export Time")].filter(Boolean).join(" ");
    return [fileMessage("genexpert", said.length, at === "" ? {} : { at }), ...said];
  },
});

function keep(open: Map<string, string>, { cells, isEnded }: TableRow): void {
  const [key = "", ...rest] = cells;
  // without its line end the last value may have lost something
  if (isEnded || key !== "Test Result") open.set(key, rest.join(","));
}

function resultOf(table: ReadonlyMap<string, string>, bytes: number): Said {
  const told = table.get("Test Result") ?? "";
  const sample = table.get("Sample ID") ?? "";
  if (told === "" || sample === "") return { ...rejected("truncated"), bytes };
  const found = /^([<>]?\s*\S+) (\S+)$/.exec(told);
  const figure = figureOf(found?.[1] ?? told);
  const name = table.get("Test Type");
  return {
    kind: "reading",
    quantity: "result",
    value: figure?.value ?? null,
    unit: figure && found ? (found[2] ?? null) : null,
    stable: null,
    qualifier: figure?.qualifier ?? "=",
    test: table.get("Assay") ?? "",
    sample,
    ...(name ? { name } : {}),
    ...(figure ? {} : { text: told }),
  };
}
