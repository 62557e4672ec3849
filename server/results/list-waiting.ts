import type { ReplyOf } from "../kernel/endpoint.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";

type Rows = ReplyOf<typeof contract.listWaiting>["rows"];

/** What waits for my check, review or approval, the most urgent first; my own work never waits for me. */
export async function listWaiting(ctx: Context): Promise<ReplyOf<typeof contract.listWaiting>> {
  const rows: Rows = [];
  const me = ctx.actor.id;
  if (ctx.actor.rights.has("results.check")) {
    const tasks = await ctx.db.task.findMany({
      where: {
        ...ownLaboratory(ctx),
        state: "completed",
        sample: { tasks: { none: { analystId: me } } },
        NOT: {
          subcontractId: null,
          results: { some: { isCurrent: true, signedAt: null } },
          laboratoryId: { in: await signingLaboratories(ctx) },
        },
      },
      select: {
        id: true,
        analystName: true,
        submittedAt: true,
        dueOn: true,
        sample: { select: { number: true, name: true, receivedAt: true } },
        method: { select: { item: { select: { name: true } } } },
      },
      orderBy: { dueOn: "asc" },
      take: 200,
    });
    rows.push(
      ...tasks.map((t) => ({
        sampleNumber: t.sample.number,
        sampleName: t.sample.name,
        taskId: t.id,
        item: t.method.item.name,
        by: t.analystName,
        since: (t.submittedAt ?? t.sample.receivedAt).toISOString(),
        dueOn: t.dueOn,
        act: "check" as const,
      })),
    );
  }
  for (const act of ["review", "approve"] as const) {
    if (!ctx.actor.rights.has(act === "review" ? "results.review" : "certificates.approve")) continue;
    const samples = await ctx.db.sample.findMany({
      where: {
        ...ownLaboratory(ctx),
        state: "under_review",
        reviewedAt: act === "review" ? null : { not: null },
        tasks: { none: { analystId: me } },
        ...(act === "approve" && { NOT: { reviewedById: me } }),
      },
      select: {
        number: true,
        name: true,
        receivedAt: true,
        reviewedAt: true,
        order: { select: { dueOn: true } },
        tasks: { select: { isLead: true, analystName: true, checkedAt: true }, orderBy: { checkedAt: "desc" } },
      },
      orderBy: { order: { dueOn: "asc" } },
      take: 200,
    });
    rows.push(
      ...samples.map((s) => ({
        sampleNumber: s.number,
        sampleName: s.name,
        taskId: null,
        item: null,
        by: s.tasks.find((t) => t.isLead)?.analystName ?? null,
        since: (s.reviewedAt ?? s.tasks[0]?.checkedAt ?? s.receivedAt).toISOString(),
        dueOn: s.order.dueOn,
        act,
      })),
    );
  }
  return { rows };
}

/** Where nothing is checked before it is signed. */
async function signingLaboratories(ctx: Context): Promise<string[]> {
  const found = await ctx.db.laboratory.findMany({ where: { signsResults: true }, select: { id: true } });
  return found.map(({ id }) => id);
}
