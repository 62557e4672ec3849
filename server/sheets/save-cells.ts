import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { beginWork, refuseForeignWork } from "../readings/begin-work.ts";
import { instrumentOf, keepTyped, reasonOf, saidOf, type Said } from "../readings/enter-manual-reading.ts";
import { loadWorks, type Work } from "../readings/load-work.ts";
import { controlSteps } from "../results/rules/control-value.ts";
import { isQualified } from "../work/qualify-person.ts";
import type * as contract from "./contract.ts";
import type { CellAsked, CellConflict, RowsChanged } from "./contract.ts";
import { areConcerned } from "./grid-rows.ts";
import { keepVerdicts } from "./keep-verdicts.ts";
import { mayMeasure } from "./may-measure.ts";
import { loadOpenSheet, tellSheet, type PositionFound, type SheetFound } from "./load-sheet.ts";
import { rowsChanged } from "./show-sheet.ts";

type Asked = InputOf<typeof contract.saveCells>;
type Placed = { asked: CellAsked; position: PositionFound; work: Work | null; now: Standing | null };
type Standing = { version: string; text: string; qualifier: string; by: string; at: Date; isManual: boolean };

/** Types a run of cells, all or none. A cell that somebody changed meanwhile is shown with both values and not overwritten. */
export async function saveCells(ctx: Context, { params, body }: Asked): Promise<RowsChanged> {
  const sheet = await loadOpenSheet(ctx, params.sheetId);
  const positions = new Map(sheet.positions.map((p) => [p.id, p]));
  const works = await worksOf(ctx, sheet, body.cells);
  const placed = body.cells.map((asked): Placed => {
    const position = positions.get(asked.positionId);
    if (!position) throw new Problem("task-not-on-sheet", { position: asked.positionId });
    const work = position.taskId ? (works.get(position.taskId) ?? null) : null;
    return { asked, position, work, now: standing(asked, position, work) };
  });
  const [any] = works.values();
  if (!any) throw new Problem("not-found", { what: "task" });
  for (const work of new Set(placed.flatMap(({ work: w }) => (w ? [w] : [])))) await refuseForeignWork(ctx, work.task);
  if (placed.some(({ work }) => work === null)) await refuseForeignControls(ctx, sheet);

  const read = readAll(placed, any);
  // what stands there already is no conflict: an answer that was lost is asked for again
  refuseConflicts(placed.filter(({ asked, now }, i) => !isThere(asked, now, read[i] ?? null)));
  const versions: (string | null)[] = [];
  for (const [i, cell] of placed.entries()) {
    const said = read[i] ?? null;
    if (isThere(cell.asked, cell.now, said)) {
      versions.push(cell.now?.version ?? null); // typed again as it stands
      continue;
    }
    versions.push(
      cell.work
        ? await keepSampleCell(ctx, cell, cell.work, said, body)
        : await keepControlCell(ctx, sheet, cell, said, any, body),
    );
  }
  for (const work of new Set(placed.flatMap(({ work: w }) => (w ? [w] : [])))) await beginWork(ctx, work.task);
  const touched = new Set(placed.map(({ position }) => position.id));
  const isConcerned = areConcerned(sheet, touched);
  if (isConcerned)
    await keepVerdicts(
      ctx,
      sheet,
      placed.map(({ position }) => position),
    );
  await ctx.note("cells.typed", `sheet ${sheet.number}`, {
    cells: placed.map(
      ({ asked, position, now }) => `${position.ordinal} ${asked.step}: ${now?.text ?? "—"} → ${asked.text ?? "—"}`,
    ),
    instrument: body.instrumentNumber ?? null,
    reason: body.reason ?? null,
  });
  await tellSheet(ctx, sheet, [...touched]);
  return rowsChanged(ctx, sheet.id, [...touched], versions, isConcerned ? undefined : sheet);
}

/** The work of every sample that is typed into; for controls alone that of any sample of the batch. */
export async function worksOf(
  ctx: Context,
  sheet: SheetFound,
  cells: readonly { positionId: string }[],
): Promise<Map<string, Work>> {
  const asked = new Set(cells.map(({ positionId }) => positionId));
  const wanted = sheet.positions.flatMap((p) => (p.taskId && asked.has(p.id) ? [p.taskId] : []));
  const some = wanted.length > 0 ? wanted : sheet.positions.flatMap((p) => (p.taskId ? [p.taskId] : [])).slice(0, 1);
  return new Map((await loadWorks(ctx, some)).map((work) => [work.task.id, work]));
}

/** What a cell holds at this moment. */
export function standing(
  { determinationId, step }: Pick<CellAsked, "determinationId" | "step">,
  position: PositionFound,
  work: Work | null,
): Standing | null {
  if (work === null) {
    const value = position.values.findLast((v) => v.step === step);
    return value ? { ...value, version: value.id, isManual: true } : null;
  }
  const determination = work.task.determinations.find((d) => d.id === determinationId && d.round === work.task.round);
  if (!determination) throw new Problem("task-not-on-sheet", { position: position.ordinal });
  const uses = determination.uses
    .filter((use) => use.step === step)
    .sort((a, b) => a.reading.takenAt.getTime() - b.reading.takenAt.getTime());
  const use = uses.at(-1);
  if (!use) return null;
  const { reading } = use;
  return {
    version: use.id,
    text: reading.text ?? "",
    qualifier: reading.qualifier,
    by: use.claimedBy,
    at: use.at,
    isManual: reading.isManual,
  };
}

/** Both values and who made the other, for every cell that is not what it was when typing began. */
export function refuseConflicts(placed: readonly Pick<Placed, "asked" | "now">[]): void {
  const conflicts = placed
    .filter(({ asked, now }) => (now?.version ?? null) !== asked.basedOn)
    .map(({ asked, now }): CellConflict => ({
      positionId: asked.positionId,
      determinationId: asked.determinationId,
      step: asked.step,
      yours: asked.text,
      theirs: now ? now.text || now.qualifier : null,
      by: now?.by ?? null,
      at: now?.at.toISOString() ?? null,
      version: now?.version ?? null,
    }));
  const [first] = conflicts;
  if (first) throw new Problem("cell-changed", { ...first, cells: conflicts });
}

/** Controls are measured by who works on the batch, authorised for its method today. */
export async function refuseForeignControls(ctx: Context, sheet: SheetFound): Promise<void> {
  if (sheet.analystId !== ctx.actor.id) throw new Problem("not-your-task", { analyst: sheet.analystName });
  if (!(await isQualified(ctx, ctx.actor.id ?? "", sheet.methodId, toDay(ctx.now()))))
    throw new Problem("not-qualified", {
      person: ctx.actor.name,
      method: `${sheet.method.code} ${sheet.method.clause}`,
    });
}

/** Every text as its step understands it; null empties. What cannot be understood is named, and nothing is kept. */
function readAll(placed: readonly Placed[], any: Work): (Said | null)[] {
  const wrong: string[] = [];
  const read = placed.map(({ asked, position, work }): Said | null => {
    const steps = work ? work.steps : controlSteps({ kind: any.kind, unit: any.task.method.unit, steps: any.steps });
    const step = steps.find((s) => s.key === asked.step);
    if (!step || step.kind === "constant") {
      wrong.push(`${position.ordinal} ${step?.name ?? asked.step}`);
      return null;
    }
    if (asked.text === null) return null;
    try {
      return saidOf(work ?? any, step, { text: asked.text });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      wrong.push(`${position.ordinal} ${step.name} “${asked.text}”`);
      return null;
    }
  });
  if (wrong.length > 0) throw new Problem("cells-wrong", { cells: wrong });
  return read;
}

async function keepSampleCell(
  ctx: Context,
  { asked, now }: Placed,
  work: Work,
  said: Said | null,
  { instrumentNumber, reason }: Asked["body"],
): Promise<string | null> {
  const step = work.steps.find((s) => s.key === asked.step);
  const parallel = work.parallels.find((p) => p.id === asked.determinationId);
  if (!step || !parallel) throw new Problem("step-unknown", { step: asked.step });
  if (step.kind !== "value" && parallel.vessel === null)
    throw new Problem("vessel-needed", { parallel: parallel.parallel });
  const why = reasonOf(work, reason);
  if (now)
    await ctx.db.readingUse.update({
      where: { id: now.version },
      data: {
        undoneAt: ctx.now(),
        undoneBy: ctx.actor.name,
        undoReason: said ? `改为 ${asked.text ?? ""}：${why}` : why,
      },
    });
  if (said === null) return null;
  const instrument = await instrumentOf(ctx, work, step, instrumentNumber, said);
  return keepTyped(ctx, work, {
    determinationId: parallel.id,
    step,
    said,
    instrumentId: instrument?.id ?? null,
    reason: why,
    replacesId: now?.version ?? null,
  });
}

async function keepControlCell(
  ctx: Context,
  sheet: SheetFound,
  { asked, position, now }: Placed,
  said: Said | null,
  any: Work,
  { instrumentNumber, reason }: Asked["body"],
): Promise<string | null> {
  refuseStanding(sheet, position);
  const [step] = controlSteps({ kind: any.kind, unit: any.task.method.unit, steps: any.steps });
  if (!step) throw new Problem("step-unknown", { step: asked.step });
  const why = reasonOf(any, reason);
  if (now)
    await ctx.db.sheetValue.update({
      where: { id: now.version },
      data: { undoneAt: ctx.now(), undoneBy: ctx.actor.name, undoReason: why },
    });
  if (position.justifiedAt !== null) await takeBackJustification(ctx, sheet, position);
  if (said === null) return null;
  const instrument = await instrumentOf(ctx, any, step, instrumentNumber);
  await refuseOtherInstrument(ctx, position, instrument);
  const value = await ctx.db.sheetValue.create({
    data: {
      positionId: position.id,
      step: asked.step,
      text: said.text,
      qualifier: said.qualifier,
      instrumentId: instrument?.id ?? null,
      reason: why,
      byId: ctx.actor.id ?? "",
      by: ctx.actor.name,
      at: ctx.now(),
      replacesId: now?.version ?? null,
    },
  });
  return value.id;
}

/** A control on its chart stands, and so do all when the results went out that were measured beside them. */
export function refuseStanding(sheet: SheetFound, position: PositionFound): void {
  if (position.pointId !== null) throw new Problem("control-value-stands");
  if (!mayMeasure(sheet)) throw new Problem("state-forbids", { state: "submitted" });
}

/** A chart of one instrument takes no figures of another. */
async function refuseOtherInstrument(
  ctx: Context,
  { series }: PositionFound,
  chosen: { id: string; name: string; model: string } | null,
): Promise<void> {
  if (!series?.instrumentId || !chosen || chosen.id === series.instrumentId) return;
  const own = await ctx.db.instrument.findUniqueOrThrow({ where: { id: series.instrumentId } });
  throw new Problem("control-other-instrument", {
    instrument: `${own.name} ${own.model}`,
    chosen: `${chosen.name} ${chosen.model}`,
  });
}

/** What was justified was another figure. */
async function takeBackJustification(ctx: Context, sheet: SheetFound, position: PositionFound): Promise<void> {
  await ctx.db.sheetPosition.update({
    where: { id: position.id },
    data: { justification: null, justifiedBy: null, justifiedAt: null },
  });
  await ctx.note("sheet.justification-void", `sheet ${sheet.number}`, {
    position: position.ordinal,
    justification: position.justification,
  });
}

/** What is asked for stands there, typed; or the cell is empty and was to be. */
function isThere(asked: CellAsked, now: Standing | null, said: Said | null): boolean {
  if (said === null) return asked.text === null && now === null;
  return now !== null && now.isManual && now.text === said.text && now.qualifier === said.qualifier;
}
