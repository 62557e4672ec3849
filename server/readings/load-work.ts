import { z } from "zod";
import { MethodComponent, MethodStep, ResultKind } from "../catalogue/contract.ts";
import { Problem } from "../kernel/problems.ts";
import { correct, Corrections, type AppliedCorrection } from "../metrology/rules/corrections.ts";
import { governingAt } from "../metrology/rules.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type { Parallel, StepReading } from "./rules.ts";
import { unitContainers, type UnitContainer } from "./rules/unit-containers.ts";

/** What says how a reading is corrected: the certificates, of which the one in force at its instant counts. */
const correcting = {
  where: { kind: { not: "intermediate_check" } },
  select: {
    id: true,
    kind: true,
    on: true,
    validUntil: true,
    conclusion: true,
    recordedAt: true,
    certificateNumber: true,
    corrections: true,
    usesCorrections: true,
  },
} satisfies Prisma.Instrument$verificationsArgs;

const include = {
  sample: { include: { order: { include: { client: true, sampledEnterprise: true } }, containers: true } },
  method: { include: { item: true } },
  determinations: {
    orderBy: [{ round: "asc" }, { parallel: "asc" }],
    include: {
      uses: {
        where: { undoneAt: null },
        include: { reading: { include: { instrument: { include: { verifications: correcting } } } } },
      },
    },
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

/** The container of each unit of a plan, by its determination; of other methods none. */
export function unitContainersOf({ task, kind }: Work): Map<string, UnitContainer> {
  if (kind !== "plan") return new Map();
  return unitContainers(
    task.determinations.filter((d) => d.round === task.round),
    task.sample.containers.filter((c) => c.kind === "test"),
  );
}

/** A reading in its step: `text` as it counts, corrected where the confirmation says so; `read` as the instrument said it. */
export type WorkReading = StepReading & { use: UseWork; read: string; correction: AppliedCorrection | null };

/** A determination's readings in the order they were taken. */
export function readingsOf(determination: DeterminationWork): WorkReading[] {
  return determination.uses
    .map((use) => {
      const correction = correctionOf(use);
      const read = use.reading.text ?? "";
      const text = correction?.corrected ?? read;
      return { id: use.id, text, read, correction, at: use.reading.takenAt, step: use.step, use };
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The correction of the certificate in force when it was read; null where none is to be used. Only a plain figure can be corrected. */
function correctionOf({ reading }: UseWork): AppliedCorrection | null {
  const { instrument, takenAt, text, unit, qualifier } = reading;
  if (!instrument || text === null || reading.value === null || qualifier !== "=") return null;
  const governing = governingAt(instrument.verifications, takenAt);
  if (!governing?.usesCorrections || governing.conclusion === "unfit") return null;
  const { certificateNumber } = governing;
  const corrections = Corrections.parse(governing.corrections);
  return correct({ text, unit }, { certificateNumber, corrections });
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
