import { createHmac, timingSafeEqual } from "node:crypto";
import ical from "ical-generator";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { addDays, toDay } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import { toFitness, withVerifications } from "./fitness.ts";
import type * as contract from "./plan-contract.ts";
import type { DueRow } from "./plan-contract.ts";
import { daysLeft, dueWarning } from "./rules.ts";
import { isIdle } from "./rules/outages.ts";

const mostListed = 200;
type Where = { laboratoryId?: string };

/** Every instrument that is due until a day, the most urgent first; sealed and scrapped ones are not due. */
async function dueUntil(ctx: Context, where: Where, until: string, most: number): Promise<DueRow[]> {
  const now = ctx.now();
  const today = toDay(now);
  // the database says who comes first; fitness itself is judged by the domain, for those alone
  const first = await ctx.db.$queryRaw<{ id: string }[]>`
    select i.id from "Instrument" i left join lateral (
      select "validUntil" from "Verification" v where v."instrumentId" = i.id and v.kind <> 'intermediate_check'
      order by v."on" desc, v."recordedAt" desc limit 1) last on true
    where (${where.laboratoryId ?? null}::uuid is null or i."laboratoryId" = ${where.laboratoryId ?? null}::uuid)
      and (last."validUntil" <= ${until} or (last."validUntil" is null and i."periodMonths" is not null))
    order by last."validUntil" nulls first, i.number limit ${most}`;
  const instruments = await ctx.db.instrument.findMany({
    where: { id: { in: first.map(({ id }) => id) } },
    include: withVerifications,
  });
  const laboratories = await ctx.db.laboratory.findMany({ select: { id: true, name: true } });
  const rounds = await ctx.db.verificationRound.findMany({ where: { ...where, on: { gte: addDays(today, -60) } } });
  const rows = instruments.flatMap((instrument): DueRow[] => {
    if (instrument.periodMonths === null && instrument.verifications.length === 0) return [];
    if (isIdle(instrument.events, now)) return [];
    const { validUntil } = toFitness(instrument, now);
    if (validUntil !== null && validUntil > until) return [];
    const warning = validUntil === null ? null : dueWarning(validUntil, today);
    const last = instrument.verifications.find(({ kind }) => kind !== "intermediate_check");
    const round = rounds.find(({ on, instruments: own }) => own.includes(instrument.number) && (last?.on ?? "") < on);
    return [
      {
        number: instrument.number,
        name: `${instrument.name} ${instrument.model}`,
        laboratory: laboratories.find(({ id }) => id === instrument.laboratoryId)?.name ?? "",
        category: instrument.category,
        place: instrument.place,
        keeper: instrument.keeper,
        document: instrument.verifiedBy,
        agency: last?.agency ?? null,
        validUntil,
        daysLeft: validUntil === null ? null : daysLeft(validUntil, today),
        warning: warning === null ? null : (String(warning) as DueRow["warning"]),
        round: round?.name ?? null,
      },
    ];
  });
  return rows.sort(
    (a, b) => (a.validUntil ?? "").localeCompare(b.validUntil ?? "") || a.number.localeCompare(b.number),
  );
}

/** The plan: what is due until a day (by default in a year), the rounds, and the reminders that were given. */
export async function listDue(
  ctx: Context,
  { query }: InputOf<typeof contract.listDue>,
): Promise<ReplyOf<typeof contract.listDue>> {
  const today = toDay(ctx.now());
  const where = ownLaboratory(ctx);
  const rounds = await ctx.db.verificationRound.findMany({ where, orderBy: { on: "desc" }, take: 20 });
  const named = await ctx.db.instrument.findMany({
    where: { ...where, number: { in: rounds.flatMap(({ instruments }) => instruments) } },
    include: { verifications: true },
  });
  const reminders = await ctx.db.dueReminder.findMany({
    where: { at: { gt: new Date(ctx.now().getTime() - 60 * 86_400_000) } },
    orderBy: { at: "desc" },
    take: 200,
  });
  const reminded = await ctx.db.instrument.findMany({
    where: { ...where, id: { in: reminders.map(({ instrumentId }) => instrumentId) } },
  });
  return {
    rows: await dueUntil(ctx, where, query.until ?? addDays(today, 365), mostListed),
    rounds: rounds.map(({ id, name, agency, on, instruments }) => ({
      id,
      name,
      agency,
      on,
      instruments: instruments.flatMap((number) => {
        const found = named.find((each) => each.number === number);
        if (!found) return [];
        const isDone = found.verifications.some((v) => v.on >= on && v.kind !== "intermediate_check");
        return [{ number, name: `${found.name} ${found.model}`, isDone }];
      }),
    })),
    reminders: reminders.flatMap(({ instrumentId, validUntil, warning, at }) => {
      const found = reminded.find(({ id }) => id === instrumentId);
      return found ? [{ number: found.number, name: found.name, validUntil, warning, at: at.toISOString() }] : [];
    }),
  };
}

/** 加入送检批次: which instruments go to the institute together, and when. */
export async function makeRound(
  ctx: Context,
  { body }: InputOf<typeof contract.makeRound>,
): Promise<ReplyOf<typeof contract.makeRound>> {
  const laboratoryId = laboratoryOf(ctx);
  const numbers = [...new Set(body.instruments.map((number) => number.replace(/\D/g, "")))];
  const known = await ctx.db.instrument.findMany({ where: { laboratoryId, number: { in: numbers } } });
  const unknown = numbers.find((number) => !known.some((each) => each.number === number));
  if (unknown !== undefined) throw new Problem("not-found", { what: unknown });
  const round = await ctx.db.verificationRound.create({
    data: { ...body, instruments: numbers, laboratoryId, by: ctx.actor.name, at: ctx.now() },
  });
  await ctx.note("verification-round.made", `round ${round.id}`, body);
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId });
  return { id: round.id };
}

const secretKey = "calendar-secret";

/** The address of the laboratory's feed; whoever has it reads names and days of instruments, nothing else. */
export async function calendarAddress(ctx: Context): Promise<ReplyOf<typeof contract.calendarAddress>> {
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const key = await feedKey(ctx, laboratory.code);
  return {
    url: `${ctx.house.settings.publicUrl}/api/verification-plan.ics?laboratory=${laboratory.code}&key=${key}`,
  };
}

/** Last days as whole-day entries with an alarm a month and a week before. */
export async function calendarFeed(ctx: Context, { query }: InputOf<typeof contract.calendarFeed>): Promise<FileReply> {
  const laboratory = await ctx.db.laboratory.findUnique({ where: { code: query.laboratory } });
  const right = Buffer.from(await feedKey(ctx, query.laboratory));
  const said = Buffer.from(query.key);
  if (!laboratory || said.length !== right.length || !timingSafeEqual(said, right))
    throw new Problem("not-found", { what: "calendar" });
  const rows = await dueUntil(ctx, { laboratoryId: laboratory.id }, addDays(toDay(ctx.now()), 730), 2_000);
  const calendar = ical({ name: `${laboratory.name} 周期检定`, timezone: null });
  for (const { number, name, validUntil, place, document } of rows) {
    if (validUntil === null) continue;
    const event = calendar.createEvent({
      id: `${number}-${validUntil}`,
      start: new Date(`${validUntil}T00:00:00Z`),
      allDay: true,
      summary: `检定到期：${name}`,
      description: [number, document, place].filter(Boolean).join("\n"),
    });
    for (const days of [30, 7]) event.createAlarm({ type: "display" as never, triggerBefore: days * 86_400 });
  }
  return {
    bytes: Buffer.from(calendar.toString()),
    mediaType: "text/calendar; charset=utf-8",
    name: "verification-plan.ics",
  };
}

/** The laboratory's own key, derived from a secret that is made by the first who asks and never leaves the house. */
async function feedKey(ctx: Context, code: string): Promise<string> {
  const fresh = ctx.house.random(32).toString("base64url");
  const { db } = ctx.house; // outside the question: it is made once for good
  await db.setting.createMany({ data: [{ key: secretKey, value: fresh }], skipDuplicates: true });
  const { value } = await db.setting.findUniqueOrThrow({ where: { key: secretKey } });
  return createHmac("sha256", String(value)).update(`calendar ${code}`).digest("base64url");
}
