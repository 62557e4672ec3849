import type { Prisma } from "../platform/db.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { containerInclude, type ContainerFound } from "./container-view.ts";

export type Move = {
  action: string;
  state: ContainerFound["state"];
  /** Whom it went to; who asks, where nobody is named. */
  to?: { id: string; name: string } | undefined;
  /** Where it lies from now on; left out, it stays where it was. */
  place?: { id: string; path: string } | null | undefined;
  remark?: string | undefined;
  laboratoryId?: string;
  more?: Prisma.ContainerUncheckedUpdateInput;
};

/** Moves a container from hand to hand or place to place: its state, one line of custody, one trail entry, and every screen is told. */
export async function moveContainer(
  ctx: Context,
  container: { id: string; number: string; laboratoryId: string },
  move: Move,
): Promise<ContainerFound> {
  const who = move.to ?? { id: ctx.actor.id ?? "", name: ctx.actor.name };
  const laboratoryId = move.laboratoryId ?? container.laboratoryId;
  const moved = await ctx.db.container.update({
    where: { id: container.id },
    data: {
      state: move.state,
      laboratoryId,
      holderId: move.state === "handed_out" ? who.id : null,
      ...(move.place !== undefined && { placeId: move.place?.id ?? null, place: move.place?.path ?? null }),
      ...move.more,
      moves: {
        create: {
          action: move.action,
          personId: who.id,
          personName: who.name,
          byName: who.id === ctx.actor.id ? null : ctx.actor.name,
          place: move.place?.path ?? null,
          remark: move.remark ?? null,
          laboratory: await laboratoryName(ctx, laboratoryId),
          at: ctx.now(),
        },
      },
    },
    include: containerInclude,
  });
  await ctx.note(`container.${move.action}`, `container ${container.number}`, {
    to: who.name,
    ...(move.place && { place: move.place.path }),
    ...(move.remark && { remark: move.remark }),
  });
  await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId });
  return moved;
}

/** A container that lies in one's own laboratory, by its number in any grouping. */
export async function findContainer(ctx: Context, number: string): Promise<ContainerFound> {
  const container = await ctx.db.container.findFirst({
    where: { number: number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
    include: containerInclude,
  });
  if (!container) throw new Problem("not-found", { what: number });
  return container;
}

async function laboratoryName(ctx: Context, id: string): Promise<string> {
  return (await ctx.db.laboratory.findUniqueOrThrow({ where: { id } })).name;
}
