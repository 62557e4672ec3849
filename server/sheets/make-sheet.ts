import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { takeNumber } from "../platform/numbers.ts";
import { criteriaWords, looserThan, usualCriteria } from "../results/rules/bench-control.ts";
import type * as positions from "./positions-contract.ts";
import type { SheetView } from "./contract.ts";
import { loadOpenSheet, loadSheetOf, tellSheet, type PositionFound } from "./load-sheet.ts";
import { findTasks, planPositions, refuseOddControls, type Planned } from "./plan-positions.ts";
import { sheetView } from "./show-sheet.ts";

/** A batch of one analyst's tasks of one method, with its controls at positions of their own. */
export async function makeSheet(ctx: Context, { body }: InputOf<typeof positions.makeSheet>): Promise<SheetView> {
  const laboratoryId = laboratoryOf(ctx);
  const tasks = await findTasks(ctx, body.taskIds);
  const [first] = tasks;
  if (!first?.analystId) throw new Problem("bad-request", { fields: ["taskIds"] });
  refuseForeign(ctx, first.analystId);
  await refuseOddControls(ctx, first.method, body, new Set(tasks.map(({ id }) => id)));
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryId } });
  const { number } = await takeNumber(ctx, "sheet", laboratory.code);
  const said = Object.fromEntries(Object.entries(body.criteria).filter(([, value]) => value !== undefined));
  const usual = usualCriteria(first.method);
  const looser = ctx.actor.rights.has("controls.justify") ? [] : looserThan(said, usual);
  if (looser.length > 0) throw new Problem("criteria-looser", { criteria: looser.map((key) => criteriaWords[key]) });
  const isRecoverySaid = "recoveryFrom" in said || "recoveryTo" in said;
  const sheet = await ctx.db.sheet.create({
    data: {
      number,
      laboratoryId,
      methodId: first.methodId,
      analystId: first.analystId,
      analystName: first.analystName ?? "",
      // recovery limits typed for this batch stand in place of the method's bands
      criteria: { ...usual, ...said, ...(isRecoverySaid && { recoveryBands: [] }) },
      remarks: body.remarks ?? null,
      createdById: ctx.actor.id ?? "",
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
    },
  });
  await keepPositions(ctx, sheet.id, 1, planPositions(tasks, body));
  await ctx.note("sheet.made", `sheet ${number}`, {
    method: first.method.code,
    samples: tasks.map((t) => t.sample.number),
    blanks: body.blanks,
    duplicates: body.duplicates.length,
    spikes: body.spikes.length,
    controls: body.seriesIds.length,
  });
  await ctx.tell({ type: "changed", topics: ["sheets", "tasks"], laboratoryId });
  return sheetView(ctx, sheet.id);
}

/** More samples or controls for a batch that is under way; they stand at its end. */
export async function addPositions(
  ctx: Context,
  { params, body }: InputOf<typeof positions.addPositions>,
): Promise<SheetView> {
  const sheet = await loadOpenSheet(ctx, params.sheetId);
  refuseForeign(ctx, sheet.analystId);
  // what was handed in was measured with the controls that stood there then
  const states = sheet.positions.flatMap(({ task }) => (task ? [task.state] : []));
  if (states.length > 0 && states.every((state) => state === "completed" || state === "checked"))
    throw new Problem("state-forbids", { state: "submitted" });
  const tasks = await findTasks(ctx, body.taskIds);
  if (tasks.some((t) => t.methodId !== sheet.methodId)) throw new Problem("sheet-methods-differ");
  const others = tasks.filter((t) => t.analystId !== sheet.analystId);
  if (others.length > 0)
    throw new Problem("sheet-analysts-differ", { analysts: [sheet.analystName, ...others.map((t) => t.analystName)] });
  if (tasks.length > 0) refuseStopped(sheet.positions);
  const there = sheet.positions.flatMap(({ taskId }) => (taskId ? [taskId] : []));
  await refuseOddControls(ctx, sheet.method, body, new Set([...there, ...tasks.map(({ id }) => id)]));
  const planned = [
    ...planPositions(tasks, body),
    ...planPositions(
      there.map((id) => ({ id })),
      { ...body, blanks: 0, seriesIds: [] },
    ).filter(({ kind }) => kind !== "sample"),
  ];
  if (planned.length === 0) throw new Problem("bad-request", { fields: ["taskIds"] });
  const last = await ctx.db.sheetPosition.aggregate({ where: { sheetId: sheet.id }, _max: { ordinal: true } });
  await keepPositions(ctx, sheet.id, (last._max.ordinal ?? 0) + 1, planned);
  await ctx.note("sheet.extended", `sheet ${sheet.number}`, { positions: planned.map(({ kind }) => kind) });
  await ctx.tell({ type: "changed", topics: ["sheets"], laboratoryId: sheet.laboratoryId });
  return sheetView(ctx, sheet.id);
}

/** A position without figures leaves its batch; one with figures stays where it was measured. */
export async function removePosition(
  ctx: Context,
  { params }: InputOf<typeof positions.removePosition>,
): Promise<SheetView> {
  const { sheet, position } = await loadSheetOf(ctx, params.positionId);
  refuseForeign(ctx, sheet.analystId);
  const uses = position.taskId
    ? await ctx.db.readingUse.count({ where: { undoneAt: null, determination: { taskId: position.taskId } } })
    : 0;
  if (uses > 0 || position.values.length > 0) throw new Problem("position-has-values");
  refuseFailed([position]);
  if (position.kind === "sample") refuseStopped(sheet.positions); // else its results would go out without the control
  if (position.taskId && sheet.positions.some((p) => p.ofTaskId === position.taskId))
    throw new Problem("position-has-values");
  await ctx.db.sheetPosition.update({
    where: { id: position.id },
    data: { removedAt: ctx.now(), removedBy: ctx.actor.name },
  });
  await ctx.note("sheet.position-removed", `sheet ${sheet.number}`, {
    position: position.ordinal,
    kind: position.kind,
  });
  await tellSheet(ctx, sheet, [position.id]);
  return sheetView(ctx, sheet.id);
}

/** The batch is given up; its tasks keep their readings and are free for another. */
export async function withdrawSheet(
  ctx: Context,
  { params, body }: InputOf<typeof positions.withdrawSheet>,
): Promise<SheetView> {
  const sheet = await loadOpenSheet(ctx, params.sheetId);
  refuseForeign(ctx, sheet.analystId);
  const taskIds = sheet.positions.flatMap(({ taskId }) => (taskId ? [taskId] : []));
  // a batch whose results went out keeps what it was measured with
  if ((await ctx.db.result.count({ where: { taskId: { in: taskIds }, isCurrent: true } })) > 0)
    throw new Problem("state-forbids", { state: "submitted" });
  refuseFailed(sheet.positions);
  await ctx.db.sheet.update({
    where: { id: sheet.id },
    data: { withdrawnAt: ctx.now(), withdrawnBy: ctx.actor.name, withdrawnReason: body.reason },
  });
  await ctx.db.sheetPosition.updateMany({
    where: { sheetId: sheet.id, removedAt: null, taskId: { not: null } },
    data: { removedAt: ctx.now(), removedBy: ctx.actor.name },
  });
  await ctx.note("sheet.withdrawn", `sheet ${sheet.number}`, { reason: body.reason });
  await ctx.tell({ type: "changed", topics: ["sheets", "tasks"], laboratoryId: sheet.laboratoryId });
  return sheetView(ctx, sheet.id);
}

/** A control that failed is not got rid of by emptying or retyping it: whoever signs for it decides. */
function refuseFailed(positions: readonly PositionFound[]): void {
  const failed = positions.find((p) => p.failedAt !== null && p.justifiedAt === null && !p.point?.justifiedAt);
  if (failed) throw new Problem("control-failed-stays", { position: failed.ordinal });
}

/** While a failed control waits for its signature or to be measured again, no sample joins the batch or leaves it. */
function refuseStopped(positions: readonly PositionFound[]): void {
  refuseFailed(positions.filter((p) => p.isFailed || p.values.length === 0));
}

/** A batch is made by its analyst, or by whoever assigns the work. */
function refuseForeign(ctx: Context, analystId: string): void {
  if (analystId !== ctx.actor.id && !ctx.actor.rights.has("work.assign")) throw new Problem("not-your-task", {});
}

async function keepPositions(ctx: Context, sheetId: string, from: number, planned: readonly Planned[]): Promise<void> {
  await ctx.db.sheetPosition.createMany({
    data: planned.map((position, i) => ({ sheetId, ordinal: from + i, ...position })),
  });
}
