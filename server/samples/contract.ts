import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { dayRange, pageOf, pageQuery } from "../kernel/page.ts";
import { NewRefusal } from "../orders/contract.ts";

export const SampleState = z.enum([
  "registered",
  "in_testing",
  "results_complete",
  "under_review",
  "approved",
  "certified",
  "rejected",
  "on_hold",
  "cancelled",
]);

export const SampleRow = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  state: SampleState,
  client: z.string(),
  orderNumber: z.string(),
  receivedAt: z.string(),
  dueOn: z.string(),
});
export type SampleRow = z.output<typeof SampleRow>;

export const CustodyView = z.object({
  action: z.string(),
  person: z.string(),
  /** Who did it, where that is not the person it went to. */
  by: z.string().nullable(),
  at: z.string(),
  place: z.string().nullable(),
  laboratory: z.string().nullable(),
  remark: z.string().nullable(),
});

export const ContainerView = z.object({
  id: z.uuid(),
  number: z.string(),
  kind: z.enum(["test", "reserve"]),
  state: z.enum(["stored", "handed_out", "disposed", "transferred"]),
  quantity: z.string().nullable(),
  storage: z.string(),
  place: z.string().nullable(),
  placeNumber: z.string().nullable(),
  /** False: it lies at a temperature that its storage condition does not allow. */
  fits: z.boolean(),
  sealNumber: z.string().nullable(),
  isSealIntact: z.boolean().nullable(),
  sealPhotoId: z.uuid().nullable(),
  holder: z.string().nullable(),
  /** 留样至: the last day it must be kept; null while the sample has no conclusion. */
  retainUntil: z.string().nullable(),
  /** The last time it was sent to another laboratory. */
  transfer: z
    .object({ number: z.string(), to: z.string(), isUnderway: z.boolean(), receivedAt: z.string().nullable() })
    .nullable(),
  moves: z.array(CustodyView),
  may: z.array(z.string()),
});
export type ContainerView = z.output<typeof ContainerView>;

export const TaskSummary = z.object({
  id: z.uuid(),
  item: z.string(),
  method: z.string(),
  state: z.string(),
  analyst: z.string().nullable(),
  reported: z.string().nullable(),
  unit: z.string(),
  verdict: z.string().nullable(),
  /** Leads to the explanation of the current result. */
  resultId: z.uuid().nullable(),
});

export const SampleView = SampleRow.extend({
  category: z.string(),
  specification: z.string().nullable(),
  trademark: z.string().nullable(),
  gtin: z.string().nullable(),
  batchNumber: z.string().nullable(),
  productionDate: z.string().nullable(),
  shelfLife: z.string().nullable(),
  producer: z.string().nullable(),
  quantity: z.string(),
  stateOnArrival: z.string(),
  temperature: z.string().nullable(),
  storage: z.string(),
  sampledOn: z.string().nullable(),
  samplingPlace: z.string().nullable(),
  samplers: z.string().nullable(),
  dehydrationFactor: z.string().nullable(),
  dehydrationSource: z.string().nullable(),
  photoIds: z.array(z.uuid()),
  /** 盲样, and whether whose it is was taken out of this answer. */
  isBlind: z.boolean(),
  isHidden: z.boolean(),
  /** Why it was not taken on; null for all others. */
  refusal: NewRefusal.extend({ refusedBy: z.string(), refusedAt: z.string() }).nullable(),
  /** Whether it may still be refused. */
  mayRefuse: z.boolean(),
  containers: z.array(ContainerView),
  tasks: z.array(TaskSummary),
  certificates: z.array(z.object({ number: z.string(), printedNumber: z.string(), state: z.string() })),
  returns: z.array(z.object({ from: z.string(), reason: z.string(), by: z.string(), at: z.string() })),
});
export type SampleView = z.output<typeof SampleView>;

export const listSamples = endpoint({
  method: "GET",
  path: "/api/samples",
  right: "samples.read",
  summary: "Samples, newest first / 样品",
  query: pageQuery.extend({ state: SampleState.optional(), ...dayRange }),
  reply: pageOf(SampleRow),
});

export const showSample = endpoint({
  method: "GET",
  path: "/api/samples/:number",
  right: "samples.read",
  summary: "One sample with its containers, tasks and custody / 样品",
  params: z.object({ number: z.string() }),
  reply: SampleView,
});

export const refuseSample = endpoint({
  method: "POST",
  path: "/api/samples/:number/refuse",
  right: "samples.register",
  summary: "Refuse a sample nobody has begun to test / 拒收样品",
  params: z.object({ number: z.string().max(40) }),
  body: NewRefusal,
  reply: SampleView,
});

export const photoTypes = ["image/jpeg", "image/png", "image/webp"] as const;
export const mostPhotoBytes = 8 * 1024 * 1024;

export const uploadPhoto = endpoint({
  method: "POST",
  path: "/api/photos",
  right: "samples.register",
  summary: "Upload a photo; the body is the picture / 上传照片",
  query: z.object({ name: z.string().max(120).optional() }),
  upload: { types: photoTypes, mostBytes: mostPhotoBytes },
  reply: z.object({ id: z.uuid(), size: z.number() }),
});

export const showPhoto = endpoint({
  method: "GET",
  path: "/api/photos/:fileId",
  right: "samples.read",
  summary: "A photo / 照片",
  params: z.object({ fileId: z.uuid() }),
  file: true,
});

/** Labels of a sample and its containers (or of everything of an order), in scanning order: sample first. */
export const labelsPdf = endpoint({
  method: "GET",
  path: "/api/labels.pdf",
  right: "samples.read",
  summary: "Labels as PDF / 标签 PDF",
  query: z.object({ of: z.string().max(40), design: z.string().max(40).default("50x30") }),
  file: true,
});

export const labelPng = endpoint({
  method: "GET",
  path: "/api/labels/:number/label.png",
  right: "samples.read",
  summary: "One label as PNG at 203 dpi / 标签 PNG",
  params: z.object({ number: z.string() }),
  query: z.object({ design: z.string().max(40).default("50x30") }),
  file: true,
});

/** A label printer that takes jobs over TCP. */
export const Printer = z.object({
  name: z.string().trim().min(1).max(60),
  host: z.string().trim().min(1).max(255),
  port: z.int().min(1).max(65_535).default(9100),
  language: z.enum(["zpl", "tspl"]),
});
export type Printer = z.output<typeof Printer>;

export const listPrinters = endpoint({
  method: "GET",
  path: "/api/printers",
  right: "samples.read",
  summary: "Label printers / 标签打印机",
  reply: z.object({ rows: z.array(Printer) }),
});

/** The same list for the administrator, who sees no sample. */
export const showPrinters = endpoint({
  method: "GET",
  path: "/api/laboratory/printers",
  right: "laboratory.change",
  summary: "Label printers, to change them / 设置标签打印机",
  reply: z.object({ rows: z.array(Printer) }),
});

export const setPrinters = endpoint({
  method: "POST",
  path: "/api/printers",
  right: "laboratory.change",
  summary: "Set the label printers / 设置标签打印机",
  body: z.object({ rows: z.array(Printer).max(50) }),
});

export const handOutContainer = endpoint({
  method: "POST",
  path: "/api/containers/:number/hand-out",
  right: "containers.move",
  summary: "Hand a container out / 样品领用",
  params: z.object({ number: z.string() }),
  body: z.object({ toLogin: z.string().max(60).optional(), toBadge: z.string().max(40).optional() }),
  reply: ContainerView,
});

export const showContainer = endpoint({
  method: "GET",
  path: "/api/containers/:number",
  right: "samples.read",
  summary: "One container that lies in the laboratory, whoever's sample it is / 容器",
  params: z.object({ number: z.string() }),
  reply: ContainerView.extend({
    sampleNumber: z.string(),
    sampleName: z.string(),
    receivedAt: z.string(),
    /** False: another laboratory's sample, of which only the container is here. */
    isOwn: z.boolean(),
    from: z.string(),
  }),
});

const amount = z.string().trim().min(1).max(40);

export const splitContainer = endpoint({
  method: "POST",
  path: "/api/containers/:number/split",
  right: "containers.move",
  summary: "Split a container into numbered parts / 分样",
  params: z.object({ number: z.string() }),
  body: z.object({ left: amount, parts: z.array(amount).min(1).max(20) }),
  reply: z.object({ rows: z.array(ContainerView) }),
});

export const useUpContainer = endpoint({
  method: "POST",
  path: "/api/containers/:number/use-up",
  right: "containers.move",
  summary: "Nothing is left of a test portion / 检样用完",
  params: z.object({ number: z.string() }),
  body: z.object({ remark: z.string().trim().max(200).optional() }),
  reply: ContainerView,
});

export const BadgeRow = z.object({
  id: z.uuid(),
  login: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  badge: z.string().nullable(),
});

export const listBadges = endpoint({
  method: "GET",
  path: "/api/badges",
  right: "storage.change",
  summary: "People and the numbers of their cards / 工牌",
  reply: z.object({ rows: z.array(BadgeRow) }),
});

export const giveBadges = endpoint({
  method: "POST",
  path: "/api/badges",
  right: "storage.change",
  summary: "A card number for everybody who moves containers and has none; a lost card gets a new number / 发工牌",
  body: z.object({ replace: z.uuid().optional() }),
  reply: z.object({ rows: z.array(BadgeRow) }),
});

export const badgesPdf = endpoint({
  method: "GET",
  path: "/api/badges.pdf",
  right: "storage.change",
  summary: "Cards to print / 工牌标签",
  file: true,
});

export const handBackContainer = endpoint({
  method: "POST",
  path: "/api/containers/:number/hand-back",
  right: "containers.move",
  summary: "Take a container back / 样品归还",
  params: z.object({ number: z.string() }),
  body: z.object({ place: z.string().trim().max(80).optional() }),
  reply: ContainerView,
});
