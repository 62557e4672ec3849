// One printed row of a standard's table of limits, as it was collected; the shape of prisma/seed/limits.json.
import { z } from "zod";
import { day } from "../../kernel/time.ts";

const figure = z.string().regex(/^-?\d{1,30}(\.\d{1,30})?$/, { error: "numeral" });
const words = z.string().min(1).max(2000);

export const LimitRow = z
  .strictObject({
    id: words,
    standard: words,
    title: words,
    version: words,
    effectiveFrom: day,
    effectiveTo: day.nullable(),
    effectiveFromApprox: z.boolean().optional(), // the date was not verified
    supersedes: words.nullable(),
    supersededBy: words.nullable(),
    productCategory: words,
    item: words,
    itemEn: words,
    cas: words.nullable(),
    unit: z.string().max(60),
    kind: z.enum(["max", "min", "range", "not_detected", "qualitative", "sampling_plan"]),
    value: figure.optional(),
    low: figure.optional(),
    high: figure.optional(),
    n: figure.optional(),
    c: figure.optional(),
    m: figure.optional(),
    M: figure.nullable().optional(),
    classes: z.union([z.literal(2), z.literal(3)]).optional(),
    expected: z.array(words).min(1).optional(),
    threshold: figure.optional(),
    inclusive: z.boolean().optional(),
    aggregate: z.enum(["sum", "ratio_sum"]).optional(),
    components: z.array(words).min(1).optional(),
    basis: words.nullable(),
    comparison: z.enum(["full", "rounded"]).nullable(), // null: the standard says nothing, so the full value
    methods: z.array(words),
    note: words.nullable(),
    source: words,
    verified: z.enum(["stored", "stored-secondary", "stored-inference", "memory"]),
    confidence: z.enum(["high", "medium", "low"]),
  })
  .refine(hasItsFigures, { error: "limit-row-incomplete" });
export type LimitRow = z.output<typeof LimitRow>;

/** Each kind of limit has the figures it is made of. */
function hasItsFigures(
  row: { kind: string } & Partial<Record<"value" | "low" | "high" | "n" | "c" | "m" | "expected", unknown>>,
): boolean {
  switch (row.kind) {
    case "max":
    case "min":
      return row.value !== undefined;
    case "range":
      return row.low !== undefined && row.high !== undefined;
    case "qualitative":
      return row.expected !== undefined;
    case "sampling_plan":
      return row.n !== undefined && row.c !== undefined && row.m !== undefined;
    default:
      return true;
  }
}
