import { Problem, type ProblemCode } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { separationRefusal, type SampleAct } from "./rules/separation.ts";

const include = {
  order: { include: { client: true, sampledEnterprise: true } },
  onCertificates: {
    where: { certificate: { state: { in: ["issuing", "issued", "under_review"] } } },
    include: { certificate: true },
  },
  tasks: {
    orderBy: { ordinal: "asc" },
    include: {
      method: { include: { item: true } },
      subcontract: true,
      results: { orderBy: { version: "asc" } },
      determinations: { select: { uses: { select: { claimedById: true } } } },
    },
  },
} satisfies Prisma.SampleInclude;

export type Review = Prisma.SampleGetPayload<{ include: typeof include }> & {
  checkerMayReview: boolean;
  /** The laboratory's setting: who made a result signs it before it is checked. */
  signsResults: boolean;
};
export type ReviewTask = Review["tasks"][number];

/** A sample with everything that is checked, reviewed and approved about it. */
export async function loadReview(ctx: Context, number: string): Promise<Review> {
  const sample = await ctx.db.sample.findFirst({
    where: { number: number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
    include,
  });
  if (!sample) throw new Problem("not-found", { what: number });
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: sample.laboratoryId } });
  const { checkerMayReview, signsResults } = laboratory;
  return { ...sample, checkerMayReview, signsResults };
}

/** A certificate that left the house is being looked into: its work may be sent back, done again and reviewed. */
export function isBeingAmended(review: Review): boolean {
  return (
    review.state === "certified" &&
    review.onCertificates.some(({ certificate }) => certificate.state === "under_review")
  );
}

/** Approved for a certificate of several samples that waits for the others: nothing has been issued yet. */
export function isWaitingForOthers(review: Review): boolean {
  const issued = new Set(review.onCertificates.map(({ certificate }) => certificate.isUnmarked));
  const isIssued = review.tasks.every(({ isOutOfScope }) => issued.has(isOutOfScope));
  return review.state === "approved" && review.order.combinesSamples && !isIssued;
}

/** Why the actor may not check a task; null where they may (domain.md: one person's roles on one sample). */
export function refusalToCheck(ctx: Context, review: Review, task: ReviewTask): ProblemCode | null {
  if (!ctx.actor.rights.has("results.check")) return "not-allowed";
  if (task.state !== "completed") return "state-forbids";
  if (review.signsResults && isUnsigned(task)) return "result-unsigned";
  return separated(ctx, "check", review.tasks, null, false);
}

/** What another laboratory reported has nobody of ours to sign it. */
function isUnsigned(task: ReviewTask): boolean {
  return task.subcontractId === null && task.results.some(({ isCurrent, signedAt }) => isCurrent && signedAt === null);
}

/** Why the actor may not review a sample. */
export function refusalToReview(ctx: Context, review: Review): ProblemCode | null {
  if (!ctx.actor.rights.has("results.review")) return "not-allowed";
  const isOpen =
    review.state === "under_review" ||
    (isBeingAmended(review) && review.tasks.every(({ state }) => state === "checked"));
  if (!isOpen || review.reviewedAt !== null) return "state-forbids";
  return separated(ctx, "review", review.tasks, review.reviewedById, review.checkerMayReview);
}

/** Why the actor may not approve a sample and sign its certificate. */
export function refusalToApprove(ctx: Context, review: Review): ProblemCode | null {
  if (!ctx.actor.rights.has("certificates.approve")) return "not-allowed";
  const isOpen = review.state === "under_review" || isWaitingForOthers(review);
  if (!isOpen || review.reviewedAt === null) return "state-forbids";
  return separated(ctx, "approve", review.tasks, review.reviewedById, review.checkerMayReview);
}

/** Why the actor may not sign an amended certificate. */
export function refusalToAmend(ctx: Context, review: Review): ProblemCode | null {
  if (!ctx.actor.rights.has("certificates.approve")) return "not-allowed";
  const isDone = review.tasks.every(({ state }) => state === "checked") && review.reviewedAt !== null;
  if (!isBeingAmended(review) || !isDone) return "state-forbids";
  return separated(ctx, "approve", review.tasks, review.reviewedById, review.checkerMayReview);
}

/** Why the actor may not send work back. */
export function refusalToSendBack(ctx: Context, review: Review): ProblemCode | null {
  if (!ctx.actor.rights.has("results.send-back")) return "not-allowed";
  return review.state === "under_review" ||
    isWaitingForOthers(review) ||
    isBeingAmended(review) ||
    (review.state === "in_testing" && review.tasks.some((t) => t.state === "completed"))
    ? null
    : "state-forbids";
}

/** Why somebody may not act on a sample for what they did on it before; null where they may. */
export function separated(
  ctx: Context,
  act: SampleAct,
  tasks: readonly ReviewTask[],
  reviewedById: string | null,
  mayCheckerReview: boolean,
): ProblemCode | null {
  const known = (ids: (string | null)[]) => ids.flatMap((id) => (id === null ? [] : [id]));
  const work = {
    analysts: known(
      tasks.flatMap((t) => [
        t.analystId,
        ...t.results.map((r) => r.madeById),
        ...t.determinations.flatMap((d) => d.uses.map((u) => u.claimedById)),
      ]),
    ),
    checkers: known(tasks.map((t) => t.checkedById)),
    reviewers: known([reviewedById]),
  };
  return separationRefusal(act, ctx.actor.id ?? "", work, { mayCheckerReview });
}
