import { addDays, toDay } from "../kernel/time.ts";
import { holdersOf, notify } from "../notices/notify.ts";
import type { Context, House } from "../platform/context.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { dueChecks } from "./list-due-checks.ts";
import { daysLeft } from "./rules.ts";

/** The days before the last one on which somebody is told; 0 is the last day itself. */
const borders = [0, 7, 30, 60] as const;

/**
 * Reminds of certificates that lapse and intermediate checks that are due in 60, 30 and 7 days and today: once for each, however often
 * it runs, its keeper and the metrologists, in the application and by mail where it is configured. Nothing depends on it; what has
 * lapsed is refused whether anybody was reminded or not.
 */
export async function remindDue(house: House): Promise<void> {
  await change(house, actingAs("remind-due"), "none", async (ctx) => {
    const certificates = await freshCertificates(ctx);
    const checks = await freshChecks(ctx);
    const fresh = [...certificates, ...checks];
    if (fresh.length === 0) return;
    for (const laboratoryId of new Set(fresh.map(({ instrument }) => instrument.laboratoryId))) {
      const metrologists = await holdersOf(ctx, laboratoryId, "instruments.change");
      for (const one of fresh.filter(({ instrument }) => instrument.laboratoryId === laboratoryId))
        await tell(ctx, one, metrologists);
      await ctx.tell({ type: "changed", topics: ["instruments", "waiting"], laboratoryId });
    }
    if (certificates.length > 0) await ctx.note("verification.reminded", "instruments", { count: certificates.length });
    if (checks.length > 0) await ctx.note("check.reminded", "instruments", { count: checks.length });
  });
}

type Due = {
  instrument: {
    number: string;
    name: string;
    model: string;
    place: string;
    keeper: string | null;
    laboratoryId: string;
  };
  /** The intermediate check that is due; null: the certificate lapses. */
  check: { planId: string; name: string } | null;
  on: string;
  warning: string;
};

async function freshCertificates(ctx: Context): Promise<Due[]> {
  const today = toDay(ctx.now());
  const instruments = await ctx.db.instrument.findMany({
    where: { isIdle: false, dueOn: { gte: today, lte: addDays(today, 60) } },
    orderBy: { number: "asc" },
  });
  const due = instruments.flatMap((instrument) => {
    const warning = instrument.dueOn === null ? null : warningOf(instrument.dueOn, today);
    return instrument.dueOn === null || warning === null
      ? []
      : { instrument, check: null, on: instrument.dueOn, warning };
  });
  const given = await ctx.db.dueReminder.findMany({
    where: { instrumentId: { in: due.map(({ instrument }) => instrument.id) } },
  });
  const fresh = due.filter(
    ({ instrument, on, warning }) =>
      !given.some((g) => g.instrumentId === instrument.id && g.validUntil === on && g.warning === warning),
  );
  await ctx.db.dueReminder.createMany({
    data: fresh.map(({ instrument, on, warning }) => ({
      instrumentId: instrument.id,
      validUntil: on,
      warning,
      at: ctx.now(),
    })),
    skipDuplicates: true,
  });
  return fresh;
}

async function freshChecks(ctx: Context): Promise<Due[]> {
  const today = toDay(ctx.now());
  const due = (await dueChecks(ctx, {})).flatMap(({ planId, name, instrument, dueOn: on }) => {
    const warning = warningOf(on, today);
    return warning === null ? [] : { instrument, check: { planId, name }, on, warning };
  });
  const given = await ctx.db.checkReminder.findMany({
    where: { checkPlanId: { in: due.map(({ check }) => check.planId) } },
  });
  const fresh = due.filter(
    ({ check, on, warning }) =>
      !given.some((g) => g.checkPlanId === check.planId && g.dueOn === on && g.warning === warning),
  );
  await ctx.db.checkReminder.createMany({
    data: fresh.map(({ check, on, warning }) => ({ checkPlanId: check.planId, dueOn: on, warning, at: ctx.now() })),
    skipDuplicates: true,
  });
  return fresh;
}

/** The border that a last day is within; null before the first and after the last day. */
function warningOf(on: string, today: string): string | null {
  const left = daysLeft(on, today);
  const border = left < 0 ? undefined : borders.find((days) => left <= days);
  return border === undefined ? null : String(border);
}

async function tell(ctx: Context, { instrument, check, on, warning }: Due, metrologists: string[]): Promise<void> {
  const { laboratoryId, keeper, number } = instrument;
  const keepers = keeper
    ? await ctx.db.person.findMany({ where: { laboratoryId, name: keeper, isActive: true }, select: { id: true } })
    : [];
  const code = check ? "check-due" : "verification-due";
  await notify(ctx, {
    to: [...metrologists, ...keepers.map(({ id }) => id)],
    code,
    params: {
      instrument: `${instrument.name} ${instrument.model}`,
      place: instrument.place,
      keeper: keeper ?? "—",
      on,
      days: warning,
      ...(check ? { check: check.name } : {}),
    },
    link: `/instruments/${number}`,
    laboratoryId,
    mail: true,
    key: `${code} ${check?.planId ?? number} ${on} ${warning}`,
  });
}
