import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { pageSize, toPage } from "../kernel/page.ts";
import { Problem } from "../kernel/problems.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { temperatureAt, withParents } from "./place-path.ts";
import { temperatureFits, temperatureWanted } from "./rules/storage.ts";
import { soughtContainers } from "./sought-containers.ts";
import type * as contract from "./storage-contract.ts";
import type { PlaceRow, PlaceView, StoredContainer } from "./storage-contract.ts";

export const storedInclude = {
  sample: { select: { number: true, name: true, laboratoryId: true } },
  storedIn: { include: withParents },
} satisfies Prisma.ContainerInclude;
type Stored = Prisma.ContainerGetPayload<{ include: typeof storedInclude }>;
type Place = Prisma.StoragePlaceGetPayload<{ include: typeof withParents }>;

const mostLookedAt = 2_000;

/** All places with how much they hold, what lies at the wrong temperature, and how many containers have no place. */
export async function listPlaces(ctx: Context): Promise<ReplyOf<typeof contract.listPlaces>> {
  const own = ownLaboratory(ctx);
  const places = await placesOf(ctx, own);
  const rows = rowsOf(places.all, places.held).filter((row) => row.kind !== "cell");
  const cold = places.all.filter((p) => temperatureAt(p) !== null).map(({ id }) => id);
  const kept = await ctx.db.container.findMany({
    where: { ...own, state: "stored", placeId: { in: cold } },
    include: storedInclude,
    orderBy: { id: "desc" },
    take: mostLookedAt,
  });
  return {
    rows,
    unplaced: await ctx.db.container.count({ where: { ...own, state: "stored", placeId: null } }),
    misplaced: kept.map(storedView).filter((c) => !c.fits),
    lookedAt: kept.length < mostLookedAt ? null : mostLookedAt,
  };
}

/** Stored containers of the laboratory that nobody gave a place to, the newest first. */
export async function listUnplaced(
  ctx: Context,
  { query }: InputOf<typeof contract.listUnplaced>,
): Promise<ReplyOf<typeof contract.listUnplaced>> {
  const where = {
    AND: [
      { ...ownLaboratory(ctx), state: "stored" as const, placeId: null },
      (await soughtContainers(ctx, query.q)).where,
    ],
  };
  const size = query.size ?? pageSize;
  const rows = await ctx.db.container.findMany({
    where: { AND: [where, query.after ? { id: { lt: query.after } } : {}] },
    include: storedInclude,
    // as the index has them, place first: by the key alone every container ever disposed of would be walked past
    orderBy: [{ placeId: { sort: "desc", nulls: "first" } }, { id: "desc" }],
    take: size + 1,
  });
  const page = toPage(rows, size);
  return { rows: page.rows.map(storedView), next: page.next, total: await ctx.db.container.count({ where }) };
}

/** What lies in a place, also in the cells of a box, in the order in which it was registered. */
export async function listStored(
  ctx: Context,
  { params, query }: InputOf<typeof contract.listStored>,
): Promise<ReplyOf<typeof contract.listStored>> {
  const { id, laboratoryId } = await findPlace(ctx, params.number);
  const cells = await ctx.db.storagePlace.findMany({ where: { parentId: id, kind: "cell" }, select: { id: true } });
  const where = {
    AND: [
      { laboratoryId, state: "stored" as const, placeId: { in: [id, ...cells.map((cell) => cell.id)] } },
      (await soughtContainers(ctx, query.q)).where,
    ],
  };
  const size = query.size ?? pageSize;
  const rows = await ctx.db.container.findMany({
    where: { AND: [where, query.after ? { id: { gt: query.after } } : {}] },
    include: storedInclude,
    orderBy: { id: "asc" },
    take: size + 1,
  });
  const page = toPage(rows, size);
  return { rows: page.rows.map(storedView), next: page.next, total: await ctx.db.container.count({ where }) };
}

/** A place: where it stands, what stands in it, and the containers that are there; a box as a grid. */
export async function showPlace(ctx: Context, { params }: InputOf<typeof contract.showPlace>): Promise<PlaceView> {
  const place = await findPlace(ctx, params.number);
  const { all, held } = await placesOf(ctx, { laboratoryId: place.laboratoryId });
  const rows = rowsOf(all, held);
  const row = rows.find(({ id }) => id === place.id);
  if (!row) throw new Problem("not-found", { what: params.number });
  const cells = all.filter((p) => p.parentId === place.id && p.kind === "cell");
  const containers = await ctx.db.container.findMany({
    where: { state: "stored", placeId: { in: cells.map(({ id }) => id) } },
    include: storedInclude,
    orderBy: { number: "asc" },
  });
  const within = [];
  for (let at = all.find(({ id }) => id === place.parentId); at; at = all.find(({ id }) => id === at?.parentId))
    within.unshift({ number: at.number, name: at.name, kind: at.kind });
  return {
    ...row,
    within,
    inside: rows.filter((r) => r.parentId === place.id && r.kind !== "cell"),
    cells: cells
      .map((cell) => ({
        number: cell.number,
        name: cell.name,
        row: cell.row ?? 0,
        column: cell.column ?? 0,
        container: containers.find((c) => c.placeId === cell.id)?.number ?? null,
      }))
      .sort((a, b) => a.row - b.row || a.column - b.column),
    containers: containers.map(storedView),
  };
}

/** A place of one's own laboratory, by its number in any grouping. */
export async function findPlace(ctx: Context, number: string): Promise<Place> {
  const place = await ctx.db.storagePlace.findFirst({
    where: { number: number.replace(/\D/g, ""), ...ownLaboratory(ctx) },
    include: withParents,
  });
  if (!place) throw new Problem("not-found", { what: number });
  return place;
}

/** A stored container as places list it. */
export function storedView(c: Stored): StoredContainer {
  return {
    number: c.number,
    sampleNumber: c.sample.number,
    sampleName: c.sample.name,
    kind: c.kind,
    storage: c.storage,
    quantity: c.quantity,
    cell: c.storedIn?.kind === "cell" ? c.storedIn.name : null,
    fits: temperatureFits(c.storage, temperatureAt(c.storedIn)),
    wanted: temperatureWanted(c.storage),
    place: c.storedIn?.path ?? c.place,
    retainUntil: c.retainUntil,
  };
}

async function placesOf(
  ctx: Context,
  own: { laboratoryId?: string },
): Promise<{ all: Place[]; held: Map<string, number> }> {
  const all = await ctx.db.storagePlace.findMany({ where: own, include: withParents, orderBy: { path: "asc" } });
  const counted = await ctx.db.container.groupBy({
    by: ["placeId"],
    where: { ...own, state: "stored", placeId: { not: null } },
    _count: true,
  });
  return { all, held: new Map(counted.map((c) => [c.placeId ?? "", c._count])) };
}

/** Rows with what they hold themselves and in all that stands within. */
function rowsOf(all: readonly Place[], held: ReadonlyMap<string, number>): PlaceRow[] {
  const inner = new Map<string, Place[]>();
  for (const place of all) if (place.parentId) inner.set(place.parentId, [...(inner.get(place.parentId) ?? []), place]);
  const holds = (place: Place): number =>
    (held.get(place.id) ?? 0) + (inner.get(place.id) ?? []).reduce((sum, p) => sum + holds(p), 0);
  const room = (place: Place): number | null => {
    if (place.capacity !== null) return place.capacity;
    const rooms = (inner.get(place.id) ?? []).filter((p) => p.isActive).map(room);
    return rooms.length > 0 && rooms.every((r) => r !== null) ? rooms.reduce((a, b) => a + b, 0) : null;
  };
  return all.map((place) => ({
    id: place.id,
    number: place.number,
    parentId: place.parentId,
    kind: place.kind,
    name: place.name,
    path: place.path,
    temperature: temperatureAt(place),
    ownTemperature: place.temperature,
    capacity: place.capacity,
    rows: place.rows,
    columns: place.columns,
    isActive: place.isActive,
    holds: holds(place),
    room: room(place),
  }));
}
