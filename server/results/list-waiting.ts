import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Right } from "../people/roles.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { beyond } from "../platform/keyset.ts";
import type * as contract from "./contract.ts";

type Page = ReplyOf<typeof contract.listWaiting>;

const rightTo = {
  check: "results.check",
  review: "results.review",
  approve: "certificates.approve",
} as const satisfies Record<contract.WaitingAct, Right>;

/** The signatures that the reader may give. */
export function actsOf(ctx: Context): contract.WaitingAct[] {
  return (["check", "review", "approve"] as const).filter((act) => ctx.actor.rights.has(rightTo[act]));
}

/** What waits for one signature of mine, the most urgent first; my own work never waits for me. */
export async function listWaiting(
  ctx: Context,
  { query }: Pick<InputOf<typeof contract.listWaiting>, "query">,
): Promise<Page> {
  const { act, after, size = pageSize } = query;
  if (!actsOf(ctx).includes(act)) return { rows: [], next: null };
  return act === "check" ? await tasksToCheck(ctx, after, size) : await samplesTo(ctx, act, after, size);
}

/** How much waits for each signature of mine, and how much of it is overdue. */
export async function countWaiting(ctx: Context): Promise<ReplyOf<typeof contract.countWaiting>> {
  const late = { dueOn: { lt: toDay(ctx.now()) } };
  const acts = actsOf(ctx).map(async (act) => {
    if (act === "check") {
      const where = await toCheck(ctx);
      const count = (more: Prisma.TaskWhereInput) => ctx.db.task.count({ where: { AND: [where, more] } });
      const [all, overdue] = await Promise.all([count({}), count(late)]);
      return { act, count: all, overdue };
    }
    const where = await toSign(ctx, act);
    const count = (more: Prisma.SampleWhereInput) => ctx.db.sample.count({ where: { AND: [where, more] } });
    const [all, overdue] = await Promise.all([count({}), count(late)]);
    return { act, count: all, overdue };
  });
  return { acts: await Promise.all(acts) };
}

const inOrder = [{ dueOn: "asc" as const }, { id: "asc" as const }];

async function tasksToCheck(ctx: Context, after: string | undefined, size: number): Promise<Page> {
  const last = after && (await ctx.db.task.findFirst({ where: { id: after, ...ownLaboratory(ctx) } }));
  const found = await ctx.db.task.findMany({
    where: { AND: [await toCheck(ctx), last ? beyond("dueOn", last, "asc") : {}] },
    select: {
      id: true,
      analystName: true,
      submittedAt: true,
      dueOn: true,
      sample: { select: { number: true, name: true, receivedAt: true } },
      method: { select: { item: { select: { name: true } } } },
    },
    orderBy: inOrder,
    take: size + 1,
  });
  const { rows, next } = toPage(found, size);
  return {
    next,
    rows: rows.map((t) => ({
      sampleNumber: t.sample.number,
      sampleName: t.sample.name,
      taskId: t.id,
      item: t.method.item.name,
      by: t.analystName,
      since: (t.submittedAt ?? t.sample.receivedAt).toISOString(),
      dueOn: t.dueOn,
    })),
  };
}

async function samplesTo(
  ctx: Context,
  act: "review" | "approve",
  after: string | undefined,
  size: number,
): Promise<Page> {
  const last = after && (await ctx.db.sample.findFirst({ where: { id: after, ...ownLaboratory(ctx) } }));
  const found = await ctx.db.sample.findMany({
    where: { AND: [await toSign(ctx, act), last ? beyond("dueOn", last, "asc") : {}] },
    select: {
      id: true,
      number: true,
      name: true,
      receivedAt: true,
      reviewedAt: true,
      dueOn: true,
      tasks: { select: { isLead: true, analystName: true, checkedAt: true }, orderBy: { checkedAt: "desc" } },
    },
    orderBy: inOrder,
    take: size + 1,
  });
  const { rows, next } = toPage(found, size);
  return {
    next,
    rows: rows.map((s) => ({
      sampleNumber: s.number,
      sampleName: s.name,
      taskId: null,
      item: null,
      by: s.tasks.find((t) => t.isLead)?.analystName ?? null,
      since: (s.reviewedAt ?? s.tasks[0]?.checkedAt ?? s.receivedAt).toISOString(),
      dueOn: s.dueOn,
    })),
  };
}

async function toCheck(ctx: Context): Promise<Prisma.TaskWhereInput> {
  const signing = await signingLaboratories(ctx);
  return {
    ...ownLaboratory(ctx),
    state: "completed",
    isOff: false,
    ...((await hasTested(ctx)) && { sample: { tasks: { none: { analystId: ctx.actor.id } } } }),
    ...(signing.length > 0 && {
      NOT: {
        subcontractId: null,
        results: { some: { isCurrent: true, signedAt: null } },
        laboratoryId: { in: signing },
      },
    }),
  };
}

async function toSign(ctx: Context, act: "review" | "approve"): Promise<Prisma.SampleWhereInput> {
  return {
    ...ownLaboratory(ctx),
    state: "under_review",
    reviewedAt: act === "review" ? null : { not: null },
    ...((await hasTested(ctx)) && { tasks: { none: { analystId: ctx.actor.id } } }),
    ...(act === "approve" && { NOT: { reviewedById: ctx.actor.id } }),
  };
}

/** Who never tested anything need not be looked for among the analysts of all that waits. */
async function hasTested(ctx: Context): Promise<boolean> {
  return (await ctx.db.task.findFirst({ where: { analystId: ctx.actor.id }, select: { id: true } })) !== null;
}

/** Where nothing is checked before it is signed. */
async function signingLaboratories(ctx: Context): Promise<string[]> {
  const found = await ctx.db.laboratory.findMany({ where: { signsResults: true }, select: { id: true } });
  return found.map(({ id }) => id);
}
