import { z } from "zod";
import { internalTarget, PcrRule } from "../catalogue/rules/pcr-rule.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { notDetectedText, nothingYet, type Computed } from "./rules/computed.ts";
import { computePcr, ControlVerdict, type Beside, type PcrComputed, type TaskWell } from "./rules/pcr.ts";

export const pcrTask = {
  method: { include: { item: true } },
  sample: true,
} satisfies Prisma.TaskInclude;
export type PcrTask = Prisma.TaskGetPayload<{ include: typeof pcrTask }>;

/** What the wells of a task come to, beside the other items of its sample. */
export async function pcrOutcome(ctx: Context, task: PcrTask): Promise<PcrComputed> {
  const rule = ruleOf(task);
  return computePcr(rule, await wellsOf(ctx, task), await besideOf(ctx, task, rule), task.round);
}

/** The same as a result: 检出, 未检出 with its LOD, or nothing yet. Never a share, never more than DNA. */
export function resultOfPcr({ state, text, missing, needsRepeat }: PcrComputed, task: PcrTask): Computed {
  const { lod, lodUnit } = ruleOf(task);
  const none = { ...nothingYet, parallels: [], missing, needsRetest: needsRepeat };
  if (state === "detected" && text !== null)
    return { ...none, qualifier: "detected", reported: text, result: { qualifier: "detected", text } };
  if (state === "not_detected" && text !== null)
    return {
      ...none,
      qualifier: "not_detected",
      reported: notDetectedText(lod, lodUnit),
      result: { qualifier: "not_detected", text, lod },
    };
  if (state === "undetermined" && missing.length === 0)
    return { ...none, qualifier: "undetermined", reported: "不能得出结论", result: {} };
  return none;
}

export function ruleOf(task: PcrTask): PcrRule {
  const rule = PcrRule.safeParse(task.method.pcr);
  if (!rule.success) throw new Problem("state-forbids", { state: task.method.code });
  return rule.data;
}

/** The task's own wells and, run by run, the internal control of its sample. */
async function wellsOf(ctx: Context, task: PcrTask): Promise<TaskWell[]> {
  const wells = await ctx.db.pcrWell.findMany({
    where: {
      run: { withdrawnAt: null },
      OR: [{ taskId: task.id }, { target: internalTarget, task: { sampleId: task.sampleId } }],
    },
    include: { run: true },
    orderBy: [{ run: { ranAt: "asc" } }, { position: "asc" }],
  });
  const attempts = new Map(
    wells.filter((w) => w.taskId === task.id && w.target !== internalTarget).map((w) => [w.runId, w.attempt]),
  );
  return wells.flatMap((well): TaskWell[] => {
    const attempt = attempts.get(well.runId);
    if (attempt === undefined) return [];
    const isInternal = well.target === internalTarget;
    const verdict = z
      .array(ControlVerdict)
      .parse(well.run.controls)
      .find((v) => v.target === task.method.item.name);
    const { position, ct, hasCurve, runId } = well;
    return [
      {
        position,
        ct,
        hasCurve,
        runId,
        run: well.run.name,
        kind: isInternal ? "internal" : "target",
        attempt,
        isRunValid: verdict?.isValid ?? false,
      },
    ];
  });
}

/** The item that a positive result needs beside it, where the order asks for it. */
async function besideOf(ctx: Context, task: PcrTask, rule: PcrRule): Promise<Beside[]> {
  if (rule.needs === null) return [];
  const other = await ctx.db.task.findFirst({
    where: { sampleId: task.sampleId, method: { item: { name: rule.needs }, resultKind: "pcr" } },
    include: pcrTask,
  });
  if (!other) return [{ item: rule.needs, state: null }];
  const { state } = computePcr({ ...ruleOf(other), needs: null }, await wellsOf(ctx, other), [], other.round);
  return [{ item: rule.needs, state }];
}
