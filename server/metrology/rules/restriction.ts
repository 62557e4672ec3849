// 准用 with its restriction, so that a rule can read it: the part of the range that may be used, and methods for which it may not.
import { z } from "zod";
import { numeral } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";
import { factorOf } from "./unit-factor.ts";

export const RestrictionLimits = z
  .object({
    /** May be used from here to there alone; an end left out is open. */
    range: z
      .object({ from: numeral.optional(), to: numeral.optional(), unit: z.string().trim().min(1).max(20) })
      .optional(),
    /** Must not be used for these methods. */
    notForMethods: z.array(z.uuid()).max(200).optional(),
  })
  .refine(({ range }) => !range?.from || !range.to || decimalOf(range.from).lt(decimalOf(range.to)), {
    error: "range",
  });
export type RestrictionLimits = z.output<typeof RestrictionLimits>;

export type IntendedUse = { methodId: string; value?: string | null; unit?: string | null };

/** What of the restrictions forbids a use; null where none does. A figure in a unit that cannot be compared is not judged. */
export function excludes(restrictions: readonly RestrictionLimits[], use: IntendedUse): "method" | "range" | null {
  for (const { range, notForMethods } of restrictions) {
    if (notForMethods?.includes(use.methodId)) return "method";
    const factor = range && use.value ? factorOf(use.unit ?? null, range.unit) : null;
    if (!range || !factor || !use.value) continue;
    const value = decimalOf(use.value).times(factor);
    if (range.from !== undefined && value.lt(decimalOf(range.from))) return "range";
    if (range.to !== undefined && value.gt(decimalOf(range.to))) return "range";
  }
  return null;
}
