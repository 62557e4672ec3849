import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./people-contract.ts";
import type { CoverView } from "./people-contract.ts";
import { isQualified } from "./qualify-person.ts";

const open = ["assigned", "in_progress", "returned", "retest"] as const;
type Plan = { view: CoverView; moved: string[]; sheets: string[]; to: { id: string; name: string; login: string } };

/** What would go to whom, before anything is done. */
export async function previewCover(
  ctx: Context,
  { params, query }: InputOf<typeof contract.previewCover>,
): Promise<CoverView> {
  return (await plan(ctx, params.personId, query.to)).view;
}

/**
 * 离岗交接: tasks, batches and open claims of a person go to another one in one step. What that person is not authorised for today, or
 * has checked or reviewed, is named and left where it is. Readings that were taken stay with who took them.
 */
export async function coverPerson(
  ctx: Context,
  { params, body }: InputOf<typeof contract.coverPerson>,
): Promise<CoverView> {
  const { view, moved, sheets, to } = await plan(ctx, params.personId, body.toPersonId);
  const at = ctx.now();
  await ctx.db.task.updateMany({
    where: { id: { in: moved } },
    data: { analystId: to.id, analystName: to.name, assignedAt: at },
  });
  await ctx.db.sheet.updateMany({ where: { id: { in: sheets } }, data: { analystId: to.id, analystName: to.name } });
  await ctx.db.claim.updateMany({
    where: { personId: params.personId, closedAt: null, taskId: { in: moved } },
    data: { personId: to.id, personName: to.name },
  });
  await ctx.note("work.covered", `person ${to.login}`, {
    from: view.from,
    reason: body.reason,
    tasks: moved.length,
    sheets: view.sheets.filter((s) => s.isMoved).map((s) => s.number),
    claims: view.claims,
    left: view.tasks.filter((t) => t.refusal !== null).map((t) => `${t.sampleNumber} ${t.method} ${t.refusal ?? ""}`),
  });
  await ctx.tell({ type: "changed", topics: ["tasks", "work"], laboratoryId: laboratoryOf(ctx) });
  return view;
}

async function plan(ctx: Context, fromId: string, toId: string): Promise<Plan> {
  const laboratoryId = laboratoryOf(ctx);
  const from = await ctx.db.person.findFirst({ where: { id: fromId, laboratoryId } });
  const to = await ctx.db.person.findFirst({
    where: { id: toId, laboratoryId, isActive: true, roles: { has: "analyst" } },
  });
  if (!from || !to || from.id === to.id) throw new Problem("not-found", { what: from ? toId : fromId });
  const today = toDay(ctx.now());
  const tasks = await ctx.db.task.findMany({
    where: { laboratoryId, analystId: from.id, state: { in: [...open] } },
    include: {
      sample: { include: { tasks: { select: { checkedById: true } } } },
      method: { include: { item: true } },
    },
    orderBy: { dueOn: "asc" },
  });
  const qualified = new Map<string, boolean>();
  const sheets = await ctx.db.sheet.findMany({
    where: {
      laboratoryId,
      analystId: from.id,
      withdrawnAt: null,
      positions: { some: { removedAt: null, task: { state: { in: [...open] } } } },
    },
    include: { method: true, positions: { where: { removedAt: null, taskId: { not: null } } } },
  });
  for (const methodId of new Set([...tasks, ...sheets].map((t) => t.methodId)))
    qualified.set(methodId, await isQualified(ctx, to.id, methodId, today));
  const own = tasks.map((task): CoverView["tasks"][number] => ({
    id: task.id,
    sampleNumber: task.sample.number,
    sampleName: task.sample.name,
    item: task.method.item.name,
    method: `${task.method.code} ${task.method.clause}`,
    refusal: !qualified.get(task.methodId)
      ? "not-qualified"
      : task.sample.reviewedById === to.id
        ? "reviewer-may-not-test"
        : task.sample.tasks.some((t) => t.checkedById === to.id)
          ? "checker-may-not-test"
          : null,
  }));
  // a batch is one person's: where one of its tasks cannot go, it stays with all of them, or nobody could hand it in
  const refused = new Set(own.filter((row) => row.refusal !== null).map(({ id }) => id));
  const staying = sheets.filter(
    (s) => !qualified.get(s.methodId) || s.positions.some((p) => refused.has(p.taskId ?? "")),
  );
  const onStaying = new Set(staying.flatMap(({ positions }) => positions.map(({ taskId }) => taskId)));
  const rows = own.map((row) =>
    row.refusal === null && onStaying.has(row.id) ? { ...row, refusal: "batch-stays" as const } : row,
  );
  const moved = rows.filter((row) => row.refusal === null).map(({ id }) => id);
  const held = await ctx.db.container.findMany({
    where: { laboratoryId, state: "handed_out", holderId: from.id },
    select: { number: true },
  });
  return {
    moved,
    to,
    sheets: sheets.filter((s) => !staying.includes(s)).map(({ id }) => id),
    view: {
      from: from.name,
      to: to.name,
      tasks: rows,
      sheets: sheets.map((s) => ({
        number: s.number,
        method: `${s.method.code} ${s.method.clause}`,
        isMoved: !staying.includes(s),
      })),
      claims: await ctx.db.claim.count({ where: { personId: from.id, closedAt: null, taskId: { in: moved } } }),
      containers: held.map(({ number }) => number),
    },
  };
}
