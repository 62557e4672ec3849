import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { taskRow, taskRowSelect } from "./list-tasks.ts";
import { refuseOutdated } from "../catalogue/rules/method-edition.ts";
import { isQualified } from "./qualify-person.ts";

type Rows = ReplyOf<typeof contract.assignTasks>;
type Analyst = { id: string; name: string; login: string };

/** Gives tasks to an analyst who is authorised for their methods today (持证上岗); refused otherwise. */
export async function assignTasks(ctx: Context, { body }: InputOf<typeof contract.assignTasks>): Promise<Rows> {
  const analyst = await ctx.db.person.findFirst({
    where: { id: body.analystId, laboratoryId: laboratoryOf(ctx), isActive: true, roles: { has: "analyst" } },
  });
  if (!analyst) throw new Problem("not-found", { what: body.analystId });
  return give(ctx, analyst, body);
}

/** 领取: an analyst takes tasks that nobody has out of the pool, under the same rules as if they were given. */
export async function takeTasks(ctx: Context, { body }: InputOf<typeof contract.takeTasks>): Promise<Rows> {
  const me = await ctx.db.person.findUniqueOrThrow({ where: { id: ctx.actor.id ?? "" } });
  const taken = await ctx.db.task.findFirst({
    where: { id: { in: body.taskIds }, laboratoryId: laboratoryOf(ctx), state: { not: "pending" } },
  });
  if (taken) throw new Problem("task-taken", { analyst: taken.analystName });
  return give(ctx, me, { taskIds: body.taskIds, isLead: true });
}

/** 退回任务池: tasks that were not begun go back to the pool. */
export async function returnTasks(ctx: Context, { body }: InputOf<typeof contract.returnTasks>): Promise<Rows> {
  const laboratoryId = laboratoryOf(ctx);
  const tasks = await ctx.db.task.findMany({ where: { id: { in: body.taskIds }, laboratoryId } });
  if (tasks.length < new Set(body.taskIds).size) throw new Problem("not-found", { what: "task" });
  for (const task of tasks) {
    if (task.analystId !== ctx.actor.id) throw new Problem("not-your-task", { analyst: task.analystName });
    if (task.state !== "assigned") throw new Problem("state-forbids", { state: task.state });
    await ctx.db.task.update({
      where: { id: task.id },
      data: { state: "pending", analystId: null, analystName: null, isLead: false, assignedAt: null },
    });
  }
  await ctx.note("tasks.returned-to-pool", `person ${ctx.actor.name}`, { tasks: body.taskIds, reason: body.reason });
  await ctx.tell({ type: "changed", topics: ["tasks"], laboratoryId });
  return rowsOf(ctx, body.taskIds);
}

async function give(
  ctx: Context,
  analyst: Analyst,
  body: { taskIds: string[]; isLead: boolean; dueOn?: string | undefined },
): Promise<Rows> {
  const laboratoryId = laboratoryOf(ctx);
  const tasks = await ctx.db.task.findMany({
    where: { id: { in: body.taskIds }, laboratoryId },
    include: { method: true, sample: true },
  });
  if (tasks.length < new Set(body.taskIds).size) throw new Problem("not-found", { what: "task" });
  const today = toDay(ctx.now());
  for (const task of tasks) {
    if (task.subcontractId !== null) throw new Problem("task-subcontracted", { item: task.method.code });
    if (task.state !== "pending" && task.state !== "assigned" && task.state !== "returned")
      throw new Problem("state-forbids", { state: task.state });
    refuseOutdated(task.method, today);
    if (!(await isQualified(ctx, analyst.id, task.methodId, today)))
      throw new Problem("not-qualified", { person: analyst.name, method: `${task.method.code} ${task.method.clause}` });
    if (task.sample.reviewedById === analyst.id) throw new Problem("reviewer-may-not-test");
    if ((await ctx.db.task.count({ where: { sampleId: task.sampleId, checkedById: analyst.id } })) > 0)
      throw new Problem("checker-may-not-test");
    const others = await ctx.db.task.count({
      where: { sampleId: task.sampleId, isLead: true, id: { notIn: body.taskIds } },
    });
    await ctx.db.task.update({
      where: { id: task.id },
      data: {
        analystId: analyst.id,
        analystName: analyst.name,
        assignedAt: ctx.now(),
        isLead: body.isLead && others === 0,
        ...(task.state === "pending" && { state: "assigned" }),
        ...(body.dueOn && { dueOn: body.dueOn }),
      },
    });
  }
  await ctx.note("tasks.assigned", `person ${analyst.login}`, {
    tasks: tasks.map((t) => `${t.sample.number} ${t.method.code}`),
  });
  await ctx.tell({ type: "changed", topics: ["tasks"], laboratoryId });
  return rowsOf(ctx, body.taskIds);
}

async function rowsOf(ctx: Context, taskIds: readonly string[]): Promise<Rows> {
  const rows = await ctx.db.task.findMany({
    where: { id: { in: [...taskIds] } },
    select: taskRowSelect,
    orderBy: { id: "asc" },
  });
  const row = await taskRow(ctx);
  return { rows: rows.map(row) };
}
