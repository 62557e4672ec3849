import type { z } from "zod";
import { unconfirmedOf } from "../catalogue/confirm-limit.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import { takeNumber, takeSequence } from "../platform/numbers.ts";
import { concludeSample } from "../results/conclude-sample.ts";
import { Outcome } from "../results/contract.ts";
import { loadReview, refusalToApprove, type Review } from "../results/load-review.ts";
import { fitnessOfWork, missingEquipment } from "../results/fitness-of-work.ts";
import { loadWork } from "../readings/load-work.ts";
import { composeCertificate } from "./compose-certificate.ts";
import type { CertificateRow } from "./contract.ts";
import type * as contract from "./contract.ts";
import { signingKeys } from "./signing-keys.ts";

const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"; // no 0 O 1 I L: read aloud and typed from paper

/** 批准签发: the signatory's signature gives the certificate its number and freezes its words; a job makes the file. */
export async function approveSample(
  ctx: Context,
  { params, body }: InputOf<typeof contract.approveSample>,
): Promise<z.output<typeof CertificateRow>> {
  const review = await loadReview(ctx, params.number);
  const refusal = refusalToApprove(ctx, review);
  if (refusal) throw new Problem(refusal, { state: review.state });
  await refuseUnfitWork(
    ctx,
    review.tasks.map((t) => t.id),
  );
  await refuseUnconfirmedLimits(ctx, review);
  await signingKeys(ctx.house);
  const signed = await sign(ctx, "approve", "sample", review.id, body.password);

  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: review.laboratoryId } });
  const { number } = await takeNumber(ctx, "certificate", laboratory.code);
  const year = toDay(ctx.now()).slice(0, 4);
  const sequence = await takeSequence(ctx, `printed-${laboratory.code}-${year}`);
  const printedNumber = laboratory.certificatePattern
    .replace("{year}", year)
    .replace("{sequence}", String(sequence).padStart(5, "0"));
  const checkCode = makeCheckCode(ctx.house.random);
  const verifyUrl = `${ctx.house.settings.publicUrl}/verify?n=${number}&c=${checkCode}`;
  const conclusion = concludeSample(review);
  const content = await composeCertificate(ctx, review, conclusion, {
    printedNumber,
    systemNumber: number,
    checkCode,
    verifyUrl,
  });
  const row = await ctx.db.certificate.create({
    data: {
      number,
      printedNumber,
      checkCode,
      laboratoryId: laboratory.id,
      sampleId: review.id,
      state: "issuing",
      content,
      approvedById: ctx.actor.id ?? "",
      approvedAt: ctx.now(),
    },
  });
  await ctx.db.sample.update({ where: { id: review.id }, data: { state: "approved", conclusion } });
  await ctx.enqueue("issue-certificate", { certificateId: row.id });
  await ctx.note("certificate.approved", `certificate ${number}`, {
    sample: review.number,
    printedNumber,
    verdict: conclusion.verdict,
    signature: signed.id,
  });
  await ctx.tell({ type: "changed", topics: ["waiting", "desk", "certificates"], laboratoryId: laboratory.id });
  return {
    id: row.id,
    number,
    printedNumber,
    state: "issuing",
    sampleNumber: review.number,
    sampleName: review.name,
    client: review.order.client.name,
    issuedAt: null,
    approvedBy: ctx.actor.name,
  };
}

/** A figure that nobody has held against the printed standard is no ground for a verdict that leaves the house. */
async function refuseUnconfirmedLimits(ctx: Context, review: Review): Promise<void> {
  const outcomes = review.tasks.flatMap((task) =>
    task.results.filter((r) => r.isCurrent).map((r) => Outcome.parse(r.explanation)),
  );
  const used = outcomes.flatMap((outcome) => outcome.limits.flatMap((limit) => (limit.rowKey ? [limit.rowKey] : [])));
  const rows = await unconfirmedOf(ctx, used);
  if (rows.length > 0) throw new Problem("limits-unconfirmed", { rows });
}

/** Fitness is judged once more at approval: a failure entered meanwhile stops the certificate. */
async function refuseUnfitWork(ctx: Context, taskIds: string[]): Promise<void> {
  for (const taskId of taskIds) {
    const work = await loadWork(ctx, taskId);
    const unfit = missingEquipment(work, await fitnessOfWork(ctx, work)).filter((m) => m.code === "instrument-unfit");
    if (unfit.length > 0)
      throw new Problem("instrument-unfit", { instrument: unfit.map((u) => u.detail), reasons: [] });
  }
}

/** Twelve characters nobody can derive from the number: about 59 bits. */
function makeCheckCode(random: (bytes: number) => Buffer): string {
  let code = "";
  while (code.length < 12)
    for (const byte of random(24)) if (byte < 248 && code.length < 12) code += alphabet[byte % 31] ?? "";
  return code;
}
