import { createHash } from "node:crypto";
import ical from "ical-generator";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { addDays, toDay } from "../kernel/time.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./calendar-contract.ts";
import { dueChecks } from "./list-due-checks.ts";
import { dueRows } from "./list-due.ts";

/** My addresses that still work. */
export async function listFeeds(ctx: Context): Promise<ReplyOf<typeof contract.listFeeds>> {
  const rows = await ctx.db.calendarFeed.findMany({
    where: { personId: ctx.actor.id ?? "", revokedAt: null },
    orderBy: { madeAt: "desc" },
  });
  return { rows: rows.map(({ id, isKeeper, madeAt }) => ({ id, isKeeper, madeAt: madeAt.toISOString() })) };
}

const mostFeeds = 5;

/** An address of one's own, shown this once; whoever has it reads names and days of instruments, nothing else. */
export async function makeFeed(
  ctx: Context,
  { body }: InputOf<typeof contract.makeFeed>,
): Promise<ReplyOf<typeof contract.makeFeed>> {
  const laboratoryId = laboratoryOf(ctx);
  const personId = ctx.actor.id ?? "";
  const own = await ctx.db.calendarFeed.count({ where: { personId, revokedAt: null } });
  if (own >= mostFeeds) throw new Problem("already-exists", { what: `${own}` });
  const key = ctx.house.random(24).toString("base64url");
  const feed = await ctx.db.calendarFeed.create({
    data: {
      keyHash: hashOf(key),
      laboratoryId,
      personId,
      personName: ctx.actor.name,
      isKeeper: body.isKeeper,
      madeAt: ctx.now(),
    },
  });
  await ctx.note("calendar-feed.made", `calendar feed ${feed.id}`, body);
  return { url: `${ctx.house.settings.publicUrl}/api/verification-plan.ics?key=${key}` };
}

/** From now on the address shows nothing any more. */
export async function revokeFeed(
  ctx: Context,
  { params }: InputOf<typeof contract.revokeFeed>,
): Promise<Record<string, never>> {
  const feed = await ctx.db.calendarFeed.findFirst({
    where: { id: params.id, personId: ctx.actor.id ?? "", revokedAt: null },
  });
  if (!feed) throw new Problem("not-found", { what: "calendar" });
  await ctx.db.calendarFeed.update({ where: { id: feed.id }, data: { revokedAt: ctx.now() } });
  await ctx.note("calendar-feed.revoked", `calendar feed ${feed.id}`);
  return {};
}

/**
 * Last days of certificates and of intermediate checks as whole-day entries with an alarm a month and a week before; nothing for who has
 * left.
 */
export async function calendarFeed(ctx: Context, { query }: InputOf<typeof contract.calendarFeed>): Promise<FileReply> {
  const feed = await ctx.db.calendarFeed.findUnique({ where: { keyHash: hashOf(query.key) } });
  const person = feed && (await ctx.db.person.findUnique({ where: { id: feed.personId } }));
  if (!feed || feed.revokedAt !== null || !person?.isActive) throw new Problem("not-found", { what: "calendar" });
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: feed.laboratoryId } });
  const scope = { laboratoryId: feed.laboratoryId, keeper: feed.isKeeper ? person.name : null };
  const until = addDays(toDay(ctx.now()), 730);
  const entries = [...(await certificateEntries(ctx, scope, until)), ...(await checkEntries(ctx, scope, until))];
  const calendar = ical({
    name: `${laboratory.name} ${feed.isKeeper ? `${person.name}保管设备` : ""}周期检定`,
    timezone: null,
  });
  for (const { id, on, summary, location, description } of entries) {
    const event = calendar.createEvent({
      id: `${id}-${on}@verification-plan`,
      stamp: ctx.now(),
      start: new Date(`${on}T00:00:00Z`),
      allDay: true,
      summary,
      location,
      description: description.filter(Boolean).join("\n"),
    });
    for (const days of [30, 7]) event.createAlarm({ type: "display" as never, triggerBefore: days * 86_400 });
  }
  return {
    bytes: Buffer.from(calendar.toString()),
    mediaType: "text/calendar; charset=utf-8",
    name: "verification-plan.ics",
  };
}

type Scope = Parameters<typeof dueRows>[1];
type Entry = { id: string; on: string; summary: string; location: string; description: (string | null)[] };
const mostEntries = 2_000;

async function certificateEntries(ctx: Context, scope: Scope, until: string): Promise<Entry[]> {
  const rows = await dueRows(ctx, scope, { until }, mostEntries);
  return rows.flatMap(({ number, name, validUntil, place, document, keeper }) =>
    validUntil === null
      ? []
      : {
          id: number,
          on: validUntil,
          summary: `检定到期：${name}`,
          location: place,
          description: [number, document, keeper],
        },
  );
}

async function checkEntries(ctx: Context, { laboratoryId, keeper }: Scope, until: string): Promise<Entry[]> {
  const of = { ...(laboratoryId === null ? {} : { laboratoryId }), ...(keeper === null ? {} : { keeper }) };
  const rows = (await dueChecks(ctx, of)).filter(({ dueOn }) => dueOn <= until).slice(0, mostEntries);
  return rows.map(({ planId, instrument, name, standard, dueOn }) => ({
    id: `${instrument.number}-${planId}`,
    on: dueOn,
    summary: `期间核查到期：${instrument.name} ${instrument.model}（${name}）`,
    location: instrument.place,
    description: [instrument.number, standard, instrument.keeper],
  }));
}

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}
