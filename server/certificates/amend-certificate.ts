import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import { concludeSample } from "../results/conclude-sample.ts";
import { refusalToAmend } from "../results/load-review.ts";
import type { CertificateRow } from "./contract.ts";
import { findCertificate, moved, partsOn, refuseMove, refuseWhileAmending } from "./change-state.ts";
import { refuseUnmet } from "./gate.ts";
import { beginIssue } from "./issue-number.ts";
import type * as contract from "./life-contract.ts";
import { reviewsOn } from "./samples-together.ts";

/**
 * 更正: a new certificate with a number of its own takes the place of one under review, names it and says what differs. The old one
 * counts no more from the moment the new one is issued. What rests on results is changed by sending them back, never here.
 */
export async function amendCertificate(
  ctx: Context,
  { params, body }: InputOf<typeof contract.amendCertificate>,
): Promise<CertificateRow> {
  const old = await findCertificate(ctx, params.number);
  refuseMove(old.state, "replaced");
  const wanted = body.sampleNumber?.replace(/\D/g, "");
  const sample = await ctx.db.sample.findFirst({
    where: wanted ? { number: wanted, onCertificates: { some: { certificateId: old.id } } } : { id: old.sampleId },
  });
  if (!sample) throw new Problem("not-found", { what: body.sampleNumber ?? "" });
  await refuseWhileAmending(ctx, old);
  const corrected = Object.entries(body.corrections).filter(
    ([field, text]) => (sample[field as keyof typeof body.corrections] ?? "") !== text,
  );
  if (corrected.length > 0)
    await ctx.db.sample.update({ where: { id: sample.id }, data: Object.fromEntries(corrected) });
  const reviews = await reviewsOn(ctx, old.id);
  for (const review of reviews) {
    const refusal = refusalToAmend(ctx, review);
    if (refusal) throw new Problem(refusal, { state: review.state });
    await refuseUnmet(ctx, review);
  }
  const signed = await sign(ctx, "amend", "sample", old.sampleId, body.password);
  const part = { isUnmarked: old.isUnmarked, reviews: await partsOn(ctx, old) };
  const { row, differences } = await beginIssue(ctx, part, { ...old, reason: body.reason });
  if (differences.length === 0) throw new Problem("nothing-amended");
  for (const review of reviews)
    await ctx.db.sample.update({ where: { id: review.id }, data: { conclusion: concludeSample(review) } });
  await ctx.note("certificate.amended", `certificate ${old.number}`, {
    by: row.number,
    printedNumber: row.printedNumber,
    reason: body.reason,
    ...(corrected.length > 0 && { sample: sample.number }),
    corrected: corrected.map(([field, after]) => ({ field, before: sample[field as "name"], after })),
    differences,
    signature: signed.id,
  });
  await moved(ctx, old);
  return row;
}
