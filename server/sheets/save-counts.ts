import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { beginWork, refuseForeignWork } from "../readings/begin-work.ts";
import { countOfUnit, keepCount } from "../results/keep-counts.ts";
import type { RowsChanged } from "./contract.ts";
import type * as contract from "./counts-contract.ts";
import { areConcerned } from "./grid-rows.ts";
import { keepVerdicts } from "./keep-verdicts.ts";
import { loadOpenSheet, tellSheet } from "./load-sheet.ts";
import { refuseConflicts, standing, worksOf } from "./save-cells.ts";
import { rowsChanged } from "./show-sheet.ts";

/** Counts units of a batch from their plates or tubes, all or none; a count that somebody changed meanwhile is not overwritten. */
export async function saveCounts(
  ctx: Context,
  { params, body }: InputOf<typeof contract.saveCounts>,
): Promise<RowsChanged> {
  const sheet = await loadOpenSheet(ctx, params.sheetId);
  const works = await worksOf(ctx, sheet, body.units);
  const placed = body.units.map((asked) => {
    const position = sheet.positions.find(({ id }) => id === asked.positionId);
    const work = position?.taskId ? works.get(position.taskId) : undefined;
    if (!position || !work) throw new Problem("task-not-on-sheet", { position: position?.ordinal ?? "—" });
    const step = work.steps.find((s) => s.sheet !== undefined);
    if (!step) throw new Problem("step-unknown", { step: "plates" });
    const cell = { ...asked, step: step.key, text: textOf(asked) };
    return { asked: cell, said: asked, position, work, step, now: standing(cell, position, work) };
  });
  refuseConflicts(placed);
  for (const work of new Set(placed.map((p) => p.work))) await refuseForeignWork(ctx, work.task);
  const { mediumLot, controls } = body;
  const counts = placed.map(({ asked, work, step, said }) => {
    const unit = work.parallels.find((p) => p.id === asked.determinationId)?.parallel ?? null;
    return countOfUnit(ctx, { taskId: work.task.id, unit, step, said, mediumLot, controls });
  });
  const versions: string[] = [];
  for (const [i, { asked, work, step, now }] of placed.entries()) {
    const count = counts[i];
    if (!count) continue;
    if (now)
      await ctx.db.readingUse.update({
        where: { id: now.version },
        data: { undoneAt: ctx.now(), undoneBy: ctx.actor.name, undoReason: `重新计数：${asked.text}` },
      });
    versions.push(await keepCount(ctx, work, step, asked.determinationId, count, now?.version ?? null));
  }
  for (const work of new Set(placed.map((p) => p.work))) await beginWork(ctx, work.task);
  const touched = [...new Set(placed.map(({ position }) => position))];
  const ids = touched.map(({ id }) => id);
  if (areConcerned(sheet, new Set(ids))) await keepVerdicts(ctx, sheet, touched);
  await tellSheet(ctx, sheet, ids);
  return rowsChanged(ctx, sheet.id, ids, versions);
}

/** What was counted, in one line: 10⁻²: 232 244. */
function textOf(said: contract.UnitCounted): string {
  if ("tubes" in said) return said.tubes.positive.join("-");
  return said.dilutions.map(({ exponent, plates }) => `1e-${exponent}: ${plates.join(" ")}`).join("; ");
}
