import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { fitnessOf } from "../metrology/fitness.ts";
import { excludes, type IntendedUse } from "../metrology/rules/restriction.ts";
import { zh } from "../kernel/text/zh.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { refuseForeignWork } from "./begin-work.ts";
import type * as contract from "./contract.ts";
import type { ClaimView } from "./contract.ts";
import { loadWork } from "./load-work.ts";
import { nextSpot, openStepOf } from "./rules.ts";

const restMinutes = 30; // a claim nobody used for so long may be taken over

/** The next stable reading of an instrument belongs to this person, this container's sample and the task's open step. */
export async function openClaim(ctx: Context, { body }: InputOf<typeof contract.openClaim>): Promise<ClaimView> {
  const { task, steps, parallels } = await loadWork(ctx, body.taskId);
  await refuseForeignWork(ctx, task);
  const container = task.sample.containers.find((c) => c.number === body.containerNumber.replace(/\D/g, ""));
  if (!container) throw new Problem("container-not-of-sample", { number: body.containerNumber });
  if (container.kind === "reserve") throw new Problem("reserve-sealed", { number: container.number });
  if (container.holderId !== ctx.actor.id) throw new Problem("container-not-handed-out", { number: container.number });

  const instrument = await findInstrument(ctx, body.instrumentNumber);
  if (!task.method.equipmentKinds.includes(instrument.kind))
    throw new Problem("instrument-kind-wrong", { instrument: instrument.name });
  await refuseUnfit(ctx, instrument, ctx.now(), { methodId: task.methodId });
  if (instrument.driver === null) throw new Problem("instrument-not-connected", { instrument: instrument.name });

  const chosen = parallels.find((p) => p.id === body.determinationId);
  const spot = chosen ? openStepOf(steps, chosen) : nextSpot(steps, parallels);
  if (!spot) throw new Problem("no-open-step");
  const isFigure = steps.find((s) => s.key === spot.step)?.kind === "value"; // of a meter or an analyser: no dish
  if (!isFigure && spot.vessel === null) throw new Problem("vessel-needed", { parallel: spot.parallel });

  await closeOthers(ctx, instrument);
  const now = ctx.now();
  const claim = await ctx.db.claim.create({
    data: {
      personId: ctx.actor.id ?? "",
      personName: ctx.actor.name,
      instrumentId: instrument.id,
      containerId: container.id,
      taskId: task.id,
      determinationId: spot.determinationId,
      step: spot.step,
      openedAt: now,
      lastAt: now,
    },
    include: claimInclude,
  });
  await ctx.note("instrument.claimed", `instrument ${instrument.number}`, {
    task: task.id,
    container: container.number,
    parallel: spot.parallel,
    step: spot.step,
  });
  await ctx.tell({ type: "changed", topics: ["claims"], laboratoryId: task.laboratoryId });
  return claimView(ctx, claim);
}

/** Gives an instrument free; its next reading goes to the tray. */
export async function closeClaim(
  ctx: Context,
  { params }: InputOf<typeof contract.closeClaim>,
): Promise<Record<string, never>> {
  const claim = await ctx.db.claim.findFirst({
    where: { id: params.claimId, closedAt: null, instrument: { laboratoryId: laboratoryOf(ctx) } },
    include: { instrument: true },
  });
  if (!claim) throw new Problem("not-found", { what: "claim" });
  if (claim.personId !== ctx.actor.id)
    throw new Problem("claim-taken", { instrument: claim.instrument.name, person: claim.personName });
  await ctx.db.claim.update({ where: { id: claim.id }, data: { closedAt: ctx.now() } });
  await ctx.note("claim.closed", `instrument ${claim.instrument.number}`);
  await ctx.tell({ type: "changed", topics: ["claims"], laboratoryId: claim.instrument.laboratoryId });
  return {};
}

/** An instrument of one's own laboratory by its scanned number. */
export async function findInstrument(ctx: Context, number: string) {
  const instrument = await ctx.db.instrument.findFirst({
    where: { number: number.replace(/\D/g, ""), laboratoryId: laboratoryOf(ctx) },
  });
  if (!instrument) throw new Problem("not-found", { what: number });
  return instrument;
}

/** Fitness is a function of instrument and instant; the law knows no permit for one that has lapsed (domain.md). */
export async function refuseUnfit(
  ctx: Context,
  instrument: { id: string; name: string },
  at: Date,
  use?: IntendedUse,
): Promise<void> {
  const fitness = await fitnessOf(ctx, instrument.id, at);
  if (fitness.state === "out_of_service")
    throw new Problem("instrument-unfit", {
      instrument: instrument.name,
      reasons: fitness.reasons.map((r) => zh.unfit[r] ?? r),
    });
  const because = use ? excludes(fitness.limits, use) : null;
  if (because)
    throw new Problem("instrument-restricted", {
      instrument: instrument.name,
      restriction: fitness.reasons.map((r) => zh.unfit[r] ?? r),
      because,
    });
}

async function closeOthers(ctx: Context, instrument: { id: string; name: string }): Promise<void> {
  const open = await ctx.db.claim.findFirst({ where: { instrumentId: instrument.id, closedAt: null } });
  const isResting = open && ctx.now().getTime() - open.lastAt.getTime() > restMinutes * 60_000;
  if (open && open.personId !== ctx.actor.id && !isResting)
    throw new Problem("claim-taken", { instrument: instrument.name, person: open.personName });
  await ctx.db.claim.updateMany({
    where: { instrumentId: instrument.id, closedAt: null },
    data: { closedAt: ctx.now() },
  });
}

export const claimInclude = { instrument: true, container: true } satisfies Prisma.ClaimInclude;

/** A claim as the bench shows it. */
export async function claimView(
  ctx: Context,
  claim: Prisma.ClaimGetPayload<{ include: typeof claimInclude }>,
): Promise<ClaimView> {
  const fitness = await fitnessOf(ctx, claim.instrumentId, ctx.now());
  return {
    id: claim.id,
    personId: claim.personId,
    person: claim.personName,
    taskId: claim.taskId,
    containerNumber: claim.container.number,
    determinationId: claim.determinationId,
    step: claim.step,
    openedAt: claim.openedAt.toISOString(),
    instrument: {
      number: claim.instrument.number,
      name: `${claim.instrument.name} ${claim.instrument.model}`,
      validUntil: fitness.validUntil,
      state: fitness.state,
    },
  };
}
