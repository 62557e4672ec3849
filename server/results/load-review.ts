import { Problem, type ProblemCode } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";

const include = {
  order: { include: { client: true, sampledEnterprise: true } },
  tasks: { orderBy: { ordinal: "asc" }, include: { method: { include: { item: true } }, results: { orderBy: { version: "asc" } } } },
} satisfies Prisma.SampleInclude;

export type Review = Prisma.SampleGetPayload<{ include: typeof include }> & { checkerMayReview: boolean };
export type ReviewTask = Review["tasks"][number];

/** A sample with everything that is checked, reviewed and approved about it. */
export async function loadReview(ctx: Context, number: string): Promise<Review> {
  const sample = await ctx.db.sample.findFirst({ where: { number: number.replace(/\D/g, ""), ...ownLaboratory(ctx) }, include });
  if (!sample) throw new Problem("not-found", { what: number });
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: sample.laboratoryId } });
  return { ...sample, checkerMayReview: laboratory.checkerMayReview };
}

/** Why the actor may not check a task; null where they may (domain.md: one person's roles on one sample). */
export function refusalToCheck(ctx: Context, task: ReviewTask): ProblemCode | null {
  if (!ctx.actor.rights.has("results.check")) return "not-allowed";
  if (task.state !== "completed") return "state-forbids";
  return task.analystId === ctx.actor.id || madeBy(task, ctx.actor.id) ? "analyst-may-not-check" : null;
}

/** Why the actor may not review a sample. */
export function refusalToReview(ctx: Context, review: Review): ProblemCode | null {
  if (!ctx.actor.rights.has("results.review")) return "not-allowed";
  if (review.state !== "under_review" || review.reviewedAt !== null) return "state-forbids";
  if (review.tasks.some((t) => madeBy(t, ctx.actor.id))) return "analyst-may-not-review";
  return !review.checkerMayReview && review.tasks.some((t) => t.checkedById === ctx.actor.id) ? "checker-may-not-review" : null;
}

/** Why the actor may not approve a sample and sign its certificate. */
export function refusalToApprove(ctx: Context, review: Review): ProblemCode | null {
  if (!ctx.actor.rights.has("certificates.approve")) return "not-allowed";
  if (review.state !== "under_review" || review.reviewedAt === null) return "state-forbids";
  if (review.tasks.some((t) => madeBy(t, ctx.actor.id))) return "analyst-may-not-approve";
  return review.reviewedById === ctx.actor.id ? "reviewer-may-not-approve" : null;
}

/** Why the actor may not send work back. */
export function refusalToSendBack(ctx: Context, review: Review): ProblemCode | null {
  if (!ctx.actor.rights.has("results.send-back")) return "not-allowed";
  return review.state === "results_complete" || review.state === "under_review" || (review.state === "in_testing" && review.tasks.some((t) => t.state === "completed")) ? null : "state-forbids";
}

function madeBy(task: ReviewTask, personId: string | null): boolean {
  return task.analystId === personId || task.results.some((r) => r.madeById === personId);
}
