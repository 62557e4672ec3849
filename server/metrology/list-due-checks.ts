import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type * as contract from "./check-contract.ts";
import type { DueCheck } from "./check-contract.ts";
import { daysLeft, dueOn, dueWarning } from "./rules.ts";

/** Every standing plan of the laboratory, or of what is in one's own keeping, by its last day. */
export async function listDueChecks(
  ctx: Context,
  { query }: InputOf<typeof contract.listDueChecks>,
): Promise<ReplyOf<typeof contract.listDueChecks>> {
  const own = query.mine ? { laboratoryId: laboratoryOf(ctx), keeper: ctx.actor.name } : ownLaboratory(ctx);
  const rows = await dueChecks(ctx, own);
  return {
    rows: rows.map(({ planId, instrument, name, dueOn: on }) => ({
      planId,
      number: instrument.number,
      instrument: `${instrument.name} ${instrument.model}`,
      place: instrument.place,
      keeper: instrument.keeper,
      name,
      dueOn: on,
      daysLeft: daysLeft(on, toDay(ctx.now())),
      warning: checkWarning(on, ctx.now()),
    })),
  };
}

/** The next check of each standing plan, the most urgent first; sealed and scrapped instruments are not due. */
export async function dueChecks(ctx: Context, instrument: Prisma.InstrumentWhereInput) {
  const plans = await ctx.db.checkPlan.findMany({
    where: { endedAt: null, instrument: { ...instrument, isIdle: false } },
    include: {
      instrument: true,
      checks: { orderBy: [{ on: "desc" }, { recordedAt: "desc" }, { id: "desc" }], take: 1, select: { on: true } },
    },
  });
  const lessOneDay = await dueRules(ctx, new Set(plans.map((plan) => plan.instrument.laboratoryId)));
  return plans
    .map((plan) => ({
      planId: plan.id,
      name: plan.name,
      standard: plan.standard,
      instrument: plan.instrument,
      dueOn: nextCheck(plan, plan.checks[0] ?? null, lessOneDay.get(plan.instrument.laboratoryId) ?? true),
    }))
    .sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.instrument.number.localeCompare(b.instrument.number));
}

/** The last day on which the next check is in time. */
function nextCheck(
  plan: { firstDue: string; intervalMonths: number },
  last: { on: string } | null,
  lessOneDay: boolean,
): string {
  return last ? dueOn({ on: last.on }, plan.intervalMonths, lessOneDay) : plan.firstDue;
}

/** How near a check is, as lists show it. */
export function checkWarning(due: string, now: Date): DueCheck["warning"] {
  const warning = dueWarning(due, toDay(now));
  return warning === null ? null : (String(warning) as DueCheck["warning"]);
}

async function dueRules(ctx: Context, ids: Set<string>): Promise<Map<string, boolean>> {
  const laboratories = await ctx.db.laboratory.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, dueLessOneDay: true },
  });
  return new Map(laboratories.map((laboratory) => [laboratory.id, laboratory.dueLessOneDay]));
}
