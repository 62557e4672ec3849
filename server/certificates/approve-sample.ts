import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import { loadReview, refusalToApprove } from "../results/load-review.ts";
import type { CertificateRow } from "./contract.ts";
import type * as contract from "./contract.ts";
import { refuseUnmet } from "./gate.ts";
import { beginIssue } from "./issue-number.ts";

/** 批准签发: the signatory's signature gives the certificate its number and freezes its words; a job makes the file. */
export async function approveSample(
  ctx: Context,
  { params, body }: InputOf<typeof contract.approveSample>,
): Promise<CertificateRow> {
  const review = await loadReview(ctx, params.number);
  const refusal = refusalToApprove(ctx, review);
  if (refusal) throw new Problem(refusal, { state: review.state });
  await refuseUnmet(ctx, review);
  const signed = await sign(ctx, "approve", "sample", review.id, body.password);
  const { row, conclusion } = await beginIssue(ctx, review, null);
  await ctx.db.sample.update({ where: { id: review.id }, data: { state: "approved", conclusion } });
  await ctx.note("certificate.approved", `certificate ${row.number}`, {
    sample: review.number,
    printedNumber: row.printedNumber,
    verdict: conclusion.verdict,
    signature: signed.id,
  });
  await ctx.tell({ type: "changed", topics: ["waiting", "desk", "certificates"], laboratoryId: review.laboratoryId });
  return row;
}
