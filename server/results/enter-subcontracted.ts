import { FigureText } from "./rules/limit.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { loadWork, type Work } from "../readings/load-work.ts";
import { stageOf, subcontractAllows } from "../work/rules/subcontract.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { judgeComputed } from "./judge-task.ts";
import { nothingYet, notDetectedText, type Computed } from "./rules/computed.ts";

/**
 * 分包结果: as the other laboratory's report prints it, nothing rounded anew; judged here against what the order asks. A second person
 * checks it against the report, as any result.
 */
export async function enterSubcontracted(
  ctx: Context,
  { params, body }: InputOf<typeof contract.enterSubcontracted>,
): Promise<Record<string, never>> {
  const work = await loadWork(ctx, params.taskId);
  const { task } = work;
  const from = await ctx.db.subcontract.findUnique({ where: { id: task.subcontractId ?? task.id } });
  if (!from) throw new Problem("not-found", { what: "subcontract" });
  if (!subcontractAllows("enter", stageOf(from))) throw new Problem("subcontract-report-missing");
  if (task.state !== "in_progress" && task.state !== "returned")
    throw new Problem("state-forbids", { state: task.state });
  const outcome = await judgeComputed(ctx, work, computedOf(work, body.text, body.lod), []);
  if (outcome.reported === null) throw new Problem("bad-request", { fields: ["text"] });
  const before = await ctx.db.result.findFirst({ where: { taskId: task.id, isCurrent: true } });
  if (before && before.reported !== outcome.reported && !body.reason) throw new Problem("nothing-changed");
  if (before) await ctx.db.result.update({ where: { id: before.id }, data: { isCurrent: false } });
  await ctx.db.result.create({
    data: {
      taskId: task.id,
      version: (before?.version ?? 0) + 1,
      isCurrent: true,
      unrounded: outcome.unrounded,
      reported: outcome.reported,
      qualifier: outcome.qualifier,
      unit: outcome.unit,
      verdict: outcome.verdict,
      explanation: { ...outcome, isComplete: true },
      madeById: ctx.actor.id ?? "",
      madeBy: ctx.actor.name,
      madeAt: ctx.now(),
      reason: body.reason ?? null,
    },
  });
  await ctx.db.task.update({
    where: { id: task.id },
    data: { state: "completed", submittedAt: ctx.now(), checkedAt: null, checkedById: null, checkedByName: null },
  });
  await ctx.db.workReturn.updateMany({ where: { taskId: task.id, doneAt: null }, data: { doneAt: ctx.now() } });
  await ctx.note("result.taken-over", `task ${task.id}`, {
    sample: task.sample.number,
    item: task.method.item.name,
    from: from.toName,
    report: from.reportNumber,
    sha256: from.reportSha256,
    reported: outcome.reported,
    verdict: outcome.verdict,
    reason: body.reason ?? null,
  });
  await ctx.tell({ type: "changed", topics: ["tasks", "waiting", "orders"], laboratoryId: task.laboratoryId });
  return {};
}

/** What was typed, as the judge reads it: a figure, a word, or the units of a plan side by side. */
function computedOf({ task, kind }: Work, text: string, lod: string | undefined): Computed {
  const found: Computed = { ...nothingYet, parallels: [], missing: [] };
  const border = lod ?? null;
  const withLod = border === null ? {} : { lod: border };
  if (kind === "qualitative" || kind === "pcr") {
    const isKnown = task.method.choices.length === 0 || task.method.choices.includes(text);
    if (!isKnown) throw new Problem("word-not-of-method", { text, choices: task.method.choices });
    const reported = text === "未检出" ? notDetectedText(border, task.method.unit) : text;
    return { ...found, qualifier: "text", reported, result: { text, ...withLod } };
  }
  if (text === "未检出") {
    if (border === null) throw new Problem("lod-needed");
    const reported = notDetectedText(border, task.method.unit);
    return { ...found, qualifier: "<LOD", reported, result: { qualifier: "<LOD", lod: border } };
  }
  if (kind === "plan") {
    const values = text.split(/[,，;；、\s]+/).filter(Boolean);
    for (const value of values) figure(value.replace(/^[<＜]/, ""));
    const units = values.map((value, i) => ({ unit: i + 1, text: value.replace("＜", "<"), reported: value }));
    return { ...found, units, reported: values.join("，"), result: { values: units.map((unit) => unit.text) } };
  }
  const bounded = /^[<＜](.+)$/.exec(text);
  const value = figure(bounded?.[1] ?? text);
  return bounded
    ? { ...found, qualifier: "<", reported: `＜${value}`, result: { qualifier: "<", value, ...withLod } }
    : { ...found, unrounded: value, reported: value, result: { qualifier: "=", value, ...withLod } };
}

function figure(text: string): string {
  const read = FigureText.safeParse(text);
  if (!read.success) throw new Problem("bad-request", { fields: ["text"] });
  return read.data;
}
