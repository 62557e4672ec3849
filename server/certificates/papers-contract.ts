// Papers of an order that people sign by hand: the commission agreement, the sampling sheet, the letter of refusal.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day } from "../kernel/time.ts";

const ofNumber = z.object({ number: z.string().max(40) });

export const agreementPdf = endpoint({
  method: "GET",
  path: "/api/orders/:number/agreement.pdf",
  right: "orders.read",
  summary: "The commission agreement, to be signed / 委托检验协议书",
  params: ofNumber,
  file: true,
});

export const samplingSheetPdf = endpoint({
  method: "GET",
  path: "/api/orders/:number/sampling-sheet.pdf",
  right: "orders.read",
  summary: "The sampling sheet, to be signed / 抽样单",
  params: ofNumber,
  file: true,
});

export const refusalLetterPdf = endpoint({
  method: "GET",
  path: "/api/samples/:number/refusal-letter.pdf",
  right: "samples.read",
  summary: "The letter that says why a sample was refused / 拒收通知书",
  params: ofNumber,
  file: true,
});

export const supervisoryResultsXlsx = endpoint({
  method: "GET",
  path: "/api/supervisory-results.xlsx",
  right: "certificates.read",
  summary: "Results of issued supervisory certificates for the national system's upload / 导出监督抽检结果",
  query: z.object({ from: day, to: day }),
  file: true,
});

/** What a column of the export may hold, in the words of a certificate. */
export const ResultField = z.enum([
  "sheetNumber",
  "sampleName",
  "sampleNumber",
  "sampledEnterprise",
  "producer",
  "productionDate",
  "batchNumber",
  "item",
  "result",
  "unit",
  "method",
  "basis",
  "limit",
  "lod",
  "verdict",
  "conclusion",
  "certificateNumber",
  "issuedOn",
  "laboratory",
  "text",
]);
export type ResultField = z.output<typeof ResultField>;

/** One column as the national system's template asks for it; `text` says the same in every row. */
export const ResultColumn = z.object({
  heading: z.string().trim().min(1).max(60),
  field: ResultField,
  text: z.string().trim().max(100).default(""),
});
export type ResultColumn = z.output<typeof ResultColumn>;

const columns = z.object({ rows: z.array(ResultColumn).min(1).max(80) });

export const showResultColumns = endpoint({
  method: "GET",
  path: "/api/supervisory-columns",
  right: "certificates.read",
  summary: "The columns of the results for the upload / 导出列",
  reply: columns.extend({ isUsual: z.boolean() }),
});

export const setResultColumns = endpoint({
  method: "POST",
  path: "/api/supervisory-columns",
  right: "orders.register",
  summary: "Say which columns the upload asks for; none: the usual ones again / 设置导出列",
  body: z.object({ rows: z.array(ResultColumn).max(80) }),
  reply: columns.extend({ isUsual: z.boolean() }),
});
