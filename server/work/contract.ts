import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { dayRange, pageOf, pageQuery } from "../kernel/page.ts";

export const TaskState = z.enum(["pending", "assigned", "in_progress", "completed", "checked", "returned", "retest"]);

/** What a list of work is looked at for: to be given out, under way, to be checked, come back. */
export const TaskStage = z.enum(["pending", "running", "completed", "returned"]);
export type TaskStage = z.output<typeof TaskStage>;

/** 方法偏离, agreed with the client and justified before the work (ISO/IEC 17025:2017 7.2.1.7); `text` is printed. */
export const Deviation = z.object({
  text: z.string(),
  why: z.string(),
  agreedWith: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
});

export const TaskRow = z.object({
  id: z.uuid(),
  sampleNumber: z.string(),
  sampleName: z.string(),
  item: z.string(),
  methodId: z.uuid(),
  method: z.string(),
  clause: z.string(),
  state: TaskState,
  analyst: z.string().nullable(),
  analystId: z.uuid().nullable(),
  isLead: z.boolean(),
  dueOn: z.string(),
  /** 超期, 临期: two working days or fewer are left. */
  urgency: z.enum(["overdue", "soon", "normal"]),
  daysLeft: z.number(),
  returnReason: z.string().nullable(),
  deviation: Deviation.nullable(),
  may: z.array(z.string()),
});
export type TaskRow = z.output<typeof TaskRow>;

export const listTasks = endpoint({
  method: "GET",
  path: "/api/tasks",
  right: "work.read",
  summary: "Tasks, the most urgent first / 检测任务",
  query: pageQuery.extend({
    ...dayRange, // by the day it is due
    state: TaskState.optional(),
    stage: TaskStage.optional(),
    mine: z.enum(["yes"]).optional(),
    /** Tasks that nobody has: what the reader may take says so. */
    pool: z.enum(["yes"]).optional(),
    sample: z.string().max(40).optional(),
  }),
  reply: pageOf(TaskRow),
});

export const countTasks = endpoint({
  method: "GET",
  path: "/api/tasks/counts",
  right: "work.read",
  summary: "How many tasks are at each stage / 各阶段任务数",
  reply: z.record(TaskStage, z.number()),
});

export const AnalystView = z.object({
  id: z.uuid(),
  name: z.string(),
  openTasks: z.number(),
  methodIds: z.array(z.uuid()),
});

export const listAnalysts = endpoint({
  method: "GET",
  path: "/api/analysts",
  right: "work.assign",
  summary: "Analysts and the methods they are authorised for / 持证检测员",
  reply: z.object({ rows: z.array(AnalystView) }),
});

export const assignTasks = endpoint({
  method: "POST",
  path: "/api/tasks/assign",
  right: "work.assign",
  summary: "Assign tasks to an authorised analyst / 分派任务",
  body: z.object({
    taskIds: z.array(z.uuid()).min(1).max(200),
    analystId: z.uuid(),
    isLead: z.boolean().default(true),
    dueOn: z.string().optional(),
  }),
  reply: z.object({ rows: z.array(TaskRow) }),
});

const some = z.array(z.uuid()).min(1).max(200);

export const takeTasks = endpoint({
  method: "POST",
  path: "/api/tasks/take",
  right: "bench.use",
  summary: "Take tasks out of the pool / 领取任务",
  body: z.object({ taskIds: some }),
  reply: z.object({ rows: z.array(TaskRow) }),
});

export const returnTasks = endpoint({
  method: "POST",
  path: "/api/tasks/return",
  right: "bench.use",
  summary: "Put tasks that were not begun back into the pool / 退回任务池",
  body: z.object({ taskIds: some, reason: z.string().trim().min(2).max(200) }),
  reply: z.object({ rows: z.array(TaskRow) }),
});

const short = z.string().trim().min(2);

/** `deviation: null` takes it back. */
export const recordDeviation = endpoint({
  method: "POST",
  path: "/api/tasks/:taskId/deviation",
  right: "work.assign",
  summary: "A deviation from the method, agreed with the client / 登记方法偏离",
  params: z.object({ taskId: z.uuid() }),
  body: z.object({
    deviation: z.object({ text: short.max(200), why: short.max(500), agreedWith: short.max(100) }).nullable(),
  }),
});
