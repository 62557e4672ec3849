import { z } from "zod";
import { MethodComponent, MethodStep, ResultKind } from "../catalogue/contract.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type { Parallel, StepReading } from "./rules.ts";

const include = {
  sample: { include: { order: { include: { client: true, sampledEnterprise: true } }, containers: true } },
  method: { include: { item: true } },
  determinations: {
    orderBy: [{ round: "asc" }, { parallel: "asc" }],
    include: { uses: { where: { undoneAt: null }, include: { reading: { include: { instrument: true } } } } },
  },
  uses: { orderBy: { startedAt: "asc" }, include: { instrument: true } },
  curve: true,
} satisfies Prisma.TaskInclude;

export type TaskWork = Prisma.TaskGetPayload<{ include: typeof include }>;
export type DeterminationWork = TaskWork["determinations"][number];
export type UseWork = DeterminationWork["uses"][number];
export type Work = {
  task: TaskWork;
  steps: MethodStep[];
  parallels: Parallel[];
  kind: ResultKind;
  components: MethodComponent[];
};

/** A task with everything read for it; `parallels` are those of the round now worked on. */
export async function loadWork(ctx: Context, taskId: string): Promise<Work> {
  const task = await ctx.db.task.findFirst({ where: { id: taskId, ...ownLaboratory(ctx) }, include });
  if (!task) throw new Problem("not-found", { what: "task" });
  return workOf(task);
}

/** The same for many, in the order of their ids; those of another laboratory are left out. */
export async function loadWorks(ctx: Context, taskIds: readonly string[]): Promise<Work[]> {
  const found: Work[] = [];
  for (let from = 0; from < taskIds.length; from += atOnce) {
    const some = { id: { in: taskIds.slice(from, from + atOnce) }, ...ownLaboratory(ctx) };
    const tasks = await ctx.db.task.findMany({ where: some, include, orderBy: { id: "asc" } });
    found.push(...tasks.map(workOf));
  }
  return found;
}

const atOnce = 200;

/** The same for a determination's task. */
export async function loadWorkOf(ctx: Context, determinationId: string): Promise<Work> {
  const task = await ctx.db.task.findFirst({
    where: { determinations: { some: { id: determinationId } }, ...ownLaboratory(ctx) },
    include,
  });
  if (!task) throw new Problem("not-found", { what: "determination" });
  return workOf(task);
}

/** A determination's readings in the order they were taken. */
export function readingsOf(determination: DeterminationWork): (StepReading & { use: UseWork })[] {
  return determination.uses
    .map((use) => ({ id: use.id, text: use.reading.text ?? "", at: use.reading.takenAt, step: use.step, use }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

function workOf(task: TaskWork): Work {
  const steps = z.array(MethodStep).parse(task.method.steps);
  const parallels = task.determinations
    .filter((d) => d.round === task.round)
    .map((d) => ({ id: d.id, parallel: d.parallel, vessel: d.vessel, readings: readingsOf(d) }));
  return {
    task,
    steps,
    parallels,
    kind: ResultKind.parse(task.method.resultKind),
    components: z.array(MethodComponent).parse(task.method.components ?? []),
  };
}
