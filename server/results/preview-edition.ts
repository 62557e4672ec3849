import { isJudgedByStandards } from "../orders/rules.ts";
import { draftOf, findChange } from "../catalogue/edition-changes.ts";
import type { LimitInForce } from "../catalogue/find-limits.ts";
import { loadLimits } from "../catalogue/load-limits.ts";
import {
  applicableLimits,
  decidingDate,
  indexLimits,
  itemKey,
  limitText,
  type LimitIndex,
} from "../catalogue/rules.ts";
import { catalogueWith } from "../catalogue/rules/compose-edition.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { loadWork } from "../readings/load-work.ts";
import { computeTask } from "./compute-task.ts";
import { judgeLimits } from "./judge-limits.ts";
import type * as contract from "./preview-contract.ts";
import { overallVerdicts } from "./rules/overall.ts";

type Reply = ReplyOf<typeof contract.previewEdition>;

/** Every task of an open sample whose limit would be another one, with its verdict now and then. Nothing is changed. */
export async function previewEdition(
  ctx: Context,
  { params }: InputOf<typeof contract.previewEdition>,
): Promise<Reply> {
  const draft = draftOf(await findChange(ctx, params.id));
  const known = await loadLimits(ctx);
  const now = indexLimits(known);
  const then = indexLimits(catalogueWith(draft, known));
  const tasks = await ctx.db.task.findMany({
    where: { ...ownLaboratory(ctx), sample: { state: { notIn: ["certified", "rejected", "cancelled"] } } },
    include: { sample: { include: { order: true } }, method: { include: { item: true } } },
    orderBy: [{ sample: { number: "asc" } }, { ordinal: "asc" }],
  });
  const rows: Reply["rows"] = [];
  for (const { id, sample, method } of tasks) {
    if (!isJudgedByStandards(sample.order)) continue;
    const { on } = decidingDate({ ...sample, receivedOn: toDay(sample.receivedAt) });
    const question = { category: sample.category, item: method.item.name, on };
    const [limitBefore, limitAfter] = [said(now, question), said(then, question)];
    if (limitBefore === limitAfter) continue;
    const work = await loadWork(ctx, id);
    const { result } = await computeTask(ctx, work, on);
    const verdictBy = async (index: LimitIndex) => {
      if (result === null) return null;
      const limits = await judgeLimits(ctx, work, on, result, (asked) => Promise.resolve(inForce(index, asked)));
      return overallVerdicts(limits).verdict;
    };
    rows.push({
      sampleNumber: sample.number,
      sampleName: sample.name,
      item: method.item.name,
      decidingOn: on,
      limitBefore,
      limitAfter,
      verdictBefore: await verdictBy(now),
      verdictAfter: await verdictBy(then),
    });
  }
  return { openTasks: tasks.length, rows };
}

type Question = { category: string; item: string; on: string };

function inForce(index: LimitIndex, question: Question): LimitInForce[] {
  if (!index.byItem.has(itemKey(question.item)) || !index.tree.placeOf(question.category)) return [];
  return applicableLimits(index, question).map((row) => ({
    row,
    isConfirmed: true,
    confirmedBy: null,
    mayFollowInstead: [],
  }));
}

function said(index: LimitIndex, question: Question): string {
  const rows = inForce(index, question).map(
    ({ row }) => `${row.standard}-${row.version} ${limitText(row)} ${row.unit}`,
  );
  return rows.join("；");
}
