import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { beginWork, refuseForeignWork } from "./begin-work.ts";
import { findInstrument, refuseUnfit } from "./claim-reading.ts";
import type * as contract from "./contract.ts";
import { loadWorkOf } from "./load-work.ts";
import { stepState } from "./rules.ts";

/** A figure typed by hand is a reading too: marked manual, with its reason and its instrument. */
export async function enterManualReading(
  ctx: Context,
  { params, body }: InputOf<typeof contract.enterManualReading>,
): Promise<Record<string, never>> {
  const { task, steps, parallels } = await loadWorkOf(ctx, params.determinationId);
  await refuseForeignWork(ctx, task);
  const step = steps.find((s) => s.key === body.step);
  const parallel = parallels.find((p) => p.id === params.determinationId);
  if (!step || !parallel) throw new Problem("step-unknown", { step: body.step });
  if (step.kind !== "value" && parallel.vessel === null)
    throw new Problem("vessel-needed", { parallel: parallel.parallel });
  if (stepState(steps, step, parallel.readings).isDone) throw new Problem("no-open-step");
  if (body.qualifier === "=" && body.text === undefined) throw new Problem("bad-request", { fields: ["text"] });
  if (body.qualifier === "<LOD" && (step.kind !== "value" || task.method.lod === null))
    throw new Problem("lod-unknown", { method: task.method.code });
  if (body.text?.startsWith("-") && step.kind !== "value") throw new Problem("bad-request", { fields: ["text"] });
  const instrument = await findInstrument(ctx, body.instrumentNumber);
  const isRightKind =
    step.kind === "value" ? task.method.equipmentKinds.includes(instrument.kind) : instrument.kind === "balance"; // an oven weighs nothing
  if (!isRightKind) throw new Problem("instrument-kind-wrong", { instrument: instrument.name });
  await refuseUnfit(ctx, instrument, ctx.now());

  const text = body.qualifier === "=" ? (body.text ?? "") : "";
  const now = ctx.now();
  const reading = await ctx.db.reading.create({
    data: {
      laboratoryId: task.laboratoryId,
      instrumentId: instrument.id,
      kind: step.kind === "value" ? "result" : "weight",
      status: "reading",
      text,
      value: text === "" ? null : text,
      qualifier: body.qualifier,
      unit: step.unit,
      takenAt: now,
      receivedAt: now,
      isManual: true,
      manualReason: body.reason,
      enteredById: ctx.actor.id,
    },
  });
  await ctx.db.readingUse.create({
    data: {
      readingId: reading.id,
      determinationId: parallel.id,
      step: step.key,
      claimedById: ctx.actor.id ?? "",
      claimedBy: ctx.actor.name,
      at: now,
      reason: body.reason,
    },
  });
  await beginWork(ctx, task);
  await ctx.note("reading.typed", `task ${task.id}`, {
    step: step.key,
    parallel: parallel.parallel,
    text: text || body.qualifier,
    instrument: instrument.number,
    reason: body.reason,
  });
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: task.laboratoryId });
  return {};
}

/** Binds a dish by its engraved number to a parallel; a dish in use elsewhere is refused. */
export async function bindVessel(
  ctx: Context,
  { params, body }: InputOf<typeof contract.bindVessel>,
): Promise<Record<string, never>> {
  const { task, parallels } = await loadWorkOf(ctx, params.determinationId);
  await refuseForeignWork(ctx, task);
  const parallel = parallels.find((p) => p.id === params.determinationId);
  if (!parallel) throw new Problem("state-forbids", { state: task.state });
  if (parallel.vessel !== null && parallel.vessel !== body.vessel && parallel.readings.length > 0)
    throw new Problem("vessel-bound", { parallel: parallel.parallel, vessel: parallel.vessel });
  const elsewhere = await ctx.db.determination.findFirst({
    where: {
      vessel: body.vessel,
      // a dish of an earlier round of the same task is empty again
      NOT: [{ id: parallel.id }, { taskId: task.id, round: { lt: task.round } }],
      task: { laboratoryId: task.laboratoryId, state: { in: ["assigned", "in_progress", "returned", "retest"] } },
    },
    include: { task: { include: { sample: true } } },
  });
  if (elsewhere)
    throw new Problem("vessel-taken", {
      vessel: body.vessel,
      sample: elsewhere.task.sample.name,
      parallel: elsewhere.parallel,
    });
  await ctx.db.determination.update({ where: { id: parallel.id }, data: { vessel: body.vessel } });
  await ctx.note("vessel.bound", `task ${task.id}`, { parallel: parallel.parallel, vessel: body.vessel });
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: task.laboratoryId });
  return {};
}
