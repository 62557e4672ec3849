import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { taskRow, taskRowInclude } from "./list-tasks.ts";
import { refuseOutdated } from "../catalogue/rules/method-edition.ts";
import { isQualified } from "./qualify-person.ts";

/** Gives tasks to an analyst who is authorised for their methods today (持证上岗); refused otherwise. */
export async function assignTasks(
  ctx: Context,
  { body }: InputOf<typeof contract.assignTasks>,
): Promise<ReplyOf<typeof contract.assignTasks>> {
  const laboratoryId = laboratoryOf(ctx);
  const analyst = await ctx.db.person.findFirst({
    where: { id: body.analystId, laboratoryId, isActive: true, roles: { has: "analyst" } },
  });
  if (!analyst) throw new Problem("not-found", { what: body.analystId });
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
  const rows = await ctx.db.task.findMany({
    where: { id: { in: body.taskIds } },
    include: taskRowInclude,
    orderBy: { id: "asc" },
  });
  return { rows: rows.map(taskRow) };
}
