import type { MethodStep } from "../catalogue/contract.ts";
import { shortForm } from "../kernel/numbers.ts";
import type { Context } from "../platform/context.ts";
import { isWorkable } from "../readings/begin-work.ts";
import { loadWorks, readingsOf, unitContainersOf, type DeterminationWork, type Work } from "../readings/load-work.ts";
import { stepState } from "../readings/rules.ts";
import { methodFacts } from "../results/compute-task.ts";
import type { Outcome } from "../results/contract.ts";
import { fitnessOfWorks, missingEquipment, type FitnessAt } from "../results/fitness-of-work.ts";
import { recordOf } from "../results/count-contract.ts";
import { judgeControls, measuredOf, stopsOf, type JudgedControl } from "../results/judge-sheet.ts";
import { groundsOf, judgeTask } from "../results/judge-task.ts";
import { controlSteps } from "../results/rules/control-value.ts";
import type { GridCell, SheetRow } from "./contract.ts";
import type { PositionFound, SheetFound } from "./load-sheet.ts";
import { mayMeasure } from "./may-measure.ts";

export type Grid = {
  rows: SheetRow[];
  stops: string[] | null;
  works: Map<string, Work>;
  controls: Map<string, JudgedControl>;
};
type Undone = Awaited<ReturnType<typeof undoneUses>>[number];

/**
 * Rows of a batch with what they come to. With `only`, those positions, and the controls where one of them is asked for or rests on
 * one; no other sample is computed than those that needs, so that keeping one figure costs one task.
 */
export async function gridOf(ctx: Context, sheet: SheetFound, only?: ReadonlySet<string>): Promise<Grid> {
  const controls = sheet.positions.filter(({ kind }) => kind !== "sample");
  const isJudged = only === undefined || areConcerned(sheet, only);
  const natives = new Set(isJudged ? controls.flatMap(({ ofTaskId }) => (ofTaskId ? [ofTaskId] : [])) : []);
  const samples = sheet.positions.filter(({ kind }) => kind === "sample");
  const wanted = samples.filter((p) => only === undefined || only.has(p.id) || natives.has(p.taskId ?? ""));
  const asked = wanted.length > 0 ? wanted : samples.slice(0, 1); // the method's figures stand with any of its tasks
  const works = new Map(
    (
      await loadWorks(
        ctx,
        asked.flatMap(({ taskId }) => (taskId ? [taskId] : [])),
      )
    ).map((work) => [work.task.id, work]),
  );
  const undone = await undoneUses(ctx, [...works.values()]);
  const outcomes = new Map<string, { outcome: Outcome; fitness: FitnessAt }>();
  const fitness = await fitnessOfWorks(ctx, [...works.values()]);
  const grounds = await groundsOf(ctx, [...works.values()]);
  for (const work of works.values()) {
    const outcome = await judgeTask(ctx, work, missingEquipment(work, fitness), grounds);
    outcomes.set(work.task.id, { outcome, fitness });
  }
  const [any] = works.values();
  const judged =
    any && isJudged
      ? judgeControls(sheet, methodFacts(any), (id) => {
          const found = outcomes.get(id);
          return found ? measuredOf(found.outcome) : null;
        })
      : new Map<string, JudgedControl>();
  const files = await fileNames(ctx, sheet);
  const rows = sheet.positions.flatMap((position): SheetRow[] => {
    const remarks = remarksOf(position, files);
    if (position.kind !== "sample") return any && isJudged ? [controlRow(position, any, judged, remarks, sheet)] : [];
    const work = works.get(position.taskId ?? "");
    const found = outcomes.get(position.taskId ?? "");
    if (!work || !found || (only !== undefined && !only.has(position.id))) return [];
    return [sampleRow(position, work, found, undone, remarks)];
  });
  return {
    rows: await withReturns(ctx, rows),
    stops: isJudged ? stopsOf(sheet, judged) : null,
    works,
    controls: judged,
  };
}

/** Whether a control is among these positions, or rests on a sample that is; nothing asked for asks for the controls. */
export function areConcerned(sheet: SheetFound, only: ReadonlySet<string>): boolean {
  const tasks = new Set(sheet.positions.flatMap((p) => (p.taskId && only.has(p.id) ? [p.taskId] : [])));
  return (
    only.size === 0 ||
    sheet.positions.some(
      (p) => p.kind !== "sample" && (only.has(p.id) || (p.ofTaskId !== null && tasks.has(p.ofTaskId))),
    )
  );
}

function sampleRow(
  position: PositionFound,
  work: Work,
  { outcome, fitness }: { outcome: Outcome; fitness: FitnessAt },
  undone: readonly Undone[],
  remarks: SheetRow["remarks"],
): SheetRow {
  const { task } = work;
  const mayType = isWorkable(task);
  const units = unitContainersOf(work);
  return {
    id: position.id,
    ordinal: position.ordinal,
    kind: "sample",
    title: task.sample.name,
    detail: shortForm(task.sample.number),
    taskId: task.id,
    of: null,
    sampleNumber: task.sample.number,
    containers: task.sample.containers.filter(({ kind }) => kind === "test").map(({ number }) => number),
    state: task.state,
    round: task.round,
    parallels: task.determinations
      .filter((d) => d.round === task.round)
      .map((d) => ({
        parallel: d.parallel,
        determinationId: d.id,
        vessel: d.vessel,
        container: units.get(d.id)?.number ?? null,
        value: outcome.parallels.find((p) => p.parallel === d.parallel)?.value ?? null,
        cells: work.steps.map((step) => cellOf(d, step, work, fitness, undone, mayType)),
      })),
    outcome,
    control: null,
    remarks,
    returned: null,
  };
}

function cellOf(
  d: DeterminationWork,
  step: MethodStep,
  work: Work,
  fitness: FitnessAt,
  undone: readonly Undone[],
  isOpen: boolean,
): GridCell {
  const readings = readingsOf(d);
  const own = readings.filter((r) => r.step === step.key);
  const constant = stepState(work.steps, step, readings).constant;
  const shown = own.find((r) => r.id === constant?.usedId) ?? own.at(-1);
  const earlier = undone
    .filter((u) => u.determinationId === d.id && u.step === step.key)
    .map((u) => ({
      text: u.reading.text ?? "",
      qualifier: u.reading.qualifier,
      by: u.claimedBy,
      at: u.at.toISOString(),
      isManual: u.reading.isManual,
      undoneBy: u.undoneBy,
      undoneAt: u.undoneAt?.toISOString() ?? null,
      undoReason: u.undoReason,
    }));
  const reading = shown?.use.reading;
  const calculation = (reading?.details as { calculation?: unknown } | null)?.calculation;
  const isCalculated = typeof calculation === "string";
  const wasChanged = earlier.some((e) => e.text !== reading?.text || e.qualifier !== reading.qualifier);
  return {
    step: step.key,
    version: shown?.use.id ?? null,
    text: reading?.text ?? "",
    qualifier: reading?.qualifier ?? "=",
    unit: step.unit,
    state: !reading
      ? "empty"
      : wasChanged
        ? "changed"
        : isCalculated
          ? "calculated"
          : reading.isManual
            ? "typed"
            : "read",
    mayType: isOpen && step.kind !== "constant" && (step.kind === "value" || d.vessel !== null),
    by: shown?.use.claimedBy ?? null,
    at: reading?.takenAt.toISOString() ?? null,
    instrument: reading?.instrument ? `${reading.instrument.name} ${reading.instrument.model}` : null,
    reason: reading?.manualReason ?? null,
    calculation: isCalculated ? calculation : null,
    correction: shown?.correction ?? null,
    record: recordOf(reading?.details),
    isFit: !reading || fitness.of(reading.instrumentId, reading.takenAt)?.state !== "out_of_service",
    earlier,
  };
}

function controlRow(
  position: PositionFound,
  any: Work,
  judged: ReadonlyMap<string, JudgedControl>,
  remarks: SheetRow["remarks"],
  sheet: SheetFound,
): SheetRow {
  const steps = controlSteps({
    kind: any.kind,
    unit: any.task.method.unit,
    steps: any.steps,
  });
  const control = judged.get(position.id);
  const of = sheet.positions.find((p) => p.kind === "sample" && p.taskId === position.ofTaskId);
  return {
    id: position.id,
    ordinal: position.ordinal,
    kind: position.kind,
    title: position.series ? `${position.series.name} ${position.series.lot}` : "",
    detail: [
      of ? `#${of.ordinal}` : "",
      position.added ? `+${position.added} ${any.task.method.unit}` : "",
      position.lot ? `批号 ${position.lot}` : "",
    ]
      .filter(Boolean)
      .join(" "),
    taskId: null,
    of: position.ofTaskId,
    sampleNumber: null,
    containers: [],
    state: null,
    round: 1,
    parallels: [
      {
        parallel: 1,
        determinationId: null,
        vessel: null,
        container: null,
        value: null,
        cells: steps.map((step): GridCell => {
          const value = position.values.findLast((v) => v.step === step.key);
          return {
            step: step.key,
            version: value?.id ?? null,
            text: value?.text ?? "",
            qualifier: value?.qualifier ?? "=",
            unit: step.unit,
            state: value ? "typed" : "empty",
            mayType: position.pointId === null && mayMeasure(sheet),
            by: value?.by ?? null,
            at: value?.at.toISOString() ?? null,
            instrument: null,
            reason: value?.reason ?? null,
            calculation: null,
            isFit: true,
            correction: null,
            record: null,
            earlier: [],
          };
        }),
      },
    ],
    outcome: null,
    control: {
      verdict: control?.verdict ?? "waiting",
      figure: control?.figure ?? null,
      text: control?.text ?? "",
      seriesId: position.seriesId,
      justification: position.justification ?? position.point?.justification ?? null,
      justifiedBy: position.justifiedBy ?? position.point?.justifiedBy ?? null,
    },
    remarks,
    returned: null,
  };
}

async function undoneUses(ctx: Context, works: readonly Work[]) {
  return ctx.db.readingUse.findMany({
    where: {
      undoneAt: { not: null },
      determinationId: { in: works.flatMap(({ task }) => task.determinations.map(({ id }) => id)) },
    },
    include: { reading: true },
    orderBy: { undoneAt: "desc" },
  });
}

async function fileNames(ctx: Context, sheet: SheetFound): Promise<Map<string, string>> {
  const ids = sheet.positions.flatMap((p) => p.remarks.flatMap(({ fileId }) => (fileId ? [fileId] : [])));
  if (ids.length === 0) return new Map();
  const files = await ctx.db.storedFile.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(files.map(({ id, name }) => [id, name]));
}

function remarksOf({ remarks }: PositionFound, files: ReadonlyMap<string, string>): SheetRow["remarks"] {
  return remarks.map(({ id, text, fileId, by, at }) => ({
    id,
    text,
    fileId,
    fileName: fileId === null ? null : (files.get(fileId) ?? null),
    by,
    at: at.toISOString(),
  }));
}

async function withReturns(ctx: Context, rows: SheetRow[]): Promise<SheetRow[]> {
  const taskIds = rows.flatMap(({ taskId, state }) => (taskId && state !== "checked" ? [taskId] : []));
  if (taskIds.length === 0) return rows;
  const returns = await ctx.db.workReturn.findMany({ where: { taskId: { in: taskIds }, doneAt: null } });
  return rows.map((row) => ({ ...row, returned: returns.find((r) => r.taskId === row.taskId)?.reason ?? null }));
}
