import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { concludeSample, type Conclusion } from "../results/conclude-sample.ts";
import { isWaitingForOthers, loadReview, separated, type Review } from "../results/load-review.ts";
import { together } from "../results/rules/overall.ts";
import { conclusionTogether } from "./rules/conclusion-together.ts";

/** The samples of one certificate in their order: one as a rule. */
export type Reviews = readonly [Review, ...Review[]];

export type Gathered = {
  reviews: Reviews;
  /** Samples of the order that are not approved yet: the certificate of all waits for them. */
  waitsFor: { number: string; name: string; state: string }[];
};

/** All samples that go on a certificate with this one; of an order that does not combine it is this one alone. */
export async function gatherSamples(ctx: Context, review: Review): Promise<Gathered> {
  if (!review.order.combinesSamples) return { reviews: [review], waitsFor: [] };
  const others = await ctx.db.sample.findMany({
    where: {
      orderId: review.orderId,
      id: { not: review.id },
      state: { notIn: ["rejected", "cancelled", "certified"] },
    },
    select: { number: true },
  });
  const ready = [review];
  const waitsFor: Gathered["waitsFor"] = [];
  for (const { number } of others) {
    const other = await loadReview(ctx, number);
    if (isWaitingForOthers(other)) ready.push(other);
    else waitsFor.push({ number, name: other.name, state: other.state });
  }
  ready.sort((a, b) => a.number.localeCompare(b.number));
  return { reviews: [ready[0] ?? review, ...ready.slice(1)], waitsFor };
}

/** Who signs for all of them tested and reviewed none of them. */
export function refuseMixedWork(ctx: Context, reviews: Reviews): void {
  const own = reviews.filter((review) => separated(ctx, "approve", review.tasks, review.reviewedById, false) !== null);
  if (own.length > 0) throw new Problem("separation-on-certificate", { samples: own.map(({ number }) => number) });
}

/** The samples that stand on a certificate, in their order. */
export async function reviewsOn(ctx: Context, certificateId: string): Promise<Reviews> {
  const rows = await ctx.db.certificateSample.findMany({
    where: { certificateId },
    include: { sample: { select: { number: true } } },
    orderBy: { ordinal: "asc" },
  });
  const reviews: Review[] = [];
  for (const { sample } of rows) reviews.push(await loadReview(ctx, sample.number));
  const [first, ...further] = reviews;
  if (!first) throw new Error(`The certificate ${certificateId} has no sample.`);
  return [first, ...further];
}

/** The conclusion over all of them; of one sample its own. */
export function concludeTogether(reviews: Reviews): Conclusion {
  const each = reviews.map((review) => ({ name: review.name, ...concludeSample(review) }));
  const [only] = each;
  if (only && each.length === 1) return only;
  return {
    verdict: together(each.map(({ verdict }) => verdict)),
    basis: [...new Set(each.flatMap(({ basis }) => basis))],
    failed: each.flatMap(({ failed }) => failed),
    undetermined: each.flatMap(({ undetermined }) => undetermined),
    conditional: each.flatMap(({ conditional }) => conditional),
    ...conclusionTogether(each),
  };
}
