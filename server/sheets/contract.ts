// 检测批: several samples of one method with their controls, worked on as one grid.
import { z } from "zod";
import { MethodStep, ResultKind } from "../catalogue/contract.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { signature } from "../people/contract.ts";
import { AppliedCorrection } from "../metrology/rules/corrections.ts";
import { CountRecord } from "../results/count-contract.ts";
import { Outcome } from "../results/contract.ts";
import { BatchCriteria } from "../results/rules/bench-control.ts";
import { TaskState } from "../work/contract.ts";

export const PositionKind = z.enum(["sample", "blank", "duplicate", "spike", "control"]);
export type PositionKind = z.output<typeof PositionKind>;

/** `stopped`: a control failed and nobody has justified it. */
export const SheetState = z.enum(["open", "stopped", "submitted", "withdrawn"]);

export const CellState = z.enum(["empty", "read", "typed", "calculated", "changed"]);

/** What stood in a cell before, and who took it out. */
export const EarlierValue = z.object({
  text: z.string(),
  qualifier: z.string(),
  by: z.string(),
  at: z.string(),
  isManual: z.boolean(),
  undoneBy: z.string().nullable(),
  undoneAt: z.string().nullable(),
  undoReason: z.string().nullable(),
});

/** One figure of one parallel; `version` is what a change must name, so that nobody overwrites what they have not seen. */
export const GridCell = z.object({
  step: z.string(),
  version: z.uuid().nullable(),
  text: z.string(),
  qualifier: z.string(),
  unit: z.string(),
  state: CellState,
  mayType: z.boolean(),
  by: z.string().nullable(),
  at: z.string().nullable(),
  instrument: z.string().nullable(),
  reason: z.string().nullable(),
  calculation: z.string().nullable(),
  isFit: z.boolean(),
  /** How the confirmation of its instrument corrects it; `text` stays as the instrument said it. */
  correction: AppliedCorrection.nullable(),
  /** The plates or tubes that a count was reckoned from. */
  record: CountRecord.nullable(),
  earlier: z.array(EarlierValue),
});
export type GridCell = z.output<typeof GridCell>;

export const Remark = z.object({
  id: z.uuid(),
  text: z.string(),
  fileId: z.uuid().nullable(),
  fileName: z.string().nullable(),
  by: z.string(),
  at: z.string(),
});

export const SheetRow = z.object({
  id: z.uuid(),
  ordinal: z.number(),
  kind: PositionKind,
  title: z.string(),
  detail: z.string(),
  taskId: z.uuid().nullable(),
  /** The task that a duplicate repeats or a spike was added to. */
  of: z.uuid().nullable(),
  sampleNumber: z.string().nullable(),
  containers: z.array(z.string()),
  state: TaskState.nullable(),
  round: z.number(),
  /** For a control one line. */
  parallels: z.array(
    z.object({
      parallel: z.number(),
      determinationId: z.uuid().nullable(),
      vessel: z.string().nullable(),
      /** Of a unit of a plan the container it comes from. */
      container: z.string().nullable(),
      value: z.string().nullable(),
      cells: z.array(GridCell),
    }),
  ),
  outcome: Outcome.nullable(),
  control: z
    .object({
      verdict: z.enum(["waiting", "passed", "failed", "unjudged"]),
      figure: z.string().nullable(),
      text: z.string(),
      seriesId: z.uuid().nullable(),
      justification: z.string().nullable(),
      justifiedBy: z.string().nullable(),
    })
    .nullable(),
  remarks: z.array(Remark),
  returned: z.string().nullable(),
});
export type SheetRow = z.output<typeof SheetRow>;

export const SheetView = z.object({
  id: z.uuid(),
  number: z.string(),
  state: SheetState,
  method: z.object({
    id: z.uuid(),
    code: z.string(),
    clause: z.string(),
    title: z.string(),
    item: z.string(),
    unit: z.string(),
    resultKind: ResultKind,
    formula: z.string(),
    equipmentKinds: z.array(z.string()),
    repeatabilityPercent: z.string().nullable(),
    lod: z.string().nullable(),
    choices: z.array(z.string()),
  }),
  steps: z.array(MethodStep),
  controlSteps: z.array(MethodStep),
  analyst: z.string(),
  analystId: z.uuid(),
  criteria: BatchCriteria,
  remarks: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  curve: z.object({ id: z.uuid(), number: z.string(), equation: z.string(), validUntil: z.string() }).nullable(),
  rows: z.array(SheetRow),
  stops: z.array(z.string()),
  /** Whether this person may type, submit, add positions. */
  may: z.array(z.enum(["type", "submit", "change", "withdraw"])),
});
export type SheetView = z.output<typeof SheetView>;

export const SheetListRow = z.object({
  id: z.uuid(),
  number: z.string(),
  state: SheetState,
  item: z.string(),
  method: z.string(),
  analyst: z.string(),
  samples: z.number(),
  controls: z.number(),
  done: z.number(),
  createdAt: z.string(),
});
export type SheetListRow = z.output<typeof SheetListRow>;

export const listSheets = endpoint({
  method: "GET",
  path: "/api/sheets",
  right: "results.read",
  summary: "Batches, the newest first / 检测批",
  query: z.object({ mine: z.enum(["yes"]).optional() }),
  reply: z.object({ rows: z.array(SheetListRow) }),
});

const sheetId = z.object({ sheetId: z.uuid() });
const positionId = z.object({ positionId: z.uuid() });

export const showSheet = endpoint({
  method: "GET",
  path: "/api/sheets/:sheetId",
  right: "results.read",
  summary: "A batch as a grid / 检测批表格",
  params: sheetId,
  reply: SheetView,
});

/** What changed after something was typed, read or undone: these rows and whatever depends on them. */
export const RowsChanged = z.object({
  rows: z.array(SheetRow),
  /** null: no control depends on what changed, they stand as they stood. */
  stops: z.array(z.string()).nullable(),
  state: SheetState,
  /** What to name when the next change of a cell is made, in the order asked. */
  versions: z.array(z.uuid().nullable()),
});
export type RowsChanged = z.output<typeof RowsChanged>;

export const showRow = endpoint({
  method: "GET",
  path: "/api/sheets/:sheetId/rows/:positionId",
  right: "results.read",
  summary: "One row of a batch again, with the controls that depend on it / 单行",
  params: sheetId.extend({ positionId: z.uuid() }),
  reply: RowsChanged,
});

export const CellAsked = z.object({
  positionId: z.uuid(),
  /** Of a sample; a control has none. */
  determinationId: z.uuid().nullable(),
  step: z.string().max(40),
  /** null empties the cell. */
  text: z.string().trim().min(1).max(60).nullable(),
  /** The version that was seen when typing began; null: the cell was empty. */
  basedOn: z.uuid().nullable(),
});
export type CellAsked = z.output<typeof CellAsked>;

/** A cell that somebody else changed meanwhile: both values, nothing overwritten. */
export const CellConflict = z.object({
  positionId: z.string(),
  determinationId: z.string().nullable(),
  step: z.string(),
  yours: z.string().nullable(),
  theirs: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string().nullable(),
  version: z.string().nullable(),
});
export type CellConflict = z.output<typeof CellConflict>;

/** A run of cells, all or none; instrument and reason are said once for the run. */
export const saveCells = endpoint({
  method: "POST",
  path: "/api/sheets/:sheetId/cells",
  right: "bench.use",
  summary: "Type figures into a batch / 表格录入",
  params: sheetId,
  body: z.object({
    cells: z.array(CellAsked).min(1).max(400),
    instrumentNumber: z.string().max(40).optional(),
    reason: z.string().trim().min(2).max(300).optional(),
  }),
  reply: RowsChanged,
});

/** The value before the last change of a cell stands again; what an instrument sent comes back with its bytes. */
export const undoCell = endpoint({
  method: "POST",
  path: "/api/sheets/:sheetId/undo",
  right: "bench.use",
  summary: "Undo the last change of a cell / 撤销",
  params: sheetId,
  body: CellAsked.omit({ text: true }).extend({ basedOn: z.uuid() }),
  reply: RowsChanged,
});

export const submitSheet = endpoint({
  method: "POST",
  path: "/api/sheets/:sheetId/submit",
  right: "bench.use",
  summary: "Submit all open results of a batch / 整批提交",
  params: sheetId,
  /** With the password every original record of it is signed at once (检测人员签字). */
  body: z.object({ reason: z.string().trim().max(300).optional(), password: signature.password.optional() }),
  reply: SheetView,
});

export const justifyPosition = endpoint({
  method: "POST",
  path: "/api/sheet-positions/:positionId/justify",
  right: "controls.justify",
  summary: "Why the batch may go on after a failed control; a signature / 批内质控失控处理",
  params: positionId,
  body: z.object({ justification: z.string().trim().min(4).max(1_000), ...signature }),
  reply: SheetView,
});

export const addRemark = endpoint({
  method: "POST",
  path: "/api/sheet-positions/:positionId/remarks",
  right: "results.read",
  summary: "A comment on a position, with a file where there is one / 批注",
  params: positionId,
  body: z.object({ text: z.string().trim().min(1).max(1_000), fileId: z.uuid().optional() }),
  reply: RowsChanged,
});

export const attachmentTypes = ["image/jpeg", "image/png", "image/webp", "application/pdf"] as const;

export const keepAttachment = endpoint({
  method: "POST",
  path: "/api/sheet-attachments",
  right: "bench.use",
  summary: "Keep a picture or PDF for a comment / 附件",
  query: z.object({ name: z.string().trim().min(1).max(120) }),
  upload: { types: attachmentTypes, mostBytes: 12_000_000 },
  reply: z.object({ id: z.uuid() }),
});

export const showAttachment = endpoint({
  method: "GET",
  path: "/api/sheet-attachments/:fileId",
  right: "results.read",
  summary: "A comment's picture or PDF / 附件",
  params: z.object({ fileId: z.uuid() }),
  file: true,
});

export const worksheet = endpoint({
  method: "GET",
  path: "/api/sheets/:sheetId/worksheet.pdf",
  right: "results.read",
  summary: "The batch on paper, positions with their barcodes / 检测批工作单",
  params: sheetId,
  file: true,
});

export const TrendPoint = z.object({
  positionId: z.uuid(),
  sheetNumber: z.string(),
  at: z.string(),
  figure: z.string().nullable(),
  isFailed: z.boolean(),
  by: z.string().nullable(),
});

/** Blanks, duplicates and spikes of a method over time, with what they must keep to. */
export const showTrend = endpoint({
  method: "GET",
  path: "/api/control-trend",
  right: "results.read",
  summary: "Blanks, duplicates and spikes over time / 空白、平行、加标趋势",
  query: z.object({ methodId: z.uuid(), kind: z.enum(["blank", "duplicate", "spike"]) }),
  reply: z.object({ points: z.array(TrendPoint), criteria: BatchCriteria.nullable(), unit: z.string() }),
});
