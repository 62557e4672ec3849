import { randomUUID } from "node:crypto";
import { Problem } from "../kernel/problems.ts";
import { actorOf } from "../people/session.ts";
import { signUnder } from "../people/sign.ts";
import type { House } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { actingAs, change, type Asked } from "../platform/transaction.ts";
import { batchSubject } from "./approve-batch.ts";
import { approveSigned } from "./approve-sample.ts";

/** A job holds the queue's hand no longer than this many samples; then it leaves the next one. */
const perJob = 20;

/**
 * Approves the samples of a batch one by one, each in a change of its own together with its line in the batch: a crash repeats none and
 * loses none. Whoever signed must still be allowed to; a refusal is kept with its reason and stops no other.
 */
export async function workThroughBatch(house: House, batchId: string): Promise<void> {
  const batch = await house.db.approvalBatch.findUniqueOrThrow({
    where: { id: batchId },
    include: { items: { where: { state: "waiting" }, orderBy: { id: "asc" }, take: perJob } },
  });
  if (batch.endedAt !== null) return;
  const person = await house.db.person.findUniqueOrThrow({ where: { id: batch.byId } });
  const asked: Asked = { actor: actorOf(person, null), requestId: randomUUID(), address: "-" };
  const act = await house.db.signature.findFirstOrThrow({ where: { subject: batchSubject, subjectId: batchId } });
  for (const item of batch.items)
    await approveItem(house, asked, { ...item, signatureId: act.id, isActive: person.isActive });

  await change(house, actingAs("approve-batch"), "none", async (ctx) => {
    const left = await ctx.db.approvalItem.count({ where: { batchId, state: "waiting" } });
    const now = ctx.now();
    if (left > 0) await ctx.enqueue("approve-batch", { batchId });
    await ctx.db.approvalBatch.updateMany({
      where: { id: batchId, endedAt: null },
      data: { movedAt: now, ...(left === 0 && { endedAt: now }) },
    });
    await ctx.tell({ type: "changed", topics: ["waiting", "certificates"], laboratoryId: batch.laboratoryId });
  });
}

/** Takes up what a crash left: the job of a process that died would be given again only after minutes. */
export async function resumeBatches(house: House, { waitedMs }: { waitedMs: number }): Promise<void> {
  const open = await house.db.approvalBatch.findMany({
    where: {
      endedAt: null,
      ...(waitedMs > 0 ? { movedAt: { lt: new Date(house.clock.now().getTime() - waitedMs) } } : {}),
    },
    select: { id: true },
  });
  for (const { id } of open) await workThroughBatch(house, id);
}

type Item = { id: string; batchId: string; sampleNumber: string; signatureId: string; isActive: boolean };

async function approveItem(house: House, asked: Asked, item: Item): Promise<void> {
  try {
    await change(house, asked, "none", async (ctx) => {
      const still = await ctx.db.approvalItem.findUniqueOrThrow({ where: { id: item.id } });
      if (still.state !== "waiting") return; // cancelled, or another process was quicker
      if (!item.isActive) throw new Problem("not-allowed");
      const row = await approveSigned(ctx, item.sampleNumber, (sampleId) =>
        signUnder(ctx, "approve", "sample", sampleId, item.signatureId),
      );
      await ctx.db.approvalItem.update({
        where: { id: item.id },
        data: { state: "approved", certificateNumber: row?.number ?? null }, // null: it waits for others of its order
      });
      await ctx.db.approvalBatch.update({ where: { id: item.batchId }, data: { movedAt: ctx.now() } });
    });
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error; // an outage: the job tries again
    const refusal = { code: error.code, details: error.details } as Prisma.InputJsonObject;
    await house.db.approvalItem.updateMany({
      where: { id: item.id, state: "waiting" },
      data: { state: "refused", refusal },
    });
  }
}
