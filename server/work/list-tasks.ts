import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { toDay } from "../kernel/time.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import { loadHolidays } from "../platform/holidays.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { beyond } from "../platform/keyset.ts";
import { literally } from "../platform/literally.ts";
import type * as contract from "./contract.ts";
import { urgencyOf } from "./rules/urgency.ts";
import type { z } from "zod";
import { Deviation, type TaskRow } from "./contract.ts";

type Row = z.output<typeof TaskRow>;
/** What a row shows and no more: a sample and a method are long. */
export const taskRowSelect = {
  id: true,
  methodId: true,
  state: true,
  analystId: true,
  analystName: true,
  isLead: true,
  dueOn: true,
  deviation: true,
  subcontractId: true,
  sample: {
    select: {
      number: true,
      name: true,
      returns: { where: { doneAt: null }, orderBy: { at: "desc" }, select: { taskId: true, reason: true } },
    },
  },
  method: { select: { code: true, clause: true, item: { select: { name: true } } } },
  subcontract: { select: { toName: true } },
} satisfies Prisma.TaskSelect;
type Found = Prisma.TaskGetPayload<{ select: typeof taskRowSelect }>;

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

type Asked = InputOf<typeof contract.listTasks>["query"];

/** Tasks of the laboratory: what is still to be done the most urgent first, all of the years the newest first. */
export async function listTasks(
  ctx: Context,
  { query }: { query: Asked },
): Promise<ReplyOf<typeof contract.listTasks>> {
  const way = isBacklog(query) ? ("asc" as const) : ("desc" as const);
  const size = query.size ?? (query.mine || query.sample ? mostOwn : pageSize);
  const last = query.after
    ? await ctx.db.task.findFirst({
        where: { id: query.after, ...ownLaboratory(ctx) },
        select: { id: true, dueOn: true },
      })
    : null;
  const asked = await tasksAsked(ctx, query);
  const found = [];
  // the index has the tasks of one state in their order: of several states each is asked for its own
  for (const state of query.stage ? statesOf[query.stage] : [query.state])
    found.push(
      ...(await ctx.db.task.findMany({
        where: { AND: [asked, state ? { state } : {}, last ? beyond("dueOn", last, way) : {}] },
        select: taskRowSelect,
        orderBy: [{ dueOn: way }, { id: way }],
        take: size + 1,
      })),
    );
  const sign = way === "asc" ? 1 : -1;
  found.sort((a, b) => sign * (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1));
  const page = toPage(found, size);
  const row = await taskRow(ctx);
  return { rows: page.rows.map(row), next: page.next };
}

const mostOwn = 300;
const statesOf = {
  pending: ["pending"],
  running: ["assigned", "in_progress", "retest"],
  completed: ["completed"],
  returned: ["returned"],
} as const satisfies Record<contract.TaskStage, readonly Found["state"][]>;

/** Work that is not done yet, as against all that there ever was. */
function isBacklog({ state, stage, mine, pool, sample }: Asked): boolean {
  return Boolean(stage ?? mine ?? pool ?? sample) || (state !== undefined && state !== "checked");
}

async function tasksAsked(ctx: Context, query: Asked): Promise<Prisma.TaskWhereInput> {
  return {
    ...ownLaboratory(ctx),
    isOff: false,
    ...(query.sample && { sample: { number: query.sample.replace(/\D/g, "") } }),
    ...(query.state ? { state: query.state } : {}),
    ...(query.stage ? { state: { in: [...statesOf[query.stage]] } } : {}),
    ...(query.pool ? { state: "pending" as const } : {}),
    ...(query.mine
      ? { analystId: ctx.actor.id, state: { in: ["assigned", "in_progress", "returned", "retest"] as const } }
      : {}),
    ...(query.from || query.to ? { dueOn: { gte: query.from, lte: query.to } } : {}),
    ...(query.q?.trim() ? await soughtTasks(ctx, query.q.trim()) : {}),
  };
}

/** By a method or its item, else by an analyst, else by a sample: what is sought is found first, and the tasks by it. */
async function soughtTasks(ctx: Context, q: string): Promise<Prisma.TaskWhereInput> {
  const like = { contains: literally(q), mode: "insensitive" as const };
  const methods = await ctx.db.method.findMany({
    where: { OR: [{ code: like }, { clause: like }, { item: { name: like } }] },
    select: { id: true },
  });
  if (methods.length > 0) return { methodId: { in: methods.map(({ id }) => id) } };
  const people = await ctx.db.person.findMany({
    where: { ...ownLaboratory(ctx), name: like, roles: { has: "analyst" } },
    select: { id: true },
  });
  if (people.length > 0) return { analystId: { in: people.map(({ id }) => id) } };
  return { sampleId: { in: await newestSamples(ctx, q) } };
}

const mostSamples = 500;

async function newestSamples(ctx: Context, q: string): Promise<string[]> {
  const digits = q.replace(/[\s-]/g, "");
  const samples = await ctx.db.sample.findMany({
    where: {
      ...ownLaboratory(ctx),
      ...(/^\d{3,}$/.test(digits)
        ? { number: { contains: digits } }
        : { name: { contains: literally(q), mode: "insensitive" } }),
    },
    orderBy: { receivedAt: "desc" },
    select: { id: true },
    take: mostSamples,
  });
  return samples.map(({ id }) => id);
}

/** How many tasks a list would show. */
export async function tasksCount(ctx: Context, query: Asked): Promise<number> {
  return ctx.db.task.count({ where: await tasksAsked(ctx, query) });
}

/** How many tasks are at each stage of the work that is not done yet. */
export async function countTasks(ctx: Context): Promise<ReplyOf<typeof contract.countTasks>> {
  const states = Object.values(statesOf).flat();
  const found = await ctx.db.task.groupBy({
    by: ["state"],
    where: { ...ownLaboratory(ctx), isOff: false, state: { in: states } },
    _count: true,
  });
  const of = (stage: contract.TaskStage) =>
    found.filter(({ state }) => statesOf[stage].some((one) => one === state)).reduce((sum, one) => sum + one._count, 0);
  return { pending: of("pending"), running: of("running"), completed: of("completed"), returned: of("returned") };
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
