import { z } from "zod";
import { ctText } from "../catalogue/rules/pcr-rule.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/page.ts";
import { instant } from "../kernel/time.ts";
import { ControlVerdict, PcrComputed } from "./rules/pcr.ts";

export const WellRole = z.enum(["sample", "blank", "negative", "positive"]);
export type WellRole = z.output<typeof WellRole>;

const position = z.string().regex(/^[A-H]([1-9]|1[0-2])$/, { error: "position" });
const target = z.string().trim().min(1).max(80);

/** One well as it is typed: where, what for, whose, and what the instrument gave. */
export const NewWell = z
  .object({
    position,
    /** An item, 猪源性成分, or `internal`. */
    target,
    role: WellRole,
    /** Number of the sample or of one of its containers, or its short form; nothing for a control. */
    sample: z.string().trim().max(40).optional(),
    /** Exactly as the instrument wrote it; null: no Ct. */
    ct: ctText.nullable(),
    hasCurve: z.boolean(),
  })
  .refine((well) => (well.role === "sample") === (well.sample !== undefined && well.sample !== ""), {
    path: ["sample"],
  })
  .refine((well) => well.ct !== null || !well.hasCurve, { path: ["hasCurve"] });
export type NewWell = z.output<typeof NewWell>;

const runId = z.object({ runId: z.uuid() });
const named = z.object({ number: z.string(), name: z.string() });

export const PcrWellView = z.object({
  position: z.string(),
  target: z.string(),
  role: WellRole,
  ct: z.string().nullable(),
  hasCurve: z.boolean(),
  attempt: z.number(),
  taskId: z.uuid().nullable(),
  sampleNumber: z.string().nullable(),
  sampleName: z.string().nullable(),
});
export type PcrWellView = z.output<typeof PcrWellView>;

/** One task of a run: what its wells, of this run and others, come to. */
export const PcrTaskCall = z.object({
  taskId: z.uuid(),
  sampleNumber: z.string(),
  sampleName: z.string(),
  item: z.string(),
  computed: PcrComputed,
});
export type PcrTaskCall = z.output<typeof PcrTaskCall>;

export const PcrRunRow = z.object({
  id: z.uuid(),
  name: z.string(),
  instrument: named,
  ranAt: z.string(),
  isValid: z.boolean(),
  targets: z.array(z.string()),
  samples: z.number(),
  createdBy: z.string(),
  createdAt: z.string(),
  withdrawn: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
});
export type PcrRunRow = z.output<typeof PcrRunRow>;

export const PcrRunView = PcrRunRow.extend({
  remarks: z.string().nullable(),
  controls: z.array(ControlVerdict),
  wells: z.array(PcrWellView),
  calls: z.array(PcrTaskCall),
  may: z.array(z.enum(["withdraw"])),
});
export type PcrRunView = z.output<typeof PcrRunView>;

export const listPcrRuns = endpoint({
  method: "GET",
  path: "/api/pcr-runs",
  right: "results.read",
  summary: "Real-time PCR runs, newest first / PCR 扩增",
  query: pageQuery,
  reply: pageOf(PcrRunRow),
});

export const showPcrRun = endpoint({
  method: "GET",
  path: "/api/pcr-runs/:runId",
  right: "results.read",
  summary: "A run with its controls, wells and calls / PCR 扩增记录",
  params: runId,
  reply: PcrRunView,
});

export const recordPcrRun = endpoint({
  method: "POST",
  path: "/api/pcr-runs",
  right: "bench.use",
  summary: "Record a run of a real-time PCR instrument / 登记 PCR 扩增",
  body: z.object({
    name: z.string().trim().min(1).max(60),
    instrumentNumber: z.string().max(40),
    ranAt: instant,
    remarks: z.string().trim().max(500).optional(),
    fileId: z.uuid().optional(),
    wells: z
      .array(NewWell)
      .min(1)
      .max(96 * 6),
  }),
  reply: PcrRunView,
});

export const withdrawPcrRun = endpoint({
  method: "POST",
  path: "/api/pcr-runs/:runId/withdraw",
  right: "bench.use",
  summary: "Withdraw a run with its reason; its wells count no more / 作废扩增",
  params: runId,
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
  reply: PcrRunView,
});

export const TableRead = z.object({
  wells: z.array(
    z.object({
      position: z.string(),
      target: z.string(),
      role: WellRole,
      sample: z.string().nullable(),
      ct: z.string().nullable(),
      hasCurve: z.boolean(),
    }),
  ),
  unread: z.array(z.object({ line: z.number(), text: z.string(), because: z.string() })),
});
export type TableRead = z.output<typeof TableRead>;

/** The file that the instrument's program wrote, CSV, TXT or XLSX: kept as it is, so that the run can name it. */
export const readPcrFile = endpoint({
  method: "POST",
  path: "/api/pcr-tables/read-file",
  right: "bench.use",
  summary: "Read an exported results file / 读取结果文件",
  body: z.object({ name: z.string().max(200), bytes: z.base64().min(4).max(1_800_000) }),
  reply: TableRead.extend({ fileId: z.uuid() }),
});

/** Pasted text: read, not kept. */
export const readPcrText = endpoint({
  method: "POST",
  path: "/api/pcr-tables/read",
  right: "bench.use",
  summary: "Read a pasted results table / 读取粘贴的结果表",
  body: z.object({ text: z.string().max(1_000_000) }),
  reply: TableRead,
  trail: "none",
});
