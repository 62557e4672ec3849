import type { ReplyOf } from "../kernel/endpoint.ts";
import { addDays, toDay } from "../kernel/time.ts";
import { workingDaysBetween } from "../kernel/working-days.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { loadHolidays } from "../platform/holidays.ts";
import type * as contract from "./people-contract.ts";
import { medianOf, urgencyOf } from "./rules/urgency.ts";

const lookBack = 90; // days
const open = ["assigned", "in_progress", "returned", "retest"] as const;

/** Who has how much in hand and how late it is; how many working days each method took from receipt to result. */
export async function showWorkload(ctx: Context): Promise<ReplyOf<typeof contract.showWorkload>> {
  const today = toDay(ctx.now());
  const from = addDays(today, -lookBack);
  const table = await loadHolidays(ctx);
  const own = ownLaboratory(ctx);
  const people = await ctx.db.person.findMany({
    where: { ...own, isActive: true, roles: { has: "analyst" } },
    orderBy: { name: "asc" },
  });
  const running = await ctx.db.task.groupBy({
    by: ["analystId", "dueOn"],
    where: { ...own, state: { in: [...open] } },
    _count: true,
  });
  const done = await ctx.db.task.findMany({
    where: { ...own, submittedAt: { gte: new Date(`${from}T00:00:00Z`) } },
    select: {
      analystId: true,
      dueOn: true,
      submittedAt: true,
      methodId: true,
      sample: { select: { receivedAt: true } },
    },
    orderBy: { submittedAt: "desc" },
    take: 5_000,
  });
  const methods = await ctx.db.method.findMany({
    where: { id: { in: [...new Set(done.map(({ methodId }) => methodId))] } },
    select: { id: true, code: true, clause: true, item: { select: { name: true } } },
  });
  const methodOf = new Map(methods.map((method) => [method.id, method]));
  // thousands of tasks share a few hundred pairs of days
  const daysOf = remembering((from, to) => workingDaysBetween(from, to, table));
  const finished = done.map((task) => {
    const on = toDay(task.submittedAt ?? ctx.now());
    const days = daysOf(toDay(task.sample.receivedAt), on);
    const method = methodOf.get(task.methodId);
    return {
      analystId: task.analystId,
      days,
      isLate: on > task.dueOn,
      item: method?.item.name ?? "",
      method: `${method?.code ?? ""} ${method?.clause ?? ""}`,
    };
  });
  const byMethod = new Map<string, typeof finished>();
  for (const task of finished) {
    const key = `${task.item} ${task.method}`;
    const same = byMethod.get(key);
    if (same) same.push(task);
    else byMethod.set(key, [task]);
  }
  const sum = (of: typeof running) => of.reduce((all, { _count }) => all + _count, 0);
  return {
    from,
    pending: await ctx.db.task.count({ where: { ...own, state: "pending" } }),
    analysts: people.map(({ id, name }) => {
      const mine = running
        .filter((t) => t.analystId === id)
        .map((t) => ({ ...t, urgency: urgencyOf(t.dueOn, today, table).urgency }));
      const days = finished.filter((t) => t.analystId === id).map((t) => t.days);
      return {
        id,
        name,
        open: sum(mine),
        overdue: sum(mine.filter((t) => t.urgency === "overdue")),
        soon: sum(mine.filter((t) => t.urgency === "soon")),
        done: days.length,
        medianDays: medianOf(days),
      };
    }),
    methods: [...byMethod.keys()].sort().map((key) => {
      const of = byMethod.get(key) ?? [];
      const days = of.map((t) => t.days);
      return {
        item: of[0]?.item ?? "",
        method: of[0]?.method ?? "",
        done: of.length,
        medianDays: medianOf(days) ?? 0,
        longestDays: Math.max(...days),
        late: of.filter((t) => t.isLate).length,
      };
    }),
  };
}

function remembering(count: (from: string, to: string) => number): (from: string, to: string) => number {
  const known = new Map<string, number>();
  return (from, to) => {
    const key = `${from} ${to}`;
    const days = known.get(key) ?? count(from, to);
    known.set(key, days);
    return days;
  };
}
