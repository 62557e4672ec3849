import { z } from "zod";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { FoundPoint } from "../metrology/rules/found-errors.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import { assessImpact, type Finding } from "../results/assess-impact.ts";
import { ImpactRow, type ImpactView } from "../results/impact-contract.ts";
import type * as contract from "../results/impact-contract.ts";
import { findCertificate, moved } from "./change-state.ts";
import { tellEnterprise } from "./tell-enterprise.ts";

/** What rests on an instrument from its last good verification to a finding; a signed assessment is shown as it was signed. */
export async function showImpact(ctx: Context, { params }: InputOf<typeof contract.showImpact>): Promise<ImpactView> {
  const { finding, head } = await findingOf(ctx, params.verificationId);
  const before = await ctx.db.impactAssessment.findFirst({
    where: { verificationId: params.verificationId },
    orderBy: { signedAt: "desc" },
  });
  const rows = before ? z.array(ImpactRow).parse(before.rows) : await assessImpact(ctx, finding);
  return {
    ...head,
    rows: await withCertificates(ctx, rows),
    signed: before && {
      by: before.signedBy,
      at: before.signedAt.toISOString(),
      conclusion: before.conclusion,
      questioned: before.questioned,
    },
  };
}

/** Signs what was found and decided; the certificates named go under review, which the public page says from then on. */
export async function signImpact(
  ctx: Context,
  { params, body }: InputOf<typeof contract.signImpact>,
): Promise<ImpactView> {
  const { finding, head } = await findingOf(ctx, params.verificationId);
  const before = await ctx.db.impactAssessment.count({ where: { verificationId: params.verificationId } });
  if (before > 0) throw new Problem("state-forbids", { state: "signed" });
  const rows = await assessImpact(ctx, finding);
  const reached = new Set(
    (await withCertificates(ctx, rows)).flatMap((row) => row.certificates.map(({ number }) => number)),
  );
  const signed = await sign(ctx, "assess", "verification", params.verificationId, body.password);
  for (const number of new Set(body.question.map((each) => each.replace(/\D/g, "")))) {
    if (!reached.has(number)) throw new Problem("not-found", { what: number });
    const row = await findCertificate(ctx, number);
    if (row.state !== "issued") continue; // it is under review, or gone, already
    const reason = `${head.instrument.name} 失准影响评估（${head.verification.certificateNumber}）`;
    await ctx.db.certificate.update({ where: { id: row.id }, data: { state: "under_review", stateReason: reason } });
    await ctx.note("certificate.questioned", `certificate ${row.number}`, { from: row.state, reason });
    await tellEnterprise(ctx, row.id, "certificate-under-review");
    await moved(ctx, row);
  }
  await ctx.db.impactAssessment.create({
    data: {
      instrumentId: finding.instrumentId,
      verificationId: params.verificationId,
      rows,
      conclusion: body.conclusion,
      questioned: body.question,
      signedById: ctx.actor.id ?? "",
      signedBy: ctx.actor.name,
      signedAt: ctx.now(),
    },
  });
  await ctx.note("impact.assessed", `instrument ${head.instrument.number}`, {
    verification: head.verification.certificateNumber,
    affected: rows.filter(({ impact }) => impact === "affected").length,
    manual: rows.filter(({ impact }) => impact === "manual").length,
    unaffected: rows.filter(({ impact }) => impact === "unaffected").length,
    questioned: body.question,
    conclusion: body.conclusion,
    signature: signed.id,
  });
  return showImpact(ctx, { params } as InputOf<typeof contract.showImpact>);
}

/** The finding and its window: from the last verification that was good to the moment the finding was entered. */
async function findingOf(
  ctx: Context,
  verificationId: string,
): Promise<{ finding: Finding; head: Omit<ImpactView, "rows" | "signed"> }> {
  const found = await ctx.db.verification.findFirst({
    where: { id: verificationId, instrument: ownLaboratory(ctx) },
    include: { instrument: { include: { verifications: { orderBy: [{ on: "asc" }, { recordedAt: "asc" }] } } } },
  });
  if (!found) throw new Problem("not-found", { what: "verification" });
  const { instrument } = found;
  const lastGood = instrument.verifications.findLast(
    (v) => v.conclusion !== "unfit" && v.kind !== "intermediate_check" && v.on < found.on,
  );
  const from = new Date(`${lastGood?.on ?? "1970-01-01"}T00:00:00+08:00`);
  const to = found.recordedAt;
  const points = FoundPoint.array().safeParse(found.points).data ?? [];
  return {
    finding: { instrumentId: instrument.id, laboratoryId: instrument.laboratoryId, from, to, points, unit: found.unit },
    head: {
      instrument: { number: instrument.number, name: `${instrument.name} ${instrument.model}` },
      verification: {
        id: found.id,
        on: found.on,
        certificateNumber: found.certificateNumber,
        conclusion: found.conclusion,
      },
      from: from.toISOString(),
      to: to.toISOString(),
      lastGood: lastGood ? { on: lastGood.on, certificateNumber: lastGood.certificateNumber } : null,
      hasErrors: points.length > 0,
    },
  };
}

async function withCertificates(ctx: Context, rows: readonly ImpactRow[]): Promise<ImpactView["rows"]> {
  const certificates = await ctx.db.certificate.findMany({
    where: {
      samples: { some: { sample: { number: { in: [...new Set(rows.map((row) => row.sampleNumber))] } } } },
      state: { not: "voided" },
    },
    select: {
      number: true,
      printedNumber: true,
      state: true,
      samples: { select: { sample: { select: { number: true } } } },
    },
    orderBy: { number: "asc" },
  });
  const of = new Map<string, ImpactView["rows"][number]["certificates"]>();
  for (const { samples, ...certificate } of certificates)
    for (const { sample } of samples) of.set(sample.number, [...(of.get(sample.number) ?? []), certificate]);
  return rows.map((row) => ({ ...row, certificates: of.get(row.sampleNumber) ?? [] }));
}
