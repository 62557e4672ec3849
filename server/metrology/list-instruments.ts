import type { InputOf } from "../kernel/endpoint.ts";
import { parseNumber } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { InstrumentView } from "./contract.ts";
import { FoundPoint } from "./rules/found-errors.ts";
import { toFitness, withVerifications, type InstrumentRows } from "./fitness.ts";

/** The register of the laboratory, each instrument with its fitness at this moment. */
export async function listInstruments(ctx: Context): Promise<{ rows: InstrumentView[] }> {
  const rows = await ctx.db.instrument.findMany({
    where: ownLaboratory(ctx),
    include: withVerifications,
    orderBy: { number: "asc" },
  });
  return { rows: rows.map((instrument) => instrumentView(instrument, ctx.now())) };
}

/** One instrument by its number, as scanned or typed. */
export async function showInstrument(
  ctx: Context,
  { params }: InputOf<typeof contract.showInstrument>,
): Promise<InstrumentView> {
  return instrumentView(await findInstrument(ctx, params.number), ctx.now());
}

/** Finds an instrument of the laboratory by its number in any grouping; a mistyped number is told from an unknown one. */
export async function findInstrument(ctx: Context, typed: string): Promise<InstrumentRows> {
  const read = parseNumber(typed);
  if (read.fault === "check-digit") throw new Problem("check-digit-wrong", { number: typed });
  const instrument =
    read.fault === null
      ? await ctx.db.instrument.findFirst({
          where: { number: read.number, ...ownLaboratory(ctx) },
          include: withVerifications,
        })
      : null;
  if (!instrument) throw new Problem("not-found", { what: typed });
  return instrument;
}

/** An instrument as the register shows it. */
export function instrumentView(rows: InstrumentRows, at: Date): InstrumentView {
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
    fitness: toFitness(rows, at),
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
    })),
  };
}
