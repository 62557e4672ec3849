// The register from a spreadsheet: every row's problems are shown before anything is written.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { RowProblem } from "../kernel/row-problems.ts";

const file = z.object({ name: z.string().trim().min(1).max(200), bytes: z.base64().min(4).max(1_800_000) });

export const ImportRow = z.object({
  line: z.int(),
  name: z.string(),
  model: z.string(),
  serialNumber: z.string(),
  kind: z.string().nullable(),
  category: z.string().nullable(),
  /** Valid until by the certificate in the row; null where the row has none. */
  validUntil: z.string().nullable(),
  problems: z.array(RowProblem),
});
export type ImportRow = z.output<typeof ImportRow>;

export const previewInstruments = endpoint({
  method: "POST",
  path: "/api/instrument-imports/preview",
  right: "instruments.change",
  trail: "none", // a look changes nothing
  summary: "What a spreadsheet of instruments would bring, row by row / 预览仪器台账",
  body: file,
  reply: z.object({ rows: z.array(ImportRow), unknownColumns: z.array(z.string()) }),
});

export const importInstruments = endpoint({
  method: "POST",
  path: "/api/instrument-imports",
  right: "instruments.change",
  summary: "Take instruments from a spreadsheet, all or none / 导入仪器台账",
  body: file,
  reply: z.object({ instruments: z.int(), verifications: z.int() }),
});

export const importTemplate = endpoint({
  method: "GET",
  path: "/api/instrument-imports/template.csv",
  right: "instruments.change",
  summary: "An empty spreadsheet with the columns that are read / 台账模板",
  file: true,
});
