import { z } from "zod";

/** Pages go by key: `after` is the key of the last row seen; `next` is null on the last page. */
export const pageQuery = z.object({ after: z.uuid().optional(), q: z.string().max(80).optional() });

export function pageOf<T extends z.ZodType>(row: T) {
  return z.object({ rows: z.array(row), next: z.string().nullable() });
}

export const pageSize = 50;

/** Cuts a query's pageSize + 1 rows into a page. */
export function toPage<T extends { id: string }>(rows: T[]): { rows: T[]; next: string | null } {
  const shown = rows.slice(0, pageSize);
  return { rows: shown, next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null };
}
