import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { isQualified } from "../work/qualify-person.ts";
import type { TaskWork } from "./load-work.ts";

const workable = ["assigned", "in_progress", "returned", "retest"];

/** Whether a task still takes readings. */
export const isWorkable = (task: { state: string }): boolean => workable.includes(task.state);

/** Refuses work on somebody else's task, on a task that is done, or without authorisation for the method today. */
export async function refuseForeignWork(ctx: Context, task: TaskWork): Promise<void> {
  if (task.analystId !== ctx.actor.id) throw new Problem("not-your-task", { analyst: task.analystName });
  if (task.sample.state === "rejected" || task.sample.state === "cancelled")
    throw new Problem("state-forbids", { state: task.sample.state });
  if (!isWorkable(task)) throw new Problem("state-forbids", { state: task.state });
  const today = toDay(ctx.now());
  const { method } = task;
  if (method.inForceFrom > today || (method.inForceUntil !== null && method.inForceUntil < today))
    throw new Problem("method-not-in-force", { method: method.code, on: today });
  if (!(await isQualified(ctx, ctx.actor.id ?? "", method.id, today)))
    throw new Problem("not-qualified", { person: ctx.actor.name, method: `${method.code} ${method.clause}` });
}

/** The first reading of a task begins it, and with it its sample's testing. */
export async function beginWork(ctx: Context, task: TaskWork): Promise<void> {
  if (task.state === "assigned" || task.state === "returned" || task.state === "retest")
    await ctx.db.task.update({ where: { id: task.id }, data: { state: "in_progress" } });
  if (task.sample.state === "registered")
    await ctx.db.sample.update({ where: { id: task.sampleId }, data: { state: "in_testing" } });
}
