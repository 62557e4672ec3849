import type { ReplyOf } from "../kernel/endpoint.ts";
import { addDays, toDay } from "../kernel/time.ts";
import { workingDaysBetween } from "../kernel/working-days.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { loadHolidays } from "../platform/holidays.ts";
import type * as contract from "./people-contract.ts";
import { medianOf, urgencyOf, type Counted } from "./rules/urgency.ts";

const lookBack = 90; // days
const open = ["assigned", "in_progress", "returned", "retest"] as const;

type Workload = ReplyOf<typeof contract.showWorkload>;
type Days = { count: (receivedOn: string, submittedOn: string) => number; from: string };

/** Who has how much in hand and how late it is; how many working days each method took from receipt to result. */
export async function showWorkload(ctx: Context): Promise<Workload> {
  const today = toDay(ctx.now());
  const from = addDays(today, -lookBack);
  const table = await loadHolidays(ctx);
  const own = ownLaboratory(ctx);
  // a few hundred pairs of days stand for thousands of results
  const days = { from, count: remembering((first, last) => workingDaysBetween(first, last, table)) };
  const [people, running, pending, byAnalyst, methods] = await Promise.all([
    ctx.db.person.findMany({
      where: { ...own, isActive: true, roles: { has: "analyst" } },
      select: { id: true, name: true },
      orderBy: { name: "asc" },
    }),
    ctx.db.task.groupBy({
      by: ["analystId", "dueOn"],
      where: { ...own, isOff: false, state: { in: [...open] } },
      _count: true,
    }),
    ctx.db.task.count({ where: { ...own, isOff: false, state: "pending" } }),
    doneByAnalyst(ctx, days),
    methodRows(ctx, days),
  ]);
  const sum = (of: typeof running) => of.reduce((all, { _count }) => all + _count, 0);
  return {
    from,
    pending,
    analysts: people.map(({ id, name }) => {
      const mine = running
        .filter((t) => t.analystId === id)
        .map((t) => ({ ...t, urgency: urgencyOf(t.dueOn, today, table).urgency }));
      const done = byAnalyst.get(id) ?? [];
      return {
        id,
        name,
        open: sum(mine),
        overdue: sum(mine.filter((t) => t.urgency === "overdue")),
        soon: sum(mine.filter((t) => t.urgency === "soon")),
        done: total(done),
        medianDays: medianOf(done),
      };
    }),
    methods,
  };
}

async function doneByAnalyst(ctx: Context, { from, count }: Days): Promise<Map<string, Counted[]>> {
  const found = await ctx.db.turnaround.groupBy({
    by: ["analystId", "receivedOn", "submittedOn"],
    where: { ...ownLaboratory(ctx), submittedOn: { gte: from } },
    _sum: { results: true },
  });
  const of = new Map<string, Counted[]>();
  for (const { analystId, receivedOn, submittedOn, _sum } of found)
    listed(of, analystId).push({ days: count(receivedOn, submittedOn), count: _sum.results ?? 0 });
  return of;
}

async function methodRows(ctx: Context, { from, count }: Days): Promise<Workload["methods"]> {
  const found = await ctx.db.turnaround.groupBy({
    by: ["methodId", "receivedOn", "submittedOn"],
    where: { ...ownLaboratory(ctx), submittedOn: { gte: from } },
    _sum: { results: true, late: true },
  });
  const methods = await ctx.db.method.findMany({
    where: { id: { in: [...new Set(found.map(({ methodId }) => methodId))] } },
    select: { id: true, code: true, clause: true, item: { select: { name: true } } },
  });
  const rows = methods.map(({ id, code, clause, item }) => {
    const of = found.filter(({ methodId, _sum }) => methodId === id && (_sum.results ?? 0) > 0);
    const counted = of.map((t) => ({ days: count(t.receivedOn, t.submittedOn), count: t._sum.results ?? 0 }));
    return {
      item: item.name,
      method: `${code} ${clause ?? ""}`,
      done: total(counted),
      medianDays: medianOf(counted) ?? 0,
      longestDays: Math.max(0, ...counted.map(({ days }) => days)),
      late: of.reduce((sum, { _sum }) => sum + (_sum.late ?? 0), 0),
    };
  });
  const key = ({ item, method }: (typeof rows)[number]) => `${item} ${method}`;
  return rows.filter(({ done }) => done > 0).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const total = (counted: readonly Counted[]) => counted.reduce((sum, { count }) => sum + count, 0);

function listed<K, V>(map: Map<K, V[]>, key: K): V[] {
  const list = map.get(key) ?? [];
  map.set(key, list);
  return list;
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
