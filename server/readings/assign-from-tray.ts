import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { beginWork, refuseForeignWork } from "./begin-work.ts";
import { refuseUnfit } from "./claim-reading.ts";
import type * as contract from "./contract.ts";
import { loadWork, loadWorkOf } from "./load-work.ts";
import { moveClaim } from "./place-reading.ts";
import { refusalOf, stepState } from "./rules.ts";

const trayHours = 72;

/** Readings of the last days that stand in no step, newest first. */
export async function listTray(ctx: Context, most = 100): Promise<ReplyOf<typeof contract.listTray>> {
  const rows = await ctx.db.reading.findMany({
    where: inTray(ctx),
    include: { instrument: { select: { name: true, number: true } } },
    omit: { raw: true },
    orderBy: { receivedAt: "desc" },
    take: most,
  });
  return {
    rows: rows.map((r) => ({
      id: r.id,
      instrument: r.instrument?.name ?? null,
      instrumentNumber: r.instrument?.number ?? null,
      text: r.text,
      value: r.value === null ? null : r.text,
      unit: r.unit,
      status: r.isStable === false ? "unstable" : r.status,
      sample: detailOf(r.details, "sample"),
      test: detailOf(r.details, "test") ?? detailOf(r.details, "target"),
      takenAt: r.takenAt.toISOString(),
    })),
  };
}

/** How many readings stand in no step. */
export async function countTray(ctx: Context): Promise<number> {
  return ctx.db.reading.count({ where: inTray(ctx) });
}

function inTray(ctx: Context): Prisma.ReadingWhereInput {
  return {
    laboratoryId: laboratoryOf(ctx),
    uses: { none: { undoneAt: null } },
    calculated: { none: {} }, // what was calculated from it stands in its place
    isManual: false,
    receivedAt: { gt: new Date(ctx.now().getTime() - trayHours * 3_600_000) },
  };
}

function detailOf(details: unknown, name: string): string | null {
  const said = (details as Record<string, unknown> | null)?.[name];
  return typeof said === "string" ? said : null;
}

/** Gives a reading from the tray to a step, with the reason why it was not claimed. */
export async function assignFromTray(
  ctx: Context,
  { params, body }: InputOf<typeof contract.assignFromTray>,
): Promise<Record<string, never>> {
  const { task, steps, parallels } = await loadWorkOf(ctx, body.determinationId);
  await refuseForeignWork(ctx, task);
  const step = steps.find((s) => s.key === body.step);
  const parallel = parallels.find((p) => p.id === body.determinationId);
  if (!step || !parallel) throw new Problem("step-unknown", { step: body.step });
  const reading = await ctx.db.reading.findFirst({
    where: { id: params.readingId, laboratoryId: task.laboratoryId, isManual: false },
    include: { instrument: true, uses: { where: { undoneAt: null } } },
  });
  if (!reading?.instrument) throw new Problem("not-found", { what: "reading" });
  if (reading.uses.length > 0) throw new Problem("reading-in-use");
  const refusal = refusalOf({ ...reading, value: reading.value?.toString() ?? null }, step);
  if (refusal === "wrong-unit") throw new Problem("unit-differs", { unit: reading.unit, expected: step.unit });
  if (refusal) throw new Problem("reading-not-usable", { reason: refusal });
  if (!task.method.equipmentKinds.includes(reading.instrument.kind))
    throw new Problem("instrument-kind-wrong", { instrument: reading.instrument.name });
  // which determination counts is the rule's choice: a step that is done takes no more, unless its reading is undone with a reason
  if (stepState(steps, step, parallel.readings).isDone) throw new Problem("no-open-step");
  if (step.kind !== "value" && parallel.vessel === null)
    throw new Problem("vessel-needed", { parallel: parallel.parallel });
  const use = { methodId: task.methodId, value: reading.text, unit: reading.unit };
  await refuseUnfit(ctx, reading.instrument, reading.takenAt, use);
  await ctx.db.readingUse.create({
    data: {
      readingId: reading.id,
      determinationId: parallel.id,
      step: step.key,
      claimedById: ctx.actor.id ?? "",
      claimedBy: ctx.actor.name,
      at: ctx.now(),
      reason: body.reason,
    },
  });
  await beginWork(ctx, task);
  await followUp(ctx, task.id);
  await ctx.note("reading.assigned", `task ${task.id}`, {
    reading: reading.id,
    step: step.key,
    parallel: parallel.parallel,
    reason: body.reason,
  });
  return {};
}

/** Takes a reading out of its step; it goes back to the tray, and both stay on record. */
export async function undoReading(
  ctx: Context,
  { params, body }: InputOf<typeof contract.undoReading>,
): Promise<Record<string, never>> {
  const use = await ctx.db.readingUse.findFirst({
    where: { id: params.useId, undoneAt: null, determination: { task: { laboratoryId: laboratoryOf(ctx) } } },
    include: { determination: true },
  });
  if (!use) throw new Problem("not-found", { what: "reading" });
  const { task } = await loadWork(ctx, use.determination.taskId);
  await refuseForeignWork(ctx, task);
  if (use.determination.round !== task.round) throw new Problem("state-forbids", { state: task.state });
  await ctx.db.readingUse.update({
    where: { id: use.id },
    data: { undoneAt: ctx.now(), undoneBy: ctx.actor.name, undoReason: body.reason },
  });
  await followUp(ctx, task.id);
  await ctx.note("reading.undone", `task ${task.id}`, {
    reading: use.readingId,
    step: use.step,
    parallel: use.determination.parallel,
    reason: body.reason,
  });
  return {};
}

async function followUp(ctx: Context, taskId: string): Promise<void> {
  const open = await ctx.db.claim.findFirst({ where: { taskId, closedAt: null } });
  if (open) await moveClaim(ctx, open.id, await loadWork(ctx, taskId));
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: ctx.actor.laboratoryId });
}
