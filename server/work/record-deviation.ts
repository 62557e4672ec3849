import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { noJson } from "../platform/db.ts";
import type * as contract from "./contract.ts";

const open: readonly string[] = ["pending", "assigned", "in_progress", "returned", "retest"];

/** 方法偏离: what will be done otherwise than the method says, why, and who of the client agreed; before the result is submitted. */
export async function recordDeviation(
  ctx: Context,
  { params, body }: InputOf<typeof contract.recordDeviation>,
): Promise<Record<string, never>> {
  const task = await ctx.db.task.findFirst({
    where: { id: params.taskId, laboratoryId: laboratoryOf(ctx) },
    include: { sample: true, method: true },
  });
  if (!task) throw new Problem("not-found", { what: params.taskId });
  if (!open.includes(task.state)) throw new Problem("state-forbids", { state: task.state });
  const deviation = body.deviation && { ...body.deviation, by: ctx.actor.name, at: ctx.now().toISOString() };
  await ctx.db.task.update({ where: { id: task.id }, data: { deviation: deviation ?? noJson } });
  await ctx.note(deviation ? "task.deviation-agreed" : "task.deviation-withdrawn", `task ${task.id}`, {
    sample: task.sample.number,
    method: task.method.code,
    ...deviation,
  });
  await ctx.tell({ type: "changed", topics: ["tasks", "work"], laboratoryId: task.laboratoryId });
  return {};
}
