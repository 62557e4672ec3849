import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { addDays, toDay } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./people-contract.ts";
import type { QualificationView } from "./people-contract.ts";
import { overlaps } from "./rules/urgency.ts";

const warnDays = 60;

/** 持证上岗: every analyst of the laboratory by every method that is worked, with what is about to end. */
export async function listQualifications(ctx: Context): Promise<ReplyOf<typeof contract.listQualifications>> {
  const today = toDay(ctx.now());
  const people = await ctx.db.person.findMany({
    where: { ...ownLaboratory(ctx), isActive: true, roles: { has: "analyst" } },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
  const methods = await ctx.db.method.findMany({
    where: { OR: [{ inForceUntil: null }, { inForceUntil: { gte: today } }] },
    include: { item: true },
    orderBy: [{ code: "asc" }, { clause: "asc" }],
  });
  const rows = await ctx.db.qualification.findMany({
    where: { personId: { in: people.map(({ id }) => id) } },
    orderBy: { validFrom: "desc" },
  });
  return {
    people,
    methods: methods.map((m) => ({ id: m.id, item: m.item.name, method: m.code, clause: m.clause })),
    rows: rows.map((row) => ({
      id: row.id,
      personId: row.personId,
      methodId: row.methodId,
      validFrom: row.validFrom,
      validUntil: row.validUntil,
      basis: row.basis,
      grantedBy: row.grantedBy,
      endReason: row.endReason,
      ...stateOn(row, today),
    })),
  };
}

/** Where a span of days stands today, and how many are left of it. */
export function stateOn(
  { validFrom, validUntil }: { validFrom: string; validUntil: string | null },
  today: string,
): Pick<QualificationView, "state" | "daysLeft"> {
  const daysLeft = validUntil === null ? null : Math.round((Date.parse(validUntil) - Date.parse(today)) / 86_400_000);
  if (validFrom > today) return { state: "future", daysLeft };
  if (daysLeft === null) return { state: "valid", daysLeft };
  return { state: daysLeft < 0 ? "ended" : daysLeft <= warnDays ? "soon" : "valid", daysLeft };
}

/** Authorises somebody for methods; a span that overlaps one they hold is refused, so that each day has one ground. */
export async function grantQualification(
  ctx: Context,
  { body }: InputOf<typeof contract.grantQualification>,
): Promise<Record<string, never>> {
  const person = await ctx.db.person.findFirst({
    where: { id: body.personId, laboratoryId: laboratoryOf(ctx), isActive: true, roles: { has: "analyst" } },
  });
  if (!person) throw new Problem("not-found", { what: body.personId });
  if (body.validUntil !== null && body.validUntil < body.validFrom)
    throw new Problem("bad-request", { fields: ["validUntil"] });
  const methodIds = [...new Set(body.methodIds)];
  const methods = await ctx.db.method.findMany({ where: { id: { in: methodIds } } });
  if (methods.length < methodIds.length) throw new Problem("not-found", { what: "method" });
  const held = await ctx.db.qualification.findMany({ where: { personId: person.id, methodId: { in: methodIds } } });
  const double = held.find((row) => overlaps(row, body));
  const doubled = double && methods.find(({ id }) => id === double.methodId);
  if (doubled) throw new Problem("already-exists", { what: `${person.name} ${doubled.code} ${doubled.clause}` });
  await ctx.db.qualification.createMany({
    data: methodIds.map((methodId) => ({
      personId: person.id,
      methodId,
      validFrom: body.validFrom,
      validUntil: body.validUntil,
      basis: body.basis,
      grantedBy: ctx.actor.name,
    })),
  });
  await ctx.note("qualification.granted", `person ${person.login}`, {
    methods: methods.map((m) => `${m.code} ${m.clause}`),
    from: body.validFrom,
    until: body.validUntil,
    basis: body.basis,
  });
  await ctx.tell({ type: "changed", topics: ["tasks"], laboratoryId: person.laboratoryId });
  return {};
}

/** Ends an authorisation with a day; what was done until then stays good. */
export async function endQualification(
  ctx: Context,
  { params, body }: InputOf<typeof contract.endQualification>,
): Promise<Record<string, never>> {
  const held = await ctx.db.qualification.findUnique({
    where: { id: params.qualificationId },
    include: { method: true },
  });
  const person =
    held && (await ctx.db.person.findFirst({ where: { id: held.personId, laboratoryId: laboratoryOf(ctx) } }));
  if (!held || !person) throw new Problem("not-found", { what: "qualification" });
  // days that were worked on it are not taken back
  if (body.on < addDays(toDay(ctx.now()), -1) || (held.validUntil !== null && body.on > held.validUntil))
    throw new Problem("bad-request", { fields: ["on"] });
  await ctx.db.qualification.update({
    where: { id: held.id },
    data: {
      validUntil: body.on < held.validFrom ? held.validFrom : body.on,
      endReason: body.reason,
      endedBy: ctx.actor.name,
    },
  });
  await ctx.note("qualification.ended", `person ${person.login}`, {
    method: `${held.method.code} ${held.method.clause}`,
    on: body.on,
    reason: body.reason,
  });
  await ctx.tell({ type: "changed", topics: ["tasks"], laboratoryId: person.laboratoryId });
  return {};
}
