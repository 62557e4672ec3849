import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { loadReview, refusalToSendBack } from "./load-review.ts";

/** 退回: work goes back to its analyst with a reason they see; what was signed stays on record. */
export async function sendBack(
  ctx: Context,
  { params, body }: InputOf<typeof contract.sendBack>,
): Promise<Record<string, never>> {
  const review = await loadReview(ctx, params.number);
  const refusal = refusalToSendBack(ctx, review);
  if (refusal) throw new Problem(refusal, { state: review.state });
  const tasks = review.tasks.filter((t) => body.taskIds.includes(t.id));
  if (tasks.length < new Set(body.taskIds).size) throw new Problem("not-found", { what: "task" });
  const from =
    review.state === "certified"
      ? "amend"
      : review.state === "under_review" || review.state === "approved"
        ? review.reviewedAt
          ? "approve"
          : "review"
        : "check";
  for (const task of tasks) {
    if (task.state !== "completed" && task.state !== "checked")
      throw new Problem("state-forbids", { state: task.state });
    await ctx.db.task.update({
      where: { id: task.id },
      data: { state: "returned", checkedAt: null, checkedById: null, checkedByName: null },
    });
    await ctx.db.workReturn.create({
      data: {
        sampleId: review.id,
        taskId: task.id,
        from,
        reason: body.reason,
        byId: ctx.actor.id ?? "",
        by: ctx.actor.name,
        at: ctx.now(),
      },
    });
  }
  await ctx.db.sample.update({
    where: { id: review.id },
    // a certified sample stays so: its certificate is under review until an amended one takes its place
    data: { ...(review.state === "certified" ? {} : { state: "in_testing" }), reviewedAt: null, reviewedById: null },
  });
  await ctx.note("work.sent-back", `sample ${review.number}`, {
    from,
    tasks: tasks.map((t) => t.method.item.name),
    reason: body.reason,
  });
  await ctx.tell({ type: "changed", topics: ["waiting", "desk", "tasks", "bench"], laboratoryId: review.laboratoryId });
  return {};
}
