import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import type { Context } from "../platform/context.ts";
import { findContainer, moveContainer } from "./keep-custody.ts";
import { refuseForeignHands } from "./move-container.ts";
import { findPlace, storedInclude, storedView } from "./show-places.ts";
import type * as contract from "./storage-contract.ts";
import type { StoredContainer } from "./storage-contract.ts";

/**
 * 入库、上架: one scan of the place, then of each container. In a box each gets the next free cell; what was handed out comes back
 * with it. A full place refuses them all; a wrong temperature is told, not refused, for somebody holds a thawing bag.
 */
export async function putAway(
  ctx: Context,
  { params, body }: InputOf<typeof contract.putAway>,
): Promise<ReplyOf<typeof contract.putAway>> {
  const place = await findPlace(ctx, params.number);
  if (!place.isActive) throw new Problem("place-closed", { place: place.path });
  const numbers = [...new Set(body.containers.map((n) => n.replace(/\D/g, "")))];
  const cells = await ctx.db.storagePlace.findMany({
    where: { parentId: place.id, kind: "cell", isActive: true },
    include: { containers: { where: { state: "stored" }, select: { number: true } } },
    orderBy: [{ row: "asc" }, { column: "asc" }],
  });
  const free = cells.filter((cell) => cell.containers.length === 0);
  const rows: StoredContainer[] = [];
  for (const number of numbers) {
    const container = await findContainer(ctx, number);
    if (container.state !== "stored" && container.state !== "handed_out")
      throw new Problem("state-forbids", { state: container.state });
    if (container.state === "handed_out") refuseForeignHands(ctx, container);
    const isHere =
      container.state === "stored" &&
      (container.placeId === place.id || cells.some((cell) => cell.id === container.placeId));
    if (!isHere) {
      const target = cells.length > 0 ? free.shift() : await roomIn(ctx, place);
      if (!target) throw new Problem("place-full", { place: place.path });
      const action = container.state === "handed_out" ? "handed-back" : "placed";
      await moveContainer(ctx, container, { action, state: "stored", place: target });
    }
    const moved = await ctx.db.container.findUniqueOrThrow({ where: { id: container.id }, include: storedInclude });
    rows.push(storedView(moved));
  }
  await ctx.note("place.filled", `place ${place.number}`, { containers: numbers });
  return { rows };
}

async function roomIn<P extends { id: string; capacity: number | null }>(ctx: Context, place: P): Promise<P | null> {
  if (place.capacity === null) return place;
  const held = await ctx.db.container.count({ where: { placeId: place.id, state: "stored" } });
  return held < place.capacity ? place : null;
}
