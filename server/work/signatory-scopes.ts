import { listCategories } from "../catalogue/list-categories.ts";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { addDays, toDay } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { stateOn } from "./qualifications.ts";
import { scopeCategories } from "./rules/signatory-scope.ts";
import { overlaps } from "./rules/urgency.ts";
import type * as contract from "./signatory-contract.ts";

const isSignatory = { isActive: true, roles: { has: "signatory" as const } };

/** 签字领域: every signatory of the laboratory with what they may sign for, and what a scope may be given by. */
export async function listSignatoryScopes(ctx: Context): Promise<ReplyOf<typeof contract.listSignatoryScopes>> {
  const today = toDay(ctx.now());
  const people = await ctx.db.person.findMany({
    where: { ...ownLaboratory(ctx), ...isSignatory },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
  const methods = await ctx.db.method.findMany({
    where: { OR: [{ inForceUntil: null }, { inForceUntil: { gte: today } }] },
    include: { item: true },
    orderBy: [{ code: "asc" }, { clause: "asc" }],
  });
  const rows = await ctx.db.signatoryScope.findMany({
    where: { personId: { in: people.map(({ id }) => id) } },
    orderBy: [{ validFrom: "desc" }, { id: "asc" }],
  });
  return {
    people,
    methods: methods.map((m) => ({ id: m.id, item: m.item.name, method: m.code, clause: m.clause })),
    categories: scopeCategories((await listCategories(ctx)).rows),
    rows: rows.map((row) => ({ ...row, ...stateOn(row, today) })),
  };
}

/** Lets a signatory sign for all fields, for methods or for product categories; a field they hold on one of the days is refused. */
export async function grantSignatoryScope(
  ctx: Context,
  { body }: InputOf<typeof contract.grantSignatoryScope>,
): Promise<Record<string, never>> {
  const person = await ctx.db.person.findFirst({
    where: { id: body.personId, laboratoryId: laboratoryOf(ctx), ...isSignatory },
  });
  if (!person) throw new Problem("not-found", { what: body.personId });
  if (person.id === ctx.actor.id) throw new Problem("own-scope");
  if (body.validUntil !== null && body.validUntil < body.validFrom)
    throw new Problem("bad-request", { fields: ["validUntil"] });
  const methodIds = [...new Set(body.methodIds)];
  const methods = await ctx.db.method.findMany({ where: { id: { in: methodIds } } });
  if (methods.length < methodIds.length) throw new Problem("not-found", { what: "method" });
  const categories = [...new Set(body.categories)];
  const known = new Set(categories.length > 0 ? scopeCategories((await listCategories(ctx)).rows) : []);
  const strange = categories.find((category) => !known.has(category));
  if (strange !== undefined) throw new Problem("category-unknown", { category: strange });
  const fields = body.isEverything
    ? [{ methodId: null, category: null }]
    : [
        ...methodIds.map((methodId) => ({ methodId, category: null })),
        ...categories.map((category) => ({ methodId: null, category })),
      ];
  const held = await ctx.db.signatoryScope.findMany({ where: { personId: person.id }, include: { method: true } });
  const double = held.find(
    (row) => fields.some((f) => f.methodId === row.methodId && f.category === row.category) && overlaps(row, body),
  );
  if (double) {
    const field = double.category ?? (double.method ? `${double.method.code} ${double.method.clause}` : "");
    throw new Problem("already-exists", { what: `${person.name} ${field}`.trim() });
  }
  const { validFrom, validUntil, basis } = body;
  await ctx.db.signatoryScope.createMany({
    data: fields.map((field) => ({
      ...field,
      personId: person.id,
      validFrom,
      validUntil,
      basis,
      grantedBy: ctx.actor.name,
    })),
  });
  await ctx.note("signatory-scope.granted", `person ${person.login}`, {
    isEverything: body.isEverything,
    methods: methods.map((m) => `${m.code} ${m.clause}`),
    categories,
    from: validFrom,
    until: validUntil,
    basis,
  });
  return {};
}

/** Ends a signatory's field with a day; what was signed until then stays good. */
export async function endSignatoryScope(
  ctx: Context,
  { params, body }: InputOf<typeof contract.endSignatoryScope>,
): Promise<Record<string, never>> {
  const held = await ctx.db.signatoryScope.findUnique({ where: { id: params.scopeId }, include: { method: true } });
  const person =
    held && (await ctx.db.person.findFirst({ where: { id: held.personId, laboratoryId: laboratoryOf(ctx) } }));
  if (!held || !person) throw new Problem("not-found", { what: "scope" });
  if (person.id === ctx.actor.id) throw new Problem("own-scope");
  if (body.on < addDays(toDay(ctx.now()), -1) || (held.validUntil !== null && body.on > held.validUntil))
    throw new Problem("bad-request", { fields: ["on"] });
  await ctx.db.signatoryScope.update({
    where: { id: held.id },
    // never before it began: a row that had not begun is over on its first day
    data: {
      validUntil: body.on < held.validFrom ? held.validFrom : body.on,
      endReason: body.reason,
      endedBy: ctx.actor.name,
    },
  });
  await ctx.note("signatory-scope.ended", `person ${person.login}`, {
    field: held.category ?? (held.method ? `${held.method.code} ${held.method.clause}` : "all"),
    on: body.on,
    reason: body.reason,
  });
  return {};
}
