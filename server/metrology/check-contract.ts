// 期间核查: planned, due like verifications, recorded with values, judged by the plan's own criterion.
import { z } from "zod";
import { numeral } from "../kernel/decimal.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { day, instant } from "../kernel/time.ts";
import { CheckCriterion, JudgedCheck } from "./rules/intermediate-check.ts";

export { judgeCheck } from "./rules/intermediate-check.ts";
export { CheckCriterion };

export const CheckView = JudgedCheck.extend({ verificationId: z.uuid(), on: z.string(), by: z.string(), at: instant });
export type CheckView = z.output<typeof CheckView>;

export const CheckPlanView = z.object({
  id: z.uuid(),
  name: z.string(),
  standard: z.string(),
  unit: z.string(),
  intervalMonths: z.number(),
  criterion: CheckCriterion,
  /** The last day on which the next check is in time; null: ended, sealed or scrapped. */
  dueOn: z.string().nullable(),
  warning: z.enum(["overdue", "7", "30", "60"]).nullable(),
  endedAt: instant.nullable(),
  /** In the order of time. */
  checks: z.array(CheckView),
});
export type CheckPlanView = z.output<typeof CheckPlanView>;

const words = z.string().trim().min(1).max(200);
const ofInstrument = z.object({ number: z.string().max(40) });
const ofPlan = z.object({ planId: z.uuid() });
const plans = z.object({ rows: z.array(CheckPlanView) });

export const listCheckPlans = endpoint({
  method: "GET",
  path: "/api/instruments/:number/check-plans",
  right: "instruments.read",
  summary: "Intermediate checks of an instrument / 期间核查",
  params: ofInstrument,
  reply: plans,
});

export const planCheck = endpoint({
  method: "POST",
  path: "/api/instruments/:number/check-plans",
  right: "instruments.change",
  summary: "Plan an intermediate check / 制定期间核查计划",
  params: ofInstrument,
  body: z.object({
    name: words,
    standard: words,
    unit: z.string().trim().min(1).max(20),
    intervalMonths: z.int().min(1).max(60),
    criterion: CheckCriterion,
    firstDue: day,
  }),
  reply: plans,
});

/** Whoever measures says the values, never the verdict. */
export const recordCheck = endpoint({
  method: "POST",
  path: "/api/check-plans/:planId/checks",
  right: "instruments.change",
  summary: "Record an intermediate check / 登记期间核查",
  params: ofPlan,
  body: z.object({
    on: day,
    values: z.array(numeral).min(1).max(20),
    remarks: z.string().trim().max(300).optional(),
  }),
  reply: plans,
});

export const endCheckPlan = endpoint({
  method: "POST",
  path: "/api/check-plans/:planId/end",
  right: "instruments.change",
  summary: "End a plan of intermediate checks / 停止期间核查计划",
  params: ofPlan,
  body: z.object({ reason: z.string().trim().min(2).max(300) }),
  reply: plans,
});

export const DueCheck = z.object({
  planId: z.uuid(),
  number: z.string(),
  instrument: z.string(),
  place: z.string(),
  keeper: z.string().nullable(),
  name: z.string(),
  dueOn: z.string(),
  daysLeft: z.int(), // negative: overdue
  warning: z.enum(["overdue", "7", "30", "60"]).nullable(),
});
export type DueCheck = z.output<typeof DueCheck>;

export const listDueChecks = endpoint({
  method: "GET",
  path: "/api/intermediate-checks",
  right: "instruments.read",
  summary: "Intermediate checks by their last day / 期间核查计划",
  query: z.object({ mine: z.enum(["yes"]).optional() }), // of instruments in the reader's own keeping
  reply: z.object({ rows: z.array(DueCheck) }),
});
