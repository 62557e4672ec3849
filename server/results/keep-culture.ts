import type { MethodStep } from "../catalogue/contract.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toMinute } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { beginWork, refuseForeignWork } from "../readings/begin-work.ts";
import { findInstrument, refuseUnfit } from "../readings/claim-reading.ts";
import { keepTyped } from "../readings/enter-manual-reading.ts";
import { loadWork, loadWorkOf, unitContainersOf, type Work } from "../readings/load-work.ts";
import type { CultureView, StageView } from "./culture-contract.ts";
import type * as contract from "./culture-contract.ts";
import { aerobic } from "./rules/plate-count.ts";

const hour = 3_600_000;
type Stage = NonNullable<MethodStep["culture"]>[number];
type Row = Awaited<ReturnType<typeof rowsOf>>[number];

/** Every unit of a task with its count or its stages, and when reading is due. */
export async function showCulture(
  ctx: Context,
  { params }: InputOf<typeof contract.showCulture>,
): Promise<CultureView> {
  const work = await loadWork(ctx, params.taskId);
  const step = work.steps.find((s) => s.sheet !== undefined || s.culture !== undefined);
  const rows = await rowsOf(ctx, work);
  const containers = unitContainersOf(work);
  const incubation = step?.incubation ?? null;
  const inside = work.task.uses.find((use) => use.instrument.kind === "incubator");
  const due = (hours: number) => (inside ? new Date(inside.startedAt.getTime() + hours * hour).toISOString() : null);
  return {
    taskId: work.task.id,
    sheet: step?.culture ? "culture" : (step?.sheet ?? null),
    step: step?.key ?? null,
    colonies: step?.colonies ?? aerobic,
    incubation,
    readingFrom: incubation && due(incubation.hours - incubation.tolerance),
    readingUntil: incubation && due(incubation.hours + incubation.tolerance),
    units: work.parallels.map((unit) => {
      const last = unit.readings.findLast((r) => r.step === step?.key);
      const use = work.task.determinations.flatMap((d) => d.uses).find(({ id }) => id === last?.id);
      const calculation = (use?.reading.details as { calculation?: unknown } | null)?.calculation;
      return {
        determinationId: unit.id,
        unit: unit.parallel,
        container: containers.get(unit.id)?.number ?? null,
        isContainerScanned: containers.get(unit.id)?.isScanned ?? false,
        result: use
          ? {
              text: use.reading.text ?? "",
              qualifier: use.reading.qualifier,
              calculation: typeof calculation === "string" ? calculation : null,
            }
          : null,
        stages: (step?.culture ?? []).map((stage) =>
          stageView(
            stage,
            rows.find((row) => row.determinationId === unit.id && row.stage === stage.key),
          ),
        ),
      };
    }),
  };
}

/** A stage begins for units together; the stage before it must be over, and not have ended the search. */
export async function beginStage(
  ctx: Context,
  { params, body }: InputOf<typeof contract.beginStage>,
): Promise<Record<string, never>> {
  const work = await loadWork(ctx, params.taskId);
  await refuseForeignWork(ctx, work.task);
  const { stages, index, stage } = stageOf(work, body.stage);
  const before = stages[index - 1];
  const rows = await rowsOf(ctx, work);
  const instrument = body.instrumentNumber ? await findInstrument(ctx, body.instrumentNumber) : null;
  if (instrument && instrument.kind !== "incubator")
    throw new Problem("instrument-kind-wrong", { instrument: instrument.name });
  if (instrument) await refuseUnfit(ctx, instrument, ctx.now());
  for (const determinationId of new Set(body.determinationIds)) {
    const unit = work.parallels.find(({ id }) => id === determinationId);
    if (!unit) throw new Problem("not-found", { what: "determination" });
    const own = rows.filter((row) => row.determinationId === determinationId);
    if (own.some((row) => row.stage === stage.key)) throw new Problem("state-forbids", { state: stage.name });
    const last = before && own.find((row) => row.stage === before.key);
    if (before && (!last || last.endedAt === null || (before.decides && last.finding === "none")))
      throw new Problem("culture-order", { stage: before.name });
    await ctx.db.cultureStage.create({
      data: {
        determinationId,
        stage: stage.key,
        medium: stage.medium,
        mediumLot: body.mediumLot,
        instrumentId: instrument?.id ?? null,
        settings: body.settings,
        startedAt: ctx.now(),
        startedBy: ctx.actor.name,
        startedById: ctx.actor.id ?? "",
      },
    });
  }
  await beginWork(ctx, work.task);
  await ctx.note("culture.begun", `task ${work.task.id}`, {
    stage: stage.name,
    units: body.determinationIds.length,
    medium: stage.medium,
    lot: body.mediumLot,
    settings: body.settings,
    incubator: instrument?.number ?? null,
  });
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: work.task.laboratoryId });
  return {};
}

/** A stage is over: what was seen. Nothing typical where it decides, or the last stage, gives the unit its finding. */
export async function endStage(
  ctx: Context,
  { params, body }: InputOf<typeof contract.endStage>,
): Promise<Record<string, never>> {
  const work = await loadWorkOf(ctx, params.determinationId);
  await refuseForeignWork(ctx, work.task);
  const { stages, index, stage, step } = stageOf(work, body.stage);
  const rows = (await rowsOf(ctx, work)).filter((row) => row.determinationId === params.determinationId);
  const row = rows.find((each) => each.stage === stage.key);
  if (!row || row.endedAt !== null) throw new Problem("culture-order", { stage: stage.name });
  const until = new Date(row.startedAt.getTime() + stage.leastHours * hour);
  if (ctx.now() < until)
    throw new Problem("culture-too-short", { stage: stage.name, hours: stage.leastHours, until: toMinute(until) });
  if (stage.decides && body.finding === undefined) throw new Problem("bad-request", { fields: ["finding"] });
  const finding = stage.decides ? (body.finding ?? null) : null;
  const isLate = ctx.now().getTime() > row.startedAt.getTime() + stage.mostHours * hour;
  const remarks = [isLate ? `超过 ${stage.mostHours} 小时` : "", body.remarks ?? ""].filter(Boolean).join("；");
  await ctx.db.cultureStage.update({
    where: { id: row.id },
    data: {
      endedAt: ctx.now(),
      endedBy: ctx.actor.name,
      endedById: ctx.actor.id ?? "",
      finding,
      remarks: remarks || null,
    },
  });
  const isOver = finding === "none" || (stage.decides && index === stages.length - 1);
  if (isOver) {
    const story = stages.slice(0, index + 1).map((s) => {
      const own = s.key === stage.key ? { ...row, finding, endedAt: ctx.now() } : rows.find((r) => r.stage === s.key);
      if (!own) return s.name;
      const seen = own.finding === null ? "" : own.finding === "typical" ? "，见典型特征" : "，未见典型特征";
      return `${s.name}（${own.medium} ${own.mediumLot}，${own.settings}，${toMinute(own.startedAt)} 至 ${own.endedAt ? toMinute(own.endedAt) : "—"}${seen}）`;
    });
    await keepTyped(ctx, work, {
      determinationId: params.determinationId,
      step,
      said: { qualifier: finding === "none" ? "not_detected" : "detected", text: "" },
      instrumentId: row.instrumentId,
      reason: "人工判读",
      details: { calculation: story.join(" → ") },
    });
  }
  await ctx.note("culture.ended", `task ${work.task.id}`, {
    stage: stage.name,
    unit: work.parallels.find(({ id }) => id === params.determinationId)?.parallel,
    finding,
    isLate,
    remarks: body.remarks ?? null,
  });
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: work.task.laboratoryId });
  return {};
}

function stageOf(work: Work, key: string) {
  const step = work.steps.find((s) => s.culture !== undefined);
  const stages = step?.culture ?? [];
  const index = stages.findIndex((s) => s.key === key);
  const stage = stages[index];
  if (!step || !stage) throw new Problem("step-unknown", { step: key });
  return { step, stages, index, stage };
}

async function rowsOf(ctx: Context, work: Work) {
  return ctx.db.cultureStage.findMany({
    where: { determinationId: { in: work.parallels.map(({ id }) => id) } },
    orderBy: { startedAt: "asc" },
  });
}

function stageView(stage: Stage, row: Row | undefined): StageView {
  const due = (hours: number) => (row ? new Date(row.startedAt.getTime() + hours * hour).toISOString() : null);
  return {
    stage: stage.key,
    name: stage.name,
    nameEn: stage.nameEn,
    celsius: stage.celsius,
    leastHours: stage.leastHours,
    mostHours: stage.mostHours,
    decides: stage.decides,
    medium: stage.medium,
    mediumLot: row?.mediumLot ?? null,
    settings: row?.settings ?? null,
    startedAt: row?.startedAt.toISOString() ?? null,
    startedBy: row?.startedBy ?? null,
    dueFrom: due(stage.leastHours),
    dueUntil: due(stage.mostHours),
    endedAt: row?.endedAt?.toISOString() ?? null,
    endedBy: row?.endedBy ?? null,
    finding: row?.finding === "typical" || row?.finding === "none" ? row.finding : null,
    remarks: row?.remarks ?? null,
  };
}
