import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { refusalToAmend } from "../results/load-review.ts";
import { findCertificate } from "./change-state.ts";
import { SampleCorrection } from "./life-contract.ts";
import type * as contract from "./life-contract.ts";
import { certificateMayMove, type CertificateState } from "./rules.ts";
import { reviewsOn } from "./samples-together.ts";

type Life = ReplyOf<typeof contract.showLife>;
const Differences = z.array(z.object({ field: z.string(), before: z.string(), after: z.string() }));

/** What happened to a certificate since it was issued, where its paper is, and what the reader may do with it. */
export async function showLife(ctx: Context, { params }: InputOf<typeof contract.showLife>): Promise<Life> {
  const { id } = await findCertificate(ctx, params.number);
  const row = await ctx.db.certificate.findUniqueOrThrow({
    where: { id },
    include: {
      replaces: true,
      replacedBy: { where: { state: { not: "voided" } }, orderBy: { id: "desc" }, take: 1 },
      dispatches: { orderBy: [{ at: "desc" }, { id: "desc" }] },
      objections: { orderBy: { at: "desc" } },
      sample: true,
      samples: { include: { sample: true }, orderBy: { ordinal: "asc" } },
    },
  });
  const trail = await ctx.db.trailEntry.findMany({
    where: { subject: `certificate ${row.number}` },
    orderBy: { id: "desc" },
    take: 100,
  });
  const related = (other: { number: string; printedNumber: string; state: string } | null | undefined) =>
    other ? { number: other.number, printedNumber: other.printedNumber, state: other.state } : null;
  const isGone = row.state === "replaced" || row.state === "revoked";
  return {
    stateReason: row.stateReason,
    replaces: related(row.replaces),
    replacedBy: related(row.replacedBy[0]),
    differences: Differences.safeParse(row.differences).data ?? [],
    dispatches: row.dispatches.map((d) => ({
      id: d.id,
      copy: d.copy,
      copies: d.copies,
      way: d.way,
      to: d.to,
      courierNumber: d.courierNumber,
      reissueReason: d.reissueReason,
      at: d.at.toISOString(),
      by: d.by,
      returnedAt: d.returnedAt?.toISOString() ?? null,
      returnedNote: d.returnedNote,
    })),
    objections: row.objections.map(({ id, text, by, at, answer, answeredBy }) => ({
      id,
      text,
      by,
      at: at.toISOString(),
      answer,
      answeredBy,
    })),
    toCallBack: isGone
      ? row.dispatches
          .filter((d) => d.way !== "electronic" && d.returnedAt === null)
          .reduce((sum, { copies }) => sum + copies, 0)
      : 0,
    correctable: correctableOf(row.sample),
    samples: row.samples.map(({ sample }) => ({
      number: sample.number,
      name: sample.name,
      correctable: correctableOf(sample),
    })),
    history: trail.map((t) => ({
      at: t.at.toISOString(),
      actor: t.actor,
      action: t.action,
      reason: z.object({ reason: z.string() }).safeParse(t.detail).data?.reason ?? null,
    })),
    may: await mayOf(
      ctx,
      row.id,
      row.state,
      row.replacedBy.some(({ state }) => state === "issuing"),
    ),
  };
}

function correctableOf(sample: { name: string }): Record<string, string> {
  const known = sample as Record<string, unknown>;
  return Object.fromEntries(Object.keys(SampleCorrection.shape).map((field) => [field, String(known[field] ?? "")]));
}

async function mayOf(ctx: Context, id: string, state: CertificateState, isAmending: boolean): Promise<Life["may"]> {
  const to = (act: Life["may"][number]["act"], next: CertificateState, right: string): Life["may"] =>
    certificateMayMove(state, next)
      ? [{ act, refusal: ctx.actor.rights.has(right as never) ? null : "not-allowed" }]
      : [];
  const amend = to("amend", "replaced", "certificates.approve").map(async (offer) => ({
    ...offer,
    refusal: isAmending ? "state-forbids" : await refusalOf(ctx, id),
  }));
  return [
    ...to("question", "under_review", "certificates.question"),
    ...(state === "under_review" ? to("restore", "issued", "certificates.question") : []),
    ...(await Promise.all(amend)),
    ...to("revoke", "revoked", "certificates.approve"),
    ...to("void", "voided", "certificates.approve"),
    ...(state === "issued"
      ? [{ act: "dispatch" as const, refusal: ctx.actor.rights.has("certificates.dispatch") ? null : "not-allowed" }]
      : []),
  ];
}

/** Of a certificate of several samples all have to be ready. */
async function refusalOf(ctx: Context, id: string): Promise<string | null> {
  for (const review of await reviewsOn(ctx, id)) {
    const refusal = refusalToAmend(ctx, review);
    if (refusal) return refusal;
  }
  return null;
}

/** What the last check of the archive found. */
export async function showArchive(ctx: Context): Promise<ReplyOf<typeof contract.showArchive>> {
  const last = await ctx.db.archiveCheck.findFirst({ orderBy: { beganAt: "desc" } });
  if (!last) return { last: null };
  const faults = z.array(z.object({ number: z.string(), why: z.string() })).parse(last.faults);
  const numbers = faults.map(({ number }) => number);
  const own = await ctx.db.certificate.findMany({
    where: { number: { in: numbers }, ...ownLaboratory(ctx) },
    select: { number: true },
  });
  const known = new Set(own.map(({ number }) => number));
  return {
    last: {
      beganAt: last.beganAt.toISOString(),
      endedAt: last.endedAt.toISOString(),
      checked: last.checked,
      faults: faults.filter(({ number }) => known.has(number)),
    },
  };
}
