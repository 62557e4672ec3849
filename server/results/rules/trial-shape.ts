// A question at the judging bench, as it is typed, and its answer. Nothing of it is kept.
import { z } from "zod";
import { LimitRow } from "../../catalogue/rules/limit-row.ts";
import { day } from "../../kernel/time.ts";
import { Judgement, Verdict } from "./limit.ts";
import { typedFaults } from "./typed-result.ts";

const typed = z.string().max(80);

export const TrialQuestion = z.object({
  /** A node of the product tree or any edition's wording; else a product of the register. */
  category: z.string().trim().min(1).max(200).optional(),
  productId: z.uuid().optional(),
  item: z.string().trim().min(1).max(80),
  on: day,
  /** The unit of what is typed; without it the unit of the first limit. */
  unit: z.string().max(60).optional(),
  result: z
    .object({
      value: typed.optional(),
      lod: typed.optional(),
      loq: typed.optional(),
      /** A result in words. */
      text: z.string().max(200).optional(),
      /** All n results of a sampling plan; empty ones are not there yet. */
      values: z.array(typed).max(60).optional(),
      /** Members of a sum; `max` is a member's own limit in a sum of ratios. */
      parts: z
        .array(
          z.object({
            name: z.string().max(80),
            value: typed,
            lod: typed.optional(),
            loq: typed.optional(),
            max: typed.optional(),
          }),
        )
        .max(60)
        .optional(),
      /** Of staged items the first stage, measured as a total (总汞 before 甲基汞). */
      screen: typed.optional(),
    })
    .default({}),
  basis: z
    .object({
      dehydrationFactor: typed.optional(),
      moisturePercent: typed.optional(),
      fatPercent: typed.optional(),
      alcoholPercent: typed.optional(),
    })
    .default({}),
  decision: z
    .object({
      rule: z.enum(["simple", "guard_band", "non_binary"]).default("simple"),
      U: typed.optional(),
      k: typed.optional(),
      guardFactor: typed.optional(),
    })
    .default({ rule: "simple" }),
});
export type TrialQuestion = z.output<typeof TrialQuestion>;

export const TrialFault = z.object({ field: z.string(), fault: z.enum(typedFaults) });
export type TrialFault = z.output<typeof TrialFault>;

const AppliedDecision = z.object({
  rule: z.enum(["simple", "guard_band", "non_binary"]),
  guardFactor: z.string(),
  U: z.string().nullable(),
  k: z.string().nullable(),
  w: z.string(),
  because: z.string().nullable(),
});

export const TrialLimit = z.object({
  row: LimitRow,
  text: z.string(),
  basisKind: z.string(),
  isConfirmed: z.boolean(),
  confirmedBy: z.string().nullable(),
  /** In force that day; false of an edition that may be followed instead during a transition. */
  isInForce: z.boolean(),
  /** Of two editions that may be followed the one that counts. */
  counts: z.boolean(),
  isStrictest: z.boolean(),
  /** The typed figure is in another unit than this limit. */
  unitDiffers: z.boolean(),
  judgement: Judgement.nullable(),
  decision: AppliedDecision.nullable(),
  /** Rows of the same standard that take the product in too, but are wider. */
  losing: z.array(z.object({ rowKey: z.string(), category: z.string(), text: z.string(), unit: z.string() })),
});
export type TrialLimit = z.output<typeof TrialLimit>;

export const TrialStretch = z.object({
  standard: z.string(),
  edition: z.string(),
  rowKey: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  isNow: z.boolean(),
  category: z.string(),
  text: z.string(),
  unit: z.string(),
  basis: z.string().nullable(),
  /** What the same result would be there. */
  verdict: Verdict.nullable(),
  because: z.string().nullable(),
});
export type TrialStretch = z.output<typeof TrialStretch>;

export const TrialAnswer = z.object({
  category: z.string(),
  product: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  item: z.string(),
  on: z.string(),
  unit: z.string().nullable(),
  units: z.array(z.string()),
  /** 总汞 where the item may be measured as a total first. */
  screenItem: z.string().nullable(),
  faults: z.array(TrialFault),
  /** Over all standards the strictest; null where nothing readable is typed or nothing applies. */
  verdict: Verdict.nullable(),
  limits: z.array(TrialLimit),
  timeline: z.array(TrialStretch),
  /** Days on which the answer changes, the newest first. */
  changeDays: z.array(z.string()),
});
export type TrialAnswer = z.output<typeof TrialAnswer>;
