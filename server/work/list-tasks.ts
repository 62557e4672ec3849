import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import { loadHolidays } from "../platform/holidays.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import type * as contract from "./contract.ts";
import { urgencyOf } from "./rules/urgency.ts";
import type { z } from "zod";
import { Deviation, type TaskRow } from "./contract.ts";

type Row = z.output<typeof TaskRow>;
export const taskRowInclude = {
  sample: { include: { returns: { where: { doneAt: null }, orderBy: { at: "desc" } } } },
  method: { include: { item: true } },
  subcontract: true,
} satisfies Prisma.TaskInclude;
type Found = Prisma.TaskGetPayload<{ include: typeof taskRowInclude }>;

/** A task as lists show it: how pressing it is by working days, and whether the reader may take it. */
export async function taskRow(ctx: Context): Promise<(task: Found) => Row> {
  const today = toDay(ctx.now());
  const table = await loadHolidays(ctx);
  const mine = ctx.actor.rights.has("bench.use") ? await methodsOf(ctx, ctx.actor.id ?? "", today) : new Set<string>();
  return (task) => rowOf(task, urgencyOf(task.dueOn, today, table), mine);
}

async function methodsOf(ctx: Context, personId: string, on: string): Promise<Set<string>> {
  const valid = await ctx.db.qualification.findMany({
    where: { personId, validFrom: { lte: on }, OR: [{ validUntil: null }, { validUntil: { gte: on } }] },
    select: { methodId: true },
  });
  return new Set(valid.map(({ methodId }) => methodId));
}

function rowOf(task: Found, urgency: Pick<Row, "urgency" | "daysLeft">, mine: ReadonlySet<string>): Row {
  const returned = task.sample.returns.find((r) => r.taskId === task.id);
  const isOpen =
    task.subcontractId === null && (task.state === "pending" || task.state === "assigned" || task.state === "returned");
  return {
    id: task.id,
    sampleNumber: task.sample.number,
    sampleName: task.sample.name,
    item: task.method.item.name,
    methodId: task.methodId,
    method: task.method.code,
    clause: task.method.clause,
    state: task.state,
    analyst: task.analystName ?? (task.subcontract && `分包：${task.subcontract.toName}`),
    analystId: task.analystId,
    isLead: task.isLead,
    dueOn: task.dueOn,
    ...urgency,
    returnReason: returned?.reason ?? null,
    deviation: task.deviation === null ? null : Deviation.parse(task.deviation),
    may: [
      ...(isOpen ? ["assign"] : []),
      ...(task.state === "pending" && mine.has(task.methodId) ? ["take"] : []),
      ...(task.state === "assigned" ? ["return"] : []),
    ],
  };
}

/** Tasks of the laboratory, the most urgent first. */
export async function listTasks(
  ctx: Context,
  { query }: InputOf<typeof contract.listTasks>,
): Promise<ReplyOf<typeof contract.listTasks>> {
  const rows = await ctx.db.task.findMany({
    where: {
      ...ownLaboratory(ctx),
      sample: {
        state: { notIn: ["rejected", "cancelled"] },
        ...(query.sample && { number: query.sample.replace(/\D/g, "") }),
      },
      ...(query.state ? { state: query.state } : {}),
      ...(query.pool ? { state: "pending" as const } : {}),
      ...(query.mine
        ? { analystId: ctx.actor.id, state: { in: ["assigned", "in_progress", "returned", "retest"] as const } }
        : {}),
    },
    include: taskRowInclude,
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: 300,
  });
  const row = await taskRow(ctx);
  return { rows: rows.map(row) };
}

/** Analysts of the laboratory with the methods they are authorised for today. */
export async function listAnalysts(ctx: Context): Promise<ReplyOf<typeof contract.listAnalysts>> {
  const today = toDay(ctx.now());
  const people = await ctx.db.person.findMany({
    where: { laboratoryId: ctx.actor.laboratoryId, isActive: true, roles: { has: "analyst" } },
    orderBy: { name: "asc" },
  });
  const ids = people.map((p) => p.id);
  const valid = await ctx.db.qualification.findMany({
    where: {
      personId: { in: ids },
      validFrom: { lte: today },
      OR: [{ validUntil: null }, { validUntil: { gte: today } }],
    },
  });
  const open = await ctx.db.task.groupBy({
    by: ["analystId"],
    where: { analystId: { in: ids }, state: { in: ["assigned", "in_progress", "returned", "retest"] } },
    _count: true,
  });
  return {
    rows: people.map((p) => ({
      id: p.id,
      name: p.name,
      openTasks: open.find((o) => o.analystId === p.id)?._count ?? 0,
      methodIds: [...new Set(valid.filter((q) => q.personId === p.id).map((q) => q.methodId))],
    })),
  };
}
