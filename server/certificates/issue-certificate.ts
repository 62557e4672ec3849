import { Problem } from "../kernel/problems.ts";
import { zh } from "../kernel/text/zh.ts";
import { toDay } from "../kernel/time.ts";
import type { Context, House } from "../platform/context.ts";
import { startRetention } from "../samples/start-retention.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { CertificateContent } from "./content.ts";
import { checkData } from "./data/check-data.ts";
import { renderAside } from "./pdf/render-aside.ts";
import { readPictures } from "./pictures-in-use.ts";
import type { OpenKey } from "./key-places.ts";
import { keepKey } from "./key-record.ts";
import { refusalOfValidity } from "./key-validity.ts";
import { signingKeys } from "./signing-keys.ts";
import { StampAway } from "./signing/time-stamping.ts";
import { signCertificate } from "./signing/sign-pdf.ts";
import { tellEnterprise } from "./tell-enterprise.ts";
import { verifyPdf } from "./signing/verify-pdf.ts";

type Row = { number: string; approvedAt: Date; approvedById: string };
type Signed = { pdf: Buffer; signatory: OpenKey; laboratory: OpenKey; level: string };

/** Signed twice, and checked before anybody sees it: signatures, time stamps, and the data against what is printed. */
async function signed(house: House, row: Row, content: CertificateContent, unsigned: Buffer): Promise<Signed> {
  const keys = await signingKeys(house);
  const person = await house.db.person.findUnique({ where: { id: row.approvedById } });
  const { laboratory } = keys;
  const signatory = keys.personal(person?.login ?? "") ?? laboratory;
  for (const key of [laboratory, signatory]) {
    const why = refusalOfValidity(key, house.clock.now(), toDay);
    if (why !== null) throw new Problem("signing-key-unusable", { why });
  }
  const signing = {
    signatory: signatory.signer,
    laboratory: laboratory.signer,
    seal: { name: content.laboratory.name, reason: `${content.title}盖章`, location: content.laboratory.address },
    at: row.approvedAt,
  };
  const stamped = { ...signing, stamp: keys.stamp ?? undefined, evidence: keys.evidence ?? undefined };
  const pdf = await signCertificate(unsigned, stamped).catch((error: unknown) => {
    const isStampAway = error instanceof StampAway;
    if (!isStampAway || house.settings.timestampAway !== "without") throw error;
    house.log.warn({ err: error, certificate: row.number }, "signed without a time stamp");
    return signCertificate(unsigned, signing);
  });
  const checked = verifyPdf(pdf, { roots: [...keys.roots, signatory.rootPem] });
  if (!checked.isValid)
    throw new Error(`The certificate ${row.number} does not verify: ${checked.fault ?? "unknown"}.`);
  const { differing } = checkData(pdf);
  if (differing.length > 0)
    throw new Error(`The certificate ${row.number} prints other than its data: ${differing[0]}.`);
  return { pdf, signatory, laboratory, level: checked.signatures.at(-1)?.level ?? "B-B" };
}

/** A sample with items outside the scope needs two certificates; one that was voided is still missing. */
async function hasAllParts(ctx: Context, sampleId: string): Promise<boolean> {
  const parts = await ctx.db.task.groupBy({ by: ["isOutOfScope"], where: { sampleId } });
  const live = await ctx.db.certificate.findMany({
    where: { samples: { some: { sampleId } }, state: { in: ["issued", "under_review"] } },
  });
  return parts.every(({ isOutOfScope }) => live.some(({ isUnmarked }) => isUnmarked === isOutOfScope));
}

/** From this moment the earlier one counts no more. */
async function replace(ctx: Context, id: string, by: string): Promise<{ printedNumber: string }> {
  const old = await ctx.db.certificate.update({
    where: { id },
    data: { state: "replaced", stateReason: `由 ${by} 代替` },
  });
  await ctx.note("certificate.replaced", `certificate ${old.number}`, { by });
  return old;
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
  const made = await (async () => {
    const unsigned = await renderAside(content, row.approvedAt, await readPictures(house, content));
    const made = await signed(house, row, content, unsigned);
    return { ...made, sha256: await house.files.keep(made.pdf) };
  })().catch(async (error: unknown) => {
    await sayWhyItWaits(house, row, error);
    throw error;
  });
  const { pdf, sha256, level } = made;

  await change(house, actingAs("issue-certificate"), "entry", async (ctx) => {
    const still = await ctx.db.certificate.findUniqueOrThrow({
      where: { id: certificateId },
      include: { sample: true, samples: true },
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
      data: {
        state: "issued",
        stateReason: null,
        fileId: file.id,
        sha256,
        issuedAt: now,
        signatureLevel: level,
        signatoryKeyId: await keepKey(ctx, made.signatory),
        laboratoryKeyId: await keepKey(ctx, made.laboratory),
      },
    });
    for (const { sampleId } of still.samples)
      if (await hasAllParts(ctx, sampleId)) {
        await ctx.db.sample.update({ where: { id: sampleId }, data: { state: "certified" } });
        await startRetention(ctx, sampleId, toDay(now));
      }
    const old = still.replacesId === null ? null : await replace(ctx, still.replacesId, row.printedNumber);
    if (old) await tellEnterprise(ctx, row.id, "certificate-amended", { old: old.printedNumber });
    else await tellEnterprise(ctx, row.id, "certificate-issued");
    const open = await ctx.db.sample.count({
      where: { orderId: still.sample.orderId, NOT: { state: { in: ["certified", "rejected", "cancelled"] } } },
    });
    if (open === 0) await ctx.db.order.update({ where: { id: still.sample.orderId }, data: { state: "completed" } });
    await ctx.note("certificate.issued", `certificate ${row.number}`, {
      sha256,
      bytes: pdf.length,
      level,
      sample: still.sample.number,
    });
    await ctx.tell({ type: "changed", topics: ["certificates", "samples", "waiting"], laboratoryId: row.laboratoryId });
  });
}

/** Whoever waits for the certificate reads why it is not there yet; the job tries on meanwhile. */
async function sayWhyItWaits(
  house: House,
  row: { id: string; number: string; stateReason: string | null },
  error: unknown,
) {
  const why =
    error instanceof Problem
      ? zh.problems[error.code](error.details)
      : error instanceof Error
        ? error.message
        : String(error);
  if (row.stateReason === why) return;
  await change(house, actingAs("issue-certificate"), "entry", async (ctx) => {
    await ctx.db.certificate.updateMany({ where: { id: row.id, state: "issuing" }, data: { stateReason: why } });
    await ctx.note("certificate.waits", `certificate ${row.number}`, { why });
  }).catch((unkept: unknown) => house.log.warn({ err: unkept }, "why a certificate waits could not be kept"));
}
