import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { dueRows, scopeOf } from "./list-due.ts";
import { roundViews, type Round } from "./show-round.ts";
import type * as contract from "./rounds-contract.ts";
import type { RoundView } from "./rounds-contract.ts";
import { isIdle } from "./rules/outages.ts";
import { mayRound, stateOf, type RoundAct } from "./rules/rounds.ts";

const mostInRound = 500;

/** The rounds of the laboratory, the open ones first. */
export async function listRounds(ctx: Context): Promise<ReplyOf<typeof contract.listRounds>> {
  const rounds = await ctx.db.verificationRound.findMany({
    where: ownLaboratory(ctx),
    orderBy: [{ backAt: { sort: "desc", nulls: "first" } }, { on: "desc" }],
    take: 40,
  });
  return { rows: await roundViews(ctx, rounds) };
}

/** 加入送检批次: which instruments go to the institute together, by name or by what is filtered. None is in two open rounds. */
export async function makeRound(ctx: Context, { body }: InputOf<typeof contract.makeRound>): Promise<RoundView> {
  const laboratoryId = laboratoryOf(ctx);
  const numbers = body.instruments ? await known(ctx, body.instruments, null) : await filtered(ctx, body.filter ?? {});
  if (numbers.length === 0) throw new Problem("bad-request", { fields: ["instruments"] });
  const { name, agency, on, isAway } = body;
  const round = await ctx.db.verificationRound.create({
    data: { name, agency, on, isAway, instruments: numbers, laboratoryId, by: ctx.actor.name, at: ctx.now() },
  });
  await ctx.note("verification-round.made", `round ${round.id}`, { name, agency, on, isAway, instruments: numbers });
  return changed(ctx, round);
}

/** While it is planned, everything of a round may be changed. */
export async function changeRound(
  ctx: Context,
  { params, body }: InputOf<typeof contract.changeRound>,
): Promise<RoundView> {
  const round = await findRound(ctx, params.id, "change");
  const instruments = await known(ctx, body.instruments, round.id);
  const after = await ctx.db.verificationRound.update({ where: { id: round.id }, data: { ...body, instruments } });
  await ctx.note("verification-round.changed", `round ${round.id}`, {
    ...body,
    instruments,
    before: round.instruments,
  });
  return changed(ctx, after);
}

/** It leaves. What is away is out of service from this moment until a certificate or a check passes. */
export async function sendRound(ctx: Context, { params }: InputOf<typeof contract.sendRound>): Promise<RoundView> {
  const round = await findRound(ctx, params.id, "send");
  const now = ctx.now();
  if (round.isAway) {
    const away = await ctx.db.instrument.findMany({
      where: { laboratoryId: round.laboratoryId, number: { in: round.instruments }, isIdle: false },
    });
    await ctx.db.instrumentEvent.createMany({
      data: away.map(({ id }) => ({
        instrumentId: id,
        kind: "sent",
        at: now,
        reason: `送检：${round.name}`,
        to: round.agency,
        by: ctx.actor.name,
        recordedAt: now,
      })),
    });
  }
  const after = await ctx.db.verificationRound.update({
    where: { id: round.id },
    data: { sentAt: now, sentBy: ctx.actor.name },
  });
  await ctx.note("verification-round.sent", `round ${round.id}`, {
    instruments: round.instruments,
    isAway: round.isAway,
  });
  return changed(ctx, after);
}

/** It is back. An instrument that came without a certificate stays out of service until something passes. */
export async function roundBack(ctx: Context, { params }: InputOf<typeof contract.roundBack>): Promise<RoundView> {
  const round = await findRound(ctx, params.id, "back");
  const after = await ctx.db.verificationRound.update({
    where: { id: round.id },
    data: { backAt: ctx.now(), backBy: ctx.actor.name },
  });
  await ctx.note("verification-round.back", `round ${round.id}`);
  return changed(ctx, after);
}

/** A round that was not sent is given up; the trail keeps what it was. */
export async function withdrawRound(
  ctx: Context,
  { params }: InputOf<typeof contract.withdrawRound>,
): Promise<Record<string, never>> {
  const round = await findRound(ctx, params.id, "withdraw");
  await ctx.db.verificationRound.delete({ where: { id: round.id } });
  const { name, agency, on, instruments } = round;
  await ctx.note("verification-round.withdrawn", `round ${round.id}`, { name, agency, on, instruments });
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: round.laboratoryId });
  return {};
}

async function findRound(ctx: Context, id: string, act: RoundAct): Promise<Round> {
  const round = await ctx.db.verificationRound.findFirst({ where: { id, laboratoryId: laboratoryOf(ctx) } });
  if (!round) throw new Problem("not-found", { what: "round" });
  if (!mayRound(stateOf(round), act)) throw new Problem("state-forbids", { state: stateOf(round) });
  return round;
}

/** The laboratory's own instruments by their numbers; unknown, sealed or in another open round: refused with which. */
async function known(ctx: Context, said: readonly string[], roundId: string | null): Promise<string[]> {
  const laboratoryId = laboratoryOf(ctx);
  const numbers = [...new Set(said.map((number) => number.replace(/\D/g, "")))];
  const rows = await ctx.db.instrument.findMany({
    where: { laboratoryId, number: { in: numbers } },
    include: { events: true },
  });
  const unknown = numbers.find((number) => !rows.some((row) => row.number === number));
  if (unknown !== undefined) throw new Problem("not-found", { what: unknown });
  const idle = rows.find(({ events }) => isIdle(events, ctx.now()));
  if (idle) throw new Problem("state-forbids", { state: "sealed" });
  const open = await ctx.db.verificationRound.findFirst({
    where: {
      laboratoryId,
      backAt: null,
      instruments: { hasSome: numbers },
      ...(roundId === null ? {} : { id: { not: roundId } }),
    },
  });
  const twice = open?.instruments.find((number) => numbers.includes(number));
  if (open && twice) throw new Problem("already-exists", { what: `${twice} ${open.name}` });
  return numbers;
}

async function filtered(
  ctx: Context,
  filter: NonNullable<InputOf<typeof contract.makeRound>["body"]["filter"]>,
): Promise<string[]> {
  const laboratoryId = laboratoryOf(ctx);
  const rows = await dueRows(ctx, { ...scopeOf(ctx, filter), laboratoryId }, filter, mostInRound);
  const open = await ctx.db.verificationRound.findMany({ where: { laboratoryId, backAt: null } });
  const taken = new Set(open.flatMap(({ instruments }) => instruments));
  return rows.map(({ number }) => number).filter((number) => !taken.has(number));
}

async function changed(ctx: Context, round: Round): Promise<RoundView> {
  await ctx.tell({ type: "changed", topics: ["instruments"], laboratoryId: round.laboratoryId });
  const [view] = await roundViews(ctx, [round]);
  if (!view) throw new Problem("not-found", { what: "round" });
  return view;
}
