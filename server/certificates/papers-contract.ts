// Papers of an order that people sign by hand: the commission agreement, the sampling sheet, the letter of refusal.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";

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
