import type { Prisma } from "../platform/db.ts";
import type { TemperatureClass } from "./rules/storage.ts";

/** A place with all it stands in: cell, box, shelf, fridge, room. */
export const withParents = {
  parent: { include: { parent: { include: { parent: { include: { parent: true } } } } } },
} satisfies Prisma.StoragePlaceInclude;

type Nested = { temperature: TemperatureClass | null; parent?: Nested | null };

/** The temperature of a place: its own, or that of the nearest place around it that has one. */
export function temperatureAt(place: Nested | null | undefined): TemperatureClass | null {
  for (let at = place; at; at = at.parent) if (at.temperature !== null) return at.temperature;
  return null;
}
