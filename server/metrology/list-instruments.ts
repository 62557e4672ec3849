import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { parseNumber } from "../kernel/numbers.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import type { Prisma } from "../platform/db.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { FitnessLook, lookOf, type InstrumentView } from "./contract.ts";
import { JudgedNeed } from "./rules/confirmation.ts";
import { Corrections } from "./rules/corrections.ts";
import { RestrictionLimits } from "./rules/restriction.ts";
import { FoundPoint } from "./rules/found-errors.ts";
import { toFitness, withVerifications, type InstrumentRows } from "./fitness.ts";
import { labelLine } from "./rules/label-words.ts";
import { loanAt } from "./rules/outages.ts";

/** An instrument with all that the register shows of it. */
export const asRegistered = {
  ...withVerifications,
  files: { where: { kind: "photo", putAwayAt: null }, orderBy: [{ at: "desc" }, { id: "desc" }], take: 1 },
  labels: { orderBy: [{ at: "desc" }, { id: "desc" }], take: 1 },
} satisfies Prisma.InstrumentInclude;
export type RegisteredRows = Prisma.InstrumentGetPayload<{ include: typeof asRegistered }>;

/**
 * The register of the laboratory, page by page, what may not be used first. Fitness is a function of instrument and instant, so no index
 * has it: it is found for all, and only a page is read with all that the register shows.
 */
export async function listInstruments(
  ctx: Context,
  { query }: InputOf<typeof contract.listInstruments>,
): Promise<ReplyOf<typeof contract.listInstruments>> {
  const now = ctx.now();
  const sought = (await allWithFitness(ctx))
    .filter((one) => isSought(one, query.q ?? ""))
    .map((one) => ({ id: one.id, look: lookOf(toFitness(one, now)) }));
  const counts = { out_of_service: 0, restricted: 0, due_soon: 0, fit: 0 };
  for (const { look } of sought) counts[look] += 1;
  const shown = FitnessLook.options
    .filter((look) => query.state === undefined || look === query.state)
    .flatMap((wanted) => sought.filter(({ look }) => look === wanted));
  const size = query.size ?? pageSize;
  const page = toPage(shown.slice(1 + shown.findIndex(({ id }) => id === query.after)).slice(0, size + 1), size);
  const rows = await ctx.db.instrument.findMany({
    where: { id: { in: page.rows.map(({ id }) => id) } },
    include: asRegistered,
  });
  const byId = new Map(rows.map((one) => [one.id, one]));
  return {
    counts,
    rows: page.rows.flatMap(({ id }) => byId.get(id) ?? []).map((one) => instrumentView(one, now)),
    next: page.next,
  };
}

function isSought(one: InstrumentRows, q: string): boolean {
  const typed = q.trim().toLowerCase();
  const digits = typed.replace(/[\s-]/g, "");
  const text =
    `${one.number} ${one.name} ${one.model} ${one.serialNumber} ${one.place} ${one.keeper ?? ""}`.toLowerCase();
  return text.includes(typed) || (/^\d{3,}$/.test(digits) && one.number.includes(digits));
}

function allWithFitness(ctx: Context): Promise<InstrumentRows[]> {
  return ctx.db.instrument.findMany({
    where: ownLaboratory(ctx),
    include: withVerifications,
    orderBy: { number: "asc" },
  });
}

/** Every instrument with no more than is needed to choose it at the bench. */
export async function listChoices(ctx: Context): Promise<ReplyOf<typeof contract.listChoices>> {
  const now = ctx.now();
  const rows = await allWithFitness(ctx);
  return {
    rows: rows.map((one) => ({
      id: one.id,
      number: one.number,
      name: one.name,
      model: one.model,
      kind: one.kind,
      place: one.place,
      driver: one.driver,
      isConnected: isConnected(one),
      fitness: toFitness(one, now),
    })),
  };
}

function isConnected(one: InstrumentRows): boolean {
  return one.driver !== null && one.port !== null && one.gateway?.isActive === true;
}

/** The same with no more than a name and the fitness: for who asks what is due, not what the certificates say. */
export async function listFitness(ctx: Context) {
  const rows = await allWithFitness(ctx);
  const now = ctx.now();
  return rows.map((i) => ({ number: i.number, name: i.name, model: i.model, fitness: toFitness(i, now) }));
}

/** One instrument by its number, as scanned or typed. */
export async function showInstrument(
  ctx: Context,
  { params }: InputOf<typeof contract.showInstrument>,
): Promise<InstrumentView> {
  return instrumentView(await findInstrument(ctx, params.number), ctx.now());
}

/** Finds an instrument of the laboratory by its number in any grouping; a mistyped number is told from an unknown one. */
export async function findInstrument(ctx: Context, typed: string): Promise<RegisteredRows> {
  const read = parseNumber(typed);
  if (read.fault === "check-digit") throw new Problem("check-digit-wrong", { number: typed });
  const instrument =
    read.fault === null
      ? await ctx.db.instrument.findFirst({
          where: { number: read.number, ...ownLaboratory(ctx) },
          include: asRegistered,
        })
      : null;
  if (!instrument) throw new Problem("not-found", { what: typed });
  return instrument;
}

/** An instrument as the register shows it. */
export function instrumentView(rows: RegisteredRows, at: Date): InstrumentView {
  const {
    id,
    number,
    name,
    kind,
    model,
    serialNumber,
    maker,
    range,
    accuracyClass,
    category,
    place,
    keeper,
    verifiedBy,
    periodMonths,
    driver,
  } = rows;
  const fitness = toFitness(rows, at);
  const loan = loanAt(rows.events, at);
  const [label] = rows.labels;
  return {
    id,
    number,
    name,
    kind,
    model,
    serialNumber,
    maker,
    range,
    accuracyClass,
    category,
    place,
    keeper,
    verifiedBy,
    periodMonths,
    driver,
    isConnected: isConnected(rows),
    fitness,
    photoId: rows.files[0]?.id ?? null,
    loan: loan && {
      to: loan.to ?? "",
      since: toDay(loan.at),
      dueBack: loan.dueBack ?? "",
      isOverdue: (loan.dueBack ?? "") < toDay(at),
    },
    label: label
      ? {
          at: label.at.toISOString(),
          by: label.by,
          said: label.said,
          isCurrent: label.state === fitness.state && label.said === labelLine(fitness, place),
        }
      : null,
    verifications: rows.verifications.map((v) => ({
      id: v.id,
      kind: v.kind,
      on: v.on,
      certificateNumber: v.certificateNumber,
      agency: v.agency,
      validUntil: v.validUntil,
      conclusion: v.conclusion,
      restriction: v.restriction,
      confirmedBy: v.confirmedBy,
      points: FoundPoint.array().safeParse(v.points).data ?? [],
      unit: v.unit,
      corrections: Corrections.safeParse(v.corrections).data ?? null,
      usesCorrections: v.usesCorrections,
      intervalMonths: v.intervalMonths,
      limits: RestrictionLimits.safeParse(v.limits).data ?? null,
      needs: JudgedNeed.array().safeParse(v.needs).data ?? [],
      isFailureNotice: v.isFailureNotice,
      wasFoundOut: v.wasFoundOut,
      checkPlanId: v.checkPlanId,
      isAssessed: v.conclusion === "unfit" || v.wasFoundOut ? v.assessments.length > 0 : null,
      recordedAt: v.recordedAt.toISOString(),
    })),
  };
}
