import { fitnessOf } from "../metrology/fitness.ts";
import { excludes } from "../metrology/rules/restriction.ts";
import type { Context } from "../platform/context.ts";
import type { Reading } from "../platform/db.ts";
import { beginWork } from "./begin-work.ts";
import { loadWork, type Work } from "./load-work.ts";
import { isLapsed, nextSpot, refusalOf } from "./rules.ts";

export type Placing = {
  outcome: "placed" | "unclaimed" | "refused";
  personId: string | null;
  taskId: string | null;
  reason: string | null;
};

/** Nobody has claimed it: it waits in the tray. */
export const nobodys: Placing = { outcome: "unclaimed", personId: null, taskId: null, reason: null };

/** Puts a reading where the open claim of its instrument says, and moves the claim on; says why where it cannot. */
export async function placeReading(
  ctx: Context,
  reading: Reading,
  instrument: { id: string },
  gatewayBehindMs = 0,
): Promise<Placing> {
  const claim = await ctx.db.claim.findFirst({ where: { instrumentId: instrument.id, closedAt: null } });
  if (!claim) return nobodys;
  // a reading taken before the claim was opened belongs to whoever stood there then; the gateway's clock may be off
  const takenAt = new Date(reading.takenAt.getTime() + gatewayBehindMs);
  if (takenAt.getTime() < claim.openedAt.getTime() - 5000) return nobodys;
  if (isLapsed(claim, takenAt)) {
    await ctx.db.claim.update({ where: { id: claim.id }, data: { closedAt: ctx.now() } });
    return nobodys;
  }
  const to = { personId: claim.personId, taskId: claim.taskId };
  const work = await loadWork(ctx, claim.taskId);
  const step = work.steps.find((s) => s.key === claim.step);
  const parallel = work.parallels.find((p) => p.id === claim.determinationId);
  if (
    !step ||
    !parallel ||
    work.task.analystId !== claim.personId ||
    ["completed", "checked"].includes(work.task.state)
  )
    return { outcome: "unclaimed", ...to, reason: null };
  const container = work.task.sample.containers.find((c) => c.id === claim.containerId);
  if (container?.holderId !== claim.personId) return { outcome: "refused", ...to, reason: "container-not-handed-out" };
  const refusal = refusalOf({ ...reading, value: reading.value?.toString() ?? null }, step);
  if (refusal) return { outcome: "refused", ...to, reason: refusal };
  if (step.kind !== "value" && parallel.vessel === null) return { outcome: "refused", ...to, reason: "vessel-needed" };
  const fitness = await fitnessOf(ctx, instrument.id, reading.takenAt);
  if (fitness.state === "out_of_service") return { outcome: "refused", ...to, reason: "instrument-unfit" };
  const use = { methodId: work.task.methodId, value: reading.text, unit: reading.unit };
  if (excludes(fitness.limits, use)) return { outcome: "refused", ...to, reason: "instrument-restricted" };

  await ctx.db.readingUse.create({
    data: {
      readingId: reading.id,
      determinationId: claim.determinationId,
      step: claim.step,
      claimedById: claim.personId,
      claimedBy: claim.personName,
      at: ctx.now(),
    },
  });
  await beginWork(ctx, work.task);
  await moveClaim(ctx, claim.id, await loadWork(ctx, claim.taskId));
  return { outcome: "placed", ...to, reason: null };
}

/** The claim goes on to the next open spot, or ends where nothing is left to weigh. */
export async function moveClaim(ctx: Context, claimId: string, work: Work): Promise<void> {
  const spot = nextSpot(work.steps, work.parallels);
  const now = ctx.now();
  await ctx.db.claim.update({
    where: { id: claimId },
    data: spot
      ? { determinationId: spot.determinationId, step: spot.step, lastAt: now }
      : { closedAt: now, lastAt: now },
  });
}
