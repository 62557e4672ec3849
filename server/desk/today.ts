import { toDay } from "../kernel/time.ts";
import { listFitness } from "../metrology/list-instruments.ts";
import { groupNumber } from "../kernel/numbers.ts";
import type { Context } from "../platform/context.ts";
import { keysToRenew } from "../certificates/show-keys.ts";
import { card, type Card } from "./card.ts";
import type { TodayView } from "./contract.ts";
import { retentionDue, toWitness, transfersIn } from "./today-custody.ts";
import { certificatesCard, ordersCard } from "./today-portal.ts";
import { commissionsCard, registeredToday } from "./today-reception.ts";
import { tasksCard, trayCard, waitingCards } from "./today-work.ts";

type Row = Card["rows"][number];
type Made = Promise<Card | null | (Card | null)[]>;

/** What waits for the reader, by what they may do; the oldest and most urgent first. */
export async function today(ctx: Context): Promise<TodayView> {
  const on = toDay(ctx.now());
  const { rights } = ctx.actor;
  const mine = { analystId: ctx.actor.id };
  const made: Made[] = [];
  if (rights.has("orders.register")) made.push(registeredToday(ctx, on), commissionsCard(ctx, on));
  if (rights.has("work.assign")) {
    made.push(tasksCard(ctx, "unassigned", ["pending"], {}, on, "/work"));
    made.push(tasksCard(ctx, "overdue-tasks", unfinished, { dueOn: { lt: on } }, on, "/work"));
  }
  if (rights.has("transfers.send")) made.push(transfersIn(ctx, on));
  if (rights.has("retention.dispose")) made.push(retentionDue(ctx, on), toWitness(ctx, on));
  if (rights.has("bench.use")) {
    made.push(tasksCard(ctx, "returned", ["returned"], mine, on, null));
    made.push(tasksCard(ctx, "my-tasks", ["assigned", "in_progress", "retest"], mine, on, null));
    made.push(trayCard(ctx, on));
  }
  made.push(waitingCards(ctx, on));
  if (rights.has("instruments.change")) made.push(instrumentCards(ctx, on));
  if (rights.has("laboratory.change")) made.push(keysCard(ctx, on));
  if (rights.has("portal.read")) made.push(ordersCard(ctx, on), certificatesCard(ctx, on));
  const cards = (await Promise.all(made)).flat();
  return { today: on, cards: cards.filter((c) => c !== null) };
}

const unfinished = ["pending", "assigned", "in_progress", "returned", "retest"] as const;

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
