import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import { sign, signEach } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { loadReview, refusalToCheck, refusalToReview, type Review } from "./load-review.ts";
import { concludeSample } from "./conclude-sample.ts";

/** 校核: a second analyst has gone through a task's raw record; a signature. The last one brings the sample under review. */
export async function checkResult(
  ctx: Context,
  { params, body }: InputOf<typeof contract.checkResult>,
): Promise<Record<string, never>> {
  return checkTasks(ctx, [params.taskId], body.password);
}

/** 校核 of several tasks at once, of one sample or of many: each is signed, and if one may not be, none is. */
export async function checkResults(
  ctx: Context,
  { body }: InputOf<typeof contract.checkResults>,
): Promise<Record<string, never>> {
  return checkTasks(ctx, [...new Set(body.taskIds)], body.password);
}

async function checkTasks(ctx: Context, taskIds: string[], password: string): Promise<Record<string, never>> {
  const found = await ctx.db.task.findMany({
    where: { id: { in: taskIds }, laboratoryId: laboratoryOf(ctx) },
    select: { id: true, sample: { select: { number: true } } },
  });
  if (found.length < taskIds.length) throw new Problem("not-found", { what: "task" });
  const reviews: Review[] = [];
  for (const number of new Set(found.map(({ sample }) => sample.number))) reviews.push(await loadReview(ctx, number));
  const checked = reviews.flatMap((review) =>
    review.tasks.filter(({ id }) => taskIds.includes(id)).map((task) => ({ review, task })),
  );
  for (const { review, task } of checked) {
    const refusal = refusalToCheck(ctx, review, task);
    if (refusal) throw new Problem(refusal, { state: task.state, item: task.method.item.name });
  }
  const signatures = await signEach(ctx, "check", "task", taskIds, password);
  await ctx.db.task.updateMany({
    where: { id: { in: taskIds } },
    data: { state: "checked", checkedAt: ctx.now(), checkedById: ctx.actor.id, checkedByName: ctx.actor.name },
  });
  for (const { review, task } of checked)
    await ctx.note("result.checked", `sample ${review.number}`, {
      task: task.id,
      item: task.method.item.name,
      signature: signatures.get(task.id),
    });
  for (const review of reviews) {
    const isOpen = review.tasks.some(({ id, state }) => state !== "checked" && !taskIds.includes(id));
    if (!isOpen && review.state !== "certified") await beginReview(ctx, review);
    await ctx.tell({ type: "changed", topics: ["waiting", "desk"], laboratoryId: review.laboratoryId });
  }
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
