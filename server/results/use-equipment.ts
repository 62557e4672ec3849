import { randomUUID } from "node:crypto";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import { beginWork, refuseForeignWork } from "../readings/begin-work.ts";
import { findInstrument, refuseUnfit } from "../readings/claim-reading.ts";
import { loadWorks } from "../readings/load-work.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./equipment-contract.ts";
import type { RunView } from "./equipment-contract.ts";
import { inRun, runView, type UseInRun } from "./run-view.ts";
import { dueOut, settingsText, wrongTime } from "./rules/equipment-use.ts";

/** One scan for everything that goes in together; what is used and done at once (a pipette) says its end with it. */
export async function useEquipment(ctx: Context, { body }: InputOf<typeof contract.useEquipment>): Promise<RunView> {
  const now = ctx.now();
  const instrument = await findInstrument(ctx, body.instrumentNumber);
  if (instrument.driver !== null) throw new Problem("instrument-kind-wrong", { instrument: instrument.name });
  const settings = settingsText(body.settings);
  if (settings === "") throw new Problem("bad-request", { fields: ["settings"] });
  const startedAt = body.startedAt === undefined ? now : new Date(body.startedAt);
  const endedAt = body.endedAt === undefined ? null : body.endedAt === "now" ? now : new Date(body.endedAt);
  const wrong = wrongTime(startedAt, endedAt, now);
  if (wrong) throw new Problem("bad-request", { fields: [wrong] });
  await refuseUnfit(ctx, instrument, startedAt);
  if (endedAt) await refuseUnfit(ctx, instrument, endedAt);

  const taskIds = [...new Set(body.taskIds)];
  const works = await loadWorks(ctx, taskIds);
  if (works.length < taskIds.length) throw new Problem("not-found", { what: "task" });
  for (const { task } of works) {
    await refuseUnfit(ctx, instrument, startedAt, { methodId: task.methodId });
    await refuseForeignWork(ctx, task);
    const inside = endedAt === null ? task.uses.find((use) => use.endedAt === null) : undefined;
    if (inside) throw new Problem("equipment-in-use", { instrument: inside.instrument.name });
  }
  const runId = randomUUID();
  await ctx.db.equipmentUse.createMany({
    data: works.map(({ task }) => ({
      runId,
      taskId: task.id,
      instrumentId: instrument.id,
      settings: { ...body.settings, said: settings },
      startedAt,
      endedAt,
      dueAt: endedAt ? null : dueOut(startedAt, body.settings),
      startedBy: ctx.actor.name,
      endedBy: endedAt ? ctx.actor.name : null,
      recordedAt: body.startedAt === undefined ? null : now,
    })),
  });
  for (const { task } of works) await beginWork(ctx, task);
  await ctx.note(endedAt ? "equipment.used" : "equipment.in", `instrument ${instrument.number}`, {
    run: runId,
    samples: works.map(({ task }) => `${task.sample.number} ${task.method.item.name}`),
    settings,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  });
  await ctx.tell({ type: "changed", topics: ["bench", "instruments"], laboratoryId: instrument.laboratoryId });
  return runView(await usesOf(ctx, runId));
}

/** Everything that went in together comes out together; a colleague of the next shift may do it. */
export async function takeOut(ctx: Context, { params, body }: InputOf<typeof contract.takeOut>): Promise<RunView> {
  const uses = await usesOf(ctx, params.runId);
  const [first] = uses;
  if (first?.instrument.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-found", { what: "run" });
  if (uses.every((use) => use.endedAt !== null)) throw new Problem("state-forbids", { state: "taken-out" });
  const now = ctx.now();
  const endedAt = body.endedAt === undefined ? now : new Date(body.endedAt);
  if (endedAt < first.startedAt || endedAt > now) throw new Problem("bad-request", { fields: ["endedAt"] });
  await ctx.db.equipmentUse.updateMany({
    where: { runId: params.runId, endedAt: null },
    data: { endedAt, endedBy: ctx.actor.name },
  });
  await ctx.note("equipment.out", `instrument ${first.instrument.number}`, {
    run: params.runId,
    endedAt: endedAt.toISOString(),
    samples: uses.map(({ task }) => `${task.sample.number} ${task.method.item.name}`),
  });
  await ctx.tell({ type: "changed", topics: ["bench", "instruments"], laboratoryId: first.instrument.laboratoryId });
  return runView(await usesOf(ctx, params.runId));
}

function usesOf(ctx: Context, runId: string): Promise<UseInRun[]> {
  return ctx.db.equipmentUse.findMany({
    where: { runId, instrument: ownLaboratory(ctx) },
    select: inRun,
    orderBy: { id: "asc" },
  });
}
