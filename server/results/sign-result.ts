import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import { signEach } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type * as contract from "./sign-contract.ts";

const taskOfResult = {
  select: {
    id: true,
    state: true,
    subcontractId: true,
    sample: { select: { number: true, name: true } },
    method: { select: { item: { select: { name: true } } } },
  },
} satisfies Prisma.ResultInclude["task"];

/** What the asker submitted and has not signed: still to be checked, and made at our own bench. */
export async function listUnsigned(ctx: Context): Promise<ReplyOf<typeof contract.listUnsigned>> {
  const rows = await ctx.db.result.findMany({
    where: {
      madeById: ctx.actor.id ?? "",
      signedAt: null,
      isCurrent: true,
      task: { ...ownLaboratory(ctx), state: "completed", subcontractId: null },
    },
    select: {
      version: true,
      reported: true,
      unit: true,
      verdict: true,
      madeAt: true,
      task: taskOfResult,
    },
    orderBy: { id: "asc" },
    take: 500,
  });
  return {
    isRequired: await isSigningRequired(ctx),
    rows: rows.map(({ task, ...result }) => ({
      taskId: task.id,
      sampleNumber: task.sample.number,
      sampleName: task.sample.name,
      item: task.method.item.name,
      version: result.version,
      reported: result.reported,
      unit: result.unit,
      verdict: result.verdict,
      submittedAt: result.madeAt.toISOString(),
    })),
  };
}

/** 检测人员签字: who made these results signs their original records, all with one password. */
export async function signResults(
  ctx: Context,
  { body }: InputOf<typeof contract.signResults>,
): Promise<Record<string, never>> {
  await signSubmitted(ctx, body.taskIds, body.password);
  return {};
}

/** The same for what has just been submitted. The act belongs to this version of the result: another version needs another. */
export async function signSubmitted(ctx: Context, taskIds: readonly string[], password: string): Promise<void> {
  const asked = [...new Set(taskIds)];
  const results = await ctx.db.result.findMany({
    where: { taskId: { in: asked }, isCurrent: true, task: { laboratoryId: laboratoryOf(ctx) } },
    include: { task: taskOfResult },
    orderBy: { id: "asc" },
  });
  if (results.length < asked.length) throw new Problem("not-found", { what: "result" });
  for (const { task, madeById, madeBy, signedAt } of results) {
    const item = task.method.item.name;
    if (madeById !== ctx.actor.id || task.subcontractId !== null)
      throw new Problem("result-not-yours", { item, by: madeBy });
    if (task.state !== "completed") throw new Problem("state-forbids", { state: task.state, item });
    if (signedAt !== null) throw new Problem("state-forbids", { state: "signed", item });
  }
  const ids = results.map(({ id }) => id);
  const signatures = await signEach(ctx, "submit", "result", ids, password);
  await ctx.db.result.updateMany({ where: { id: { in: ids } }, data: { signedAt: ctx.now() } });
  for (const { id, task, version, reported } of results)
    await ctx.note("result.signed", `task ${task.id}`, {
      sample: task.sample.number,
      item: task.method.item.name,
      version,
      reported,
      signature: signatures.get(id),
    });
  await ctx.tell({ type: "changed", topics: ["bench", "tasks", "waiting", "desk"], laboratoryId: laboratoryOf(ctx) });
}

/** The laboratory's setting. */
export async function signingSetting(ctx: Context): Promise<ReplyOf<typeof contract.signingSetting>> {
  return { isRequired: await isSigningRequired(ctx) };
}

/** From now on nothing is checked before it is signed, or no longer; what has been checked stays. */
export async function setSigning(
  ctx: Context,
  { body }: InputOf<typeof contract.setSigning>,
): Promise<Record<string, never>> {
  const laboratory = await ctx.db.laboratory.update({
    where: { id: laboratoryOf(ctx) },
    data: { signsResults: body.isRequired },
  });
  await ctx.note("laboratory.signing-set", `laboratory ${laboratory.code}`, body);
  await ctx.tell({ type: "changed", topics: ["bench", "waiting"], laboratoryId: laboratory.id });
  return {};
}

async function isSigningRequired(ctx: Context): Promise<boolean> {
  const id = ctx.actor.laboratoryId;
  return id !== null && (await ctx.db.laboratory.findUniqueOrThrow({ where: { id } })).signsResults;
}
