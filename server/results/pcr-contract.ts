import { z } from "zod";
import { ctText, PcrRule } from "../catalogue/rules/pcr-rule.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/page.ts";
import { instant } from "../kernel/time.ts";
import { ControlVerdict, PcrCall, PcrOutcome } from "./rules/pcr.ts";

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
  /** What a sample's well says by itself; null for controls, and for wells of an invalid run. */
  call: z.union([PcrCall, z.enum(["good", "failed"])]).nullable(),
});
export type PcrWellView = z.output<typeof PcrWellView>;

/** One task of a run: what its wells, of this run and others, come to. */
export const PcrTaskCall = z.object({
  taskId: z.uuid(),
  sampleNumber: z.string(),
  sampleName: z.string(),
  item: z.string(),
  taskState: z.string(),
  outcome: PcrOutcome,
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
  file: z.object({ name: z.string(), size: z.number() }).nullable(),
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
    /** The exported table the wells were read from. */
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

/** What may be put on a plate now: one's own open tasks, the targets there are, and the instruments. */
export const PcrPlan = z.object({
  tasks: z.array(
    z.object({
      taskId: z.uuid(),
      sampleNumber: z.string(),
      sampleName: z.string(),
      item: z.string(),
      attempt: z.number(),
      /** Wells of this attempt that are there already. */
      state: z.string(),
      containers: z.array(z.string()),
    }),
  ),
  targets: z.array(z.object({ item: z.string(), method: z.string(), rule: PcrRule })),
  instruments: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      state: z.enum(["fit", "restricted", "out_of_service"]),
      validUntil: z.string().nullable(),
    }),
  ),
});
export type PcrPlan = z.output<typeof PcrPlan>;

export const planPcrRun = endpoint({
  method: "GET",
  path: "/api/pcr-plan",
  right: "results.read",
  summary: "Tasks, targets and instruments for a plate / PCR 排板",
  reply: PcrPlan,
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

export const pcrTableTypes = [
  "text/csv",
  "text/plain",
  "text/tab-separated-values",
  "application/vnd.ms-excel",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
] as const;

/** An exported file: kept as it is, and read. */
export const uploadPcrTable = endpoint({
  method: "POST",
  path: "/api/pcr-tables",
  right: "bench.use",
  summary: "Upload an instrument's results table; the body is the file / 上传仪器导出的结果表",
  query: z.object({ name: z.string().max(120).optional() }),
  upload: { types: pcrTableTypes, mostBytes: 5 * 1024 * 1024 },
  reply: TableRead.extend({ fileId: z.uuid() }),
});

export const downloadPcrFile = endpoint({
  method: "GET",
  path: "/api/pcr-runs/:runId/file",
  right: "results.read",
  summary: "The exported file a run was read from, as it was / 仪器导出的原始文件",
  params: runId,
  file: true,
});
