// 分包: items that another laboratory tests.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day, instant } from "../kernel/time.ts";

const words = z.string().trim().min(2).max(200);
const id = z.object({ subcontractId: z.uuid() });
const order = z.object({ number: z.string().max(40) });

export const mostReportBytes = 20 * 1024 * 1024;

const SubcontractTask = z.object({
  id: z.uuid(),
  methodId: z.uuid(),
  sampleNumber: z.string(),
  sampleName: z.string(),
  item: z.string(),
  method: z.string(),
  unit: z.string(),
  resultKind: z.string(),
  choices: z.array(z.string()),
  lod: z.string().nullable(),
  state: z.string(),
  reported: z.string().nullable(),
});
export type SubcontractTask = z.output<typeof SubcontractTask>;

export const SubcontractView = z.object({
  id: z.uuid(),
  stage: z.enum(["agreed", "sent", "reported", "ended"]),
  toName: z.string(),
  toCmaNumber: z.string(),
  toCmaValidUntil: z.string(),
  scopeEvidence: z.string(),
  consentBy: z.string(),
  consentOn: z.string(),
  consentPaper: z.string(),
  recordedBy: z.string(),
  recordedAt: instant,
  containers: z.array(z.string()),
  sentHow: z.string().nullable(),
  sentBy: z.string().nullable(),
  sentAt: instant.nullable(),
  reportNumber: z.string().nullable(),
  reportOn: z.string().nullable(),
  reportSha256: z.string().nullable(),
  reportBy: z.string().nullable(),
  endReason: z.string().nullable(),
  tasks: z.array(SubcontractTask),
});
export type SubcontractView = z.output<typeof SubcontractView>;

export const listSubcontracts = endpoint({
  method: "GET",
  path: "/api/orders/:number/subcontracts",
  right: "orders.read",
  summary: "What of an order other laboratories test / 分包",
  params: order,
  reply: z.object({
    /** null where it may be; else why not. */
    refusal: z.string().nullable(),
    rows: z.array(SubcontractView),
    /** Items that may still be given to another laboratory. */
    open: z.array(SubcontractTask),
    /** Test containers still here. */
    containers: z.array(z.object({ number: z.string(), sampleName: z.string(), quantity: z.string().nullable() })),
  }),
});

export const agreeSubcontract = endpoint({
  method: "POST",
  path: "/api/orders/:number/subcontracts",
  right: "subcontracts.change",
  summary: "Record the client's consent to items at a named laboratory / 登记分包",
  params: order,
  body: z.object({
    taskIds: z.array(z.uuid()).min(1).max(200),
    /** A laboratory of the register, whose scope on record covers item and method today. */
    partnerId: z.uuid(),
    consentBy: words,
    consentOn: day,
    consentPaper: words,
  }),
  reply: SubcontractView,
});

export const endSubcontract = endpoint({
  method: "POST",
  path: "/api/subcontracts/:subcontractId/end",
  right: "subcontracts.change",
  summary: "Give it up before anything was sent; the items come back / 取消分包",
  params: id,
  body: z.object({ reason: words }),
});

export const sendSubcontract = endpoint({
  method: "POST",
  path: "/api/subcontracts/:subcontractId/send",
  right: "subcontracts.change",
  summary: "Containers leave for the other laboratory / 分包样品发出",
  params: id,
  body: z.object({ containers: z.array(z.string().max(40)).min(1).max(100), how: words }),
});

export const attachReport = endpoint({
  method: "POST",
  path: "/api/subcontracts/:subcontractId/report",
  right: "subcontracts.change",
  summary: "The other laboratory's report; the body is the PDF / 上传分包报告",
  params: id,
  query: z.object({ number: z.string().trim().min(1).max(100), on: day }),
  upload: { types: ["application/pdf"], mostBytes: mostReportBytes },
  reply: z.object({ sha256: z.string() }),
});

export const subcontractReport = endpoint({
  method: "GET",
  path: "/api/subcontracts/:subcontractId/report.pdf",
  right: "results.read",
  summary: "The other laboratory's report / 分包报告",
  params: id,
  file: true,
});
