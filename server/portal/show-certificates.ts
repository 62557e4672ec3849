import { CertificateContent } from "../certificates/content.ts";
import { mayObject } from "../certificates/rules.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { shelfLifeEnd } from "../kernel/shelf-life.ts";
import { toDay } from "../kernel/time.ts";
import type { HolidayTable } from "../kernel/working-days.ts";
import { readableOrders } from "../orders/readable-orders.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { loadHolidays } from "../platform/holidays.ts";
import { literally } from "../platform/literally.ts";
import type * as contract from "./contract.ts";
import type { PortalCertificate, Reinspection } from "./contract.ts";
import { reinspectionOf } from "./rules/reinspection.ts";
import { laboratoryNames } from "./show-orders.ts";

const include = {
  sample: { include: { order: { include: { client: true, sampledEnterprise: true } } } },
  objections: { orderBy: { at: "desc" } },
  replacedBy: { where: { state: { notIn: ["issuing", "voided"] } }, select: { printedNumber: true } },
} satisfies Prisma.CertificateInclude;
export type OwnCertificate = Prisma.CertificateGetPayload<{ include: typeof include }>;

/** Certificates my enterprise may have: those that left the house, of orders it may see. */
export function readableCertificates(ctx: Context, q?: string): Prisma.CertificateWhereInput {
  const sought = q?.trim();
  return {
    ...readableOrders(ctx),
    state: { notIn: ["issuing", "voided"] },
    ...(sought
      ? {
          OR: [
            { number: { contains: literally(sought.replace(/\s/g, "")) } },
            { printedNumber: { contains: literally(sought), mode: "insensitive" } },
            { samples: { some: { sample: { name: { contains: literally(sought), mode: "insensitive" } } } } },
            { samples: { some: { sample: { batchNumber: { contains: literally(sought), mode: "insensitive" } } } } },
          ],
        }
      : {}),
  };
}

/** My certificates, newest first; of a notified supervisory one, the way to a re-inspection. */
export async function portalCertificates(
  ctx: Context,
  { query }: InputOf<typeof contract.portalCertificates>,
): Promise<ReplyOf<typeof contract.portalCertificates>> {
  const rows = await ctx.db.certificate.findMany({
    where: { ...readableCertificates(ctx, query.q), ...(query.after ? { id: { lt: query.after } } : {}) },
    include,
    omit: { content: true },
    orderBy: { id: "desc" },
    take: pageSize + 1,
  });
  const page = toPage(rows);
  const contents = await contentsOf(ctx, page.rows);
  const holidays = await loadHolidays(ctx);
  const laboratories = await laboratoryNames(
    ctx,
    page.rows.map(({ laboratoryId }) => laboratoryId),
  );
  return {
    next: page.next,
    rows: page.rows.map((row): PortalCertificate => ({
      id: row.id,
      number: row.number,
      printedNumber: row.printedNumber,
      sampleName: row.sampleNames,
      source: row.sample.order.source,
      laboratory: laboratories.get(row.laboratoryId) ?? "",
      state: row.state,
      issuedAt: row.issuedAt?.toISOString() ?? null,
      conclusion: row.conclusion,
      replacedBy: row.replacedBy[0]?.printedNumber ?? null,
      mayObject: mayObject(row.state, row.sample.order.source),
      objections: row.objections.map(({ text, at, answer }) => ({ text, at: at.toISOString(), answer })),
      reinspection: contents.has(row.id)
        ? reinspectionFor({ ...row, content: contents.get(row.id) ?? null }, toDay(ctx.now()), holidays)
        : null,
    })),
  };
}

/** The newest of them, for the desk. */
export async function newestCertificates(ctx: Context, most: number) {
  return ctx.db.certificate.findMany({
    where: readableCertificates(ctx),
    select: { printedNumber: true, sampleNames: true },
    orderBy: { id: "desc" },
    take: most,
  });
}

/** How many certificates my enterprise has. */
export async function countOwnCertificates(ctx: Context): Promise<number> {
  return ctx.db.certificate.count({ where: readableCertificates(ctx) });
}

/** What those say whose results lead to a re-inspection or not: the whole of a certificate is long, and most lists need none. */
async function contentsOf(ctx: Context, rows: readonly Omit<OwnCertificate, "content">[]) {
  const notified = rows.filter(({ sample: { order } }) => order.source === "supervisory" && order.notifiedAt !== null);
  const found = await ctx.db.certificate.findMany({
    where: { id: { in: notified.map(({ id }) => id) } },
    select: { id: true, content: true },
  });
  return new Map(found.map(({ id, content }) => [id, content]));
}

/** One of my certificates; another's, or one that may not be seen yet, is answered not found. */
export async function ownCertificate(ctx: Context, number: string): Promise<OwnCertificate> {
  const row = await ctx.db.certificate.findFirst({
    where: { ...readableCertificates(ctx), number: number.replace(/\D/g, "") },
    include,
  });
  if (!row) throw new Problem("not-found", { what: number });
  return row;
}

/** The way to a re-inspection of a supervisory certificate; null of what the enterprise commissioned itself. */
export function reinspectionFor(row: OwnCertificate, on: string, holidays: HolidayTable): Reinspection | null {
  const { order, productionDate, shelfLife } = row.sample;
  if (order.source !== "supervisory" || order.notifiedAt === null) return null;
  const notifiedOn = toDay(order.notifiedAt);
  const shelfLifeEnds = shelfLifeEnd(productionDate, shelfLife);
  const { name, address, phone } = order.client;
  return {
    authority: { name, address, phone },
    notifiedOn,
    shelfLifeEnds,
    ...reinspectionOf({
      on,
      notifiedOn,
      results: CertificateContent.parse(row.content).results,
      shelfLifeEnds,
      isWithdrawn: row.state === "replaced" || row.state === "revoked",
      holidays,
    }),
  };
}
