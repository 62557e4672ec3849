import { Problem } from "../kernel/problems.ts";
import type { Prisma } from "../platform/db.ts";
import type { RunView } from "./equipment-contract.ts";

/** No more than is shown: whole methods and samples of two thousand uses take far longer to carry than to find. */
export const inRun = {
  runId: true,
  settings: true,
  startedAt: true,
  endedAt: true,
  dueAt: true,
  startedBy: true,
  instrument: { select: { number: true, name: true, model: true, kind: true, place: true, laboratoryId: true } },
  task: {
    select: {
      id: true,
      sample: { select: { number: true, name: true } },
      method: { select: { item: { select: { name: true } } } },
    },
  },
} satisfies Prisma.EquipmentUseSelect;
export type UseInRun = Prisma.EquipmentUseGetPayload<{ select: typeof inRun }>;

/** Everything that went in with one scan, as one. */
export function runView(uses: readonly UseInRun[]): RunView {
  const [first] = uses;
  if (!first) throw new Problem("not-found", { what: "run" });
  const { instrument } = first;
  return {
    runId: first.runId,
    number: instrument.number,
    name: `${instrument.name} ${instrument.model}`,
    kind: instrument.kind,
    place: instrument.place,
    settings: String((first.settings as { said?: unknown } | null)?.said ?? ""),
    startedAt: first.startedAt.toISOString(),
    endedAt: first.endedAt?.toISOString() ?? null,
    dueAt: first.dueAt?.toISOString() ?? null,
    by: first.startedBy,
    contents: uses.map(({ task }) => ({
      taskId: task.id,
      sampleNumber: task.sample.number,
      sampleName: task.sample.name,
      item: task.method.item.name,
    })),
  };
}
