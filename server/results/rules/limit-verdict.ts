// One limit and what was found against it, with everything the verdict rests on; frozen with every submitted result.
import { z } from "zod";
import { LimitRow } from "../../catalogue/rules/limit-row.ts";
import { JudgementStep } from "./limit.ts";

/** Conditional ones come only from a non-binary decision rule (ILAC-G8:09/2019 4.2.3): the value lies within the guard band. */
export const VerdictName = z.enum([
  "pass",
  "conditional_pass",
  "undetermined",
  "conditional_fail",
  "fail",
  "not_judged",
]);
export type VerdictName = z.output<typeof VerdictName>;

/** The decision rule as it was applied to one limit: w is the guard band, U the expanded uncertainty, both in the result's unit. */
export const AppliedRule = z.object({
  rule: z.enum(["simple", "guard_band", "non_binary"]),
  guardFactor: z.string(),
  U: z.string().nullable(),
  k: z.string().nullable(),
  w: z.string(),
  /** Why values are accepted simply although another rule was agreed: "needs-no-uncertainty". */
  because: z.string().nullable(),
});
export type AppliedRule = z.output<typeof AppliedRule>;

export const LimitVerdict = z.object({
  /** "standard" or "declared". */
  source: z.enum(["standard", "declared"]),
  basis: z.string(),
  limitText: z.string(),
  rowKey: z.string().nullable(),
  verdict: VerdictName,
  because: z.string(),
  confidence: z.string().nullable(),
  comparison: z.string().nullable(),
  compared: z.string().nullable(),
  // What follows is frozen with every result since it is kept; earlier ones are without.
  rounded: z.string().nullable().default(null),
  /** Probability of conformity (JCGM 106), where an uncertainty is known. */
  probability: z.string().nullable().default(null),
  steps: z.array(JudgementStep).default([]),
  decision: AppliedRule.nullable().default(null),
  /** The whole printed row, and who had compared it with the printed standard by then. */
  row: LimitRow.nullable().default(null),
  confirmedBy: z.string().nullable().default(null),
  /** Moisture, fat, alcohol or dehydration that brought the result onto the limit's basis, with its source. */
  factors: z.array(z.object({ kind: z.string(), value: z.string(), source: z.string() })).default([]),
  /** In a transition two editions may be followed; one of them counts. */
  counts: z.boolean().default(true),
  /** "milder-edition", "edition-agreed" or "other-edition": why it counts or does not, in a transition. */
  chosenBecause: z.string().nullable().default(null),
  warnings: z.array(z.string()).default([]),
});
export type LimitVerdict = z.output<typeof LimitVerdict>;
