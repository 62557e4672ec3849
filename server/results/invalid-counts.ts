import { z } from "zod";
import type { Context } from "../platform/context.ts";
import type { CountControls, Counted } from "./count-contract.ts";
import { colonies } from "./count-contract.ts";

const action = "count.invalid";
/** Of plates the colonies on both controls; of tubes that the blank clouded. */
const Noted = z.object({
  unit: z.int().nullable(),
  blank: colonies.optional(),
  mediumControl: colonies.optional(),
  mediumLot: z.string(),
});
export type InvalidCount = z.output<typeof Noted> & { by: string; at: Date };

/** 对照长菌: the count is refused, and that it was made stays on the record of its task, whatever is typed afterwards. */
export function noteInvalidCount(
  ctx: Context,
  taskId: string,
  of: { unit: number | null; said: Counted; controls: CountControls; mediumLot: string },
): void {
  const { unit, said, controls, mediumLot } = of;
  ctx.whenRefused((own) => own.note(action, `task ${taskId}`, { unit, ...controls, mediumLot, ...said }));
}

/** The counts of these tasks that were invalid, the first first. */
export async function invalidCounts(ctx: Context, taskIds: readonly string[]): Promise<Map<string, InvalidCount[]>> {
  const entries = await ctx.db.trailEntry.findMany({
    where: { subject: { in: taskIds.map((id) => `task ${id}`) }, action },
    orderBy: { id: "asc" },
  });
  const found = new Map<string, InvalidCount[]>();
  for (const { subject, detail, actor, at } of entries) {
    const taskId = subject.replace("task ", "");
    found.set(taskId, [...(found.get(taskId) ?? []), { ...Noted.parse(detail), by: actor, at }]);
  }
  return found;
}
