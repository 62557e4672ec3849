import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import { concludeSample } from "../results/conclude-sample.ts";
import { loadReview, refusalToAmend } from "../results/load-review.ts";
import type { CertificateRow } from "./contract.ts";
import { findCertificate, moved, refuseMove, refuseWhileAmending } from "./change-state.ts";
import { refuseUnmet } from "./gate.ts";
import { beginIssue } from "./issue-number.ts";
import type * as contract from "./life-contract.ts";
import { partOf } from "./rules/parts.ts";

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
  const sample = await ctx.db.sample.findUniqueOrThrow({ where: { id: old.sampleId } });
  await refuseWhileAmending(ctx, old);
  const corrected = Object.entries(body.corrections).filter(
    ([field, text]) => (sample[field as keyof typeof body.corrections] ?? "") !== text,
  );
  if (corrected.length > 0)
    await ctx.db.sample.update({ where: { id: sample.id }, data: Object.fromEntries(corrected) });
  const review = await loadReview(ctx, sample.number);
  const refusal = refusalToAmend(ctx, review);
  if (refusal) throw new Problem(refusal, { state: review.state });
  await refuseUnmet(ctx, review);
  const signed = await sign(ctx, "amend", "sample", review.id, body.password);
  const part = { isUnmarked: old.isUnmarked, review: partOf(review, old.isUnmarked) };
  const { row, differences } = await beginIssue(ctx, part, { ...old, reason: body.reason });
  if (differences.length === 0) throw new Problem("nothing-amended");
  await ctx.db.sample.update({ where: { id: review.id }, data: { conclusion: concludeSample(review) } });
  await ctx.note("certificate.amended", `certificate ${old.number}`, {
    by: row.number,
    printedNumber: row.printedNumber,
    reason: body.reason,
    corrected: corrected.map(([field, after]) => ({ field, before: sample[field as "name"], after })),
    differences,
    signature: signed.id,
  });
  await moved(ctx, old);
  return row;
}
