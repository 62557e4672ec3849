import { z } from "zod";
import { day } from "./time.ts";

export const pageSize = 50;

/** Pages go by key: `after` is the key of the last row seen; `next` is null on the last page. */
export const pageQuery = z.object({
  after: z.uuid().optional(),
  q: z.string().max(80).optional(),
  size: z.coerce.number().int().min(1).max(500).optional(),
});

/** From one day through another, both included. */
export const dayRange = { from: day.optional(), to: day.optional() };

export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().nullable() });
}

/** Cuts a query's size + 1 rows into a page. */
export function toPage<T extends { id: string }>(rows: T[], size = pageSize): { rows: T[]; next: string | null } {
  const shown = rows.slice(0, size);
  return { rows: shown, next: rows.length > size ? (shown.at(-1)?.id ?? null) : null };
}
