import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { refuseForeignWork } from "./begin-work.ts";
import type * as contract from "./contract.ts";
import { loadWork } from "./load-work.ts";

/**
 * Brings the units of a lot to as many as there are: added where the plan in force asks for more, given up where fewer came
 * (then there is no conclusion). A unit that has been read stays.
 */
export async function setSampleUnits(
  ctx: Context,
  { params, body }: InputOf<typeof contract.setSampleUnits>,
): Promise<Record<string, never>> {
  const { task, parallels, kind } = await loadWork(ctx, params.taskId);
  await refuseForeignWork(ctx, task);
  if (kind !== "plan") throw new Problem("units-only-in-plans", { method: task.method.code });
  const before = parallels.length;
  if (body.count > before)
    await ctx.db.determination.createMany({
      data: Array.from({ length: body.count - before }, (_, i) => ({
        taskId: task.id,
        round: task.round,
        parallel: before + i + 1,
      })),
    });
  const surplus = parallels.filter((p) => p.parallel > body.count);
  const touched = await ctx.db.readingUse.findFirst({
    where: { determinationId: { in: surplus.map((p) => p.id) } }, // also one that was undone is on record
    include: { determination: true },
  });
  if (touched) throw new Problem("unit-has-reading", { unit: touched.determination.parallel });
  await ctx.db.determination.deleteMany({ where: { id: { in: surplus.map((p) => p.id) } } });
  await ctx.note("units.set", `task ${task.id}`, {
    sample: task.sample.number,
    before,
    count: body.count,
    reason: body.reason,
  });
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: task.laboratoryId });
  return {};
}
