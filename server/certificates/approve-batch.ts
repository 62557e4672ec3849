import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import { sign } from "../people/sign.ts";
import type { Context } from "../platform/context.ts";
import type { ApprovalBatch } from "./contract.ts";
import type * as contract from "./contract.ts";

/** What the one signature of a batch is about. */
export const batchSubject = "approval-batch";

/** 批量批准签发: one signature for all that was shown; the server then approves them one by one, whether anybody looks on or not. */
export async function approveBatch(
  ctx: Context,
  { body }: InputOf<typeof contract.approveBatch>,
): Promise<ApprovalBatch> {
  const numbers = [...new Set(body.numbers.map((number) => number.replace(/\D/g, "")))];
  const samples = await ctx.db.sample.findMany({
    where: { number: { in: numbers }, ...ownLaboratory(ctx) },
    select: { number: true, name: true },
  });
  const names = new Map(samples.map(({ number, name }) => [number, name]));
  const strange = numbers.find((number) => !names.has(number));
  if (strange !== undefined) throw new Problem("not-found", { what: strange });
  const open = await ctx.db.approvalBatch.findFirst({ where: { byId: ctx.actor.id ?? "", endedAt: null } });
  if (open) throw new Problem("batch-running");
  const batch = await ctx.db.approvalBatch.create({
    data: {
      laboratoryId: laboratoryOf(ctx),
      byId: ctx.actor.id ?? "",
      by: ctx.actor.name,
      at: ctx.now(),
      movedAt: ctx.now(),
      items: { create: numbers.map((number) => ({ sampleNumber: number, sampleName: names.get(number) ?? "" })) },
    },
  });
  const signed = await sign(ctx, "approve", batchSubject, batch.id, body.password);
  await ctx.enqueue("approve-batch", { batchId: batch.id });
  await ctx.note("approval-batch.signed", `approval batch ${batch.id}`, { samples: numbers, signature: signed.id });
  return viewOf(ctx, batch.id);
}

/** The last batch of who asks, with what was refused and why. */
export async function showBatch(ctx: Context): Promise<ReplyOf<typeof contract.showBatch>> {
  const last = await ctx.db.approvalBatch.findFirst({ where: { byId: ctx.actor.id ?? "" }, orderBy: { id: "desc" } });
  return { batch: last && (await viewOf(ctx, last.id)) };
}

/** What has not been approved yet is left; what has been stays approved. */
export async function cancelBatch(
  ctx: Context,
  { params }: InputOf<typeof contract.cancelBatch>,
): Promise<ApprovalBatch> {
  const batch = await ctx.db.approvalBatch.findFirst({ where: { id: params.batchId, byId: ctx.actor.id ?? "" } });
  if (!batch) throw new Problem("not-found", { what: "batch" });
  const { count } = await ctx.db.approvalItem.updateMany({
    where: { batchId: batch.id, state: "waiting" },
    data: { state: "cancelled" },
  });
  await ctx.db.approvalBatch.update({
    where: { id: batch.id },
    data: { cancelledAt: ctx.now(), endedAt: batch.endedAt ?? ctx.now() },
  });
  await ctx.note("approval-batch.cancelled", `approval batch ${batch.id}`, { left: count });
  return viewOf(ctx, batch.id);
}

const Refusal = z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) });

async function viewOf(ctx: Context, id: string): Promise<ApprovalBatch> {
  const batch = await ctx.db.approvalBatch.findUniqueOrThrow({
    where: { id },
    include: { items: { orderBy: { id: "asc" } } },
  });
  const count = (state: string) => batch.items.filter((item) => item.state === state).length;
  const numbers = batch.items.flatMap(({ certificateNumber }) => certificateNumber ?? []);
  const made = await ctx.db.certificate.findMany({
    where: { number: { in: numbers } },
    select: { number: true, printedNumber: true, state: true, stateReason: true },
  });
  return {
    id,
    at: batch.at.toISOString(),
    all: batch.items.length,
    waiting: count("waiting"),
    approved: count("approved"),
    issued: made.filter(({ state }) => state !== "issuing").length,
    cancelled: count("cancelled"),
    isOver: batch.endedAt !== null,
    isRecent: ctx.now().getTime() - batch.at.getTime() < 86_400_000,
    refused: batch.items.flatMap(({ sampleNumber, sampleName, state, refusal }) =>
      state === "refused" ? [{ sampleNumber, sampleName, ...Refusal.parse(refusal) }] : [],
    ),
    stuck: made.flatMap(({ number, printedNumber, state, stateReason }) =>
      state === "issuing" && stateReason ? [{ number, printedNumber, why: stateReason }] : [],
    ),
  };
}
