import { report, ReportingRule } from "./rules/report.ts";
import { aerobic, countPlates as countOf } from "./rules/plate-count.ts";
import { mpnOf } from "./rules/mpn.ts";
import type { MethodStep } from "../catalogue/contract.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { beginWork, refuseForeignWork } from "../readings/begin-work.ts";
import { keepTyped } from "../readings/enter-manual-reading.ts";
import { loadWorkOf, type Work } from "../readings/load-work.ts";
import type * as contract from "./culture-contract.ts";

/** The plates of one unit: which count, and what they come to, by the standard's rule; kept with every colony. */
export async function countPlates(
  ctx: Context,
  { params, body }: InputOf<typeof contract.countPlates>,
): Promise<Record<string, never>> {
  const { work, step } = await openCount(ctx, params.determinationId, "plates");
  const found = countOf(body.dilutions, [...body.blank, ...body.mediumControl], step.colonies ?? aerobic);
  if (!found.isFound) throw new Problem("plates-uncounted", { because: found.because });
  await keep(ctx, work, step, params.determinationId, {
    qualifier: found.qualifier,
    value: found.value,
    text: found.text,
    reason: "平板计数",
    sheet: body,
  });
  return {};
}

/** Positive tubes of one unit, looked up in the table of the standard. */
export async function countTubes(
  ctx: Context,
  { params, body }: InputOf<typeof contract.countTubes>,
): Promise<Record<string, never>> {
  const { work, step } = await openCount(ctx, params.determinationId, "mpn");
  const found = mpnOf(body.tubes);
  if (!found.isFound) throw new Problem("plates-uncounted", { because: found.because });
  await keep(ctx, work, step, params.determinationId, { ...found, reason: "MPN 计数", sheet: body });
  return {};
}

type Count = {
  qualifier: "=" | "<" | ">";
  value: string;
  text: string;
  reason: string;
  sheet: Record<string, unknown>;
};

async function openCount(ctx: Context, determinationId: string, sheet: "plates" | "mpn") {
  const work = await loadWorkOf(ctx, determinationId);
  await refuseForeignWork(ctx, work.task);
  const step = work.steps.find((s) => s.sheet === sheet);
  const unit = work.parallels.find((p) => p.id === determinationId);
  if (!step || !unit) throw new Problem("step-unknown", { step: sheet });
  if (unit.readings.some((r) => r.step === step.key)) throw new Problem("no-open-step");
  return { work, step };
}

async function keep(ctx: Context, work: Work, step: MethodStep, determinationId: string, count: Count): Promise<void> {
  const rule = ReportingRule.parse(work.task.method.reporting);
  const reported = count.qualifier === "=" ? report(count.value, rule).reported : `${count.qualifier}${count.value}`;
  await keepTyped(ctx, work, {
    determinationId,
    step,
    said: { qualifier: count.qualifier, text: count.value },
    instrumentId: null,
    reason: count.reason,
    details: { calculation: `${count.text}，报告 ${reported} ${step.unit}`, sheet: count.sheet },
  });
  await beginWork(ctx, work.task);
  await ctx.note("count.kept", `task ${work.task.id}`, {
    unit: work.parallels.find((p) => p.id === determinationId)?.parallel,
    value: count.value,
    qualifier: count.qualifier,
    text: count.text,
    ...count.sheet,
  });
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: work.task.laboratoryId });
}
