import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import type { Certificate } from "../platform/db.ts";
import { composeCertificate } from "./compose-certificate.ts";
import { CertificateContent } from "./content.ts";
import type * as contract from "./life-contract.ts";
import { differencesOf } from "./rules/differences.ts";
import { partsOf } from "./rules/parts.ts";
import { certificateMayMove, type CertificateState } from "./rules.ts";
import { tellEnterprise, type CertificateNews } from "./tell-enterprise.ts";
import { reviewsOn, type Reviews } from "./samples-together.ts";

type Done = Promise<Record<string, never>>;

/** 转入核查: something may be wrong with it; the public page says so from this moment. */
export async function questionCertificate(
  ctx: Context,
  { params, body }: InputOf<typeof contract.questionCertificate>,
): Done {
  return move(ctx, params.number, "under_review", "certificate.questioned", body.reason);
}

/** 恢复有效: nothing was wrong with it. */
export async function restoreCertificate(
  ctx: Context,
  { params, body }: InputOf<typeof contract.restoreCertificate>,
): Done {
  const row = await findCertificate(ctx, params.number);
  refuseMove(row.state, "issued");
  await refuseOtherResults(ctx, row);
  return move(ctx, params.number, "issued", "certificate.restored", body.reason);
}

/** 撤销: it counts no more, and nothing takes its place; a signature. */
export async function revokeCertificate(
  ctx: Context,
  { params, body }: InputOf<typeof contract.revokeCertificate>,
): Done {
  const row = await findCertificate(ctx, params.number);
  refuseMove(row.state, "revoked");
  const { id } = await sign(ctx, "revoke", "sample", row.sampleId, body.password);
  return move(ctx, params.number, "revoked", "certificate.revoked", body.reason, { signature: id });
}

/** 作废: it never left the house; its number stays used, with the reason, and the sample may be approved again. */
export async function voidCertificate(ctx: Context, { params, body }: InputOf<typeof contract.voidCertificate>): Done {
  const row = await findCertificate(ctx, params.number);
  refuseMove(row.state, "voided");
  if (row.replacesId === null)
    await ctx.db.sample.updateMany({
      where: { onCertificates: { some: { certificateId: row.id } } },
      data: { state: "under_review" },
    });
  return move(ctx, params.number, "voided", "certificate.voided", body.reason);
}

/** What was done again in the review has to come to what the certificate says; else it is amended or revoked. */
async function refuseOtherResults(ctx: Context, row: Certificate): Promise<void> {
  const reviews = await partsOn(ctx, row);
  for (const review of reviews)
    if (review.reviewedAt === null || review.tasks.some(({ state }) => state !== "checked"))
      throw new Problem("state-forbids", { state: "returned" });
  const said = CertificateContent.parse(row.content);
  const now = await composeCertificate(ctx, reviews, said, row.isUnmarked);
  const results = ({ results: first, furtherSamples, conclusion }: CertificateContent) => ({
    results: first,
    furtherSamples: furtherSamples.map(({ sample, results: own }) => ({ number: sample.number, results: own })),
    conclusion,
  });
  const differing = differencesOf(results(said), results(now));
  if (differing.length > 0) throw new Problem("results-changed", { fields: differing.map(({ field }) => field) });
}

/** What the enterprise is told; a number that never left the house is nobody's news. */
const newsOf: Partial<Record<CertificateState, CertificateNews>> = {
  under_review: "certificate-under-review",
  issued: "certificate-restored",
  revoked: "certificate-revoked",
};

/** The samples of a certificate, each with its tests that stand on it. */
export async function partsOn(ctx: Context, row: Certificate): Promise<Reviews> {
  const [first, ...further] = partsOf(await reviewsOn(ctx, row.id), row.isUnmarked);
  if (!first) throw new Error(`The certificate ${row.number} has no tests.`);
  return [first, ...further];
}

async function move(
  ctx: Context,
  number: string,
  to: CertificateState,
  action: string,
  reason: string,
  more: Record<string, unknown> = {},
): Done {
  const row = await findCertificate(ctx, number);
  refuseMove(row.state, to);
  await refuseWhileAmending(ctx, row);
  await ctx.db.certificate.update({ where: { id: row.id }, data: { state: to, stateReason: reason } });
  await ctx.note(action, `certificate ${row.number}`, { from: row.state, reason, ...more });
  const news = newsOf[to];
  if (news) await tellEnterprise(ctx, row.id, news);
  await moved(ctx, row);
  return {};
}

/** A certificate of one's own laboratory. */
export async function findCertificate(ctx: Context, number: string): Promise<Certificate> {
  const row = await ctx.db.certificate.findFirst({
    where: { number: number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
  });
  if (!row) throw new Problem("not-found", { what: number });
  return row;
}

/** What stands in no table does not happen (rules.ts). */
export function refuseMove(from: CertificateState, to: CertificateState): void {
  if (!certificateMayMove(from, to)) throw new Problem("state-forbids", { state: from });
}

/** An amended certificate is being made: until it is issued, or given up, the old one waits for it. */
export async function refuseWhileAmending(ctx: Context, { id }: Certificate): Promise<void> {
  const pending = await ctx.db.certificate.count({ where: { replacesId: id, state: "issuing" } });
  if (pending > 0) throw new Problem("state-forbids", { state: "issuing" });
}

/** Screens that show it ask again. */
export async function moved(ctx: Context, row: Certificate): Promise<void> {
  await ctx.tell({
    type: "changed",
    topics: ["certificates", "waiting", "desk", "samples"],
    laboratoryId: row.laboratoryId,
  });
}
