import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { refuseForeignWork } from "./begin-work.ts";
import type * as contract from "./contract.ts";
import { loadWork, unitContainersOf } from "./load-work.ts";
import { unitMeant } from "./rules/unit-containers.ts";

/** A container is scanned for a unit of a plan: what is measured for that unit came from it. One that was used for another is refused. */
export async function scanUnit(
  ctx: Context,
  { params, body }: InputOf<typeof contract.scanUnit>,
): Promise<ReplyOf<typeof contract.scanUnit>> {
  const work = await loadWork(ctx, params.taskId);
  const { task, parallels, kind } = work;
  await refuseForeignWork(ctx, task);
  if (kind !== "plan") throw new Problem("units-only-in-plans", { method: task.method.code });
  const number = body.containerNumber.replace(/\D/g, "");
  const container = task.sample.containers.find((c) => c.number === number);
  if (!container) throw new Problem("container-not-of-sample", { number: body.containerNumber });
  if (container.kind === "reserve") throw new Problem("reserve-sealed", { number });
  if (container.state === "disposed" || container.state === "transferred")
    throw new Problem("state-forbids", { state: container.state });
  const determinations = task.determinations.filter((d) => d.round === task.round);
  const units = determinations.map((d) => ({
    ...d,
    isMeasured: (parallels.find(({ id }) => id === d.id)?.readings.length ?? 0) > 0,
  }));
  const meant = unitMeant(units, unitContainersOf(work), container.id, body.determinationId ?? null);
  if ("usedBy" in meant) throw new Problem("container-used", { number, unit: meant.usedBy });
  if ("bound" in meant) throw new Problem("unit-bound", { unit: meant.bound });
  if ("refused" in meant) throw new Problem("no-unit-left", { number, units: units.length });
  const unit = units.find(({ id }) => id === meant.unit);
  if (!unit) throw new Error("a unit that is not there was meant");
  if (unit.containerId !== container.id) {
    await ctx.db.determination.update({
      where: { id: unit.id },
      data: { containerId: container.id, containerBy: ctx.actor.name, containerAt: ctx.now() },
    });
    await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: task.laboratoryId });
  }
  await ctx.note("unit.scanned", `task ${task.id}`, { unit: unit.parallel, container: number });
  return { determinationId: unit.id, unit: unit.parallel, container: number };
}
