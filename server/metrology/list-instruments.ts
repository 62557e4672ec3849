import type { InputOf } from "../kernel/endpoint.ts";
import { parseNumber } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import type { Prisma } from "../platform/db.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { InstrumentView } from "./contract.ts";
import { JudgedNeed } from "./rules/confirmation.ts";
import { Corrections } from "./rules/corrections.ts";
import { RestrictionLimits } from "./rules/restriction.ts";
import { FoundPoint } from "./rules/found-errors.ts";
import { toFitness, withVerifications } from "./fitness.ts";
import { labelLine } from "./rules/label-words.ts";
import { loanAt } from "./rules/outages.ts";

/** An instrument with all that the register shows of it. */
export const asRegistered = {
  ...withVerifications,
  files: { where: { kind: "photo", putAwayAt: null }, orderBy: [{ at: "desc" }, { id: "desc" }], take: 1 },
  labels: { orderBy: [{ at: "desc" }, { id: "desc" }], take: 1 },
} satisfies Prisma.InstrumentInclude;
export type RegisteredRows = Prisma.InstrumentGetPayload<{ include: typeof asRegistered }>;

/** The register of the laboratory, each instrument with its fitness at this moment. */
export async function listInstruments(ctx: Context): Promise<{ rows: InstrumentView[] }> {
  const rows = await ctx.db.instrument.findMany({
    where: ownLaboratory(ctx),
    include: asRegistered,
    orderBy: { number: "asc" },
  });
  return { rows: rows.map((instrument) => instrumentView(instrument, ctx.now())) };
}

/** The same with no more than a name and the fitness: for who asks what is due, not what the certificates say. */
export async function listFitness(ctx: Context) {
  const rows = await ctx.db.instrument.findMany({
    where: ownLaboratory(ctx),
    include: withVerifications,
    orderBy: { number: "asc" },
  });
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
    isConnected: driver !== null && rows.port !== null && rows.gateway?.isActive === true,
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
