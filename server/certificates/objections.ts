import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { holdersOf, notify } from "../notices/notify.ts";
import { readableOrders } from "../orders/readable-orders.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./life-contract.ts";
import { mayObject } from "./rules.ts";
import { tellEnterprise } from "./tell-enterprise.ts";

/** 异议: the client of commissioned work says what is wrong; of supervisory work re-inspection is asked of the authority, not of us. */
export async function raiseObjection(
  ctx: Context,
  { params, body }: InputOf<typeof contract.raiseObjection>,
): Promise<Record<string, never>> {
  const row = await ctx.db.certificate.findFirst({
    where: { number: params.number.replace(/\D/g, ""), sample: { order: readableOrders(ctx) } },
    include: { sample: { include: { order: { include: { client: true } } } } },
  });
  if (!row) throw new Problem("not-found", { what: params.number });
  if (!mayObject(row.state, row.sample.order.source)) throw new Problem("state-forbids", { state: row.state });
  await ctx.db.objection.create({
    data: { certificateId: row.id, text: body.text, by: ctx.actor.name, byId: ctx.actor.id ?? "", at: ctx.now() },
  });
  await ctx.note("objection.raised", `certificate ${row.number}`, { reason: body.text });
  await notify(ctx, {
    to: await holdersOf(ctx, row.laboratoryId, "certificates.question"),
    code: "objection-raised",
    params: { by: row.sample.order.client.name, printedNumber: row.printedNumber },
    link: `/certificates/${row.number}`,
    laboratoryId: row.laboratoryId,
    mail: true,
  });
  await ctx.tell({ type: "changed", topics: ["certificates", "waiting"], laboratoryId: row.laboratoryId });
  return {};
}

/** The laboratory's answer; once given it stands. */
export async function answerObjection(
  ctx: Context,
  { params, body }: InputOf<typeof contract.answerObjection>,
): Promise<Record<string, never>> {
  const found = await ctx.db.objection.findFirst({
    where: { id: params.objectionId, certificate: ownLaboratory(ctx) },
    include: { certificate: true },
  });
  if (!found) throw new Problem("not-found", { what: "objection" });
  if (found.answeredAt !== null) throw new Problem("state-forbids", { state: "answered" });
  await ctx.db.objection.update({
    where: { id: found.id },
    data: { answer: body.answer, answeredBy: ctx.actor.name, answeredAt: ctx.now() },
  });
  await ctx.note("objection.answered", `certificate ${found.certificate.number}`, { reason: body.answer });
  await tellEnterprise(ctx, found.certificateId, "objection-answered");
  await ctx.tell({ type: "changed", topics: ["certificates"], laboratoryId: found.certificate.laboratoryId });
  return {};
}
