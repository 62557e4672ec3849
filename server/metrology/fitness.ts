import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type { Fitness } from "./contract.ts";
import { outagesOf } from "./rules/outages.ts";
import { RestrictionLimits } from "./rules/restriction.ts";
import { daysLeft, dueWarning, fitnessAt } from "./rules.ts";

export const withVerifications = {
  verifications: {
    orderBy: [{ on: "desc" }, { recordedAt: "desc" }, { id: "desc" }],
    include: { assessments: { select: { id: true }, take: 1 } },
  },
  gateway: true,
  events: { orderBy: [{ at: "asc" }, { recordedAt: "asc" }, { id: "asc" }] },
  extensions: { orderBy: { approvedOn: "asc" } },
} satisfies Prisma.InstrumentInclude;
export type InstrumentRows = Prisma.InstrumentGetPayload<{ include: typeof withVerifications }>;

/** Whether an instrument was, or is, fit for use at an instant: by its verifications as they are known today. */
export async function fitnessOf(ctx: Context, instrument: string | InstrumentRows, at: Date): Promise<Fitness> {
  const rows =
    typeof instrument === "string"
      ? await ctx.db.instrument.findUnique({ where: { id: instrument }, include: withVerifications })
      : instrument;
  if (!rows) throw new Problem("not-found", { what: "instrument" });
  return toFitness(rows, at);
}

/** The same from rows at hand. A restriction stands among the reasons in its own words. */
export function toFitness(rows: InstrumentRows, at: Date): Fitness {
  const { state, reasons, restriction, limits, validUntil } = fitnessAt(
    { ...rows, outages: outagesOf(rows.events) },
    rows.verifications.map((v) => ({ ...v, limits: RestrictionLimits.safeParse(v.limits).data ?? null })),
    at,
    rows.extensions,
  );
  const today = toDay(at);
  const isDue = validUntil !== null && dueWarning(validUntil, today) !== null;
  return {
    state,
    reasons: [...reasons, ...(restriction ? [restriction] : [])],
    restriction,
    limits: [...limits],
    validUntil,
    dueInDays: isDue ? daysLeft(validUntil, today) : null,
  };
}
