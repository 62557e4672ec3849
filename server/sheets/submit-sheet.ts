import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import { isWorkable } from "../readings/begin-work.ts";
import { loadWorks } from "../readings/load-work.ts";
import { signSubmitted } from "../results/sign-result.ts";
import { submitWork } from "../results/submit-result.ts";
import type * as contract from "./contract.ts";
import type { SheetView } from "./contract.ts";
import { gridOf } from "./grid-rows.ts";
import { loadOpenSheet, loadSheetOf, tellSheet } from "./load-sheet.ts";
import { sheetView } from "./show-sheet.ts";

/** Submits every open result of a batch, all or none; a failed or missing control stops them all. */
export async function submitSheet(
  ctx: Context,
  { params, body }: InputOf<typeof contract.submitSheet>,
): Promise<SheetView> {
  const sheet = await loadOpenSheet(ctx, params.sheetId);
  const { stops, rows } = await gridOf(ctx, sheet);
  if (stops && stops.length > 0) throw new Problem("control-rejected", { controls: stops });
  const open = rows.filter((row) => row.taskId !== null && row.state !== null && isWorkable({ state: row.state }));
  if (open.length === 0) throw new Problem("sheet-nothing-open");
  const incomplete = open.filter(({ outcome }) => !outcome?.isComplete || outcome.needsRetest);
  if (incomplete.length > 0)
    throw new Problem("result-incomplete", { missing: incomplete.map((row) => `位置 ${row.ordinal} ${row.detail}`) });
  const taskIds = open.flatMap(({ taskId }) => (taskId ? [taskId] : []));
  for (const work of await loadWorks(ctx, taskIds)) await submitWork(ctx, work, body.reason || undefined);
  if (body.password !== undefined) await signSubmitted(ctx, taskIds, body.password);
  await ctx.note("sheet.submitted", `sheet ${sheet.number}`, { positions: open.map(({ ordinal }) => ordinal) });
  await tellSheet(
    ctx,
    sheet,
    open.map(({ id }) => id),
  );
  return sheetView(ctx, sheet.id);
}

/** 失控处理 within a batch: what was found and why its results may stand; signed by somebody who did not measure it. */
export async function justifyPosition(
  ctx: Context,
  { params, body }: InputOf<typeof contract.justifyPosition>,
): Promise<SheetView> {
  const { sheet, position } = await loadSheetOf(ctx, params.positionId);
  const { controls } = await gridOf(ctx, sheet, new Set());
  const control = controls.get(position.id);
  if (control?.verdict !== "failed" || control.isJustified || position.pointId !== null)
    throw new Problem("state-forbids", { state: "justified" }); // a control sample is justified on its chart
  if (sheet.analystId === ctx.actor.id || position.values.some(({ byId }) => byId === ctx.actor.id))
    throw new Problem("not-allowed");
  const signed = await sign(ctx, "justify", "sheet-position", position.id, body.password);
  await ctx.db.sheetPosition.update({
    where: { id: position.id },
    data: { justification: body.justification, justifiedBy: ctx.actor.name, justifiedAt: ctx.now() },
  });
  await ctx.note("sheet.control-justified", `sheet ${sheet.number}`, {
    position: position.ordinal,
    kind: position.kind,
    figure: control.text,
    justification: body.justification,
    signature: signed.id,
  });
  await tellSheet(ctx, sheet, [position.id]);
  await ctx.tell({ type: "changed", topics: ["sheets", "desk"], laboratoryId: sheet.laboratoryId });
  return sheetView(ctx, sheet.id);
}
