import type { Context } from "../platform/context.ts";
import { limitsInForce } from "./find-limits.ts";
import { plannedUnits } from "./rules/planned-units.ts";

/** How many determinations a task begins with: the units of the plan in force for this sample, or the method's parallels. */
export async function countUnits(
  ctx: Context,
  method: { resultKind: string; parallels: number; itemName: string },
  sample: { category: string; on: string },
): Promise<number> {
  if (method.resultKind !== "plan") return method.parallels;
  const limits = await limitsInForce(ctx, { ...sample, item: method.itemName });
  return plannedUnits(
    limits.map(({ row }) => row),
    method.parallels,
  );
}
