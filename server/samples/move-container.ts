import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { ContainerView } from "./contract.ts";
import { containerView, type ContainerFound } from "./container-view.ts";
import { findContainer, moveContainer } from "./keep-custody.ts";

/** 样品领用: a container goes to who scanned it, or to the person named; the reserve is never opened here. */
export async function handOutContainer(
  ctx: Context,
  { params, body }: InputOf<typeof contract.handOutContainer>,
): Promise<ContainerView> {
  const container = await findContainer(ctx, params.number);
  if (container.kind === "reserve") throw new Problem("reserve-sealed", { number: container.number });
  const to = await holderOf(ctx, body);
  if (container.state === "handed_out" && container.holderId === to.id) {
    await ctx.note("container.scanned-again", `container ${container.number}`, { holder: to.name }); // a doubled scan
    return containerView(container);
  }
  if (container.state !== "stored") throw new Problem("state-forbids", { state: container.state });
  return containerView(await moveContainer(ctx, container, { action: "handed-out", state: "handed_out", to }));
}

/** 样品归还: the container comes back, to the place it had if that is still free. */
export async function handBackContainer(
  ctx: Context,
  { params, body }: InputOf<typeof contract.handBackContainer>,
): Promise<ContainerView> {
  const container = await findContainer(ctx, params.number);
  if (container.state !== "handed_out") throw new Problem("state-forbids", { state: container.state });
  refuseForeignHands(ctx, container);
  const { storedIn } = container;
  const isTaken =
    storedIn?.kind === "cell" &&
    (await ctx.db.container.count({
      where: { placeId: storedIn.id, state: "stored", id: { not: container.id } },
    })) > 0;
  const home = storedIn && !isTaken ? storedIn : null;
  const moved = await moveContainer(ctx, container, { action: "handed-back", state: "stored", place: home });
  if (home || !body.place) return containerView(moved);
  // a place told in words, where the laboratory keeps no list of places
  await ctx.db.container.update({ where: { id: moved.id }, data: { place: body.place } });
  return containerView({ ...moved, place: body.place });
}

/** 检毕用完: nothing is left of what was handed out or stored; the reserve is only disposed of by two people. */
export async function useUpContainer(
  ctx: Context,
  { params, body }: InputOf<typeof contract.useUpContainer>,
): Promise<ContainerView> {
  const container = await findContainer(ctx, params.number);
  if (container.kind === "reserve") throw new Problem("reserve-sealed", { number: container.number });
  if (container.state !== "handed_out" && container.state !== "stored")
    throw new Problem("state-forbids", { state: container.state });
  if (container.state === "handed_out") refuseForeignHands(ctx, container);
  const moved = await moveContainer(ctx, container, {
    action: "used-up",
    state: "disposed",
    place: null,
    remark: body.remark,
  });
  return containerView(moved);
}

/** Only who has it, the keeper or reception may say where a container goes. */
export function refuseForeignHands(ctx: Context, container: ContainerFound): void {
  const isKeeper = ctx.actor.roles.some((role) => role === "sample_keeper" || role === "receptionist");
  if (container.holderId === ctx.actor.id || isKeeper) return;
  throw new Problem("not-the-holder", {
    holder: container.moves.findLast((m) => m.action === "handed-out")?.personName,
  });
}

async function holderOf(
  ctx: Context,
  { toLogin, toBadge }: { toLogin?: string | undefined; toBadge?: string | undefined },
): Promise<{ id: string; name: string }> {
  if (!toLogin && !toBadge) return { id: ctx.actor.id ?? "", name: ctx.actor.name };
  const person = await ctx.db.person.findFirst({
    where: {
      ...(toBadge ? { badge: toBadge.replace(/\D/g, "") } : { login: toLogin ?? "" }),
      laboratoryId: ctx.actor.laboratoryId,
      isActive: true,
    },
  });
  if (!person) throw new Problem("not-found", { what: toBadge ?? toLogin });
  return person;
}
