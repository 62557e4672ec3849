import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";

/** The laboratory an actor works in; refuses somebody without one. */
export function laboratoryOf(ctx: Context): string {
  if (!ctx.actor.laboratoryId) throw new Problem("not-allowed");
  return ctx.actor.laboratoryId;
}

/** A filter that shows only the actor's laboratory, or all to whom that was granted (domain.md, Who uses it). */
export function ownLaboratory(ctx: Context): { laboratoryId?: string } {
  return ctx.actor.seesAllLaboratories ? {} : { laboratoryId: laboratoryOf(ctx) };
}
