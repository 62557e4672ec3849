import Zip from "adm-zip";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type { FileReply } from "../platform/serve.ts";
import { CertificateContent } from "./content.ts";
import type * as contract from "./contract.ts";
import { mayObject } from "./rules.ts";
import { fileOf } from "./show-certificate.ts";

/**
 * What an enterprise may see: what it commissioned itself, and a supervisory sample of its own once the authority has
 * marked it notified (已送达). Risk-monitoring results never reach it.
 */
export function mine(ctx: Context): Prisma.OrderWhereInput {
  const enterpriseId = ctx.actor.enterpriseId;
  if (!enterpriseId) throw new Problem("not-allowed");
  return {
    OR: [
      { clientId: enterpriseId, source: { in: ["commissioned", "reinspection"] } },
      { sampledEnterpriseId: enterpriseId, source: "supervisory", notifiedAt: { not: null } },
    ],
  };
}

const stages = {
  registered: "received",
  in_testing: "in_testing",
  results_complete: "in_testing",
  under_review: "in_review",
  approved: "in_review",
  certified: "certified",
  rejected: "received",
  on_hold: "in_testing",
  cancelled: "received",
} as const;

/** My orders by stage; never a result early. */
export async function portalOrders(ctx: Context): Promise<ReplyOf<typeof contract.portalOrders>> {
  const orders = await ctx.db.order.findMany({
    where: mine(ctx),
    include: { samples: { include: { certificates: true }, orderBy: { number: "asc" } } },
    orderBy: { id: "desc" },
    take: 200,
  });
  return {
    rows: orders.map((o) => ({
      number: o.number,
      source: o.source,
      receivedOn: o.receivedOn,
      dueOn: o.dueOn,
      samples: o.samples.map((s) => ({
        number: s.number,
        name: s.name,
        stage: stages[s.state],
        certificateNumber: s.certificates.find((c) => c.state === "issued")?.number ?? null,
      })),
    })),
  };
}

/** My certificates. */
export async function portalCertificates(ctx: Context): Promise<ReplyOf<typeof contract.portalCertificates>> {
  const rows = await ctx.db.certificate.findMany({
    where: { sample: { order: mine(ctx) }, state: { notIn: ["issuing", "voided"] } },
    include: { sample: { include: { order: true } }, objections: { orderBy: { at: "desc" } } },
    orderBy: { id: "desc" },
    take: 500,
  });
  return {
    rows: rows.map((c) => ({
      number: c.number,
      printedNumber: c.printedNumber,
      sampleName: c.sample.name,
      state: c.state,
      issuedAt: c.issuedAt?.toISOString() ?? null,
      conclusion: CertificateContent.parse(c.content).conclusion,
      mayObject: mayObject(c.state, c.sample.order.source),
      objections: c.objections.map(({ text, at, answer }) => ({ text, at: at.toISOString(), answer })),
    })),
  };
}

const mostInZip = 200;

/** My certificates in one file, those named or the newest; each download is on record as if it were fetched alone. */
export async function portalCertificatesZip(
  ctx: Context,
  { query }: InputOf<typeof contract.portalCertificatesZip>,
): Promise<FileReply> {
  const numbers = query.numbers?.split(",").map((number) => number.replace(/\D/g, ""));
  const rows = await ctx.db.certificate.findMany({
    where: {
      sample: { order: mine(ctx) },
      state: { notIn: ["issuing", "voided"] },
      sha256: { not: null },
      ...(numbers ? { number: { in: numbers } } : {}),
    },
    orderBy: { id: "desc" },
    take: mostInZip,
  });
  if (rows.length === 0) throw new Problem("not-found", { what: query.numbers ?? "" });
  const zip = new Zip();
  for (const row of rows) {
    const { bytes, name } = await fileOf(ctx, row);
    zip.addFile(name.replaceAll(/[\\/:*?"<>|]/g, "_"), bytes);
  }
  return { bytes: zip.toBuffer(), mediaType: "application/zip", name: "certificates.zip", asAttachment: true };
}

/** The signed file of one of my certificates; another's is answered not found. */
export async function portalCertificatePdf(
  ctx: Context,
  { params }: InputOf<typeof contract.portalCertificatePdf>,
): Promise<FileReply> {
  const row = await ctx.db.certificate.findFirst({
    where: {
      number: params.number.replace(/\D/g, ""),
      sample: { order: mine(ctx) },
      state: { notIn: ["issuing", "voided"] },
    },
  });
  if (!row) throw new Problem("not-found", { what: params.number });
  return { ...(await fileOf(ctx, row)), asAttachment: true };
}
