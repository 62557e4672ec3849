import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { loadReview, refusalToCheck, refusalToReview } from "./load-review.ts";
import { concludeSample } from "./conclude-sample.ts";

/** 校核: a second analyst has gone through a task's raw record; a signature. The last one brings the sample under review. */
export async function checkResult(
  ctx: Context,
  { params, body }: InputOf<typeof contract.checkResult>,
): Promise<Record<string, never>> {
  const found = await ctx.db.task.findFirst({
    where: { id: params.taskId, laboratoryId: laboratoryOf(ctx) },
    include: { sample: true },
  });
  if (!found) throw new Problem("not-found", { what: "task" });
  const review = await loadReview(ctx, found.sample.number);
  const task = review.tasks.find((t) => t.id === params.taskId);
  const refusal = task ? refusalToCheck(ctx, review, task) : "not-found";
  if (!task || refusal) throw new Problem(refusal ?? "not-found", { state: task?.state });
  const signed = await sign(ctx, "check", "task", task.id, body.password);
  await ctx.db.task.update({
    where: { id: task.id },
    data: { state: "checked", checkedAt: ctx.now(), checkedById: ctx.actor.id, checkedByName: ctx.actor.name },
  });
  await ctx.note("result.checked", `sample ${found.sample.number}`, {
    task: task.id,
    item: task.method.item.name,
    signature: signed.id,
  });
  const open = await ctx.db.task.count({ where: { sampleId: found.sampleId, NOT: { state: "checked" } } });
  if (open === 0 && found.sample.state !== "certified") await beginReview(ctx, found.sample);
  await ctx.tell({ type: "changed", topics: ["waiting", "desk"], laboratoryId: found.laboratoryId });
  return {};
}

/** Every task is checked: the sample's results are complete, and its review begins. */
async function beginReview(ctx: Context, sample: { id: string; number: string }): Promise<void> {
  for (const state of ["results_complete", "under_review"] as const) {
    await ctx.db.sample.update({ where: { id: sample.id }, data: { state, reviewedAt: null, reviewedById: null } });
    await ctx.note(`sample.${state.replace("_", "-")}`, `sample ${sample.number}`);
  }
}

/** 审核: a reviewer has gone through the whole sample and its verdict; a signature. */
export async function reviewSample(
  ctx: Context,
  { params, body }: InputOf<typeof contract.reviewSample>,
): Promise<Record<string, never>> {
  const review = await loadReview(ctx, params.number);
  const refusal = refusalToReview(ctx, review);
  if (refusal) throw new Problem(refusal, { state: review.state });
  const signed = await sign(ctx, "review", "sample", review.id, body.password);
  const conclusion = concludeSample(review);
  await ctx.db.sample.update({
    where: { id: review.id },
    data: { reviewedAt: ctx.now(), reviewedById: ctx.actor.id, conclusion },
  });
  await ctx.note("sample.reviewed", `sample ${review.number}`, {
    verdict: conclusion.verdict,
    conclusion: conclusion.text,
    signature: signed.id,
  });
  await ctx.tell({ type: "changed", topics: ["waiting", "desk"], laboratoryId: review.laboratoryId });
  return {};
}
