import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toDay } from "../kernel/time.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { instantsOf } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import { hiddenSamples } from "../orders/veil.ts";
import type { Context } from "../platform/context.ts";
import { beyond } from "../platform/keyset.ts";
import { literally } from "../platform/literally.ts";
import type { Prisma } from "../platform/db.ts";
import type { FileReply } from "../platform/serve.ts";
import { hasLatin, mostRare, rareSamples } from "../samples/rare-hits.ts";
import { VerdictName } from "../results/contract.ts";
import { together } from "../results/rules/overall.ts";
import { CertificateContent, type CertificateResult } from "./content.ts";
import type { CertificateRow, CertificateView } from "./contract.ts";
import type * as contract from "./contract.ts";

const include = {
  sample: { include: { order: { include: { client: true } } } },
  signatoryKey: true,
  laboratoryKey: true,
} satisfies Prisma.CertificateInclude;
// without the content: it is long
const inLists = {
  id: true,
  number: true,
  printedNumber: true,
  state: true,
  sampleNames: true,
  approvedBy: true,
  issuedAt: true,
  sample: { select: { number: true, order: { select: { client: { select: { name: true } } } } } },
} satisfies Prisma.CertificateSelect;
type Listed = Prisma.CertificateGetPayload<{ select: typeof inLists }>;
type Found = Prisma.CertificateGetPayload<{ include: typeof include }>;

type Asked = InputOf<typeof contract.listCertificates>["query"];

/** Certificates of the laboratory, newest first. */
export async function listCertificates(
  ctx: Context,
  { query }: { query: Asked },
): Promise<ReplyOf<typeof contract.listCertificates>> {
  // where days are asked for, they are what an index has in order
  const byDay = Boolean(query.from ?? query.to);
  const last =
    query.after && byDay
      ? await ctx.db.certificate.findFirst({
          where: { id: query.after, ...ownLaboratory(ctx) },
          select: { id: true, issuedAt: true },
        })
      : null;
  const past = last ? beyond("issuedAt", last, "desc") : query.after ? { id: { lt: query.after } } : {};
  const rows = await ctx.db.certificate.findMany({
    where: { AND: [await certificatesAsked(ctx, query), past] },
    select: inLists,
    orderBy: byDay ? [{ issuedAt: "desc" }, { id: "desc" }] : { id: "desc" },
    take: (query.size ?? pageSize) + 1,
  });
  const page = toPage(rows, query.size);
  return { next: page.next, rows: page.rows.map(rowOf) };
}

/** How many certificates a list would show. */
export async function countCertificates(ctx: Context, query: Asked): Promise<number> {
  return ctx.db.certificate.count({ where: await certificatesAsked(ctx, query) });
}

async function certificatesAsked(ctx: Context, query: Asked): Promise<Prisma.CertificateWhereInput> {
  const q = query.q?.trim();
  const rare = q ? await rareCertificates(ctx, q) : null;
  if (rare)
    return {
      ...ownLaboratory(ctx),
      ...seen(ctx),
      ...(query.state ? { state: query.state } : {}),
      ...(query.from || query.to ? { issuedAt: instantsOf(query) } : {}),
      id: { in: rare },
    };
  return {
    ...ownLaboratory(ctx),
    ...seen(ctx),
    ...(query.state ? { state: query.state } : {}),
    ...(query.from || query.to ? { issuedAt: instantsOf(query) } : {}),
    ...(q
      ? {
          OR: [
            { number: { contains: literally(q.replace(/\s/g, "")) } },
            { printedNumber: { contains: literally(q) } },
            { samples: { some: { sample: { name: { contains: literally(q) } } } } },
            { samples: { some: { sample: { number: q.replace(/\s/g, "") } } } },
          ],
        }
      : {}),
  };
}

/** Certificates by what is sought in their numbers or the names and numbers of their samples, where they are few; else null. */
async function rareCertificates(ctx: Context, q: string): Promise<string[] | null> {
  const samples = await rareSamples(ctx, q);
  if (samples === null) return null;
  // words alone stand in a printed number only where its laboratory's pattern has them, and then in all of them
  if (
    !hasLatin(q) &&
    (await ctx.db.laboratory.count({ where: { certificatePattern: { contains: literally(q) } } })) > 0
  )
    return null;
  const like = `%${literally(q.replace(/\s/g, ""))}%`;
  if (!hasLatin(q)) {
    const on = await ctx.db.certificateSample.findMany({
      where: { sampleId: { in: samples } },
      select: { certificateId: true },
    });
    return on.map(({ certificateId }) => certificateId);
  }
  const found = await ctx.db.$queryRaw<{ id: string }[]>`select id from (
    select "certificateId" as id from "CertificateSample" where "sampleId" = any(${samples}::uuid[])
    union select id from "Certificate" where number like ${like} or "printedNumber" like ${`%${literally(q)}%`} offset 0) hit limit ${mostRare + 1}`;
  return found.length > mostRare ? null : found.map(({ id }) => id);
}

/** A blind sample that is tested again has an earlier certificate, with everything on it. */
function seen(ctx: Context): Prisma.CertificateWhereInput {
  const behind = hiddenSamples(ctx);
  return behind ? { sample: { isNot: behind } } : {};
}

/** One certificate with its signatures and who fetched it. */
export async function showCertificate(
  ctx: Context,
  { params }: InputOf<typeof contract.showCertificate>,
): Promise<CertificateView> {
  const row = await find(ctx, params.number);
  const content = CertificateContent.parse(row.content);
  const samples = await ctx.db.sample.findMany({
    where: { onCertificates: { some: { certificateId: row.id } } },
    include: { tasks: { select: { id: true, results: { where: { isCurrent: true }, select: { id: true } } } } },
  });
  const subjects = samples.flatMap(({ id, tasks }) => [
    id,
    ...tasks.flatMap((task) => [task.id, ...task.results.map((result) => result.id)]),
  ]);
  const signatures = await ctx.db.signature.findMany({
    where: { subjectId: { in: subjects } },
    orderBy: { signedAt: "asc" },
  });
  const downloads = await ctx.db.certificateDownload.findMany({
    where: { certificateId: row.id },
    orderBy: { at: "desc" },
    take: 50,
  });
  const verdicts = samples.flatMap(({ conclusion }) => Concluded.safeParse(conclusion).data?.verdict ?? []);
  return {
    ...rowOf(row),
    verdict: together(verdicts),
    conclusion: content.conclusion,
    sha256: row.sha256,
    publicLink: content.verifyUrl,
    checkCode: row.checkCode,
    decisionRule: content.decisionRule,
    results: linesOf(content).map(
      ({ sample, ordinal, item, resultText, unit, limitText, verdict, safetyVerdict, declaredVerdict, resultId }) => ({
        sample,
        ordinal,
        item,
        resultText,
        unit,
        limitText,
        verdict,
        safetyVerdict,
        declaredVerdict,
        resultId,
      }),
    ),
    signatures: signatures.map((s) => ({ by: s.personName, meaning: s.meaning, at: s.signedAt.toISOString() })),
    signing: row.signatureLevel === null ? null : { level: row.signatureLevel, keys: keysOf(row) },
    downloads: downloads.map((d) => ({ by: d.by, at: d.at.toISOString() })),
  };
}

/** The signatory's key and the laboratory's; one where the laboratory's stood in. */
function keysOf({ signatoryKey, laboratoryKey }: Found) {
  const keys = [signatoryKey, laboratoryKey].filter((key) => key !== null);
  return keys
    .filter((key, at) => keys.findIndex(({ id }) => id === key.id) === at)
    .map(({ subject, serial, validUntil }) => ({ subject, serial, validUntil: toDay(validUntil) }));
}

const Concluded = z.object({ verdict: VerdictName });

/** All results; of several samples each says whose it is. */
function linesOf(content: CertificateContent): (CertificateResult & { sample: string | null })[] {
  if (content.furtherSamples.length === 0) return content.results.map((line) => ({ ...line, sample: null }));
  return [content, ...content.furtherSamples].flatMap(({ sample, results }) =>
    results.map((line) => ({ ...line, sample: sample.name })),
  );
}

/** The signed file, byte for byte as it was issued. */
export async function certificatePdf(
  ctx: Context,
  { params }: InputOf<typeof contract.certificatePdf>,
): Promise<FileReply> {
  return fileOf(ctx, await find(ctx, params.number));
}

/** The file of a certificate; who fetched it is kept. */
export async function fileOf(
  ctx: Context,
  row: { id: string; sha256: string | null; printedNumber: string; state: string },
): Promise<FileReply> {
  if (!row.sha256) throw new Problem("state-forbids", { state: row.state });
  const bytes = await ctx.house.files.read(row.sha256);
  // kept outside the answer's own work: a download must not fail because its note could not be written
  await ctx.house.db.certificateDownload.create({ data: { certificateId: row.id, by: ctx.actor.name, at: ctx.now() } });
  return { bytes, mediaType: "application/pdf", name: `${row.printedNumber}.pdf` };
}

async function find(ctx: Context, number: string): Promise<Found> {
  const row = await ctx.db.certificate.findFirst({
    where: { number: number.replace(/\D/g, ""), ...ownLaboratory(ctx), ...seen(ctx) },
    include,
  });
  if (!row) throw new Problem("not-found", { what: number });
  return row;
}

function rowOf(row: Listed): z.output<typeof CertificateRow> {
  return {
    id: row.id,
    number: row.number,
    printedNumber: row.printedNumber,
    state: row.state,
    sampleNumber: row.sample.number,
    sampleName: row.sampleNames,
    client: row.sample.order.client.name,
    issuedAt: row.issuedAt?.toISOString() ?? null,
    approvedBy: row.approvedBy,
  };
}
