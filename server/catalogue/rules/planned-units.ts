// How many units of a lot a microbiological item asks for (GB 4789.1: n of the sampling plan in force).
import type { LimitRow } from "./limit-row.ts";

/** The greatest n of the plans in force, so that every plan finds its results; without a plan as many as the method says. */
export function plannedUnits(rows: readonly Pick<LimitRow, "kind" | "n">[], otherwise: number): number {
  const asked = rows.flatMap((row) =>
    row.kind === "sampling_plan" && /^\d{1,2}$/.test(row.n ?? "") ? [Number.parseInt(row.n ?? "", 10)] : [],
  );
  const most = Math.max(0, ...asked.filter((n) => n <= mostUnits));
  return most > 0 ? most : otherwise;
}
const mostUnits = 60; // GB 4789.1 speaks of sixty for infants' food; more would be a slip of the catalogue
