import type { InputOf } from "../kernel/endpoint.ts";
import { refuseOutdated } from "../catalogue/rules/method-edition.ts";
import { Problem } from "../kernel/problems.ts";
import { zh } from "../kernel/text/zh.ts";
import { toDay } from "../kernel/time.ts";
import { findInstrument, refuseUnfit } from "../readings/claim-reading.ts";
import { beginWork, refuseForeignWork } from "../readings/begin-work.ts";
import { loadWork, readingsOf, type Work } from "../readings/load-work.ts";
import type { Context } from "../platform/context.ts";
import type { BenchView, Outcome } from "./contract.ts";
import type * as contract from "./contract.ts";
import { openRejections } from "./keep-controls.ts";
import { freezeGrounds } from "./freeze-grounds.ts";
import { benchOf, readBench } from "./show-bench.ts";
import { signSubmitted } from "./sign-result.ts";

/** Submits what the readings come to, with its whole explanation frozen; a changed result keeps its earlier versions. */
export async function submitResult(
  ctx: Context,
  { params, body }: InputOf<typeof contract.submitResult>,
): Promise<BenchView> {
  const taskId = await submitWork(ctx, await loadWork(ctx, params.taskId), body.reason);
  if (body.password !== undefined) await signSubmitted(ctx, [taskId], body.password);
  return readBench(ctx, await loadWork(ctx, taskId));
}

/** The same for work already loaded; one batch submits many. */
export async function submitWork(ctx: Context, work: Work, reason?: string): Promise<string> {
  const { task } = work;
  await refuseForeignWork(ctx, task);
  refuseOutdated(task.method, toDay(testedAt(work) ?? ctx.now()));
  const bench = await benchOf(ctx, work);
  const outcome = { ...bench.outcome, ...(await freezeGrounds(ctx, work, bench)) };
  if (outcome.needsRetest)
    throw new Problem("parallels-disagree", {
      difference: outcome.difference ?? "—",
      allowed: outcome.allowedDifference ?? "—",
    });
  if (!outcome.isComplete || outcome.reported === null)
    throw new Problem("result-incomplete", { missing: outcome.missing.map(sentenceOf) });
  const stopped = await openRejections(ctx, { ...task, instrumentIds: instrumentsOf(work) });
  if (stopped.length > 0) throw new Problem("control-rejected", { controls: stopped });
  const before = await ctx.db.result.findFirst({ where: { taskId: task.id, isCurrent: true } });
  if (before && isChanged(before, outcome) && !reason) throw new Problem("nothing-changed");
  if (before) await ctx.db.result.update({ where: { id: before.id }, data: { isCurrent: false } });
  const version = (before?.version ?? 0) + 1;
  await ctx.db.result.create({
    data: {
      taskId: task.id,
      version,
      isCurrent: true,
      unrounded: outcome.unrounded,
      reported: outcome.reported,
      qualifier: outcome.qualifier,
      unit: outcome.unit,
      verdict: outcome.verdict,
      explanation: outcome,
      madeById: ctx.actor.id ?? "",
      madeBy: ctx.actor.name,
      madeAt: ctx.now(),
      reason: reason ?? null,
    },
  });
  await ctx.db.task.update({
    where: { id: task.id },
    data: { state: "completed", submittedAt: ctx.now(), checkedAt: null, checkedById: null, checkedByName: null },
  });
  await ctx.db.claim.updateMany({ where: { taskId: task.id, closedAt: null }, data: { closedAt: ctx.now() } });
  await ctx.db.workReturn.updateMany({ where: { taskId: task.id, doneAt: null }, data: { doneAt: ctx.now() } });
  await ctx.note("result.submitted", `task ${task.id}`, {
    sample: task.sample.number,
    item: task.method.item.name,
    version,
    reported: outcome.reported,
    verdict: outcome.verdict,
    reason: reason ?? null,
  });
  await ctx.tell({ type: "changed", topics: ["bench", "tasks", "waiting"], laboratoryId: task.laboratoryId });
  return task.id;
}

/** Every instrument that the work rests on. */
export function instrumentsOf({ task }: Work): string[] {
  const read = task.determinations.flatMap((d) => d.uses.map(({ reading }) => reading.instrumentId));
  return [...new Set([...read, ...task.uses.map(({ instrumentId }) => instrumentId)])].filter((id) => id !== null);
}

/** Parallels that disagree are repeated together: a new round, the earlier one kept. Asked for by rule, never by choice. */
export async function repeatDetermination(
  ctx: Context,
  { params }: InputOf<typeof contract.repeatDetermination>,
): Promise<BenchView> {
  const work = await loadWork(ctx, params.taskId);
  const { task } = work;
  await refuseForeignWork(ctx, task);
  const { outcome } = await benchOf(ctx, work);
  if (!outcome.needsRetest) throw new Problem("parallels-agree");
  const round = task.round + 1;
  await ctx.db.determination.createMany({
    data: work.parallels.map((p) => ({ taskId: task.id, round, parallel: p.parallel })),
  });
  await ctx.db.claim.updateMany({ where: { taskId: task.id, closedAt: null }, data: { closedAt: ctx.now() } });
  await ctx.db.task.update({ where: { id: task.id }, data: { round, state: "retest" } });
  await ctx.note("determination.repeated", `task ${task.id}`, {
    sample: task.sample.number,
    round,
    difference: outcome.difference,
    allowed: outcome.allowedDifference,
  });
  await ctx.tell({ type: "changed", topics: ["bench", "tasks"], laboratoryId: task.laboratoryId });
  return readBench(ctx, await loadWork(ctx, task.id));
}

/** Equipment that sends nothing: scanned once the work goes in with its setting, scanned again it comes out. */
export async function recordEquipmentUse(
  ctx: Context,
  { params, body }: InputOf<typeof contract.recordEquipmentUse>,
): Promise<{ action: "in" | "out"; name: string }> {
  const { task } = await loadWork(ctx, params.taskId);
  await refuseForeignWork(ctx, task);
  const instrument = await findInstrument(ctx, body.instrumentNumber);
  if (!task.method.equipmentKinds.includes(instrument.kind) || instrument.driver !== null)
    throw new Problem("instrument-kind-wrong", { instrument: instrument.name });
  const inside = task.uses.find((u) => u.instrumentId === instrument.id && u.endedAt === null);
  if (!inside) {
    await refuseUnfit(ctx, instrument, ctx.now(), { methodId: task.methodId });
    const elsewhere = task.uses.find((u) => u.endedAt === null);
    if (elsewhere) throw new Problem("equipment-in-use", { instrument: elsewhere.instrument.name });
    if (!body.settings) throw new Problem("bad-request", { fields: ["settings"] });
    await ctx.db.equipmentUse.create({
      data: {
        taskId: task.id,
        instrumentId: instrument.id,
        settings: { said: body.settings },
        startedAt: ctx.now(),
        startedBy: ctx.actor.name,
      },
    });
    await beginWork(ctx, task);
  } else {
    await ctx.db.equipmentUse.update({
      where: { id: inside.id },
      data: { endedAt: ctx.now(), endedBy: ctx.actor.name },
    });
  }
  const action = inside ? "out" : "in";
  await ctx.note(`equipment.${action}`, `instrument ${instrument.number}`, {
    task: task.id,
    sample: task.sample.number,
    settings: body.settings ?? null,
  });
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: task.laboratoryId });
  return { action, name: instrument.name };
}

/** When the newest reading was taken; the method's edition of that day counts, also for work that came back later. */
function testedAt({ task }: Work): Date | null {
  const times = task.determinations.flatMap((d) => readingsOf(d).map((r) => r.at.getTime()));
  return times.length === 0 ? null : new Date(Math.max(...times));
}

/** Also a change that rounding hides is one. */
function isChanged(before: { unrounded: string | null; reported: string; verdict: string }, outcome: Outcome): boolean {
  return (
    before.unrounded !== outcome.unrounded || before.reported !== outcome.reported || before.verdict !== outcome.verdict
  );
}

function sentenceOf(missing: Outcome["missing"][number]): string {
  const words = zh.missing[missing.code] ?? missing.code;
  return missing.detail === ""
    ? words
    : /^\d/.test(missing.detail)
      ? `平行 ${missing.detail}：${words}`
      : `${words}：${missing.detail}`;
}
