import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import { concludeSample } from "../results/conclude-sample.ts";
import { loadReview, refusalToApprove, type Review } from "../results/load-review.ts";
import type { CertificateRow } from "./contract.ts";
import type * as contract from "./contract.ts";
import { refuseUnmet } from "./gate.ts";
import { beginIssue } from "./issue-number.ts";
import { certificateParts } from "./rules/parts.ts";
import { gatherSamples, refuseMixedWork, type Reviews } from "./samples-together.ts";

/**
 * 批准签发: the signatory's signature gives the certificate its number and freezes its words; a job makes the file. Items outside the
 * scope get a second one. Where an order asks for one certificate of all samples, it begins with the last approval; null before.
 */
export async function approveSample(
  ctx: Context,
  { params, body }: InputOf<typeof contract.approveSample>,
): Promise<CertificateRow | null> {
  return approveSigned(ctx, params.number, (id) => sign(ctx, "approve", "sample", id, body.password));
}

/** The same, signed for in the way that is given. */
export async function approveSigned(
  ctx: Context,
  number: string,
  signFor: (sampleId: string) => Promise<{ id: string }>,
): Promise<CertificateRow | null> {
  const review = await loadReview(ctx, number);
  const refusal = refusalToApprove(ctx, review);
  if (refusal) throw new Problem(refusal, { state: review.state });
  await refuseUnmet(ctx, review);
  const { reviews, waitsFor } = await gatherSamples(ctx, review);
  if (waitsFor.length === 0) {
    refuseMixedWork(ctx, reviews);
    for (const other of reviews) if (other.id !== review.id) await refuseUnmet(ctx, other);
  } else if (review.state === "approved") throw new Problem("state-forbids", { state: review.state });
  const signed = await signFor(review.id);
  const conclusion = concludeSample(review);
  await ctx.db.sample.update({ where: { id: review.id }, data: { state: "approved", conclusion } });
  await ctx.tell({ type: "changed", topics: ["waiting", "desk", "certificates"], laboratoryId: review.laboratoryId });
  const said = { sample: review.number, verdict: conclusion.verdict, signature: signed.id };
  if (waitsFor.length > 0) {
    await ctx.note("sample.approved", `sample ${review.number}`, {
      ...said,
      waitsFor: waitsFor.map(({ number }) => number),
    });
    return null;
  }
  const rows: CertificateRow[] = [];
  for (const part of await missingParts(ctx, reviews)) rows.push((await beginIssue(ctx, part, null)).row);
  const [row] = rows;
  if (!row) throw new Error(`The sample ${review.number} has no tests.`);
  await ctx.note("certificate.approved", `certificate ${row.number}`, {
    ...said,
    printedNumber: row.printedNumber,
    ...(reviews.length > 1 && { samples: reviews.map(({ number }) => number) }),
    ...(rows.length > 1 && { unmarked: rows.slice(1).map(({ number }) => number) }),
  });
  return row;
}

/** The certificates still to be issued: where one of two was voided, only that one. */
async function missingParts(ctx: Context, reviews: Reviews) {
  const live = await ctx.db.certificate.findMany({
    where: {
      samples: { some: { sampleId: { in: reviews.map(({ id }: Review) => id) } } },
      state: { in: ["issuing", "issued", "under_review"] },
    },
  });
  return certificateParts(reviews).filter((part) => !live.some(({ isUnmarked }) => isUnmarked === part.isUnmarked));
}
