import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { holdersOf, notify } from "../notices/notify.ts";
import { laboratoryOf, ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./blind-contract.ts";

/** The laboratory's setting, and everybody who looked behind a sample. */
export async function blindSetting(ctx: Context): Promise<ReplyOf<typeof contract.blindSetting>> {
  const { isBlind } = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const rows = await ctx.db.unblinding.findMany({
    where: { sample: ownLaboratory(ctx) },
    include: { sample: { select: { number: true, name: true } } },
    orderBy: { at: "desc" },
    take: 200,
  });
  return {
    isBlind,
    unblindings: rows.map((u) => ({
      sampleNumber: u.sample.number,
      sampleName: u.sample.name,
      person: u.personName,
      reason: u.reason,
      at: u.at.toISOString(),
    })),
  };
}

/** From the next order on: those that are here were labelled and read with what they say. */
export async function setBlind(
  ctx: Context,
  { body }: InputOf<typeof contract.setBlind>,
): Promise<Record<string, never>> {
  const laboratory = await ctx.db.laboratory.update({ where: { id: laboratoryOf(ctx) }, data: body });
  await ctx.note("laboratory.blind-set", `laboratory ${laboratory.code}`, body);
  await ctx.tell({ type: "changed", topics: ["orders"], laboratoryId: laboratory.id });
  return {};
}

/** 查看盲样信息: from now on this person sees whose sample it is; who, when and why is on record, and those in charge are told. */
export async function unblindSample(
  ctx: Context,
  { params, body }: InputOf<typeof contract.unblindSample>,
): Promise<Record<string, never>> {
  const sample = await ctx.db.sample.findFirst({
    where: { number: params.number.replace(/\D/g, ""), laboratoryId: laboratoryOf(ctx) },
    include: { order: true },
  });
  if (!sample) throw new Problem("not-found", { what: params.number });
  if (!sample.order.isBlind) throw new Problem("state-forbids", { state: "not blind" });
  const personId = ctx.actor.id ?? "";
  const known = await ctx.db.unblinding.findUnique({ where: { sampleId_personId: { sampleId: sample.id, personId } } });
  if (!known)
    await ctx.db.unblinding.create({
      data: { sampleId: sample.id, personId, personName: ctx.actor.name, reason: body.reason, at: ctx.now() },
    });
  await ctx.note("sample.unblinded", `sample ${sample.number}`, { reason: body.reason });
  await notify(ctx, {
    to: await holdersOf(ctx, sample.laboratoryId, "laboratory.confirm"),
    code: "sample-unblinded",
    params: { sample: sample.number, by: ctx.actor.name, reason: body.reason },
    link: `/samples/${sample.number}`,
    laboratoryId: sample.laboratoryId,
    mail: false,
  });
  await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId: sample.laboratoryId });
  return {};
}
