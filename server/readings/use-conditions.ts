import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Decimal } from "../kernel/decimal.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { findMaterial, unfit } from "../metrology/keep-materials.ts";
import { materialFault } from "../metrology/rules/material.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { refuseForeignWork } from "./begin-work.ts";
import type * as contract from "./conditions-contract.ts";
import type { RoomView } from "./conditions-contract.ts";
import { loadWork, loadWorks, type TaskWork } from "./load-work.ts";
import { roomView } from "./show-conditions.ts";

const days = 86_400_000;
const nothing: Record<string, never> = {};

/** Used by these tasks at an instant, by whom; one that is not good on that day is refused. A task that has it already keeps its record. */
export async function useMaterial(
  ctx: Context,
  { params, body }: InputOf<typeof contract.useMaterial>,
): Promise<Record<string, never>> {
  const material = await findMaterial(ctx, params.id);
  const usedAt = pastInstant(ctx, body.usedAt, "usedAt");
  const fault = materialFault(material, toDay(usedAt));
  if (fault) throw unfit(material, fault, toDay(usedAt));
  const tasks = await ownTasks(ctx, body.taskIds);
  const standing = await ctx.db.materialUse.findMany({
    where: { materialId: material.id, taskId: { in: tasks.map(({ id }) => id) }, withdrawnAt: null },
  });
  const fresh = tasks.filter(({ id }) => !standing.some(({ taskId }) => taskId === id));
  if (fresh.length === 0) throw new Problem("already-exists", { what: `${material.name} ${material.lot}` });
  await ctx.db.materialUse.createMany({
    data: fresh.map(({ id }) => ({
      materialId: material.id,
      taskId: id,
      usedAt,
      by: ctx.actor.name,
      recordedAt: ctx.now(),
    })),
  });
  await ctx.note("material.used", `reference material ${material.name} ${material.lot}`, {
    id: material.id,
    usedAt: usedAt.toISOString(),
    tasks: fresh.map(said),
  });
  return told(ctx, material.laboratoryId);
}

/** Recorded by mistake: it stays in the record with the reason. */
export async function withdrawMaterialUse(
  ctx: Context,
  { params, body }: InputOf<typeof contract.withdrawMaterialUse>,
): Promise<Record<string, never>> {
  const use = await ctx.db.materialUse.findFirst({
    where: { id: params.id, task: { laboratoryId: laboratoryOf(ctx) } },
    include: { material: true },
  });
  if (!use) throw new Problem("not-found", { what: "use" });
  const { task } = await loadWork(ctx, use.taskId);
  await refuseForeignWork(ctx, task);
  if (use.withdrawnAt) throw new Problem("state-forbids", { state: "withdrawn" });
  await ctx.db.materialUse.update({ where: { id: use.id }, data: withdrawal(ctx, body.reason) });
  await ctx.note("material.use-withdrawn", `reference material ${use.material.name} ${use.material.lot}`, {
    id: use.materialId,
    task: said(task),
    reason: body.reason,
  });
  return told(ctx, task.laboratoryId);
}

/** What was read in the laboratory's rooms in the last thirty days, the newest first. */
export async function listRoomReadings(ctx: Context): Promise<ReplyOf<typeof contract.listRoomReadings>> {
  const rows = await ctx.db.roomReading.findMany({
    where: { ...ownLaboratory(ctx), at: { gte: new Date(ctx.now().getTime() - 30 * days) } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 500,
  });
  return { rows: rows.map(roomView) };
}

/** Typed as it was read, also where it is outside of what a method allows: a record tells what was. */
export async function recordRoom(ctx: Context, { body }: InputOf<typeof contract.recordRoom>): Promise<RoomView> {
  const { room, temperature, humidity, taskIds } = body;
  const wrong = [
    ...(new Decimal(temperature).abs().gt(100) ? ["temperature"] : []),
    ...(new Decimal(humidity).lt(0) || new Decimal(humidity).gt(100) ? ["humidity"] : []),
  ];
  if (wrong.length > 0) throw new Problem("bad-request", { fields: wrong });
  const at = pastInstant(ctx, body.at, "at");
  const laboratoryId = laboratoryOf(ctx);
  const tasks = taskIds ? await ownTasks(ctx, taskIds) : [];
  const row = await ctx.db.roomReading.create({
    data: { laboratoryId, room, temperature, humidity, at, by: ctx.actor.name, recordedAt: ctx.now() },
  });
  await ctx.db.roomUse.createMany({ data: tasks.map(({ id }) => roomUse(ctx, row.id, id)) });
  await ctx.note("room.recorded", `room ${room}`, {
    temperature,
    humidity,
    at: at.toISOString(),
    tasks: tasks.map(said),
  });
  await told(ctx, laboratoryId);
  return roomView(row);
}

/** A reading that a colleague wrote down counts for these tasks too. */
export async function useRoomReading(
  ctx: Context,
  { params, body }: InputOf<typeof contract.useRoomReading>,
): Promise<Record<string, never>> {
  const reading = await ctx.db.roomReading.findFirst({ where: { id: params.id, laboratoryId: laboratoryOf(ctx) } });
  if (!reading) throw new Problem("not-found", { what: "room reading" });
  const tasks = await ownTasks(ctx, body.taskIds);
  const standing = await ctx.db.roomUse.findMany({
    where: { readingId: reading.id, taskId: { in: tasks.map(({ id }) => id) }, withdrawnAt: null },
  });
  const fresh = tasks.filter(({ id }) => !standing.some(({ taskId }) => taskId === id));
  if (fresh.length === 0) throw new Problem("already-exists", { what: reading.room });
  await ctx.db.roomUse.createMany({ data: fresh.map(({ id }) => roomUse(ctx, reading.id, id)) });
  await ctx.note("room.chosen", `room ${reading.room}`, { reading: reading.id, tasks: fresh.map(said) });
  return told(ctx, reading.laboratoryId);
}

/** Chosen by mistake: it stays in the record with the reason. */
export async function withdrawRoomUse(
  ctx: Context,
  { params, body }: InputOf<typeof contract.withdrawRoomUse>,
): Promise<Record<string, never>> {
  const use = await ctx.db.roomUse.findFirst({
    where: { id: params.id, task: { laboratoryId: laboratoryOf(ctx) } },
    include: { reading: true },
  });
  if (!use) throw new Problem("not-found", { what: "use" });
  const { task } = await loadWork(ctx, use.taskId);
  await refuseForeignWork(ctx, task);
  if (use.withdrawnAt) throw new Problem("state-forbids", { state: "withdrawn" });
  await ctx.db.roomUse.update({ where: { id: use.id }, data: withdrawal(ctx, body.reason) });
  await ctx.note("room.use-withdrawn", `room ${use.reading.room}`, {
    reading: use.readingId,
    task: said(task),
    reason: body.reason,
  });
  return told(ctx, task.laboratoryId);
}

async function ownTasks(ctx: Context, taskIds: readonly string[]): Promise<TaskWork[]> {
  const ids = [...new Set(taskIds)];
  const works = await loadWorks(ctx, ids);
  if (works.length < ids.length) throw new Problem("not-found", { what: "task" });
  for (const { task } of works) {
    if (task.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-found", { what: "task" });
    await refuseForeignWork(ctx, task);
  }
  return works.map(({ task }) => task);
}

function pastInstant(ctx: Context, said: string | undefined, field: string): Date {
  const at = said === undefined ? ctx.now() : new Date(said);
  if (at > ctx.now()) throw new Problem("bad-request", { fields: [field] });
  return at;
}

const roomUse = (ctx: Context, readingId: string, taskId: string) => ({
  readingId,
  taskId,
  by: ctx.actor.name,
  recordedAt: ctx.now(),
});

const withdrawal = (ctx: Context, reason: string) => ({
  withdrawnAt: ctx.now(),
  withdrawnBy: ctx.actor.name,
  withdrawnWhy: reason,
});

const said = (task: TaskWork) => `${task.sample.number} ${task.method.item.name}`;

async function told(ctx: Context, laboratoryId: string): Promise<Record<string, never>> {
  await ctx.tell({ type: "changed", topics: ["bench", "sheets", "materials"], laboratoryId });
  return nothing;
}
