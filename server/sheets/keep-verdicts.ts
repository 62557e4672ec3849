import type { Context } from "../platform/context.ts";
import { measureControl } from "../results/keep-controls.ts";
import { controlValue } from "../results/rules/control-value.ts";
import { methodFacts } from "../results/compute-task.ts";
import { gridOf } from "./grid-rows.ts";
import { loadSheet, type PositionFound } from "./load-sheet.ts";

/**
 * After figures changed: a control sample's finished value goes to its chart, once; every control is judged anew and what it came to
 * stands with it, for lists and trends.
 */
export async function keepVerdicts(
  ctx: Context,
  { id: sheetId }: { id: string },
  touched: readonly PositionFound[],
): Promise<void> {
  const before = await loadSheet(ctx, sheetId);
  const controls = before.positions.filter(({ kind }) => kind !== "sample");
  const touchedTasks = new Set(touched.flatMap(({ taskId }) => (taskId ? [taskId] : [])));
  const concerned = controls.filter(
    (c) => touched.some(({ id }) => id === c.id) || (c.ofTaskId !== null && touchedTasks.has(c.ofTaskId)),
  );
  if (concerned.length === 0) return;
  const first = await gridOf(ctx, before, new Set(touched.map(({ id }) => id)));
  const [any] = first.works.values();
  if (!any) return;
  let isMeasured = false;
  for (const position of concerned) {
    if (position.kind !== "control" || position.pointId !== null || position.seriesId === null) continue;
    const value = controlValue(methodFacts(any), position.values);
    if (value === null) continue;
    const figure = value.value ?? "0"; // below LOD: nothing of it was found
    const { id: pointId } = await measureControl(ctx, position.seriesId, figure);
    await ctx.db.sheetPosition.update({ where: { id: position.id }, data: { pointId } });
    isMeasured = true;
  }
  const { controls: judged } = isMeasured ? await gridOf(ctx, await loadSheet(ctx, sheetId), new Set()) : first;
  for (const position of concerned) {
    const control = judged.get(position.id);
    if (!control) continue;
    const isFailed = control.verdict === "failed";
    if (position.figure === control.figure && position.isFailed === isFailed) continue;
    await ctx.db.sheetPosition.update({
      where: { id: position.id },
      data: { figure: control.figure, isFailed, ...(isFailed && { failedAt: ctx.now() }) },
    });
  }
}
