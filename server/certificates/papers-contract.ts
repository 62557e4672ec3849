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
