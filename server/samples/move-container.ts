import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type * as contract from "./contract.ts";
import type { ContainerView } from "./contract.ts";
import { containerView } from "./show-sample.ts";

const include = { moves: { orderBy: { at: "asc" as const } } };

/** 样品领用: a container goes to who scanned it, or to the person named; the reserve is never opened here. */
export async function handOutContainer(
  ctx: Context,
  { params, body }: InputOf<typeof contract.handOutContainer>,
): Promise<ContainerView> {
  const container = await find(ctx, params.number);
  if (container.kind === "reserve") throw new Problem("reserve-sealed", { number: container.number });
  const to = await holderOf(ctx, body.toLogin);
  if (container.state === "handed_out" && container.holderId === to.id) return containerView(container);
  if (container.state !== "stored") throw new Problem("state-forbids", { state: container.state });
  return move(ctx, container.id, container.number, "handed_out", to, container.place);
}

/** 样品归还: the container comes back, to its place. */
export async function handBackContainer(
  ctx: Context,
  { params, body }: InputOf<typeof contract.handBackContainer>,
): Promise<ContainerView> {
  const container = await find(ctx, params.number);
  if (container.state !== "handed_out") throw new Problem("state-forbids", { state: container.state });
  const isKeeper = ctx.actor.roles.some((role) => role === "sample_keeper" || role === "receptionist");
  if (container.holderId !== ctx.actor.id && !isKeeper)
    throw new Problem("not-the-holder", { holder: container.moves.at(-1)?.personName });
  return move(
    ctx,
    container.id,
    container.number,
    "stored",
    { id: ctx.actor.id ?? "", name: ctx.actor.name },
    body.place ?? container.place,
  );
}

async function find(ctx: Context, number: string) {
  const container = await ctx.db.container.findFirst({
    where: { number: number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
    include,
  });
  if (!container) throw new Problem("not-found", { what: number });
  return container;
}

async function holderOf(ctx: Context, login: string | undefined): Promise<{ id: string; name: string }> {
  if (!login) return { id: ctx.actor.id ?? "", name: ctx.actor.name };
  const person = await ctx.db.person.findFirst({
    where: { login, laboratoryId: ctx.actor.laboratoryId, isActive: true },
  });
  if (!person) throw new Problem("not-found", { what: login });
  return person;
}

async function move(
  ctx: Context,
  id: string,
  number: string,
  state: "stored" | "handed_out",
  who: { id: string; name: string },
  place: string | null,
): Promise<ContainerView> {
  const action = state === "stored" ? "handed-back" : "handed-out";
  const moved = await ctx.db.container.update({
    where: { id },
    data: {
      state,
      place,
      holderId: state === "handed_out" ? who.id : null,
      moves: { create: { action, personId: who.id, personName: who.name, place, at: ctx.now() } },
    },
    include,
  });
  await ctx.note(`container.${action}`, `container ${number}`, { to: who.name, place });
  await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId: moved.laboratoryId });
  return containerView(moved);
}
