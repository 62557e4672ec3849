import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { loadWorks } from "../readings/load-work.ts";
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
import { invalidCounts } from "./invalid-counts.ts";
import { benchesOf } from "./show-bench.ts";
import { decimalOf } from "../kernel/figure.ts";

/** The reading desk: a whole sample, everything unusual first, its history, and what the reader may do or why not. */
export async function showDesk(ctx: Context, { params }: InputOf<typeof contract.showDesk>): Promise<DeskView> {
  const review = await loadReview(ctx, params.number);
  const tasks = await taskViews(ctx, review.tasks);
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
      // why somebody looked behind it may say whose it is
      detail: isHidden && t.action === "sample.unblinded" ? "{}" : JSON.stringify(t.detail),
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

async function taskViews(ctx: Context, tasks: readonly ReviewTask[]): Promise<DeskView["tasks"]> {
  const ids = tasks.map(({ id }) => id);
  const benches = new Map((await benchesOf(ctx, await loadWorks(ctx, ids))).map((bench) => [bench.task.id, bench]));
  const undone = await ctx.db.readingUse.findMany({
    where: { determination: { taskId: { in: ids } }, undoneAt: { not: null } },
    select: { determination: { select: { taskId: true } } },
  });
  const onSheets = await ctx.db.sheetPosition.findMany({
    where: { taskId: { in: ids }, removedAt: null },
    select: {
      taskId: true,
      sheet: {
        select: { positions: { where: { failedAt: { not: null }, removedAt: null }, select: { isFailed: true } } },
      },
    },
  });
  const invalid = await invalidCounts(ctx, ids);
  const hasUndone = new Set(undone.map(({ determination }) => determination.taskId));
  const views: DeskView["tasks"] = [];
  for (const task of tasks) {
    const bench = benches.get(task.id);
    if (!bench) throw new Problem("not-found", { what: "task" });
    views.push({
      bench,
      versions: task.results.map(resultView),
      checkedBy: task.checkedByName,
      checkedAt: task.checkedAt?.toISOString() ?? null,
      unusual: [
        ...controlsThat(onSheets.filter(({ taskId }) => taskId === task.id).flatMap(({ sheet }) => sheet.positions)),
        ...(invalid.has(task.id) ? ["count-invalid"] : []),
        ...unusualOf(bench, task, hasUndone.has(task.id)),
      ],
    });
  }
  return views;
}

/** Controls of the batch that failed: still, and signed for; or no longer, because figures changed afterwards. */
function controlsThat(failed: readonly { isFailed: boolean }[]): string[] {
  return [
    ...(failed.some(({ isFailed }) => isFailed) ? ["control-failed"] : []),
    ...(failed.some(({ isFailed }) => !isFailed) ? ["control-refigured"] : []),
  ];
}

/** What a checker wants to see first, as codes. */
function unusualOf(bench: BenchView, task: ReviewTask, hasUndone: boolean): string[] {
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
    ...(hasUndone ? ["undone-reading"] : []),
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
