import { groupNumber } from "../kernel/numbers.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { card, mostShown, type Card } from "./card.ts";

/** What was registered today, the newest first. */
export async function registeredToday(ctx: Context, on: string): Promise<Card> {
  const where = { ...ownLaboratory(ctx), receivedOn: on };
  const [orders, count, overdue] = await Promise.all([
    ctx.db.order.findMany({
      where,
      select: { number: true, dueOn: true, client: { select: { name: true } } },
      orderBy: { id: "desc" },
      take: mostShown,
    }),
    ctx.db.order.count({ where }),
    ctx.db.order.count({ where: { ...where, dueOn: { lt: on } } }),
  ]);
  const rows = orders.map((o) => ({
    title: o.client.name,
    detail: groupNumber(o.number),
    dueOn: o.dueOn,
    link: `/orders/${o.number}`,
  }));
  return card("register", rows, on, count, overdue);
}

/** What enterprises asked for online and have not brought yet; null where there is nothing. */
export async function commissionsCard(ctx: Context, on: string): Promise<Card | null> {
  const where = { ...ownLaboratory(ctx), state: "submitted" as const };
  const [found, count] = await Promise.all([
    ctx.db.commission.findMany({
      where,
      select: { number: true, enterprise: { select: { name: true } } },
      orderBy: { submittedAt: "asc" },
      take: mostShown,
    }),
    ctx.db.commission.count({ where }),
  ]);
  if (count === 0) return null;
  const rows = found.map((c) => ({
    title: c.enterprise.name,
    detail: groupNumber(c.number),
    dueOn: null,
    link: `/commissions/${c.number}`,
  }));
  return card("commissions", rows, on, count);
}
