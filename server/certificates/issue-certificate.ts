import type { Context, House } from "../platform/context.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { CertificateContent } from "./content.ts";
import { checkData } from "./data/check-data.ts";
import { renderAside } from "./pdf/render-aside.ts";
import { readPictures } from "./pictures-in-use.ts";
import { signingKeys } from "./signing-keys.ts";
import { signCertificate } from "./signing/sign-pdf.ts";
import { verifyPdf } from "./signing/verify-pdf.ts";

type Row = { number: string; approvedAt: Date; approvedById: string };

/** Signed twice, and checked before anybody sees it: signatures, time stamps, and the data against what is printed. */
async function signed(house: House, row: Row, content: CertificateContent, unsigned: Buffer): Promise<Buffer> {
  const keys = await signingKeys(house);
  if (keys.validUntil < house.clock.now())
    throw new Error(`The signing certificate ended on ${keys.validUntil.toISOString()}; give the server a new one.`);
  const signatory = await house.db.person.findUnique({ where: { id: row.approvedById } });
  const signing = {
    signatory: keys.personal(signatory?.login ?? "") ?? keys.laboratory,
    laboratory: keys.laboratory,
    seal: { name: content.laboratory.name, reason: `${content.title}盖章`, location: content.laboratory.address },
    at: row.approvedAt,
  };
  const stamped = { ...signing, stamp: keys.stamp ?? undefined, evidence: keys.evidence ?? undefined };
  const pdf = await signCertificate(unsigned, stamped).catch((error: unknown) => {
    if (!keys.stamp || house.settings.timestampAway !== "without") throw error;
    house.log.warn({ err: error, certificate: row.number }, "signed without a time stamp");
    return signCertificate(unsigned, signing);
  });
  const checked = verifyPdf(pdf, { roots: keys.roots });
  if (!checked.isValid)
    throw new Error(`The certificate ${row.number} does not verify: ${checked.fault ?? "unknown"}.`);
  const { differing } = checkData(pdf);
  if (differing.length > 0)
    throw new Error(`The certificate ${row.number} prints other than its data: ${differing[0]}.`);
  return pdf;
}

/** A sample with items outside the scope needs two certificates; one that was voided is still missing. */
async function hasAllParts(ctx: Context, sampleId: string): Promise<boolean> {
  const parts = await ctx.db.task.groupBy({ by: ["isOutOfScope"], where: { sampleId } });
  const live = await ctx.db.certificate.findMany({ where: { sampleId, state: { in: ["issued", "under_review"] } } });
  return parts.every(({ isOutOfScope }) => live.some(({ isUnmarked }) => isUnmarked === isOutOfScope));
}

/** From this moment the earlier one counts no more. */
async function replace(ctx: Context, id: string, by: string): Promise<void> {
  const old = await ctx.db.certificate.update({
    where: { id },
    data: { state: "replaced", stateReason: `由 ${by} 代替` },
  });
  await ctx.note("certificate.replaced", `certificate ${old.number}`, { by });
}

/**
 * Takes up what a crash left: a job that died with its process would be given again only after minutes. Issuing twice at once is
 * harmless, so nobody asks whether another process still works on it.
 */
export async function resumeIssuing(house: House, { waitedMs }: { waitedMs: number }): Promise<void> {
  const rows = await house.db.certificate.findMany({
    where: {
      state: "issuing",
      ...(waitedMs > 0 ? { approvedAt: { lt: new Date(house.clock.now().getTime() - waitedMs) } } : {}),
    },
    orderBy: { id: "asc" },
    select: { id: true, number: true },
  });
  for (const { id, number } of rows)
    await issueCertificate(house, id).catch((error: unknown) => {
      house.log.error({ err: error, certificate: number }, "a certificate could not be issued, trying on");
    });
}

/** Makes, signs and checks the file of an approved certificate. A crash at any point resumes the same row with the same number. */
export async function issueCertificate(house: House, certificateId: string): Promise<void> {
  const row = await house.db.certificate.findUniqueOrThrow({ where: { id: certificateId } });
  if (row.state !== "issuing") return;
  const content = CertificateContent.parse(row.content);
  const unsigned = await renderAside(content, row.approvedAt, await readPictures(house, content));
  const pdf = await signed(house, row, content, unsigned);
  const sha256 = await house.files.keep(pdf);

  await change(house, actingAs("issue-certificate"), "entry", async (ctx) => {
    const still = await ctx.db.certificate.findUniqueOrThrow({
      where: { id: certificateId },
      include: { sample: true },
    });
    if (still.state !== "issuing") {
      await ctx.note("certificate.issue-repeated", `certificate ${row.number}`);
      return;
    }
    const now = ctx.now();
    const file = await ctx.db.storedFile.create({
      data: {
        sha256,
        mediaType: "application/pdf",
        size: pdf.length,
        name: `${row.printedNumber}.pdf`,
        laboratoryId: row.laboratoryId,
        createdAt: now,
      },
    });
    await ctx.db.certificate.update({
      where: { id: row.id },
      data: { state: "issued", fileId: file.id, sha256, issuedAt: now },
    });
    if (await hasAllParts(ctx, row.sampleId))
      await ctx.db.sample.update({ where: { id: row.sampleId }, data: { state: "certified" } });
    if (still.replacesId !== null) await replace(ctx, still.replacesId, row.printedNumber);
    const open = await ctx.db.sample.count({
      where: { orderId: still.sample.orderId, NOT: { state: { in: ["certified", "rejected", "cancelled"] } } },
    });
    if (open === 0) await ctx.db.order.update({ where: { id: still.sample.orderId }, data: { state: "completed" } });
    await ctx.note("certificate.issued", `certificate ${row.number}`, {
      sha256,
      bytes: pdf.length,
      sample: still.sample.number,
    });
    await ctx.tell({ type: "changed", topics: ["certificates", "samples", "waiting"], laboratoryId: row.laboratoryId });
  });
}
