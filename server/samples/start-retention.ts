import { toDay } from "../kernel/time.ts";
import type { Context, House } from "../platform/context.ts";
import { actingAs, change } from "../platform/transaction.ts";
import { holdersOf, notify } from "../notices/notify.ts";
import { heldInclude, holdOf } from "./held.ts";
import { disposalRefusal, retentionOf } from "./rules/retention.ts";

/** The clock of what is left of a sample begins with its conclusion; an amended conclusion starts it anew, and never shortens it. */
export async function startRetention(ctx: Context, sampleId: string, on: string): Promise<void> {
  const sample = await ctx.db.sample.findUniqueOrThrow({ where: { id: sampleId }, include: { containers: true } });
  const { verdict } = (sample.conclusion ?? {}) as { verdict?: string };
  const { until, rule } = retentionOf({
    concludedOn: on,
    isFailed: verdict === "fail" || verdict === "conditional_fail",
    productionDate: sample.productionDate,
    shelfLife: sample.shelfLife,
  });
  for (const container of sample.containers)
    if (container.retainUntil === null || container.retainUntil < until)
      await ctx.db.container.update({ where: { id: container.id }, data: { retainUntil: until, retainRule: rule } });
}

/** Each morning: clocks that were never started are, and whoever disposes of samples is told what is due today. */
export async function watchRetention(house: House): Promise<void> {
  await change(house, actingAs("watch-retention"), "none", async (ctx) => {
    const today = toDay(ctx.now());
    const unstarted = await ctx.db.sample.findMany({
      where: { state: "certified", containers: { some: { retainUntil: null, state: { not: "disposed" } } } },
      include: {
        onCertificates: {
          where: { certificate: { issuedAt: { not: null } } },
          include: { certificate: true },
          orderBy: { certificate: { issuedAt: "desc" } },
          take: 1,
        },
      },
      take: 500,
    });
    for (const sample of unstarted) {
      const concluded = sample.onCertificates[0]?.certificate.issuedAt ?? sample.reviewedAt;
      if (concluded) await startRetention(ctx, sample.id, toDay(concluded));
    }
    for (const { id } of await ctx.db.laboratory.findMany({ select: { id: true } })) await tellDue(ctx, id, today);
  });
}

async function tellDue(ctx: Context, laboratoryId: string, today: string): Promise<void> {
  const due = await ctx.db.container.findMany({
    where: {
      laboratoryId,
      state: "stored",
      retainUntil: { lt: today },
      disposals: { none: { disposal: { state: "prepared" } } },
    },
    include: { sample: { include: heldInclude } },
    take: 1_000,
  });
  const count = due.filter(
    (c) => disposalRefusal({ ...c, sampleState: c.sample.state, isHeld: holdOf(c.sample) !== null }, today) === null,
  ).length;
  if (count === 0) return;
  await notify(ctx, {
    to: await holdersOf(ctx, laboratoryId, "retention.dispose"),
    code: "retention-due",
    params: { count: String(count), on: today },
    link: "/retention",
    laboratoryId,
    mail: false,
    key: `retention ${today}`,
  });
  await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId });
}
