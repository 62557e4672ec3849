import { MethodStep, ResultKind } from "../catalogue/contract.ts";
import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { BatchCriteria } from "../results/rules/bench-control.ts";
import { equationOf, Fit } from "../results/rules/calibration.ts";
import { controlSteps } from "../results/rules/control-value.ts";
import type * as contract from "./contract.ts";
import type * as positions from "./positions-contract.ts";
import type { RowsChanged, SheetView } from "./contract.ts";
import { gridOf, type Grid } from "./grid-rows.ts";
import { loadSheet, type SheetFound } from "./load-sheet.ts";

/** A batch with every cell, what it comes to, and what stops it. */
export async function showSheet(ctx: Context, { params }: InputOf<typeof contract.showSheet>): Promise<SheetView> {
  return sheetView(ctx, params.sheetId);
}

/** The same by its id. */
export async function sheetView(ctx: Context, sheetId: string): Promise<SheetView> {
  const sheet = await loadSheet(ctx, sheetId);
  const grid = await gridOf(ctx, sheet);
  const { method } = sheet;
  const kind = ResultKind.parse(method.resultKind);
  const steps = z.array(MethodStep).parse(method.steps);
  const state = stateOf(sheet, grid);
  const isMine = sheet.analystId === ctx.actor.id && ctx.actor.rights.has("bench.use");
  const mayChange =
    ctx.actor.rights.has("sheets.change") &&
    ctx.actor.laboratoryId === sheet.laboratoryId &&
    (sheet.analystId === ctx.actor.id || ctx.actor.rights.has("work.assign"));
  const isOpen = state === "open" || state === "stopped";
  const curve = [...grid.works.values()].find(({ task }) => task.curve)?.task.curve ?? null;
  return {
    id: sheet.id,
    number: sheet.number,
    state,
    method: {
      id: method.id,
      code: method.code,
      clause: method.clause,
      title: method.title,
      item: method.item.name,
      unit: method.unit,
      resultKind: kind,
      formula: method.formula,
      equipmentKinds: method.equipmentKinds,
      repeatabilityPercent: method.repeatabilityPercent,
      lod: method.lod,
      choices: method.choices,
    },
    steps,
    controlSteps: controlSteps({ kind, unit: method.unit, steps }),
    analyst: sheet.analystName,
    analystId: sheet.analystId,
    criteria: BatchCriteria.parse(sheet.criteria),
    remarks: sheet.remarks,
    createdBy: sheet.createdBy,
    createdAt: sheet.createdAt.toISOString(),
    curve: curve && {
      id: curve.id,
      number: curve.number,
      equation: equationOf(Fit.parse(curve.fit)),
      validUntil: curve.validUntil,
    },
    rows: grid.rows,
    stops: grid.stops ?? [],
    may: [
      ...(isOpen && isMine ? (["type", "submit"] as const) : []),
      ...(isOpen && mayChange ? (["change", "withdraw"] as const) : []),
    ],
  };
}

/** One row again, with the controls: what a screen asks when it was told of a change. */
export async function showRow(ctx: Context, { params }: InputOf<typeof contract.showRow>): Promise<RowsChanged> {
  return rowsChanged(ctx, params.sheetId, [params.positionId]);
}

/** Rows after a change. */
export async function rowsChanged(
  ctx: Context,
  sheetId: string,
  positionIds: readonly string[],
  versions: (string | null)[] = [],
  known?: SheetFound,
): Promise<RowsChanged> {
  const sheet = known ?? (await loadSheet(ctx, sheetId));
  const grid = await gridOf(ctx, sheet, new Set(positionIds));
  return { rows: grid.rows, stops: grid.stops, state: stateOf(sheet, grid), versions };
}

/** Derived, never typed. */
function stateOf(sheet: SheetFound, grid: Grid): SheetView["state"] {
  if (sheet.withdrawnAt !== null) return "withdrawn";
  const failed =
    grid.stops === null
      ? sheet.positions.some((p) => p.isFailed && p.justifiedAt === null && (p.point?.justifiedAt ?? null) === null)
      : [...grid.controls.values()].some((c) => c.verdict === "failed" && !c.isJustified);
  if (failed) return "stopped";
  const samples = sheet.positions.filter(({ kind }) => kind === "sample");
  const isDone = samples.every(({ task }) => task?.state === "completed" || task?.state === "checked");
  return isDone ? "submitted" : "open";
}

/** The laboratory's batches, the newest first; with how far they are. */
export async function listSheets(
  ctx: Context,
  { query }: InputOf<typeof contract.listSheets>,
): Promise<ReplyOf<typeof contract.listSheets>> {
  const sheets = await ctx.db.sheet.findMany({
    where: { ...ownLaboratory(ctx), ...(query.mine && { analystId: ctx.actor.id ?? "" }) },
    include: {
      method: { include: { item: true } },
      positions: {
        where: { removedAt: null },
        select: {
          kind: true,
          isFailed: true,
          justifiedAt: true,
          task: { select: { state: true } },
          point: { select: { justifiedAt: true } },
        },
      },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 200,
  });
  return {
    rows: sheets.map((sheet) => {
      const samples = sheet.positions.filter(({ kind }) => kind === "sample");
      const done = samples.filter(({ task }) => task?.state === "completed" || task?.state === "checked").length;
      const isStopped = sheet.positions.some(
        (p) => p.isFailed && p.justifiedAt === null && (p.point?.justifiedAt ?? null) === null,
      );
      return {
        id: sheet.id,
        number: sheet.number,
        state:
          sheet.withdrawnAt !== null
            ? ("withdrawn" as const)
            : isStopped
              ? ("stopped" as const)
              : done === samples.length
                ? ("submitted" as const)
                : ("open" as const),
        item: sheet.method.item.name,
        method: `${sheet.method.code} ${sheet.method.clause}`,
        analyst: sheet.analystName,
        samples: samples.length,
        controls: sheet.positions.length - samples.length,
        done,
        createdAt: sheet.createdAt.toISOString(),
      };
    }),
  };
}

/** Open, assigned tasks that stand on no batch: one's own, or all to whoever assigns. */
export async function listCandidates(
  ctx: Context,
  { query }: InputOf<typeof positions.listCandidates>,
): Promise<ReplyOf<typeof positions.listCandidates>> {
  const laboratoryId = laboratoryOf(ctx);
  const mine = ctx.actor.rights.has("work.assign") ? {} : { analystId: ctx.actor.id ?? "" };
  const sheet = query.sheetId ? await loadSheet(ctx, query.sheetId) : null;
  if (sheet && sheet.analystId !== ctx.actor.id && !ctx.actor.rights.has("work.assign"))
    throw new Problem("not-your-task", { analyst: sheet.analystName });
  const tasks = await ctx.db.task.findMany({
    where: {
      laboratoryId,
      ...mine,
      ...(sheet && { methodId: sheet.methodId, analystId: sheet.analystId }),
      state: { in: ["assigned", "in_progress", "returned", "retest"] },
      positions: { none: { removedAt: null } },
    },
    select: {
      id: true,
      methodId: true,
      analystId: true,
      analystName: true,
      dueOn: true,
      sample: { select: { number: true, name: true } },
      method: { select: { code: true, clause: true, resultKind: true, item: { select: { name: true } } } },
    },
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: 500,
  });
  const series = await ctx.db.controlSeries.findMany({
    where: { laboratoryId, endedAt: null, kind: "control", ...(sheet && { methodId: sheet.methodId }) },
    orderBy: { createdAt: "desc" },
    take: 300,
  });
  return {
    rows: tasks.map((t) => ({
      taskId: t.id,
      methodId: t.methodId,
      method: `${t.method.code} ${t.method.clause}`,
      item: t.method.item.name,
      resultKind: ResultKind.parse(t.method.resultKind),
      sampleNumber: t.sample.number,
      sampleName: t.sample.name,
      analyst: t.analystName,
      analystId: t.analystId,
      dueOn: t.dueOn,
    })),
    series: series.map((s) => ({
      id: s.id,
      methodId: s.methodId,
      name: `${s.name} ${s.lot}（${s.target} ± ${s.sd}）`,
    })),
  };
}
