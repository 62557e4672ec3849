import type { InputOf } from "../kernel/endpoint.ts";
import type { Context } from "../platform/context.ts";
import { loadWork } from "../readings/load-work.ts";
import { isReadByPeople } from "../kernel/typed-reading.ts";
import { concludeSample } from "./conclude-sample.ts";
import type { BenchView, DeskView } from "./contract.ts";
import type * as contract from "./contract.ts";
import { resultView } from "./explain-result.ts";
import {
  loadReview,
  refusalToApprove,
  refusalToCheck,
  refusalToReview,
  refusalToSendBack,
  type Review,
  type ReviewTask,
} from "./load-review.ts";
import { hiddenAmong, veiled } from "../orders/veil.ts";
import { benchOf } from "./show-bench.ts";
import { decimalOf } from "../kernel/figure.ts";

/** The reading desk: a whole sample, everything unusual first, its history, and what the reader may do or why not. */
export async function showDesk(ctx: Context, { params }: InputOf<typeof contract.showDesk>): Promise<DeskView> {
  const review = await loadReview(ctx, params.number);
  const tasks: DeskView["tasks"] = [];
  for (const task of review.tasks) tasks.push(await taskView(ctx, task));
  const reviewer = review.reviewedById ? await ctx.db.person.findUnique({ where: { id: review.reviewedById } }) : null;
  const isHidden = (await hiddenAmong(ctx, [review])).has(review.id);
  const subjects = [
    `sample ${review.number}`,
    ...(isHidden ? [] : [`order ${review.order.number}`]),
    ...review.tasks.map((t) => `task ${t.id}`),
  ];
  const trail = await ctx.db.trailEntry.findMany({
    where: { subject: { in: subjects } },
    orderBy: { id: "desc" },
    take: 100,
  });
  const hasResults = review.tasks.some((t) => t.results.length > 0);
  const conclusion = hasResults ? concludeSample(review) : null;
  const view: DeskView = {
    sample: {
      id: review.id,
      number: review.number,
      name: review.name,
      state: review.state,
      category: review.category,
      productionDate: review.productionDate,
      receivedAt: review.receivedAt.toISOString(),
      source: review.order.source,
      client: review.order.client.name,
      reviewedBy: reviewer?.name ?? null,
      reviewedAt: review.reviewedAt?.toISOString() ?? null,
    },
    tasks,
    conclusion: conclusion && { verdict: conclusion.verdict, text: conclusion.text },
    history: trail.map((t) => ({
      at: t.at.toISOString(),
      actor: t.actor,
      action: t.action,
      detail: JSON.stringify(t.detail),
    })),
    may: mayOf(ctx, review),
  };
  return isHidden ? veiled(view) : view;
}

function mayOf(ctx: Context, review: Review): DeskView["may"] {
  return [
    ...review.tasks.map((task) => ({
      act: "check" as const,
      taskId: task.id,
      refusal: refusalToCheck(ctx, review, task),
    })),
    { act: "review", taskId: null, refusal: refusalToReview(ctx, review) },
    { act: "approve", taskId: null, refusal: refusalToApprove(ctx, review) },
    { act: "send-back", taskId: null, refusal: refusalToSendBack(ctx, review) },
  ];
}

async function taskView(ctx: Context, task: ReviewTask): Promise<DeskView["tasks"][number]> {
  const bench = await benchOf(ctx, await loadWork(ctx, task.id));
  const undone = await ctx.db.readingUse.count({
    where: { determination: { taskId: task.id }, undoneAt: { not: null } },
  });
  return {
    bench,
    versions: task.results.map(resultView),
    checkedBy: task.checkedByName,
    checkedAt: task.checkedAt?.toISOString() ?? null,
    unusual: unusualOf(bench, task, undone),
  };
}

/** What a checker wants to see first, as codes. */
function unusualOf(bench: BenchView, task: ReviewTask, undone: number): string[] {
  const weighings = bench.determinations.flatMap((d) => d.steps.flatMap((s) => s.weighings));
  const near = bench.outcome.limits.some((l) => {
    const border = /^[≤≥]?(\d+(\.\d+)?)$/.exec(l.limitText)?.[1];
    if (!border || l.compared === null || decimalOf(border).isZero()) return false;
    return decimalOf(l.compared).div(decimalOf(border)).minus(1).abs().lte("0.1");
  });
  return [
    ...(weighings.some((w) => w.isManual) && !isReadByPeople(bench.task.resultKind) ? ["manual-reading"] : []),
    ...(task.subcontract === null ? [] : ["subcontracted"]),
    ...(bench.task.round > 1 ? ["retest"] : []),
    ...(undone > 0 ? ["undone-reading"] : []),
    ...(weighings.some((w) => !w.counts) ? ["ignored-weighing"] : []),
    ...(task.results.length > 1 ? ["changed-result"] : []),
    ...(near ? ["near-limit"] : []),
    ...(bench.outcome.limits.some((l) => l.warnings.length > 0) ? ["rule-unfit"] : []),
    ...(bench.outcome.limits.some(
      (l) => l.confirmedBy === null && (l.confidence === "low" || l.confidence === "medium"),
    )
      ? ["limit-to-confirm"]
      : []),
    ...(bench.returns.length > 0 ? ["was-returned"] : []),
  ];
}
