// How a batch is made, lengthened, shortened and given up.
import { z } from "zod";
import { ResultKind } from "../catalogue/contract.ts";
import { numeral } from "../kernel/decimal.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { BatchCriteria } from "../results/rules/bench-control.ts";
import { SheetView } from "./contract.ts";

export const Candidate = z.object({
  taskId: z.uuid(),
  methodId: z.uuid(),
  method: z.string(),
  item: z.string(),
  resultKind: ResultKind,
  sampleNumber: z.string(),
  sampleName: z.string(),
  analyst: z.string().nullable(),
  analystId: z.uuid().nullable(),
  dueOn: z.string(),
});
export type Candidate = z.output<typeof Candidate>;

export const listCandidates = endpoint({
  method: "GET",
  path: "/api/sheet-candidates",
  right: "results.read",
  summary: "Open tasks that stand on no batch / 可编批的任务",
  /** Only those that this batch can take: of its method and its analyst. */
  query: z.object({ sheetId: z.uuid().optional() }),
  reply: z.object({
    rows: z.array(Candidate),
    /** Charts a control position may belong to. */
    series: z.array(z.object({ id: z.uuid(), methodId: z.uuid(), name: z.string() })),
  }),
});

const added = numeral.regex(/^(?!0+(\.0+)?$)\d/, { error: "numeral" });
const lot = z.string().trim().min(1).max(60);
const controls = {
  blanks: z.int().min(0).max(6).default(0),
  /** Lot of the reagents that the blanks test. */
  blankLot: lot.optional(),
  duplicates: z.array(z.uuid()).max(40).default([]),
  spikes: z
    .array(z.object({ taskId: z.uuid(), added, lot: lot.optional() }))
    .max(40)
    .default([]),
  seriesIds: z.array(z.uuid()).max(12).default([]),
};

const sheetId = z.object({ sheetId: z.uuid() });

export const makeSheet = endpoint({
  method: "POST",
  path: "/api/sheets",
  right: "sheets.change",
  summary: "Make a batch of tasks and controls / 编制检测批",
  body: z.object({
    taskIds: z.array(z.uuid()).min(1).max(100),
    ...controls,
    criteria: BatchCriteria.omit({ recoveryBands: true }).partial().default({}),
    remarks: z.string().trim().max(300).optional(),
  }),
  reply: SheetView,
});

export const addPositions = endpoint({
  method: "POST",
  path: "/api/sheets/:sheetId/positions",
  right: "sheets.change",
  summary: "Add samples or controls to an open batch / 加样或加质控",
  params: sheetId,
  body: z.object({ taskIds: z.array(z.uuid()).max(100).default([]), ...controls }),
  reply: SheetView,
});

export const removePosition = endpoint({
  method: "POST",
  path: "/api/sheet-positions/:positionId/remove",
  right: "sheets.change",
  summary: "Take a position without figures off its batch / 移出检测批",
  params: z.object({ positionId: z.uuid() }),
  reply: SheetView,
});

export const withdrawSheet = endpoint({
  method: "POST",
  path: "/api/sheets/:sheetId/withdraw",
  right: "sheets.change",
  summary: "Give a batch up; its tasks are free again / 撤销检测批",
  params: sheetId,
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
  reply: SheetView,
});
