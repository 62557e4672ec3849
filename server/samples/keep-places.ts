import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { takeNumber } from "../platform/numbers.ts";
import { cellsOf, placeMayContain } from "./rules/storage.ts";
import { findPlace, listPlaces } from "./show-places.ts";
import type * as contract from "./storage-contract.ts";
import type { PlaceRow } from "./storage-contract.ts";

/** A room, or something that stands in one; a box comes with its cells, each with a number of its own. */
export async function addPlace(ctx: Context, { body }: InputOf<typeof contract.addPlace>): Promise<PlaceRow> {
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: laboratoryOf(ctx) } });
  const outer = body.within === undefined ? null : await findPlace(ctx, body.within);
  const fits = outer ? placeMayContain(outer.kind, body.kind) : body.kind === "room";
  if (!fits) throw new Problem("place-does-not-stand-there", { name: body.name });
  if (body.grid && body.kind !== "box") throw new Problem("place-does-not-stand-there", { name: body.name });
  const path = outer ? `${outer.path} / ${body.name}` : body.name;
  await refuseTaken(ctx, laboratory.id, path);
  const { number } = await takeNumber(ctx, "place", laboratory.code);
  const { id } = await ctx.db.storagePlace.create({
    data: {
      number,
      laboratoryId: laboratory.id,
      parentId: outer?.id ?? null,
      kind: body.kind,
      name: body.name,
      path,
      temperature: body.temperature,
      capacity: body.grid ? null : body.capacity,
      rows: body.grid?.rows ?? null,
      columns: body.grid?.columns ?? null,
    },
  });
  const cells = body.grid ? cellsOf(body.grid.rows, body.grid.columns) : [];
  const made = [];
  for (const cell of cells)
    made.push({
      number: (await takeNumber(ctx, "place", laboratory.code)).number,
      laboratoryId: laboratory.id,
      parentId: id,
      kind: "cell" as const,
      name: cell.name,
      path: `${path} / ${cell.name}`,
      capacity: 1,
      row: cell.row,
      column: cell.column,
    });
  if (made.length > 0) await ctx.db.storagePlace.createMany({ data: made });
  await ctx.note("place.added", `place ${number}`, { path, cells: cells.length });
  return told(ctx, laboratory.id, number);
}

/** Another name (for all that stands within too), temperature or capacity; a place is closed only when it is empty. */
export async function changePlace(
  ctx: Context,
  { params, body }: InputOf<typeof contract.changePlace>,
): Promise<PlaceRow> {
  const laboratoryId = laboratoryOf(ctx);
  const place = await findPlace(ctx, params.number);
  if (place.kind === "cell") throw new Problem("place-does-not-stand-there", { name: place.name });
  const before = `${place.path} / `;
  const within = { laboratoryId, path: { startsWith: before } };
  if (!body.isActive) {
    const held = await ctx.db.container.count({
      where: { state: "stored", storedIn: { laboratoryId, OR: [{ id: place.id }, { path: { startsWith: before } }] } },
    });
    if (held > 0) throw new Problem("place-not-empty", { place: place.path, count: held });
  }
  const path = place.path.slice(0, place.path.length - place.name.length) + body.name;
  if (path !== place.path) await refuseTaken(ctx, laboratoryId, path);
  await ctx.db.storagePlace.update({
    where: { id: place.id },
    data: { name: body.name, path, temperature: body.temperature, capacity: body.capacity, isActive: body.isActive },
  });
  for (const inner of await ctx.db.storagePlace.findMany({ where: within, select: { id: true, path: true } }))
    await ctx.db.storagePlace.update({
      where: { id: inner.id },
      data: { path: `${path} / ${inner.path.slice(before.length)}`, ...(!body.isActive && { isActive: false }) },
    });
  await ctx.note("place.changed", `place ${place.number}`, { before: place.path, ...body });
  return told(ctx, laboratoryId, place.number);
}

async function refuseTaken(ctx: Context, laboratoryId: string, path: string): Promise<void> {
  const taken = await ctx.db.storagePlace.findUnique({ where: { laboratoryId_path: { laboratoryId, path } } });
  if (taken) throw new Problem("already-exists", { what: path });
}

async function told(ctx: Context, laboratoryId: string, number: string): Promise<PlaceRow> {
  await ctx.tell({ type: "changed", topics: ["samples"], laboratoryId });
  const row = (await listPlaces(ctx)).rows.find((r) => r.number === number);
  if (!row) throw new Error(`the place ${number} is not listed`);
  return row;
}
