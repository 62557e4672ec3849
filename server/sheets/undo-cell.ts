import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { refuseForeignWork } from "../readings/begin-work.ts";
import type * as contract from "./contract.ts";
import type { RowsChanged } from "./contract.ts";
import { areConcerned } from "./grid-rows.ts";
import { keepVerdicts } from "./keep-verdicts.ts";
import { loadOpenSheet, tellSheet } from "./load-sheet.ts";
import { refuseConflicts, refuseForeignControls, refuseStanding, standing, worksOf } from "./save-cells.ts";
import { rowsChanged } from "./show-sheet.ts";

/** Takes the last change of a cell back: what it replaced stands again, an instrument's reading with its bytes. */
export async function undoCell(
  ctx: Context,
  { params, body }: InputOf<typeof contract.undoCell>,
): Promise<RowsChanged> {
  const sheet = await loadOpenSheet(ctx, params.sheetId);
  const position = sheet.positions.find(({ id }) => id === body.positionId);
  if (!position) throw new Problem("task-not-on-sheet", { position: body.positionId });
  const work = position.taskId ? (await worksOf(ctx, sheet, [body])).get(position.taskId) : undefined;
  const now = standing(body, position, work ?? null);
  refuseConflicts([{ asked: { ...body, text: null }, now }]);
  if (work) await refuseForeignWork(ctx, work.task);
  else await refuseForeignControls(ctx, sheet);
  if (!work) refuseStanding(sheet, position);
  const version = work
    ? await undoUse(ctx, body.basedOn, body.determinationId ?? "", body.step)
    : await undoValue(ctx, body.basedOn, position.id, body.step);
  if (areConcerned(sheet, new Set([position.id]))) await keepVerdicts(ctx, sheet, [position]);
  await ctx.note("cell.undone", `sheet ${sheet.number}`, {
    position: position.ordinal,
    step: body.step,
    undone: now?.text ?? null,
    isRestored: version !== null,
  });
  await tellSheet(ctx, sheet, [position.id]);
  return rowsChanged(ctx, sheet.id, [position.id], [version]);
}

const why = "撤销录入";

async function undoUse(ctx: Context, useId: string, determinationId: string, step: string): Promise<string | null> {
  const use = await ctx.db.readingUse.update({
    where: { id: useId },
    data: { undoneAt: ctx.now(), undoneBy: ctx.actor.name, undoReason: why },
  });
  const before = use.replacesId ? await ctx.db.readingUse.findUnique({ where: { id: use.replacesId } }) : null;
  if (!before) return null;
  const again = await ctx.db.readingUse.create({
    data: {
      readingId: before.readingId,
      determinationId,
      step,
      claimedById: before.claimedById,
      claimedBy: before.claimedBy,
      at: ctx.now(),
      reason: before.reason,
      replacesId: before.replacesId,
    },
  });
  return again.id;
}

async function undoValue(ctx: Context, valueId: string, positionId: string, step: string): Promise<string | null> {
  const value = await ctx.db.sheetValue.update({
    where: { id: valueId },
    data: { undoneAt: ctx.now(), undoneBy: ctx.actor.name, undoReason: why },
  });
  const before = value.replacesId ? await ctx.db.sheetValue.findUnique({ where: { id: value.replacesId } }) : null;
  if (!before) return null;
  const { text, qualifier, instrumentId, reason, byId, by, replacesId } = before;
  const again = await ctx.db.sheetValue.create({
    data: { positionId, step, text, qualifier, instrumentId, reason, byId, by, replacesId, at: ctx.now() },
  });
  return again.id;
}
