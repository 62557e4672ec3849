import { addDays, toDay } from "../kernel/time.ts";
import { holdersOf, notify } from "../notices/notify.ts";
import type { Context, House } from "../platform/context.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { daysLeft } from "./rules.ts";

/** The days before the last one on which somebody is told; 0 is the last day itself. */
const borders = [0, 7, 30, 60] as const;

/**
 * Reminds of what lapses in 60, 30 and 7 days and today: once for each, however often it runs, its keeper and the metrologists, in the
 * application and by mail where it is configured. Nothing depends on it; what has lapsed is refused whether anybody was reminded or not.
 */
export async function remindDue(house: House): Promise<void> {
  await change(house, actingAs("remind-due"), "none", async (ctx) => {
    const today = toDay(ctx.now());
    const instruments = await ctx.db.instrument.findMany({
      where: { isIdle: false, dueOn: { gte: today, lte: addDays(today, 60) } },
      orderBy: { number: "asc" },
    });
    const due = instruments.flatMap((instrument) => {
      const { dueOn: validUntil } = instrument;
      const left = validUntil === null ? -1 : daysLeft(validUntil, today);
      const border = borders.find((days) => left <= days);
      return validUntil === null || border === undefined ? [] : [{ instrument, validUntil, warning: String(border) }];
    });
    const given = await ctx.db.dueReminder.findMany({
      where: { instrumentId: { in: due.map(({ instrument }) => instrument.id) } },
    });
    const fresh = due.filter(
      ({ instrument, validUntil, warning }) =>
        !given.some((g) => g.instrumentId === instrument.id && g.validUntil === validUntil && g.warning === warning),
    );
    if (fresh.length === 0) return;
    await ctx.db.dueReminder.createMany({
      data: fresh.map(({ instrument, validUntil, warning }) => ({
        instrumentId: instrument.id,
        validUntil,
        warning,
        at: ctx.now(),
      })),
      skipDuplicates: true,
    });
    for (const laboratoryId of new Set(fresh.map(({ instrument }) => instrument.laboratoryId))) {
      const metrologists = await holdersOf(ctx, laboratoryId, "instruments.change");
      for (const one of fresh.filter(({ instrument }) => instrument.laboratoryId === laboratoryId))
        await tell(ctx, one, metrologists);
      await ctx.tell({ type: "changed", topics: ["instruments", "waiting"], laboratoryId });
    }
    await ctx.note("verification.reminded", "instruments", { count: fresh.length });
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
  validUntil: string;
  warning: string;
};

async function tell(ctx: Context, { instrument, validUntil, warning }: Due, metrologists: string[]): Promise<void> {
  const { laboratoryId, keeper, number } = instrument;
  const keepers = keeper
    ? await ctx.db.person.findMany({ where: { laboratoryId, name: keeper, isActive: true }, select: { id: true } })
    : [];
  await notify(ctx, {
    to: [...metrologists, ...keepers.map(({ id }) => id)],
    code: "verification-due",
    params: {
      instrument: `${instrument.name} ${instrument.model}`,
      place: instrument.place,
      keeper: keeper ?? "—",
      on: validUntil,
      days: warning,
    },
    link: `/instruments/${number}`,
    laboratoryId,
    mail: true,
    key: `verification-due ${number} ${validUntil} ${warning}`,
  });
}
