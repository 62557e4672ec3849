import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { pageOf, pageQuery } from "../kernel/page.ts";

export const PlaceKind = z.enum(["room", "fridge", "shelf", "box", "cell"]);
export const TemperatureClass = z.enum(["ambient", "chilled", "frozen"]);

export const PlaceRow = z.object({
  id: z.uuid(),
  number: z.string(),
  parentId: z.uuid().nullable(),
  kind: PlaceKind,
  name: z.string(),
  path: z.string(),
  /** Its own, or that of the place it stands in. */
  temperature: TemperatureClass.nullable(),
  ownTemperature: TemperatureClass.nullable(),
  capacity: z.number().nullable(),
  rows: z.number().nullable(),
  columns: z.number().nullable(),
  isActive: z.boolean(),
  /** Containers in it and in all that stands in it; and how many there is room for, where that is counted. */
  holds: z.number(),
  room: z.number().nullable(),
});
export type PlaceRow = z.output<typeof PlaceRow>;

export const StoredContainer = z.object({
  number: z.string(),
  sampleNumber: z.string(),
  sampleName: z.string(),
  kind: z.enum(["test", "reserve"]),
  storage: z.string(),
  quantity: z.string().nullable(),
  /** The cell it stands in, by the name of the cell. */
  cell: z.string().nullable(),
  fits: z.boolean(),
  /** What its storage condition asks for. */
  wanted: TemperatureClass.nullable(),
  place: z.string().nullable(),
  retainUntil: z.string().nullable(),
});
export type StoredContainer = z.output<typeof StoredContainer>;

export const PlaceView = PlaceRow.extend({
  within: z.array(z.object({ number: z.string(), name: z.string(), kind: PlaceKind })),
  inside: z.array(PlaceRow),
  /** The grid of a box, filled row by row. */
  cells: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      row: z.number(),
      column: z.number(),
      container: z.string().nullable(),
    }),
  ),
  /** What stands in its cells; the rest is a list of its own. */
  containers: z.array(StoredContainer),
});
export type PlaceView = z.output<typeof PlaceView>;

export const listPlaces = endpoint({
  method: "GET",
  path: "/api/storage-places",
  right: "samples.read",
  summary: "Rooms, fridges, shelves and boxes with what they hold / 存放位置",
  reply: z.object({
    rows: z.array(PlaceRow),
    unplaced: z.number(),
    misplaced: z.array(StoredContainer),
    /** How many of the containers that were put away last were looked at; null where it was all of them. */
    lookedAt: z.number().nullable(),
  }),
});

export const showPlace = endpoint({
  method: "GET",
  path: "/api/storage-places/:number",
  right: "samples.read",
  summary: "What is in a place / 位置内容",
  params: z.object({ number: z.string() }),
  reply: PlaceView,
});

export const listStored = endpoint({
  method: "GET",
  path: "/api/storage-places/:number/containers",
  right: "samples.read",
  summary: "The containers in a place and in its cells / 位置中的容器",
  params: z.object({ number: z.string() }),
  query: pageQuery,
  reply: pageOf(StoredContainer).extend({ total: z.number() }),
});

export const listUnplaced = endpoint({
  method: "GET",
  path: "/api/unplaced-containers",
  right: "samples.read",
  summary: "Stored containers without a place, newest first / 未定位容器",
  query: pageQuery,
  reply: pageOf(StoredContainer).extend({ total: z.number() }),
});

const grid = z.int().min(1).max(12);

export const addPlace = endpoint({
  method: "POST",
  path: "/api/storage-places",
  right: "storage.change",
  summary: "Add a storage place; a box with its cells / 增加存放位置",
  body: z.object({
    within: z.string().max(40).optional(),
    kind: PlaceKind.exclude(["cell"]),
    name: z.string().trim().min(1).max(30),
    temperature: TemperatureClass.nullable().default(null),
    capacity: z.int().min(1).max(100_000).nullable().default(null),
    grid: z.object({ rows: grid, columns: grid }).optional(),
  }),
  reply: PlaceRow,
});

export const changePlace = endpoint({
  method: "POST",
  path: "/api/storage-places/:number",
  right: "storage.change",
  summary: "Rename a place, change its temperature or capacity, close it / 修改存放位置",
  params: z.object({ number: z.string() }),
  body: z.object({
    name: z.string().trim().min(1).max(30),
    temperature: TemperatureClass.nullable(),
    capacity: z.int().min(1).max(100_000).nullable(),
    isActive: z.boolean(),
  }),
  reply: PlaceRow,
});

export const putAway = endpoint({
  method: "POST",
  path: "/api/storage-places/:number/put",
  right: "containers.move",
  summary: "Put containers into a place; what was handed out comes back / 入库、上架",
  params: z.object({ number: z.string() }),
  body: z.object({ containers: z.array(z.string().max(40)).min(1).max(200) }),
  reply: z.object({ rows: z.array(StoredContainer) }),
});

export const placeLabels = endpoint({
  method: "GET",
  path: "/api/storage-places/:number/labels.pdf",
  right: "samples.read",
  summary: "The label of a place, and of a box's cells / 位置标签",
  params: z.object({ number: z.string() }),
  query: z.object({ size: z.enum(["50x30", "25x15"]).default("50x30"), cells: z.enum(["yes"]).optional() }),
  file: true,
});
