import { groupNumber } from "../kernel/numbers.ts";
import { toDay } from "../kernel/time.ts";
import { listFitness } from "../metrology/list-instruments.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { listTray } from "../readings/assign-from-tray.ts";
import { listWaiting } from "../results/list-waiting.ts";
import { portalCertificates } from "../portal/show-certificates.ts";
import { portalOrders } from "../portal/show-orders.ts";
import { keysToRenew } from "../certificates/show-keys.ts";
import { retentionDue, toWitness, transfersIn } from "./today-custody.ts";
import type { TaskState as TaskStates } from "../work/contract.ts";
import type { z } from "zod";
import { card, type Card } from "./card.ts";
import type { TodayView } from "./contract.ts";

type Row = Card["rows"][number];
type TaskState = z.output<typeof TaskStates>;

/** What waits for the reader, by what they may do; the oldest and most urgent first. */
export async function today(ctx: Context): Promise<TodayView> {
  const on = toDay(ctx.now());
  const { rights } = ctx.actor;
  const cards: (Card | null)[] = [];
  if (rights.has("orders.register")) cards.push(await registeredToday(ctx, on), await commissionsCard(ctx, on));
  if (rights.has("work.assign")) cards.push(await tasksCard(ctx, "unassigned", { state: "pending" }, on, "/work"));
  if (rights.has("work.assign")) {
    cards.push(await tasksCard(ctx, "overdue-tasks", { dueOn: { lt: on } }, on, "/work", running));
  }
  if (rights.has("transfers.send")) cards.push(await transfersIn(ctx, on));
  if (rights.has("retention.dispose")) cards.push(await retentionDue(ctx, on), await toWitness(ctx, on));
  if (rights.has("bench.use")) {
    cards.push(await tasksCard(ctx, "returned", { state: "returned", analystId: ctx.actor.id }, on, null));
    cards.push(
      await tasksCard(
        ctx,
        "my-tasks",
        { state: { in: ["assigned", "in_progress", "retest"] }, analystId: ctx.actor.id },
        on,
        null,
      ),
    );
    const tray = await listTray(ctx);
    cards.push(
      card(
        "tray",
        tray.rows.map((r) => ({
          title: `${r.text ?? ""} ${r.unit ?? ""}`,
          detail: r.instrument ?? "",
          dueOn: null,
          link: "/work",
        })),
        on,
      ),
    );
  }
  if (rights.has("results.check") || rights.has("results.review") || rights.has("certificates.approve"))
    cards.push(...(await waitingCards(ctx, on)));
  if (rights.has("instruments.change")) cards.push(...(await instrumentCards(ctx, on)));
  if (rights.has("laboratory.change")) cards.push(await keysCard(ctx, on));
  if (rights.has("portal.read")) cards.push(...(await portalCards(ctx, on)));
  return { today: on, cards: cards.filter((c) => c !== null) };
}

async function registeredToday(ctx: Context, on: string): Promise<Card> {
  const orders = await ctx.db.order.findMany({
    where: { ...ownLaboratory(ctx), receivedOn: on },
    include: { client: true },
    orderBy: { id: "desc" },
    take: 50,
  });
  return card(
    "register",
    orders.map((o) => ({
      title: o.client.name,
      detail: groupNumber(o.number),
      dueOn: o.dueOn,
      link: `/orders/${o.number}`,
    })),
    on,
  );
}

/** What enterprises asked for online and have not brought yet. */
async function commissionsCard(ctx: Context, on: string): Promise<Card | null> {
  const where = { ...ownLaboratory(ctx), state: "submitted" as const };
  const rows = await ctx.db.commission.findMany({
    where,
    include: { enterprise: true },
    orderBy: { submittedAt: "asc" },
    take: 50,
  });
  if (rows.length === 0) return null;
  return card(
    "commissions",
    rows.map((c) => ({
      title: c.enterprise.name,
      detail: groupNumber(c.number),
      dueOn: null,
      link: `/commissions/${c.number}`,
    })),
    on,
    await ctx.db.commission.count({ where }),
  );
}

const running: TaskState[] = ["pending", "assigned", "in_progress", "returned", "retest"];

async function tasksCard(
  ctx: Context,
  key: Card["key"],
  where: Record<string, unknown>,
  on: string,
  link: string | null,
  states: readonly (TaskState | null)[] = [null],
): Promise<Card> {
  const all = {
    ...ownLaboratory(ctx),
    isOff: false,
    ...where,
    ...(states[0] ? { state: { in: states.flatMap((state) => state ?? []) } } : {}),
  };
  const rows = [];
  // the index has the tasks of one state in their order: of several states each is asked for its own
  for (const state of states)
    rows.push(
      ...(await ctx.db.task.findMany({
        where: { AND: [all, state ? { state } : {}] },
        select: {
          id: true,
          dueOn: true,
          sample: { select: { number: true, name: true } },
          method: { select: { item: { select: { name: true } } } },
        },
        orderBy: [{ dueOn: "asc" }, { id: "asc" }],
        take: 8,
      })),
    );
  rows.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  const count = await ctx.db.task.count({ where: all });
  return card(
    key,
    rows.map((t) => ({
      title: `${t.sample.name} · ${t.method.item.name}`,
      detail: groupNumber(t.sample.number),
      dueOn: t.dueOn,
      link: link ?? `/bench/${t.id}`,
    })),
    on,
    count,
    // of a card that holds nothing else all are overdue
    "dueOn" in where ? count : await ctx.db.task.count({ where: { AND: [all, { dueOn: { lt: on } }] } }),
  );
}

async function waitingCards(ctx: Context, on: string): Promise<Card[]> {
  const { rows } = await listWaiting(ctx);
  const keys = { check: "to-check", review: "to-review", approve: "to-approve" } as const;
  return (["check", "review", "approve"] as const)
    .map((act) =>
      card(
        keys[act],
        rows
          .filter((r) => r.act === act)
          .map((r) => ({
            title: r.item ? `${r.sampleName} · ${r.item}` : r.sampleName,
            detail: groupNumber(r.sampleNumber),
            dueOn: r.dueOn,
            link: `/desk/${r.sampleNumber}`,
          })),
        on,
      ),
    )
    .filter(
      (c) =>
        c.count > 0 ||
        ctx.actor.rights.has(
          c.key === "to-check" ? "results.check" : c.key === "to-review" ? "results.review" : "certificates.approve",
        ),
    );
}

async function instrumentCards(ctx: Context, on: string): Promise<Card[]> {
  const rows = await listFitness(ctx);
  const line = (i: (typeof rows)[number]): Row => ({
    title: `${i.name} ${i.model}`,
    detail: groupNumber(i.number),
    dueOn: i.fitness.validUntil,
    link: `/instruments/${i.number}`,
  });
  const out = rows.filter((i) => i.fitness.state === "out_of_service");
  const due = rows.filter((i) => i.fitness.state !== "out_of_service" && i.fitness.dueInDays !== null);
  return [card("instruments-out", out.map(line), on), card("instruments-due", due.map(line), on)];
}

const first = { params: {}, query: {}, body: {} };
/** Signing keys that end soon, have ended or cannot be used: from then on nothing is issued. */
async function keysCard(ctx: Context, on: string): Promise<Card> {
  const keys = await keysToRenew(ctx);
  const rows = keys.map(({ holder, why, endsOn }) => ({
    title: holder || why,
    detail: holder ? why : "",
    dueOn: endsOn,
    link: "/signing-keys",
  }));
  return card("signing-keys", rows, on);
}

async function portalCards(ctx: Context, on: string): Promise<Card[]> {
  const orders = (await portalOrders(ctx, first)).rows;
  const certificates = (await portalCertificates(ctx, first)).rows;
  return [
    card(
      "my-orders",
      orders.map((o) => ({
        title: o.samples.map((s) => s.name).join("、"),
        detail: groupNumber(o.number),
        dueOn: null,
        link: "/portal",
      })),
      on,
    ),
    card(
      "my-certificates",
      certificates.map((c) => ({
        title: c.sampleName,
        detail: c.printedNumber,
        dueOn: null,
        link: "/portal/certificates",
      })),
      on,
    ),
  ];
}
