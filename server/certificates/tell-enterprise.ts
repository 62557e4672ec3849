import type { NoticeCode, NoticeParams } from "../kernel/notices.ts";
import { notify, peopleOf } from "../notices/notify.ts";
import { readerOf } from "../orders/rules.ts";
import type { Context } from "../platform/context.ts";
import { CertificateContent, sampleNames } from "./content.ts";

export type CertificateNews = Extract<
  NoticeCode,
  | "certificate-issued"
  | "certificate-amended"
  | "certificate-under-review"
  | "certificate-restored"
  | "certificate-revoked"
  | "objection-answered"
>;

/**
 * Tells the enterprise that may read a certificate what became of it, in the application and by mail; names no result. Nobody is
 * told of supervisory work before the authority has notified, and of risk monitoring never.
 */
export async function tellEnterprise(
  ctx: Context,
  certificateId: string,
  code: CertificateNews,
  more: NoticeParams = {},
): Promise<void> {
  const row = await ctx.db.certificate.findUniqueOrThrow({
    where: { id: certificateId },
    include: { sample: { include: { order: true } } },
  });
  const enterpriseId = readerOf(row.sample.order);
  if (!enterpriseId) return;
  await notify(ctx, {
    to: await peopleOf(ctx, enterpriseId),
    code,
    params: { sample: sampleNames(CertificateContent.parse(row.content)), printedNumber: row.printedNumber, ...more },
    link: `/portal/certificates?q=${row.number}`,
    laboratoryId: row.laboratoryId,
    mail: true,
  });
}
