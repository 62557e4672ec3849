import { report, ReportingRule } from "./rules/report.ts";
import { aerobic, countPlates as countOf } from "./rules/plate-count.ts";
import type { CountControls, Counted } from "./count-contract.ts";
import { noteInvalidCount } from "./invalid-counts.ts";
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
  const { dilutions, mediumLot: lot, ...controls } = body;
  const { work, step } = await openCount(ctx, params.determinationId, "plates");
  await keepOne(ctx, work, step, params.determinationId, { dilutions }, lot, controls);
  return {};
}

/** Positive tubes of one unit, looked up in the table of the standard. */
export async function countTubes(
  ctx: Context,
  { params, body }: InputOf<typeof contract.countTubes>,
): Promise<Record<string, never>> {
  const { tubes, mediumLot: lot, ...controls } = body;
  const { work, step } = await openCount(ctx, params.determinationId, "mpn");
  await keepOne(ctx, work, step, params.determinationId, { tubes }, lot, controls);
  return {};
}

export type UnitCount = {
  taskId: string;
  unit: number | null;
  step: MethodStep;
  said: Counted;
  mediumLot: string;
  controls: CountControls;
};

/** What was counted of a unit, reckoned by the rule of its step; what cannot be reckoned is refused, and no count is kept. */
export function countOfUnit(ctx: Context, of: UnitCount): Count {
  const { taskId, unit, step, said, mediumLot, controls } = of;
  const sheet = { ...said, ...controls, mediumLot };
  if ("tubes" in said) {
    if (step.sheet !== "mpn" || !("isBlankClear" in controls)) throw new Problem("step-unknown", { step: "mpn" });
    if (!controls.isBlankClear) {
      noteInvalidCount(ctx, taskId, { unit, said, controls, mediumLot });
      throw new Problem("plates-uncounted", { because: "blank-grew" });
    }
    const found = mpnOf(said.tubes);
    if (!found.isFound) throw new Problem("plates-uncounted", { because: found.because });
    return { ...found, reason: "MPN 计数", sheet };
  }
  if (step.sheet !== "plates" || !("blank" in controls)) throw new Problem("step-unknown", { step: "plates" });
  const found = countOf(said.dilutions, [...controls.blank, ...controls.mediumControl], step.colonies ?? aerobic);
  if (!found.isFound) {
    if (found.because === "blank-grew") noteInvalidCount(ctx, taskId, { unit, said, controls, mediumLot });
    throw new Problem("plates-uncounted", { because: found.because });
  }
  return { qualifier: found.qualifier, value: found.value, text: found.text, reason: "平板计数", sheet };
}

async function keepOne(
  ctx: Context,
  work: Work,
  step: MethodStep,
  determinationId: string,
  said: Counted,
  lot: string,
  controls: CountControls,
): Promise<void> {
  const unit = work.parallels.find((p) => p.id === determinationId)?.parallel ?? null;
  const count = countOfUnit(ctx, { taskId: work.task.id, unit, step, said, mediumLot: lot, controls });
  await keepCount(ctx, work, step, determinationId, count);
  await beginWork(ctx, work.task);
  await ctx.tell({ type: "changed", topics: ["bench"], laboratoryId: work.task.laboratoryId });
}

export type Count = {
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

/** Keeps a count as a reading of its unit, with what it was reckoned from; gives the id of its place. */
export async function keepCount(
  ctx: Context,
  work: Work,
  step: MethodStep,
  determinationId: string,
  count: Count,
  replacesId: string | null = null,
): Promise<string> {
  const rule = ReportingRule.parse(work.task.method.reporting);
  const reported = count.qualifier === "=" ? report(count.value, rule).reported : `${count.qualifier}${count.value}`;
  const kept = await keepTyped(ctx, work, {
    determinationId,
    step,
    said: { qualifier: count.qualifier, text: count.value },
    instrumentId: null,
    reason: count.reason,
    details: { calculation: `${count.text}，报告 ${reported} ${step.unit}`, sheet: count.sheet },
    replacesId,
  });
  await ctx.note("count.kept", `task ${work.task.id}`, {
    unit: work.parallels.find((p) => p.id === determinationId)?.parallel,
    value: count.value,
    qualifier: count.qualifier,
    text: count.text,
    ...count.sheet,
  });
  return kept;
}
