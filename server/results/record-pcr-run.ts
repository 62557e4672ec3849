import { internalTarget, type PcrRule } from "../catalogue/rules/pcr-rule.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { beginWork, refuseForeignWork } from "../readings/begin-work.ts";
import { findInstrument, refuseUnfit } from "../readings/claim-reading.ts";
import { loadWork } from "../readings/load-work.ts";
import type { NewWell, PcrRunView } from "./pcr-contract.ts";
import type * as contract from "./pcr-contract.ts";
import { pcrOutcome, pcrTask, ruleOf, type PcrTask } from "./pcr-outcome.ts";
import { judgeControls } from "./rules/pcr.ts";
import { showRun } from "./show-pcr-run.ts";

/**
 * Records a run of a real-time PCR instrument: every well with its Ct as the instrument gave it, and the verdict over the
 * controls of each target. A run whose controls fail is kept too; its wells count for nothing.
 */
export async function recordPcrRun(ctx: Context, { body }: InputOf<typeof contract.recordPcrRun>): Promise<PcrRunView> {
  const ranAt = new Date(body.ranAt);
  if (ranAt > ctx.now()) throw new Problem("date-in-future", { on: body.ranAt });
  refuseTwice(body.wells);
  const instrument = await findInstrument(ctx, body.instrumentNumber);
  if (instrument.kind !== "pcr") throw new Problem("instrument-kind-wrong", { instrument: instrument.name });
  await refuseUnfit(ctx, instrument, ranAt);
  const tasks = await tasksOf(ctx, body.wells);
  for (const { methodId } of new Set(tasks.values())) await refuseUnfit(ctx, instrument, ranAt, { methodId });
  for (const task of new Set(tasks.values())) await refuseForeignWork(ctx, (await loadWork(ctx, task.id)).task);
  await refuseSettled(ctx, [...new Set(tasks.values())], body.wells, tasks);
  const controls = controlVerdicts(body.wells, [...new Set(tasks.values())]);
  const run = await ctx.db.pcrRun.create({
    data: {
      laboratoryId: laboratoryOf(ctx),
      name: body.name,
      instrumentId: instrument.id,
      ranAt,
      fileId: await ownFile(ctx, body.fileId),
      controls,
      isValid: controls.length > 0 && controls.every((verdict) => verdict.isValid),
      remarks: body.remarks ?? null,
      createdById: ctx.actor.id ?? "",
      createdBy: ctx.actor.name,
      createdAt: ctx.now(),
      wells: {
        create: body.wells.map(({ position, target, role, ct, hasCurve }) => {
          const task = tasks.get(`${position} ${target}`);
          return { position, target, role, ct, hasCurve, taskId: task?.id ?? null, attempt: task?.round ?? 1 };
        }),
      },
    },
  });
  for (const task of new Set(tasks.values())) {
    // The instrument stands with the task's equipment, so that its fitness is judged again at submission and approval.
    await ctx.db.equipmentUse.create({
      data: {
        taskId: task.id,
        instrumentId: instrument.id,
        settings: { said: body.name },
        startedAt: ranAt,
        endedAt: ranAt,
        startedBy: ctx.actor.name,
        endedBy: ctx.actor.name,
      },
    });
    await beginWork(ctx, (await loadWork(ctx, task.id)).task);
  }
  await ctx.note("pcr-run.recorded", `run ${run.id}`, {
    name: body.name,
    instrument: instrument.number,
    wells: body.wells.length,
    isValid: run.isValid,
    samples: [...new Set([...tasks.values()].map((task) => task.sample.number))],
  });
  await ctx.tell({ type: "changed", topics: ["bench", "tasks"], laboratoryId: run.laboratoryId });
  return showRun(ctx, run.id);
}

/** A run that was wrong is withdrawn as a whole, with its reason; its wells stay and count no more. */
export async function withdrawPcrRun(
  ctx: Context,
  { params, body }: InputOf<typeof contract.withdrawPcrRun>,
): Promise<PcrRunView> {
  const run = await ctx.db.pcrRun.findFirst({
    where: { id: params.runId, laboratoryId: laboratoryOf(ctx) },
    include: { wells: { include: { task: true } } },
  });
  if (!run) throw new Problem("not-found", { what: "run" });
  if (run.withdrawnAt !== null) throw new Problem("state-forbids", { state: "withdrawn" });
  if (run.createdById !== ctx.actor.id) throw new Problem("not-your-task", { analyst: run.createdBy });
  const done = run.wells.find(
    (w) => w.task && (["completed", "checked"].includes(w.task.state) || w.attempt < w.task.round),
  );
  if (done) throw new Problem("state-forbids", { state: done.task?.state }); // a submitted result rests on it: sent back first
  await ctx.db.pcrRun.update({
    where: { id: run.id },
    data: { withdrawnAt: ctx.now(), withdrawnBy: ctx.actor.name, withdrawnReason: body.reason },
  });
  await ctx.note("pcr-run.withdrawn", `run ${run.id}`, { name: run.name, reason: body.reason });
  await ctx.tell({ type: "changed", topics: ["bench", "tasks"], laboratoryId: run.laboratoryId });
  return showRun(ctx, run.id);
}

/** More wells only where an attempt is not settled: nobody runs a sample again until the result pleases. */
async function refuseSettled(
  ctx: Context,
  own: readonly PcrTask[],
  wells: readonly NewWell[],
  tasks: ReadonlyMap<string, PcrTask>,
): Promise<void> {
  for (const task of own) {
    const hasTarget = wells.some((w) => w.target !== internalTarget && tasks.get(`${w.position} ${w.target}`) === task);
    const { state, steps } = await pcrOutcome(ctx, task);
    const isSettled = steps.some((step) => step.step === "attempt" && step.figures.attempt === String(task.round));
    if (hasTarget && isSettled) throw new Problem("state-forbids", { state });
  }
}

async function ownFile(ctx: Context, fileId: string | undefined): Promise<string | null> {
  if (fileId === undefined) return null;
  const file = await ctx.db.storedFile.findFirst({ where: { id: fileId, laboratoryId: laboratoryOf(ctx) } });
  if (!file) throw new Problem("not-found", { what: fileId });
  return file.id;
}

function refuseTwice(wells: readonly NewWell[]): void {
  const samples = new Map<string, string>();
  for (const { position, sample } of wells) {
    if (sample === undefined) continue;
    const before = samples.get(position);
    if (before !== undefined && before.replace(/\D/g, "").slice(1, 15) !== sample.replace(/\D/g, "").slice(1, 15))
      throw new Problem("already-exists", { what: position }); // two samples in one well
    samples.set(position, sample);
  }
  const seen = new Set<string>();
  for (const { position, target } of wells) {
    const key = `${position} ${target}`;
    if (seen.has(key)) throw new Problem("already-exists", { what: key });
    seen.add(key);
  }
}

/** Whose each sample well is: by the number of the sample or of one of its containers. */
async function tasksOf(ctx: Context, wells: readonly NewWell[]): Promise<Map<string, PcrTask>> {
  const found = new Map<string, PcrTask>();
  for (const { position, target, sample } of wells) {
    if (sample === undefined) continue;
    const number = sample.replace(/\D/g, "");
    const tasks = await ctx.db.task.findMany({
      where: {
        laboratoryId: laboratoryOf(ctx),
        sample: { OR: [{ number }, { containers: { some: { number } } }] },
        method: { resultKind: "pcr" },
      },
      include: pcrTask,
      orderBy: { ordinal: "asc" },
    });
    const onPlate = tasks.filter((t) => wells.some((w) => w.sample !== undefined && w.target === t.method.item.name));
    const task = target === internalTarget ? onPlate[0] : tasks.find((t) => t.method.item.name === target);
    if (!task) throw new Problem("no-task-of-sample", { what: `${position} ${sample} ${target}` });
    found.set(`${position} ${target}`, [...found.values()].find(({ id }) => id === task.id) ?? task);
  }
  return found;
}

/** The controls of every target that samples were run for, by the rule of the method. */
function controlVerdicts(wells: readonly NewWell[], tasks: readonly PcrTask[]) {
  const targets = [...new Set(wells.filter((w) => w.role === "sample").map((w) => w.target))];
  return targets.flatMap((target) => {
    const task = tasks.find((t) => t.method.item.name === target);
    if (!task) return [];
    const rule: PcrRule = ruleOf(task);
    const own = wells.flatMap(({ role, ...well }) =>
      role !== "sample" && well.target === target ? [{ role, ...well }] : [],
    );
    return [judgeControls(rule, { target, methodId: task.methodId, method: task.method.code }, own)];
  });
}
