import { toDay } from "../kernel/time.ts";
import type { House } from "../platform/context.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { toFitness, withVerifications } from "./fitness.ts";
import { daysLeft } from "./rules.ts";
import { isIdle } from "./rules/outages.ts";

/**
 * Reminds of what lapses in 60, 30 and 7 days and today: once for each, however often it runs. Nothing depends on it; what has lapsed
 * is refused whether anybody was reminded or not.
 */
export async function remindDue(house: House): Promise<void> {
  await change(house, actingAs("remind-due"), "none", async (ctx) => {
    const now = ctx.now();
    const instruments = await ctx.db.instrument.findMany({ include: withVerifications });
    const due = instruments.flatMap((instrument) => {
      const { validUntil } = toFitness(instrument, now);
      if (validUntil === null || isIdle(instrument.events, now)) return [];
      const left = daysLeft(validUntil, toDay(now));
      const warning = left < 0 ? null : ([0, 7, 30, 60].find((days) => left <= days) ?? null);
      return warning === null ? [] : [{ instrument, validUntil, warning: String(warning) }];
    });
    const { count } = await ctx.db.dueReminder.createMany({
      data: due.map(({ instrument, validUntil, warning }) => ({
        instrumentId: instrument.id,
        validUntil,
        warning,
        at: now,
      })),
      skipDuplicates: true,
    });
    if (count === 0) return;
    await ctx.note("verification.reminded", "instruments", { count });
    for (const laboratoryId of new Set(due.map(({ instrument }) => instrument.laboratoryId)))
      await ctx.tell({ type: "changed", topics: ["instruments", "waiting"], laboratoryId });
  });
}
