import { groupNumber, shortForm } from "../kernel/numbers.ts";
import type { Context } from "../platform/context.ts";
import { waitingDisposals } from "../samples/dispose-retained.ts";
import { dueParts } from "../samples/show-retention.ts";
import { card, type Card } from "./card.ts";

/** Manifests that are on their way here. */
export async function transfersIn(ctx: Context, on: string): Promise<Card> {
  const rows = await ctx.db.transfer.findMany({
    where: { toLaboratoryId: ctx.actor.laboratoryId ?? "", state: { in: ["sent", "incomplete"] } },
    include: { _count: { select: { items: true } } },
    orderBy: { sentAt: "asc" },
    take: 50,
  });
  return card(
    "transfers-in",
    rows.map((t) => ({
      title: `${t.sentBy} · ${t._count.items}`,
      detail: groupNumber(t.number),
      dueOn: null,
      link: `/transfers/${t.number}`,
    })),
    on,
  );
}

/** Retained samples that may be disposed of today, the longest due first. */
export async function retentionDue(ctx: Context, on: string): Promise<Card> {
  const { rows, count } = await dueParts(ctx, on, 8);
  return card(
    "retention-due",
    rows.map((c) => ({
      title: `${shortForm(c.number)} ${c.sample.name}`,
      detail: c.place ?? groupNumber(c.number),
      dueOn: c.retainUntil,
      link: "/retention",
    })),
    on,
    count,
  );
}

/** Disposals that wait for the reader as the second person. */
export async function toWitness(ctx: Context, on: string): Promise<Card> {
  const rows = await waitingDisposals(ctx);
  return card(
    "to-witness",
    rows
      .filter((d) => d.waitsForMe)
      .map((d) => ({
        title: `${d.label} · ${d.way}`,
        detail: d.preparedBy,
        dueOn: null,
        link: "/retention?show=disposals",
      })),
    on,
  );
}
