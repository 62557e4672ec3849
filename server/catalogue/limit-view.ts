import { toMinute } from "../kernel/time.ts";
import type { Prisma } from "../platform/db.ts";
import type { LimitView } from "./contract.ts";
import { LimitRow } from "./rules/limit-row.ts";

/** What a limit is shown with. */
export const ofEdition = { edition: { include: { standard: true } } } satisfies Prisma.LimitInclude;

type Found = Prisma.LimitGetPayload<{ include: typeof ofEdition }>;

/** A limit as people read it: the edition, the printed text, and where the figure comes from. */
export function limitView(limit: Found, row: LimitRow = LimitRow.parse(limit.row)): LimitView {
  const { id, rowKey, category, item, itemEn, kind, text, unit, inForceFrom, inForceUntil, confidence, edition } =
    limit;
  return {
    id,
    rowKey,
    category,
    item,
    itemEn,
    kind,
    text,
    unit,
    inForceFrom,
    inForceUntil,
    confidence,
    standard: edition.standard.number,
    edition: edition.version,
    title: edition.title,
    basis: row.basis,
    note: row.note,
    methods: row.methods,
    isConfirmed: confidence === "high" || limit.confirmedAt !== null,
    confirmedBy: limit.confirmedBy,
    confirmedAt: limit.confirmedAt === null ? null : toMinute(limit.confirmedAt),
    source: row.source,
  };
}
