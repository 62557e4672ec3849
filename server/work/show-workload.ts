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
  const running = await ctx.db.task.findMany({
    where: { ...own, state: { in: [...open] } },
    select: { analystId: true, dueOn: true },
  });
  const done = await ctx.db.task.findMany({
    where: { ...own, submittedAt: { gte: new Date(`${from}T00:00:00Z`) } },
    select: {
      analystId: true,
      dueOn: true,
      submittedAt: true,
      sample: { select: { receivedAt: true } },
      method: { select: { code: true, clause: true, item: { select: { name: true } } } },
    },
    orderBy: { submittedAt: "desc" },
    take: 5_000,
  });
  // thousands of tasks share a few hundred pairs of days
  const daysOf = remembering((from, to) => workingDaysBetween(from, to, table));
  const finished = done.map((task) => {
    const on = toDay(task.submittedAt ?? ctx.now());
    const days = daysOf(toDay(task.sample.receivedAt), on);
    return {
      ...task,
      days,
      isLate: on > task.dueOn,
      key: `${task.method.item.name} ${task.method.code} ${task.method.clause}`,
    };
  });
  return {
    from,
    pending: await ctx.db.task.count({ where: { ...own, state: "pending" } }),
    analysts: people.map(({ id, name }) => {
      const mine = running.filter((t) => t.analystId === id).map((t) => urgencyOf(t.dueOn, today, table).urgency);
      const days = finished.filter((t) => t.analystId === id).map((t) => t.days);
      return {
        id,
        name,
        open: mine.length,
        overdue: mine.filter((u) => u === "overdue").length,
        soon: mine.filter((u) => u === "soon").length,
        done: days.length,
        medianDays: medianOf(days),
      };
    }),
    methods: [...new Set(finished.map((t) => t.key))].sort().map((key) => {
      const of = finished.filter((t) => t.key === key);
      const days = of.map((t) => t.days);
      return {
        item: of[0]?.method.item.name ?? "",
        method: `${of[0]?.method.code ?? ""} ${of[0]?.method.clause ?? ""}`,
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
