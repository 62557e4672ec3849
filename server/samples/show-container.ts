import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { hiddenAmong, veiled } from "../orders/veil.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import { containerView } from "./container-view.ts";
import { findContainer } from "./keep-custody.ts";

/** A container that lies here, ours or another laboratory's: where it is, who has had it, what may be done. */
export async function showContainer(
  ctx: Context,
  { params }: InputOf<typeof contract.showContainer>,
): Promise<ReplyOf<typeof contract.showContainer>> {
  const container = await findContainer(ctx, params.number);
  const sample = await ctx.db.sample.findUniqueOrThrow({
    where: { id: container.sampleId },
    include: { order: { select: { isBlind: true } } },
  });
  const isHidden = (await hiddenAmong(ctx, [sample])).has(sample.id);
  const { name } = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: sample.laboratoryId } });
  return {
    ...(isHidden ? veiled(containerView(container)) : containerView(container)),
    sampleNumber: sample.number,
    sampleName: sample.name,
    receivedAt: sample.receivedAt.toISOString(),
    isOwn: ctx.actor.seesAllLaboratories || sample.laboratoryId === ctx.actor.laboratoryId,
    from: name,
  };
}
