import { PcrComputed } from "./rules/pcr.ts";
import { z } from "zod";
import { numeral } from "../kernel/decimal.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/page.ts";
import { MethodComponent, MethodStep, ResultKind } from "../catalogue/contract.ts";
import { ComponentOutcome, CurveOutcome, UnitOutcome } from "./rules/computed.ts";
import { AppliedCorrection } from "../metrology/rules/corrections.ts";
import { TaskState } from "../work/contract.ts";
import { ClaimView } from "../readings/contract.ts";
import { signature } from "../people/contract.ts";
import { EquipmentGround, Ground, ResultAbout } from "./rules/grounds.ts";
import { LimitVerdict, VerdictName } from "./rules/limit-verdict.ts";

export { AppliedRule, LimitVerdict, VerdictName } from "./rules/limit-verdict.ts";

/** How a value is written with its uncertainty; the same on paper and on screen. */
export { withUncertainty } from "./rules/uncertainty.ts";

export const WeighingView = z.object({
  useId: z.uuid(),
  readingId: z.uuid(),
  text: z.string(),
  qualifier: z.string(),
  unit: z.string(),
  at: z.string(),
  by: z.string(),
  instrument: z.string().nullable(),
  instrumentNumber: z.string().nullable(),
  isManual: z.boolean(),
  manualReason: z.string().nullable(),
  /** The arithmetic from what the instrument sent, where the reading was calculated by its mapping. */
  calculation: z.string().nullish(),
  /** The correction of the certificate in force then, where the confirmation says that corrections are used. */
  correction: AppliedCorrection.nullish(),
  counts: z.boolean(),
  /** Why it does not count: "too-soon"; null where it counts. */
  ignoredBecause: z.string().nullable(),
  raw: z.string().nullable(),
  isFit: z.boolean(),
  unfitBecause: z.array(z.string()),
});
export type WeighingView = z.output<typeof WeighingView>;

export const StepWork = z.object({
  key: z.string(),
  weighings: z.array(WeighingView),
  /** Difference of the last two counting weighings, in the step's unit. */
  difference: z.string().nullable(),
  isDone: z.boolean(),
  used: z.string().nullable(),
});
export type StepWork = z.output<typeof StepWork>;

export const DeterminationView = z.object({
  id: z.uuid(),
  round: z.number(),
  parallel: z.number(),
  vessel: z.string().nullable(),
  steps: z.array(StepWork),
  value: z.string().nullable(),
  warnings: z.array(z.string()),
  /** Of a unit of a plan its container, and whether somebody scanned it. */
  container: z.string().nullable(),
  isContainerScanned: z.boolean(),
});
export type DeterminationView = z.output<typeof DeterminationView>;

/** What the readings come to at this moment; the same shape is frozen as the explanation of a submitted result. */
export const Outcome = z.object({
  isComplete: z.boolean(),
  /** What is still missing, as codes with figures. */
  missing: z.array(z.object({ code: z.string(), detail: z.string() })),
  parallels: z.array(
    z.object({ parallel: z.number(), value: z.string().nullable(), substituted: z.string().nullable() }),
  ),
  formula: z.string(),
  difference: z.string().nullable(),
  allowedDifference: z.string().nullable(),
  needsRetest: z.boolean(),
  unrounded: z.string().nullable(),
  reported: z.string().nullable(),
  qualifier: z.string(),
  unit: z.string(),
  rounding: z.string().nullable(),
  // What a result of another kind than a quantity consists of; results from before were quantities.
  resultKind: ResultKind.default("quantity"),
  units: z.array(UnitOutcome).default([]),
  components: z.array(ComponentOutcome).default([]),
  pcr: PcrComputed.nullable().default(null),
  curve: CurveOutcome.nullable().default(null),
  decidingDate: z.object({ on: z.string(), because: z.string() }).nullable(),
  limits: z.array(LimitVerdict),
  verdict: VerdictName,
  /** The same over the standards alone, and over what the product declares of itself; null where there is no such limit. */
  safetyVerdict: VerdictName.nullable().default(null),
  declaredVerdict: VerdictName.nullable().default(null),
  // Frozen at submission, empty at the bench and in results from before.
  grounds: z.array(Ground).default([]),
  equipment: z.array(EquipmentGround).default([]),
  about: ResultAbout.nullable().default(null),
});
export type Outcome = z.output<typeof Outcome>;

export const EquipmentUseView = z.object({
  id: z.uuid(),
  number: z.string(),
  name: z.string(),
  kind: z.string(),
  settings: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  by: z.string(),
  isFit: z.boolean(),
});

export const BenchView = z.object({
  task: z.object({
    id: z.uuid(),
    sampleNumber: z.string(),
    sampleName: z.string(),
    item: z.string(),
    methodId: z.uuid(),
    methodCode: z.string(),
    methodTitle: z.string(),
    clause: z.string(),
    unit: z.string(),
    state: TaskState,
    dueOn: z.string(),
    round: z.number(),
    analyst: z.string().nullable(),
    analystId: z.uuid().nullable(),
    equipmentKinds: z.array(z.string()),
    repeatabilityPercent: z.string().nullable(),
    resultKind: ResultKind,
    choices: z.array(z.string()),
    components: z.array(MethodComponent),
    lod: z.string().nullable(),
    /** How many units the sampling plan in force asks for; null where the method is not of that kind. */
    unitsPlanned: z.number().nullable(),
  }),
  steps: z.array(MethodStep),
  determinations: z.array(DeterminationView),
  uses: z.array(EquipmentUseView),
  claims: z.array(ClaimView),
  /** The step the next reading belongs to. */
  next: z
    .object({
      determinationId: z.uuid(),
      parallel: z.number(),
      step: z.string(),
      vessel: z.string().nullable(),
      notBefore: z.string().nullable(),
    })
    .nullable(),
  containers: z.array(
    z.object({ number: z.string(), kind: z.string(), state: z.string(), holder: z.string().nullable() }),
  ),
  outcome: Outcome,
  result: z
    .object({
      id: z.uuid(),
      version: z.number(),
      reported: z.string(),
      verdict: VerdictName,
      madeBy: z.string(),
      madeAt: z.string(),
    })
    .nullable(),
  returns: z.array(z.object({ from: z.string(), reason: z.string(), by: z.string(), at: z.string() })),
  may: z.array(z.string()),
});
export type BenchView = z.output<typeof BenchView>;

const taskId = z.object({ taskId: z.uuid() });

export const showBench = endpoint({
  method: "GET",
  path: "/api/tasks/:taskId/bench",
  right: "results.read",
  summary: "A task at the bench: steps, readings, what they come to / 工作台",
  params: taskId,
  reply: BenchView,
});

/** Scanning an oven puts the work in; scanning it again takes it out. */
export const recordEquipmentUse = endpoint({
  method: "POST",
  path: "/api/tasks/:taskId/equipment-uses",
  right: "bench.use",
  summary: "Put into or take out of equipment that sends nothing / 设备使用",
  params: taskId,
  body: z.object({ instrumentNumber: z.string().max(40), settings: z.string().trim().max(100).optional() }),
  reply: z.object({ action: z.enum(["in", "out"]), name: z.string() }),
});

export const submitResult = endpoint({
  method: "POST",
  path: "/api/tasks/:taskId/submit",
  right: "bench.use",
  summary: "Submit the result of a task / 提交结果",
  params: taskId,
  /** With the password the original record is signed at once (检测人员签字). */
  body: z.object({ reason: z.string().trim().max(300).optional(), password: signature.password.optional() }),
  reply: BenchView,
});

/** What another laboratory reported, as its report prints it; only for items that were given to it. */
export const enterSubcontracted = endpoint({
  method: "POST",
  path: "/api/tasks/:taskId/subcontracted-result",
  right: "subcontracts.enter",
  summary: "Enter a result from another laboratory's report / 录入分包结果",
  params: taskId,
  body: z.object({
    /** A figure, ＜ with a figure, 未检出, one of the method's words, or the units of a plan side by side. */
    text: z.string().trim().min(1).max(200),
    /** The other laboratory's limit of detection, printed with 未检出. */
    lod: numeral.optional(),
    reason: z.string().trim().max(300).optional(),
  }),
});

export const repeatDetermination = endpoint({
  method: "POST",
  path: "/api/tasks/:taskId/repeat",
  right: "bench.use",
  summary: "Repeat parallels that disagree, as a pair / 成对复测",
  params: taskId,
  reply: BenchView,
});

export const ResultView = z.object({
  id: z.uuid(),
  version: z.number(),
  isCurrent: z.boolean(),
  reported: z.string(),
  unrounded: z.string().nullable(),
  qualifier: z.string(),
  unit: z.string(),
  verdict: VerdictName,
  explanation: Outcome,
  madeBy: z.string(),
  madeAt: z.string(),
  /** When who made it signed its original record. */
  signedAt: z.string().nullable(),
  reason: z.string().nullable(),
});
export type ResultView = z.output<typeof ResultView>;

/** One submitted result on a page of its own: its frozen explanation, its other versions, and what has changed since. */
export const ResultExplanation = z.object({
  result: ResultView,
  taskId: z.uuid(),
  sampleNumber: z.string(),
  sampleName: z.string(),
  versions: z.array(ResultView.omit({ explanation: true })),
  signatures: z.array(z.object({ by: z.string(), meaning: z.string(), at: z.string() })),
  certificates: z.array(z.object({ number: z.string(), printedNumber: z.string(), state: z.string() })),
  /** Rows of limits that read otherwise today, are gone, or decide now and did not then. */
  catalogueChanges: z.array(
    z.object({ what: z.enum(["changed", "gone", "new"]), basis: z.string(), rowKey: z.string() }),
  ),
  /** Readings that were undone or added after the result was submitted. */
  readingChanges: z.object({
    undone: z.number(),
    added: z.number(),
    /** Readings that a certificate entered since would correct otherwise. */
    corrected: z.number(),
  }),
});
export type ResultExplanation = z.output<typeof ResultExplanation>;

export const explainResult = endpoint({
  method: "GET",
  path: "/api/results/:id",
  right: "results.read",
  summary: "Why a result is what it is, as frozen when it was submitted / 结果说明",
  params: z.object({ id: z.uuid() }),
  reply: ResultExplanation,
});

const ReviewTask = z.object({
  bench: BenchView,
  versions: z.array(ResultView),
  checkedBy: z.string().nullable(),
  checkedAt: z.string().nullable(),
  unusual: z.array(z.string()),
});

/** The reading desk: a whole sample with results, everything unusual, history, and what the reader may do. */
export const DeskView = z.object({
  sample: z.object({
    id: z.uuid(),
    number: z.string(),
    name: z.string(),
    state: z.string(),
    category: z.string(),
    productionDate: z.string().nullable(),
    receivedAt: z.string(),
    source: z.string(),
    client: z.string(),
    reviewedBy: z.string().nullable(),
    reviewedAt: z.string().nullable(),
  }),
  tasks: z.array(ReviewTask),
  conclusion: z.object({ verdict: VerdictName, text: z.string() }).nullable(),
  history: z.array(z.object({ at: z.string(), actor: z.string(), action: z.string(), detail: z.string() })),
  /** What the reader may do, and why not where they may not. */
  may: z.array(
    z.object({
      act: z.enum(["check", "review", "approve", "send-back"]),
      taskId: z.uuid().nullable(),
      refusal: z.string().nullable(),
    }),
  ),
});
export type DeskView = z.output<typeof DeskView>;

export const showDesk = endpoint({
  method: "GET",
  path: "/api/samples/:number/desk",
  right: "results.read",
  summary: "A sample for checking, review and approval / 校核审核签发",
  params: z.object({ number: z.string() }),
  reply: DeskView,
});

export const WaitingRow = z.object({
  sampleNumber: z.string(),
  sampleName: z.string(),
  taskId: z.uuid().nullable(),
  item: z.string().nullable(),
  by: z.string().nullable(),
  since: z.string(),
  dueOn: z.string(),
});

export const WaitingAct = z.enum(["check", "review", "approve"]);
export type WaitingAct = z.output<typeof WaitingAct>;

/** By key: of a check that of the last task seen, else of the last sample. */
export const listWaiting = endpoint({
  method: "GET",
  path: "/api/waiting",
  right: "results.read",
  summary: "What waits for my check, review or approval / 待办",
  query: pageQuery.pick({ after: true, size: true }).extend({ act: WaitingAct }),
  reply: pageOf(WaitingRow),
});

export const countWaiting = endpoint({
  method: "GET",
  path: "/api/waiting/counts",
  right: "results.read",
  summary: "How much waits for each signature of mine / 待办数",
  reply: z.object({ acts: z.array(z.object({ act: WaitingAct, count: z.number(), overdue: z.number() })) }),
});

export const checkResult = endpoint({
  method: "POST",
  path: "/api/tasks/:taskId/check",
  right: "results.check",
  summary: "Check a task's raw record; a signature / 校核签名",
  params: taskId,
  body: z.object(signature),
});

/** All of them or none: what stands in the way of one is answered with its item. */
export const checkResults = endpoint({
  method: "POST",
  path: "/api/tasks/check",
  right: "results.check",
  summary: "Check several raw records with one password; a signature each / 批量校核签名",
  body: z.object({ taskIds: z.array(z.uuid()).min(1).max(200), ...signature }),
});

export const reviewSample = endpoint({
  method: "POST",
  path: "/api/samples/:number/review",
  right: "results.review",
  summary: "Review a sample's results and verdict; a signature / 审核签名",
  params: z.object({ number: z.string() }),
  body: z.object(signature),
});

export const sendBack = endpoint({
  method: "POST",
  path: "/api/samples/:number/send-back",
  right: "results.send-back",
  summary: "Return work with a reason / 退回",
  params: z.object({ number: z.string() }),
  body: z.object({ taskIds: z.array(z.uuid()).min(1), reason: z.string().trim().min(2).max(500) }),
});
