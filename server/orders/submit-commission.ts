import { listCategories } from "../catalogue/list-categories.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { groupNumber } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { holdersOf, notify, peopleOf } from "../notices/notify.ts";
import type { Context } from "../platform/context.ts";
import { takeNumber } from "../platform/numbers.ts";
import type * as contract from "./commission-contract.ts";
import type { CommissionView, NewCommission } from "./commission-contract.ts";
import type { NewOrder } from "./contract.ts";
import { methodsOffered } from "./offer-tests.ts";
import { enterpriseOf, findMine, findOurs, viewOf, type FoundCommission } from "./show-commission.ts";

/** Gives a commission its number; submitted once more it is answered as it is. It is no order until reception accepts it. */
export async function submitCommission(
  ctx: Context,
  { body }: InputOf<typeof contract.submitCommission>,
): Promise<CommissionView> {
  const enterpriseId = enterpriseOf(ctx);
  const before = await ctx.db.commission.findUnique({ where: { id: body.id }, include: { enterprise: true } });
  if (before && before.enterpriseId !== enterpriseId) throw new Problem("already-exists");
  if (before) {
    await ctx.note("commission.submitted-again", `commission ${before.number}`);
    return viewOf(ctx, before);
  }
  const laboratory = await ctx.db.laboratory.findUnique({ where: { id: body.laboratoryId } });
  if (!laboratory) throw new Problem("not-found", { what: "laboratory" });
  await refuseUnfit(ctx, body);
  const { number } = await takeNumber(ctx, "commission", laboratory.code);
  const row = await ctx.db.commission.create({
    data: {
      id: body.id,
      number,
      laboratoryId: laboratory.id,
      enterpriseId,
      state: "submitted",
      body,
      submittedById: ctx.actor.id ?? "",
      submittedBy: ctx.actor.name,
      submittedAt: ctx.now(),
    },
    include: { enterprise: true },
  });
  await notify(ctx, {
    to: await holdersOf(ctx, laboratory.id, "orders.register"),
    code: "commission-submitted",
    params: { client: row.enterprise.name, number: groupNumber(number), samples: String(body.samples.length) },
    link: `/commissions/${number}`,
    laboratoryId: laboratory.id,
    mail: false,
  });
  await ctx.note("commission.submitted", `commission ${number}`, { samples: body.samples.length });
  await ctx.tell({ type: "changed", topics: ["commissions"], laboratoryId: laboratory.id });
  return viewOf(ctx, row);
}

async function refuseUnfit(ctx: Context, body: NewCommission): Promise<void> {
  const today = toDay(ctx.now());
  const offered = new Set((await methodsOffered(ctx, body.laboratoryId, today)).map(({ id }) => id));
  const categories = new Set((await listCategories(ctx)).rows);
  for (const { category, methodIds, productionDate } of body.samples) {
    if (!categories.has(category)) throw new Problem("category-unknown", { category });
    if (productionDate && productionDate > today) throw new Problem("date-in-future", { on: productionDate });
    if (new Set(methodIds).size < methodIds.length) throw new Problem("bad-request", { fields: ["methodIds"] });
    const outside = methodIds.filter((id) => !offered.has(id));
    if (outside.length > 0) throw new Problem("out-of-scope", { items: await namesOf(ctx, outside) });
  }
}

async function namesOf(ctx: Context, methodIds: string[]): Promise<string[]> {
  const methods = await ctx.db.method.findMany({ where: { id: { in: methodIds } }, include: { item: true } });
  return methods.length > 0 ? methods.map(({ item, code }) => `${item.name}（${code}）`) : methodIds;
}

/** The enterprise takes it back while the samples have not come. */
export async function withdrawCommission(
  ctx: Context,
  { params }: InputOf<typeof contract.withdrawCommission>,
): Promise<CommissionView> {
  return decide(ctx, await findMine(ctx, params.number), "withdrawn", null);
}

/** Reception refuses it; the enterprise reads why, and may change and submit it anew. */
export async function refuseCommission(
  ctx: Context,
  { params, body }: InputOf<typeof contract.refuseCommission>,
): Promise<CommissionView> {
  const row = await findOurs(ctx, params.number);
  const refused = await decide(ctx, row, "refused", body.reason);
  await notify(ctx, {
    to: await peopleOf(ctx, row.enterpriseId),
    code: "commission-refused",
    params: { number: groupNumber(row.number), reason: body.reason },
    link: `/portal/commissions/${row.number}`,
    laboratoryId: row.laboratoryId,
    mail: true,
  });
  return refused;
}

/** What reception registered is what this commission became; only once, and only for the enterprise that submitted it. */
export async function takeOverCommission(
  ctx: Context,
  said: NewOrder,
  order: { id: string; number: string; dueOn: string },
): Promise<void> {
  if (!said.commissionNumber) return;
  const row = await findOurs(ctx, said.commissionNumber);
  if (row.enterpriseId !== said.clientId || said.source !== "commissioned")
    throw new Problem("commission-of-another", { client: row.enterprise.name });
  await decide(ctx, row, "accepted", null, order.id);
  await notify(ctx, {
    to: await peopleOf(ctx, row.enterpriseId),
    code: "commission-accepted",
    params: { number: groupNumber(row.number), order: groupNumber(order.number), dueOn: order.dueOn },
    link: `/portal/commissions/${row.number}`,
    laboratoryId: row.laboratoryId,
    mail: true,
  });
}

async function decide(
  ctx: Context,
  row: FoundCommission,
  state: "accepted" | "refused" | "withdrawn",
  reason: string | null,
  orderId: string | null = null,
): Promise<CommissionView> {
  if (row.state !== "submitted") throw new Problem("commission-decided", { state: row.state });
  const decided = await ctx.db.commission.update({
    where: { id: row.id },
    data: { state, reason, orderId, decidedBy: ctx.actor.name, decidedAt: ctx.now() },
    include: { enterprise: true },
  });
  await ctx.note(`commission.${state}`, `commission ${row.number}`, reason === null ? {} : { reason });
  await ctx.tell({ type: "changed", topics: ["commissions"], laboratoryId: row.laboratoryId });
  return viewOf(ctx, decided);
}
