import { plannedUnits } from "../catalogue/rules/planned-units.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { claimInclude, claimView } from "../readings/claim-reading.ts";
import { loadWork, readingsOf, unitContainersOf, type DeterminationWork, type Work } from "../readings/load-work.ts";
import type { UnitContainer } from "../readings/rules/unit-containers.ts";
import { isLapsed, nextSpot, stepState } from "../readings/rules.ts";
import { hiddenAmong, veiled } from "../orders/veil.ts";
import type { BenchView, DeterminationView, Outcome, StepWork, VerdictName, WeighingView } from "./contract.ts";
import type * as contract from "./contract.ts";
import { fitnessOfWorks, missingEquipment, wasUnfit, type FitnessAt } from "./fitness-of-work.ts";
import { groundsOf, judgeTask } from "./judge-task.ts";

/** A task at the bench: every reading in its step, what counts, what is missing, and what it comes to. */
export async function showBench(ctx: Context, { params }: InputOf<typeof contract.showBench>): Promise<BenchView> {
  return readBench(ctx, await loadWork(ctx, params.taskId));
}

/** A task at the bench as the reader may see it. */
export async function readBench(ctx: Context, work: Work): Promise<BenchView> {
  const bench = await benchOf(ctx, work);
  const { sample } = work.task;
  return (await hiddenAmong(ctx, [sample])).has(sample.id) ? veiled(bench) : bench;
}

/** The same for work already loaded. */
export async function benchOf(ctx: Context, work: Work): Promise<BenchView> {
  const [bench] = await benchesOf(ctx, [work]);
  if (!bench) throw new Problem("not-found", { what: "task" });
  return bench;
}

/** The same for several tasks: what they share is asked once. */
export async function benchesOf(ctx: Context, works: readonly Work[]): Promise<BenchView[]> {
  const beside = await besidesOf(ctx, works);
  const views: BenchView[] = [];
  for (const work of works) views.push(await benchView(ctx, work, beside)); // one after another: a change has one connection
  return views;
}

type Beside = Awaited<ReturnType<typeof besidesOf>>;

async function besidesOf(ctx: Context, works: readonly Work[]) {
  const tasks = works.map(({ task }) => task);
  const taskId = { in: tasks.map(({ id }) => id) };
  const holding = tasks.flatMap(({ sample }) => sample.containers.flatMap(({ holderId }) => holderId ?? []));
  return {
    fitness: await fitnessOfWorks(ctx, works),
    grounds: await groundsOf(ctx, works),
    claims: await ctx.db.claim.findMany({ where: { taskId, closedAt: null }, include: claimInclude }),
    results: await ctx.db.result.findMany({ where: { taskId, isCurrent: true } }),
    returns: await ctx.db.workReturn.findMany({
      where: { sampleId: { in: tasks.map(({ sampleId }) => sampleId) }, OR: [{ taskId }, { taskId: null }] },
      orderBy: [{ at: "desc" }, { id: "desc" }],
    }),
    holders:
      holding.length === 0
        ? []
        : await ctx.db.person.findMany({ where: { id: { in: holding } }, select: { id: true, name: true } }),
  };
}

async function benchView(ctx: Context, work: Work, beside: Beside): Promise<BenchView> {
  const { task, steps } = work;
  const { fitness, holders } = beside;
  const outcome = await judgeTask(ctx, work, missingEquipment(work, fitness), beside.grounds);
  const spot = nextSpot(openSteps(work, outcome), work.parallels);
  const claims = beside.claims.filter((claim) => claim.taskId === task.id && !isLapsed(claim, ctx.now()));
  const claimViews = [];
  for (const claim of claims) claimViews.push(await claimView(ctx, claim));
  const result = beside.results.find(({ taskId }) => taskId === task.id);
  const returns = beside.returns.filter(
    (one) => one.sampleId === task.sampleId && (one.taskId === task.id || one.taskId === null),
  );
  const isOpen = ["assigned", "in_progress", "returned", "retest"].includes(task.state);
  return {
    task: {
      id: task.id,
      sampleNumber: task.sample.number,
      sampleName: task.sample.name,
      item: task.method.item.name,
      methodId: task.methodId,
      methodCode: task.method.code,
      methodTitle: task.method.title,
      clause: task.method.clause,
      unit: task.method.unit,
      state: task.state,
      dueOn: task.dueOn,
      round: task.round,
      analyst: task.analystName,
      analystId: task.analystId,
      equipmentKinds: task.method.equipmentKinds,
      repeatabilityPercent: task.method.repeatabilityPercent,
      resultKind: work.kind,
      choices: task.method.choices,
      components: work.components,
      lod: task.method.lod,
      unitsPlanned: work.kind === "plan" ? plannedUnits(rowsOf(outcome), task.method.parallels) : null,
    },
    steps,
    determinations: task.determinations.map((d) =>
      determinationView(d, work, outcome, fitness, unitContainersOf(work)),
    ),
    uses: task.uses.map((u) => ({
      id: u.id,
      number: u.instrument.number,
      name: `${u.instrument.name} ${u.instrument.model}`,
      kind: u.instrument.kind,
      settings: String((u.settings as { said?: unknown }).said ?? ""),
      startedAt: u.startedAt.toISOString(),
      endedAt: u.endedAt?.toISOString() ?? null,
      by: u.startedBy,
      isFit: !wasUnfit(u, fitness),
    })),
    claims: claimViews,
    next: spot && { ...spot, notBefore: spot.notBefore?.toISOString() ?? null },
    containers: task.sample.containers.map((c) => ({
      number: c.number,
      kind: c.kind,
      state: c.state,
      holder: holders.find((h) => h.id === c.holderId)?.name ?? null,
    })),
    outcome,
    result: result
      ? {
          id: result.id,
          version: result.version,
          reported: result.reported,
          verdict: result.verdict as VerdictName,
          madeBy: result.madeBy,
          madeAt: result.madeAt.toISOString(),
        }
      : null,
    returns: returns.map((r) => ({ from: r.from, reason: r.reason, by: r.by, at: r.at.toISOString() })),
    may:
      !isOpen || task.analystId !== ctx.actor.id
        ? []
        : [
            ...(outcome.isComplete && !outcome.needsRetest ? ["submit"] : []),
            ...(outcome.needsRetest ? ["repeat"] : []),
            "read",
          ],
  };
}

function calculationOf(details: unknown): string | null {
  const said = (details as { calculation?: unknown } | null)?.calculation;
  return typeof said === "string" ? said : null;
}

const rowsOf = (outcome: Outcome) => outcome.limits.flatMap((l) => (l.row ? [l.row] : []));

/** The compound itself is measured only where its total exceeded the limit (GB 2762), or where somebody began to. */
function openSteps({ kind, steps, parallels }: Work, outcome: Outcome): Work["steps"] {
  if (kind !== "staged") return steps;
  const isAsked =
    outcome.limits.some((l) => l.because === "confirmation-missing") ||
    parallels.some((p) => p.readings.some((r) => r.step === "confirm"));
  return isAsked ? steps : steps.filter((s) => s.key !== "confirm");
}

function determinationView(
  d: DeterminationWork,
  work: Work,
  outcome: Outcome,
  fitness: FitnessAt,
  containers: ReadonlyMap<string, UnitContainer>,
): DeterminationView {
  const readings = readingsOf(d);
  const isCurrent = d.round === work.task.round;
  const own = outcome.missing.filter((m) => m.detail === String(d.parallel) || m.detail.startsWith(`${d.parallel} `));
  return {
    id: d.id,
    round: d.round,
    parallel: d.parallel,
    vessel: d.vessel,
    steps: work.steps.map((step): StepWork => {
      const state = stepState(work.steps, step, readings);
      const counted = new Map(state.constant?.steps.map((s) => [s.weighing.id, s]));
      const weighings = readings
        .filter((r) => r.step === step.key)
        .map((r): WeighingView => {
          const { reading } = r.use;
          const how = counted.get(r.id);
          const fit = fitness.of(reading.instrumentId, reading.takenAt);
          return {
            useId: r.use.id,
            readingId: reading.id,
            text: r.read,
            correction: r.correction,
            qualifier: reading.qualifier,
            unit: reading.unit ?? step.unit,
            at: reading.takenAt.toISOString(),
            by: r.use.claimedBy,
            instrument: reading.instrument && `${reading.instrument.name} ${reading.instrument.model}`,
            instrumentNumber: reading.instrument?.number ?? null,
            isManual: reading.isManual,
            manualReason: reading.manualReason,
            calculation: calculationOf(reading.details),
            counts: how?.counts ?? true,
            ignoredBecause: how?.ignoredBecause ?? null,
            raw: reading.raw ? Buffer.from(reading.raw).toString("latin1") : null,
            isFit: fit?.state !== "out_of_service",
            unfitBecause: fit?.reasons ?? [],
          };
        });
      return {
        key: step.key,
        weighings,
        difference: state.constant?.difference ?? null,
        isDone: state.isDone,
        used: state.constant?.mass ?? readings.findLast((r) => r.step === step.key)?.text ?? null,
      };
    }),
    value: isCurrent ? (outcome.parallels.find((p) => p.parallel === d.parallel)?.value ?? null) : null,
    warnings: isCurrent ? own.map((m) => m.code) : [],
    container: containers.get(d.id)?.number ?? null,
    isContainerScanned: containers.get(d.id)?.isScanned ?? false,
  };
}
