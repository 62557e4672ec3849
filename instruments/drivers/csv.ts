import { z } from "zod";
import type { Driver, DriverFamily, Measured, Said } from "./driver.ts";
import { profileOf } from "./profile.ts";
import { fileMessage, resultFile, rowReading } from "./result-file.ts";
import type { Columns } from "./result-file.ts";
import type { Sheet } from "./read-table.ts";
import { textEncoding } from "./text-encoding.ts";

const names = [
  "sample",
  "test",
  "value",
  "unit",
  "well",
  "at",
  "name",
  "status",
  "flag",
  "target",
  "range",
  "dilution",
  "volume",
  "mass",
] as const;
const heading = z.string().min(1).max(120);

/** Where an instrument's program puts what in its table. Without it, headings that are known are used. */
export const TableProfile = z.strictObject({
  sheet: heading.optional(),
  delimiter: z.string().length(1).optional(),
  encoding: textEncoding.optional(),
  decimalComma: z.boolean().default(false),
  /** The headings of the columns, as the file writes them. */
  columns: z.partialRecord(z.enum(names), heading).optional(),
  /** A table with one column for each compound. */
  values: z
    .array(z.strictObject({ column: heading, test: heading.optional(), unit: z.string().max(20).optional() }))
    .max(200)
    .optional(),
  unit: z.string().max(20).optional(),
  quantity: z.enum(["concentration", "absorbance", "result", "percent", "weight", "pH", "ct"]).optional(),
});
export type TableProfile = z.output<typeof TableProfile>;

const known: Readonly<Record<(typeof names)[number], RegExp>> = {
  sample:
    /^(?:sample|sample[ _]?(?:id|name|no\.?|number|label)|specimen|\u6837\u54c1(?:\u7f16\u53f7|\u540d\u79f0|\u540d|\u53f7)?|\u7f16\u53f7)$/i,
  test: /^(?:test|test[ _]?(?:code|name)|compound|analyte|component|element|peak name|\u7ec4\u5206|\u5316\u5408\u7269|\u9879\u76ee|\u5143\u7d20)$/i,
  value:
    /^(?:result|value|abs|absorbance|od(?:[ _]?\d{3})?|conc(?:\.|entration)?|amount|\u7ed3\u679c|\u6d53\u5ea6|\u542b\u91cf|\u5438\u5149\u5ea6)$/i,
  unit: /^(?:units?|\u5355\u4f4d)$/i,
  well: /^(?:well|well[ _]?(?:position|name)|\u5b54\u4f4d)$/i,
  at: /^(?:at|date[ _]?time|acq(?:uisition)?[ _.]?(?:date|time).*|\u68c0\u6d4b\u65f6\u95f4|\u65f6\u95f4)$/i,
  name: /^(?:peak|file[ _]?name|data file|\u6570\u636e\u6587\u4ef6)$/i,
  status: /^(?:status|\u72b6\u6001)$/i,
  flag: /^(?:flags?|\u6807\u8bb0)$/i,
  target: /^(?:target(?:[ _]name)?)$/i,
  range: /^(?:range|reference range)$/i,
  dilution: /^(?:dil(?:ution)?(?:[ ._]?factor)?\.?|\u7a00\u91ca(?:\u500d\u6570|\u500d\u7387|\u56e0\u5b50)?)$/i,
  volume: /^(?:final[ _]?volume|volume(?:[ (_]*ml\)?)?|\u5b9a\u5bb9\u4f53\u79ef(?:[ (\uff08]*ml[)\uff09]?)?)$/i,
  mass: /^(?:sample[ _]?(?:mass|weight|amount)(?:[ (_]*g\)?)?|weight(?:[ (_]*g\)?)?|(?:\u79f0\u6837\u91cf|\u6837\u54c1\u8d28\u91cf|\u53d6\u6837\u91cf)(?:[ (\uff08]*g[)\uff09]?)?)$/i,
};

/** Tables of results: chromatographs, spectrometers, plate readers; CSV, TXT with tabulators, XLSX. */
export const csv: DriverFamily = {
  name: "csv",
  speaks:
    "Tables of results as CSV, TXT or XLSX: GC, LC, IC, AAS, AFS, ICP-MS, photometers, plate readers; columns by profile",
  driver(profile): Driver {
    const settings = profileOf("csv", TableProfile, profile);
    return resultFile({
      name: "csv",
      speaks: csv.speaks,
      delimiter: settings.delimiter,
      encoding: settings.encoding,
      read: (sheets) => readTable(sheets, settings, "csv"),
    });
  },
};

/** The results of the first table whose headline fits; null when there is none. */
export function readTable(sheets: readonly Sheet[], settings: TableProfile, protocol: string): Said[] | null {
  for (const sheet of sheets) {
    if (settings.sheet !== undefined && sheet.name !== "" && sheet.name !== settings.sheet) continue;
    const at = sheet.rows.findIndex(({ cells }) => headlineOf(cells, settings) !== null);
    const headline = headlineOf(sheet.rows[at]?.cells ?? [], settings);
    if (!headline) continue;
    const width = sheet.rows[at]?.cells.length ?? 0;
    const rows = sheet.rows.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell !== ""));
    const said = rows.flatMap((row) => {
      const each = headline.map(({ columns, ...more }) => rowReading(row, width, columns, more));
      const refused = each.find(({ kind }) => kind === "rejected");
      return refused ? [refused] : each;
    });
    return [fileMessage(protocol, rows.length, sheet.name === "" ? {} : { sheet: sheet.name }), ...said];
  }
  return null;
}

type Found = { columns: Columns; quantity: Measured["quantity"]; unit?: string; test?: string; decimalComma: boolean };

function headlineOf(cells: readonly string[], settings: TableProfile): Found[] | null {
  const place = (name: string) => {
    const at = cells.indexOf(name);
    return at < 0 ? undefined : at;
  };
  const columns: Columns = {};
  for (const name of names) {
    const wanted = settings.columns?.[name];
    const at = wanted === undefined ? cells.findIndex((cell) => known[name].test(cell)) : (place(wanted) ?? -1);
    if (wanted !== undefined && at < 0) return null;
    if (at >= 0) columns[name] = at;
  }
  const same = { decimalComma: settings.decimalComma };
  if (settings.values) {
    if (columns.sample === undefined && columns.well === undefined) return null;
    const found = settings.values.map(({ column, test, unit }) => ({
      ...same,
      columns: { ...columns, value: place(column), test: undefined },
      quantity: settings.quantity ?? ("concentration" as const),
      test: test ?? column,
      unit: unit ?? settings.unit,
    }));
    return found.some(({ columns: { value } }) => value === undefined) ? null : found;
  }
  if (columns.value === undefined || cells.filter((cell) => cell !== "").length < 2) return null;
  const isDensity = /^(?:abs|od|\u5438\u5149)/i.test(cells[columns.value] ?? "");
  return [
    { ...same, columns, quantity: settings.quantity ?? (isDensity ? "absorbance" : "result"), unit: settings.unit },
  ];
}
