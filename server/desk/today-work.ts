import { groupNumber } from "../kernel/numbers.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { countTray, listTray } from "../readings/assign-from-tray.ts";
import { countWaiting, listWaiting } from "../results/list-waiting.ts";
import type { TaskState } from "../work/contract.ts";
import type { z } from "zod";
import { card, mostShown, type Card } from "./card.ts";

/** Tasks in some states: the most urgent of them, and how many there are; a link of null leads to the bench of each. */
export async function tasksCard(
  ctx: Context,
  key: Card["key"],
  states: readonly z.output<typeof TaskState>[],
  where: Prisma.TaskWhereInput,
  on: string,
  link: string | null,
): Promise<Card> {
  const all = { ...ownLaboratory(ctx), isOff: false, ...where };
  const late = { AND: [all, { dueOn: { lt: on } }] };
  // the index has the tasks of one state in their order: of several states each is asked for its own
  const parts = states.map(async (state) => {
    const [rows, count, overdue] = await Promise.all([
      ctx.db.task.findMany({
        where: { ...all, state },
        select: {
          id: true,
          dueOn: true,
          sample: { select: { number: true, name: true } },
          method: { select: { item: { select: { name: true } } } },
        },
        orderBy: [{ dueOn: "asc" }, { id: "asc" }],
        take: mostShown,
      }),
      ctx.db.task.count({ where: { ...all, state } }),
      // of a card that holds nothing else all are overdue
      "dueOn" in where ? null : ctx.db.task.count({ where: { ...late, state } }),
    ]);
    return { rows, count, overdue: overdue ?? count };
  });
  const found = await Promise.all(parts);
  const sum = (of: "count" | "overdue") => found.reduce((total, part) => total + part[of], 0);
  return card(
    key,
    found
      .flatMap(({ rows }) => rows)
      .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
      .map((t) => ({
        title: `${t.sample.name} · ${t.method.item.name}`,
        detail: groupNumber(t.sample.number),
        dueOn: t.dueOn,
        link: link ?? `/bench/${t.id}`,
      })),
    on,
    sum("count"),
    sum("overdue"),
  );
}

/** Readings that stand in no step yet. */
export async function trayCard(ctx: Context, on: string): Promise<Card> {
  const [{ rows }, count] = await Promise.all([listTray(ctx, mostShown), countTray(ctx)]);
  const shown = rows.map((r) => ({
    title: `${r.text ?? ""} ${r.unit ?? ""}`,
    detail: r.instrument ?? "",
    dueOn: null,
    link: "/work",
  }));
  return card("tray", shown, on, count);
}

const keyOf = { check: "to-check", review: "to-review", approve: "to-approve" } as const;

/** What waits for each signature that the reader may give. */
export async function waitingCards(ctx: Context, on: string): Promise<Card[]> {
  const { acts } = await countWaiting(ctx);
  const cards = acts.map(async ({ act, count, overdue }) => {
    const { rows } = await listWaiting(ctx, { query: { act, size: mostShown } });
    const shown = rows.map((r) => ({
      title: r.item ? `${r.sampleName} · ${r.item}` : r.sampleName,
      detail: groupNumber(r.sampleNumber),
      dueOn: r.dueOn,
      link: `/desk/${r.sampleNumber}`,
    }));
    return card(keyOf[act], shown, on, count, overdue);
  });
  return Promise.all(cards);
}
