import { refuseOutdated } from "../catalogue/rules/method-edition.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { isWorkable } from "../readings/begin-work.ts";
import type { PositionKind } from "./contract.ts";

export type Controls = {
  blanks: number;
  blankLot?: string | undefined;
  duplicates: readonly string[];
  spikes: readonly { taskId: string; added: string; lot?: string | undefined }[];
  seriesIds: readonly string[];
};
export type Planned = {
  kind: PositionKind;
  taskId?: string;
  ofTaskId?: string;
  added?: string;
  lot?: string;
  seriesId?: string;
};
type TaskFound = Awaited<ReturnType<typeof findTasks>>[number];

/** Tasks that may stand on a batch together: of one method in force, of one analyst, not done, on no other batch. */
export async function findTasks(ctx: Context, taskIds: readonly string[]) {
  const ids = [...new Set(taskIds)];
  const tasks = await ctx.db.task.findMany({
    where: { id: { in: ids }, laboratoryId: laboratoryOf(ctx) },
    include: { sample: true, method: true, positions: { where: { removedAt: null }, include: { sheet: true } } },
  });
  if (tasks.length < ids.length) throw new Problem("not-found", { what: "task" });
  const today = toDay(ctx.now());
  for (const task of tasks) {
    const [there] = task.positions;
    if (there) throw new Problem("task-on-sheet", { sample: task.sample.name, sheet: there.sheet.number });
    if (task.analystId === null) throw new Problem("sheet-analysts-differ", {});
    if (!isWorkable(task)) throw new Problem("state-forbids", { state: task.state });
    refuseOutdated(task.method, today);
  }
  if (new Set(tasks.map(({ methodId }) => methodId)).size > 1) throw new Problem("sheet-methods-differ");
  const analysts = new Map(tasks.map((t) => [t.analystId, t.analystName]));
  if (analysts.size > 1) throw new Problem("sheet-analysts-differ", { analysts: [...analysts.values()] });
  return ids.flatMap((id) => tasks.find((task) => task.id === id) ?? []);
}

/** In the order of work: blanks and control samples first, then the samples, each with its duplicate and spike behind it. */
export function planPositions(tasks: readonly Pick<TaskFound, "id">[], controls: Controls): Planned[] {
  const behind = (id: string): Planned[] => [
    ...controls.duplicates.filter((of) => of === id).map((): Planned => ({ kind: "duplicate", ofTaskId: id })),
    ...controls.spikes
      .filter(({ taskId }) => taskId === id)
      .map(({ added, lot }): Planned => ({ kind: "spike", ofTaskId: id, added, ...(lot && { lot }) })),
  ];
  return [
    ...Array.from({ length: controls.blanks }, (): Planned => ({
      kind: "blank",
      ...(controls.blankLot && { lot: controls.blankLot }),
    })),
    ...controls.seriesIds.map((seriesId): Planned => ({ kind: "control", seriesId })),
    ...tasks.flatMap(({ id }): Planned[] => [{ kind: "sample", taskId: id }, ...behind(id)]),
  ];
}

/** Refuses controls that this method's results cannot be held against, charts of another method, and samples that are not there. */
export async function refuseOddControls(
  ctx: Context,
  method: { id: string; resultKind: string },
  controls: Controls,
  onSheet: ReadonlySet<string>,
): Promise<void> {
  const of = [...controls.duplicates, ...controls.spikes.map(({ taskId }) => taskId)];
  if (of.some((id) => !onSheet.has(id))) throw new Problem("task-not-on-sheet", { position: "—" });
  const isAny = controls.blanks + of.length + controls.seriesIds.length > 0;
  if (isAny && (method.resultKind === "qualitative" || method.resultKind === "pcr"))
    throw new Problem("controls-not-for-kind");
  const series = await ctx.db.controlSeries.findMany({
    where: { id: { in: [...controls.seriesIds] }, laboratoryId: laboratoryOf(ctx), endedAt: null },
  });
  const today = toDay(ctx.now());
  for (const id of controls.seriesIds) {
    const found = series.find((each) => each.id === id);
    if (!found || found.methodId !== method.id) throw new Problem("not-found", { what: "control" });
    if (found.validUntil !== null && found.validUntil < today) throw new Problem("state-forbids", { state: "ended" });
  }
}
