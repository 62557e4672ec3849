import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/page.ts";

export const TransferState = z.enum(["sent", "received", "incomplete", "recalled"]);
export const TransferPurpose = z.enum(["reinspection", "testing", "keeping", "return"]);

export const TransferRow = z.object({
  id: z.uuid(),
  number: z.string(),
  from: z.string(),
  to: z.string(),
  /** out: sent by us; in: on its way to us or received here. */
  direction: z.enum(["out", "in"]),
  purpose: TransferPurpose,
  state: TransferState,
  sentBy: z.string(),
  sentAt: z.string(),
  items: z.number(),
  received: z.number(),
});
export type TransferRow = z.output<typeof TransferRow>;

export const TransferView = TransferRow.extend({
  isOutside: z.boolean(),
  courier: z.string().nullable(),
  temperature: z.string().nullable(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
  closeNote: z.string().nullable(),
  lines: z.array(
    z.object({
      number: z.string(),
      sampleName: z.string(),
      kind: z.enum(["test", "reserve"]),
      quantity: z.string().nullable(),
      storage: z.string(),
      sealNumber: z.string().nullable(),
      receivedAt: z.string().nullable(),
      receivedBy: z.string().nullable(),
      condition: z.string().nullable(),
    }),
  ),
  may: z.array(z.enum(["receive", "close", "confirm", "recall"])),
});
export type TransferView = z.output<typeof TransferView>;

export const listTransfers = endpoint({
  method: "GET",
  path: "/api/transfers",
  right: "samples.read",
  summary: "Manifests from and to the laboratory, newest first; those that are not done / 样品移交",
  query: pageQuery.extend({
    show: z.enum(["open", "all"]).default("all"),
    direction: z.enum(["out", "in"]).optional(),
  }),
  reply: pageOf(TransferRow).extend({
    /** How many that are sought are not done yet, and how many there are; said with the first page. */
    counts: z.object({ open: z.number(), all: z.number() }).nullable(),
  }),
});

export const transferTargets = endpoint({
  method: "GET",
  path: "/api/transfer-targets",
  right: "transfers.send",
  summary: "Laboratories of the system to send to / 可移交的实验室",
  reply: z.object({ rows: z.array(z.object({ id: z.uuid(), name: z.string() })) }),
});

const number = z.object({ number: z.string() });

export const showTransfer = endpoint({
  method: "GET",
  path: "/api/transfers/:number",
  right: "samples.read",
  summary: "One manifest / 移交单",
  params: number,
  reply: TransferView,
});

export const sendTransfer = endpoint({
  method: "POST",
  path: "/api/transfers",
  right: "transfers.send",
  summary: "Send containers to another laboratory / 移交样品",
  body: z.object({
    toLaboratoryId: z.uuid().optional(),
    toName: z.string().trim().max(100).optional(),
    purpose: TransferPurpose,
    courier: z.string().trim().max(60).optional(),
    temperature: z.string().trim().max(40).optional(),
    containers: z.array(z.string().max(40)).min(1).max(200),
  }),
  reply: TransferView,
});

export const receiveContainer = endpoint({
  method: "POST",
  path: "/api/transfers/:number/receive",
  right: "transfers.send",
  summary: "One container of a manifest has arrived / 接收移交样品",
  params: number,
  body: z.object({
    container: z.string().max(40),
    condition: z.string().trim().min(2).max(200).default("完好"),
  }),
  reply: TransferView,
});

export const closeTransfer = endpoint({
  method: "POST",
  path: "/api/transfers/:number/close",
  right: "transfers.send",
  summary: "All that came has been scanned; what is missing is named / 接收完毕",
  params: number,
  body: z.object({ note: z.string().trim().max(300).optional() }),
  reply: TransferView,
});

export const recallTransfer = endpoint({
  method: "POST",
  path: "/api/transfers/:number/recall",
  right: "transfers.send",
  summary: "What was not received comes back / 撤回移交",
  params: number,
  body: z.object({ reason: z.string().trim().min(2).max(200) }),
  reply: TransferView,
});

export const manifestPdf = endpoint({
  method: "GET",
  path: "/api/transfers/:number/manifest.pdf",
  right: "samples.read",
  summary: "The manifest as PDF / 移交单 PDF",
  params: number,
  file: true,
});
