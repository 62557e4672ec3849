import { z } from "zod";
import { pageOf, pageQuery } from "../kernel/page.ts";
import { endpoint } from "../kernel/endpoint.ts";

export const HoldKind = z.enum(["reinspection", "objection", "case", "other"]);
export const RetentionShow = z.enum(["due", "soon", "held", "kept"]);

export const HoldView = z.object({
  id: z.uuid(),
  kind: HoldKind,
  reason: z.string(),
  placedBy: z.string(),
  placedAt: z.string(),
  releasedBy: z.string().nullable(),
  releasedAt: z.string().nullable(),
  releaseNote: z.string().nullable(),
});
export type HoldView = z.output<typeof HoldView>;

export const RetainedRow = z.object({
  number: z.string(),
  sampleNumber: z.string(),
  sampleName: z.string(),
  kind: z.enum(["test", "reserve"]),
  quantity: z.string().nullable(),
  place: z.string().nullable(),
  storage: z.string(),
  retainUntil: z.string().nullable(),
  rule: z.enum(["pass", "fail", "shelf-life", "unconcluded"]),
  /** Why it is held, in words; null where nothing holds it. */
  held: z.string().nullable(),
});
export type RetainedRow = z.output<typeof RetainedRow>;

export const listRetained = endpoint({
  method: "GET",
  path: "/api/retention",
  right: "samples.read",
  summary: "Retained samples: due, due soon, held, kept / 留样",
  query: pageQuery.extend({ show: RetentionShow.default("due") }),
  reply: pageOf(RetainedRow).extend({
    today: z.string(),
    /** Of all rows that are sought, not only of this page; said with the first page, unless a word is sought that thousands hold. */
    counts: z.object({ due: z.number(), soon: z.number(), held: z.number(), kept: z.number() }).nullable(),
  }),
});

export const showHolds = endpoint({
  method: "GET",
  path: "/api/samples/:number/retention",
  right: "samples.read",
  summary: "How long a sample is kept, and what holds it / 留样期限与暂缓",
  params: z.object({ number: z.string() }),
  reply: z.object({
    until: z.string().nullable(),
    rule: z.enum(["pass", "fail", "shelf-life", "unconcluded"]),
    shelfLifeEnd: z.string().nullable(),
    holds: z.array(HoldView),
    openObjections: z.number(),
  }),
});

export const placeHold = endpoint({
  method: "POST",
  path: "/api/samples/:number/holds",
  right: "retention.hold",
  summary: "Nothing of this sample is disposed of / 暂缓处置",
  params: z.object({ number: z.string() }),
  body: z.object({ kind: HoldKind, reason: z.string().trim().min(2).max(300) }),
});

export const releaseHold = endpoint({
  method: "POST",
  path: "/api/holds/:holdId/release",
  right: "retention.hold",
  summary: "End a hold / 解除暂缓",
  params: z.object({ holdId: z.uuid() }),
  body: z.object({ note: z.string().trim().min(2).max(300) }),
});

export const DisposalRow = z.object({
  id: z.uuid(),
  label: z.string(),
  state: z.enum(["prepared", "done", "withdrawn"]),
  way: z.string(),
  items: z.number(),
  preparedBy: z.string(),
  preparedAt: z.string(),
  witnessedBy: z.string().nullable(),
  witnessedAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
  /** The reader is the second person it waits for. */
  waitsForMe: z.boolean(),
  /** Only of what still waits for its second signature; of the others the record says it. */
  containers: z.array(z.object({ number: z.string(), sampleName: z.string(), ground: z.string() })),
});
export type DisposalRow = z.output<typeof DisposalRow>;

export const listDisposals = endpoint({
  method: "GET",
  path: "/api/disposals",
  right: "samples.read",
  summary: "Disposals of retained samples, open ones first / 留样处置",
  query: z.object({ after: z.uuid().optional() }),
  reply: pageOf(DisposalRow),
});

export const prepareDisposal = endpoint({
  method: "POST",
  path: "/api/disposals",
  right: "retention.dispose",
  summary: "A batch to dispose of, signed by the first person / 处置清单签名",
  body: z.object({
    containers: z.array(z.string().max(40)).min(1).max(300),
    way: z.string().trim().min(2).max(120),
    password: z.string().max(200),
  }),
  reply: DisposalRow,
});

export const witnessDisposal = endpoint({
  method: "POST",
  path: "/api/disposals/:disposalId/witness",
  right: "retention.dispose",
  summary: "Signed by the second person: disposed of / 监督处置签名",
  params: z.object({ disposalId: z.uuid() }),
  body: z.object({ password: z.string().max(200) }),
  reply: DisposalRow,
});

export const withdrawDisposal = endpoint({
  method: "POST",
  path: "/api/disposals/:disposalId/withdraw",
  right: "retention.dispose",
  summary: "Take a batch back before it is witnessed / 撤销处置清单",
  params: z.object({ disposalId: z.uuid() }),
  body: z.object({ reason: z.string().trim().min(2).max(200) }),
  reply: DisposalRow,
});

export const disposalPdf = endpoint({
  method: "GET",
  path: "/api/disposals/:disposalId/record.pdf",
  right: "samples.read",
  summary: "The record as PDF / 留样处置记录 PDF",
  params: z.object({ disposalId: z.uuid() }),
  file: true,
});
