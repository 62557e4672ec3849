import { inflateRawSync, crc32 } from "node:zlib";
import AdmZip from "adm-zip";
import { XMLParser } from "fast-xml-parser";
import { z } from "zod";
import type { Sheet, TableRow } from "./read-table.ts";

// Office Open XML (ECMA-376), as much of it as a table of results needs: sheets, rows, cells as they are written.

const largestPart = 64 * 1024 * 1024; // unpacked: a small file may be written so that it unpacks to a disk full

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  removeNSPrefix: true,
  isArray: (name) => ["row", "c", "r", "si", "sheet", "Relationship"].includes(name),
});
const text = z.union([
  z.string(),
  z.looseObject({ "#text": z.string().optional() }).transform((t) => t["#text"] ?? ""),
]);
const Rich = z.union([
  z
    .looseObject({
      t: text.optional(),
      r: z.array(z.looseObject({ t: text.optional() })).optional(),
    })
    .transform(({ t, r }) => (t ?? "") + (r ?? []).map((run) => run.t ?? "").join("")),
  z.string(),
]);
const Cell = z.union([
  z.looseObject({ "@r": z.string().optional(), "@t": z.string().optional(), v: text.optional(), is: Rich.optional() }),
  z.string().transform(() => ({ "@r": undefined, "@t": undefined, v: undefined, is: undefined })),
]);
const Row = z.union([
  z.looseObject({ "@r": z.string().optional(), c: z.array(Cell).optional() }),
  z.string().transform(() => ({ "@r": undefined, c: undefined })),
]);
const Worksheet = z.looseObject({
  worksheet: z.looseObject({ sheetData: z.union([z.looseObject({ row: z.array(Row).optional() }), z.string()]) }),
});
const Strings = z.looseObject({ sst: z.looseObject({ si: z.array(Rich).optional() }) });
const Workbook = z.looseObject({
  workbook: z.looseObject({
    sheets: z.looseObject({ sheet: z.array(z.looseObject({ "@name": z.string(), "@id": z.string() })) }),
  }),
});
const Relations = z.looseObject({
  Relationships: z.looseObject({ Relationship: z.array(z.looseObject({ "@Id": z.string(), "@Target": z.string() })) }),
});

/** The sheets of a workbook. Throws an Error when it is none, or when a part's checksum (CRC-32) fails. */
export function rowsOfXlsx(file: Uint8Array): Sheet[] {
  const part = opened(file);
  const strings = part("xl/sharedStrings.xml");
  const shared = strings === null ? [] : (Strings.parse(parser.parse(strings)).sst.si ?? []);
  const relations = Relations.parse(parser.parse(part("xl/_rels/workbook.xml.rels") ?? "")).Relationships.Relationship;
  const { sheet } = Workbook.parse(parser.parse(part("xl/workbook.xml") ?? "")).workbook.sheets;
  return sheet.map((each) => {
    const target = relations.find((relation) => relation["@Id"] === each["@id"])?.["@Target"] ?? "";
    const place = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    const { sheetData } = Worksheet.parse(parser.parse(part(place) ?? "")).worksheet;
    const rows = typeof sheetData === "string" ? [] : (sheetData.row ?? []);
    return {
      name: each["@name"],
      rows: spread(rows.map((row) => ({ at: row["@r"], cells: cellsOf(row.c ?? [], shared) }))),
    };
  });
}

/** Rows that a program left out were empty: their places stay, so that row numbers are those a person sees. */
function spread(rows: readonly { at: string | undefined; cells: string[] }[]): TableRow[] {
  const all: TableRow[] = [];
  for (const { at, cells } of rows) {
    const place = Number(at ?? all.length + 1);
    while (all.length < Math.min(place - 1, 100_000)) all.push({ cells: [], bytes: 0, isEnded: true });
    all.push({ cells, bytes: 0, isEnded: true });
  }
  return all;
}

function cellsOf(cells: readonly z.output<typeof Cell>[], shared: readonly string[]): string[] {
  const row: string[] = [];
  for (const cell of cells) {
    const column = columnOf(cell["@r"] ?? "") ?? row.length;
    while (row.length < column) row.push("");
    const kind = cell["@t"];
    const value =
      kind === "s" ? (shared[Number(cell.v)] ?? "") : kind === "inlineStr" ? (cell.is ?? "") : (cell.v ?? "");
    row.push(value.trim());
  }
  return row;
}

/** `AB12` stands in the 28th column: 27 from nought. */
function columnOf(reference: string): number | null {
  const letters = /^([A-Z]{1,3})\d*$/.exec(reference)?.[1];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function opened(file: Uint8Array): (name: string) => string | null {
  const entries = new Map(new AdmZip(Buffer.from(file)).getEntries().map((entry) => [entry.entryName, entry]));
  return (name) => {
    const entry = entries.get(name);
    if (!entry) return null;
    const packed = entry.getCompressedData();
    const plain = entry.header.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: largestPart });
    if (crc32(plain) !== entry.header.crc >>> 0) throw new Error(`The part ${name} is damaged.`);
    return plain.toString("utf8");
  };
}
