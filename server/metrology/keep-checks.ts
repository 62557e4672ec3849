import { Problem } from "../kernel/problems.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type * as contract from "./check-contract.ts";
import type { CheckPlanView } from "./check-contract.ts";
import { toFitness, withVerifications } from "./fitness.ts";
import { findInstrument } from "./list-instruments.ts";
import { checkWarning, dueChecks } from "./list-due-checks.ts";
import { CheckCriterion, judgeCheck, JudgedCheck } from "./rules/intermediate-check.ts";

const include = {
  checks: { orderBy: [{ on: "asc" }, { recordedAt: "asc" }, { id: "asc" }] },
  instrument: true,
} satisfies Prisma.CheckPlanInclude;
type Found = Prisma.CheckPlanGetPayload<{ include: typeof include }>;

/** The plans of an instrument with every check, the standing ones first. */
export async function listCheckPlans(
  ctx: Context,
  { params }: InputOf<typeof contract.listCheckPlans>,
): Promise<ReplyOf<typeof contract.listCheckPlans>> {
  return plansOf(ctx, (await findInstrument(ctx, params.number)).id);
}

/** Plans a check: what is measured, against what, how often, and when it passes. */
export async function planCheck(
  ctx: Context,
  { params, body }: InputOf<typeof contract.planCheck>,
): Promise<ReplyOf<typeof contract.planCheck>> {
  const instrument = await findInstrument(ctx, params.number);
  if (instrument.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-allowed");
  const twice = await ctx.db.checkPlan.findFirst({
    where: { instrumentId: instrument.id, name: body.name, endedAt: null },
  });
  if (twice) throw new Problem("already-exists", { what: twice.name });
  await ctx.db.checkPlan.create({
    data: { ...body, instrumentId: instrument.id, by: ctx.actor.name, at: ctx.now() },
  });
  await ctx.note("check.planned", `instrument ${instrument.number}`, body);
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: instrument.laboratoryId });
  return plansOf(ctx, instrument.id);
}

/** Records what was measured and judges it at once; a check that fails takes the instrument out of service and opens an assessment. */
export async function recordCheck(
  ctx: Context,
  { params, body }: InputOf<typeof contract.recordCheck>,
): Promise<ReplyOf<typeof contract.recordCheck>> {
  const plan = await findPlan(ctx, params.planId);
  if (body.on > toDay(ctx.now())) throw new Problem("date-in-future", { on: body.on });
  if (plan.endedAt !== null) throw new Problem("event-refused", { because: "plan-ended" });
  const criterion = CheckCriterion.parse(plan.criterion);
  const before = plan.checks.findLast(({ on }) => on <= body.on);
  const judged = judgeCheck(criterion, body.values, before ? JudgedCheck.parse(before.check).mean : null);
  const nth = plan.checks.filter(({ on }) => on === body.on).length + 1;
  const number = `期间核查 ${plan.name} ${body.on}${nth > 1 ? `-${nth}` : ""}`;
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: plan.instrument.laboratoryId } });
  const kept = await ctx.db.verification.create({
    data: {
      instrumentId: plan.instrumentId,
      checkPlanId: plan.id,
      kind: "intermediate_check",
      on: body.on,
      certificateNumber: number,
      agency: laboratory.name,
      validUntil: body.on,
      conclusion: judged.passes ? "fit" : "unfit",
      confirmedBy: ctx.actor.name,
      recordedAt: ctx.now(),
      check: JudgedCheck.parse({ ...judged, values: body.values, remarks: body.remarks ?? null }),
      unit: plan.unit,
      // as a finding it is an error at the value that was checked
      points: [
        {
          at: criterion.kind === "chart" ? criterion.mean : criterion.reference,
          found: pointText(judged.deviation),
        },
      ],
    },
  });
  await ctx.note("check.recorded", `instrument ${plan.instrument.number}`, {
    plan: plan.name,
    ...body,
    mean: judged.mean,
    passes: judged.passes,
    arithmetic: judged.arithmetic,
    verification: kept.id,
  });
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: plan.instrument.laboratoryId });
  return plansOf(ctx, plan.instrumentId);
}

/** Ends a plan; its checks stay. */
export async function endCheckPlan(
  ctx: Context,
  { params, body }: InputOf<typeof contract.endCheckPlan>,
): Promise<ReplyOf<typeof contract.endCheckPlan>> {
  const plan = await findPlan(ctx, params.planId);
  if (plan.endedAt !== null) throw new Problem("event-refused", { because: "plan-ended" });
  const last = plan.checks.at(-1);
  if (last?.conclusion === "unfit" && !(await hasPassedSince(ctx, plan, last)))
    throw new Problem("event-refused", { because: "check-failed" }); // a failed check does not go away with its plan
  await ctx.db.checkPlan.update({
    where: { id: plan.id },
    data: { endedAt: ctx.now(), endedBy: ctx.actor.name },
  });
  await ctx.note("check-plan.ended", `instrument ${plan.instrument.number}`, { plan: plan.name, ...body });
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: plan.instrument.laboratoryId });
  return plansOf(ctx, plan.instrumentId);
}

async function plansOf(ctx: Context, instrumentId: string): Promise<{ rows: CheckPlanView[] }> {
  const found = await ctx.db.checkPlan.findMany({ where: { instrumentId }, include, orderBy: { at: "asc" } });
  const due = new Map((await dueChecks(ctx, { id: instrumentId })).map((each) => [each.planId, each.dueOn]));
  const rows = found.map((plan): CheckPlanView => {
    const on = due.get(plan.id) ?? null;
    return {
      id: plan.id,
      name: plan.name,
      standard: plan.standard,
      unit: plan.unit,
      intervalMonths: plan.intervalMonths,
      criterion: CheckCriterion.parse(plan.criterion),
      dueOn: on,
      warning: on === null ? null : checkWarning(on, ctx.now()),
      endedAt: plan.endedAt?.toISOString() ?? null,
      checks: plan.checks.map((v) => ({
        ...JudgedCheck.parse(v.check),
        verificationId: v.id,
        on: v.on,
        by: v.confirmedBy,
        at: v.recordedAt.toISOString(),
      })),
    };
  });
  return { rows: rows.sort((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null)) };
}

async function findPlan(ctx: Context, id: string): Promise<Found> {
  const plan = await ctx.db.checkPlan.findFirst({ where: { id, instrument: ownLaboratory(ctx) }, include });
  if (!plan) throw new Problem("not-found", { what: "check plan" });
  if (plan.instrument.laboratoryId !== laboratoryOf(ctx)) throw new Problem("not-allowed");
  return plan;
}

async function hasPassedSince(ctx: Context, plan: Found, failed: { on: string }): Promise<boolean> {
  const rows = await ctx.db.instrument.findUniqueOrThrow({
    where: { id: plan.instrumentId },
    include: withVerifications,
  });
  const isFailedStill = toFitness(rows, ctx.now()).reasons.includes("check-failed");
  return !isFailedStill && rows.verifications.some((v) => v.on >= failed.on && v.conclusion !== "unfit");
}

/** As a column of errors keeps it: a hyphen for minus, at most twelve decimals. */
function pointText(deviation: string): string {
  return deviation.replace("−", "-").replace(/(\.\d{12})\d+$/, "$1");
}
