import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { builtInDesigns, LabelDesign } from "./label-contract.ts";
import type { LabelForm } from "./label/label.ts";

/** A design by its name: built in, or kept. */
export async function formOf(ctx: Context, name: string): Promise<LabelForm> {
  if (isBuiltIn(name)) return name;
  const row = await ctx.db.labelDesign.findUnique({
    where: { laboratoryId_name: { laboratoryId: laboratoryOf(ctx), name } },
  });
  if (!row) throw new Problem("not-found", { what: name });
  return LabelDesign.parse(row.body);
}

/** One of the two that are there from the beginning. */
export function isBuiltIn(name: string): name is (typeof builtInDesigns)[number] {
  return builtInDesigns.some((one) => one === name);
}
