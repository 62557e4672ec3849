import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { refuseUnprintable } from "../platform/paper/refuse-unprintable.ts";
import type * as contract from "./partner-contract.ts";
import { stateOn } from "./qualifications.ts";
import { coversDay } from "./rules/subcontract.ts";
import { overlaps } from "./rules/urgency.ts";

type Done = Promise<Record<string, never>>;

/** 分包方名录: each laboratory with its certificate and its scope, and the methods that a scope may name. */
export async function listPartners(ctx: Context): Promise<ReplyOf<typeof contract.listPartners>> {
  const today = toDay(ctx.now());
  const rows = await ctx.db.partnerLaboratory.findMany({
    where: ownLaboratory(ctx),
    include: {
      scopes: {
        include: { method: { include: { item: true } } },
        orderBy: [{ method: { code: "asc" } }, { validFrom: "desc" }],
      },
    },
    orderBy: { name: "asc" },
  });
  const methods = await ctx.db.method.findMany({
    where: { OR: [{ inForceUntil: null }, { inForceUntil: { gte: today } }] },
    include: { item: true },
    orderBy: [{ code: "asc" }, { clause: "asc" }],
  });
  return {
    rows: rows.map(({ id, name, cmaNumber, cmaValidUntil, recordedBy, scopes }) => ({
      id,
      name,
      cmaNumber,
      cmaValidUntil,
      isValid: coversDay(cmaValidUntil, today),
      recordedBy,
      scopes: scopes.map(({ method, ...row }) => ({
        id: row.id,
        methodId: row.methodId,
        item: method.item.name,
        method: `${method.code} ${method.clause}`,
        validFrom: row.validFrom,
        validUntil: row.validUntil,
        evidence: row.evidence,
        recordedBy: row.recordedBy,
        endReason: row.endReason,
        state: stateOn(row, today).state,
      })),
    })),
    methods: methods.map((m) => ({ id: m.id, item: m.item.name, method: `${m.code} ${m.clause}` })),
  };
}

/** Puts a laboratory on the register, by the number of its certificate once. */
export async function addPartner(
  ctx: Context,
  { body }: InputOf<typeof contract.addPartner>,
): Promise<ReplyOf<typeof contract.addPartner>> {
  const laboratoryId = laboratoryOf(ctx);
  refuseUnprintable({ "subcontract.name": body.name });
  const known = await ctx.db.partnerLaboratory.findFirst({ where: { laboratoryId, cmaNumber: body.cmaNumber } });
  if (known) throw new Problem("already-exists", { what: `${known.name} ${known.cmaNumber}` });
  const row = await ctx.db.partnerLaboratory.create({
    data: {
      ...body,
      laboratoryId,
      recordedById: ctx.actor.id ?? "",
      recordedBy: ctx.actor.name,
      recordedAt: ctx.now(),
    },
  });
  await ctx.note("partner.added", `partner ${row.id}`, body);
  return { id: row.id };
}

/** Its certificate is valid until another day than we had. */
export async function renewPartner(
  ctx: Context,
  { params, body }: InputOf<typeof contract.renewPartner>,
): Promise<Record<string, never>> {
  const row = await find(ctx, params.partnerId);
  await ctx.db.partnerLaboratory.update({ where: { id: row.id }, data: { cmaValidUntil: body.cmaValidUntil } });
  await ctx.note("partner.renewed", `partner ${row.id}`, { name: row.name, before: row.cmaValidUntil, ...body });
  return {};
}

/** Items and methods of its scope; one that is on record for some of the days is refused. */
export async function addPartnerScopes(
  ctx: Context,
  { params, body }: InputOf<typeof contract.addPartnerScopes>,
): Promise<Record<string, never>> {
  const row = await find(ctx, params.partnerId);
  if (body.validUntil !== null && body.validUntil < body.validFrom)
    throw new Problem("bad-request", { fields: ["validUntil"] });
  const methodIds = [...new Set(body.methodIds)];
  const methods = await ctx.db.method.findMany({ where: { id: { in: methodIds } }, include: { item: true } });
  if (methods.length < methodIds.length) throw new Problem("not-found", { what: "method" });
  const held = await ctx.db.partnerScope.findMany({ where: { partnerId: row.id, methodId: { in: methodIds } } });
  const double = held.find((scope) => overlaps(scope, body));
  if (double) {
    const method = methods.find(({ id }) => id === double.methodId);
    throw new Problem("already-exists", { what: `${row.name} ${method?.item.name ?? ""} ${method?.code ?? ""}` });
  }
  const { validFrom, validUntil, evidence } = body;
  await ctx.db.partnerScope.createMany({
    data: methodIds.map((methodId) => ({
      partnerId: row.id,
      methodId,
      validFrom,
      validUntil,
      evidence,
      recordedBy: ctx.actor.name,
      recordedAt: ctx.now(),
    })),
  });
  await ctx.note("partner.scope-added", `partner ${row.id}`, {
    name: row.name,
    methods: methods.map((m) => `${m.item.name} ${m.code} ${m.clause}`),
    from: validFrom,
    until: validUntil,
    evidence,
  });
  return {};
}

/** An entry ends with a day, also one that has passed: what was reported after it is not covered. */
export async function endPartnerScope(ctx: Context, { params, body }: InputOf<typeof contract.endPartnerScope>): Done {
  const scope = await ctx.db.partnerScope.findFirst({
    where: { id: params.scopeId, partner: { laboratoryId: laboratoryOf(ctx) } },
    include: { partner: true, method: { include: { item: true } } },
  });
  if (!scope) throw new Problem("not-found", { what: "scope" });
  if (body.on < scope.validFrom || (scope.validUntil !== null && body.on > scope.validUntil))
    throw new Problem("bad-request", { fields: ["on"] });
  await ctx.db.partnerScope.update({
    where: { id: scope.id },
    data: { validUntil: body.on, endReason: body.reason, endedBy: ctx.actor.name },
  });
  await ctx.note("partner.scope-ended", `partner ${scope.partnerId}`, {
    name: scope.partner.name,
    method: `${scope.method.item.name} ${scope.method.code} ${scope.method.clause}`,
    ...body,
  });
  return {};
}

async function find(ctx: Context, id: string) {
  const row = await ctx.db.partnerLaboratory.findFirst({ where: { id, laboratoryId: laboratoryOf(ctx) } });
  if (!row) throw new Problem("not-found", { what: "partner" });
  return row;
}
