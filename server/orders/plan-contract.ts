import { z } from "zod";
import { numeral } from "../kernel/decimal.ts";
import { endpoint } from "../kernel/endpoint.ts";
import { day } from "../kernel/time.ts";

/** What stands in the way of a verdict, said before anything is tested. */
export const PlanNote = z.object({
  code: z.enum([
    "loq-above-limit",
    "method-ending",
    "method-not-in-force",
    "limit-unconfirmed",
    "basis-needed",
    "no-limit",
    "unit-differs",
  ]),
  detail: z.string(),
});
export type PlanNote = z.output<typeof PlanNote>;

export const PlannedTest = z.object({
  methodId: z.uuid(),
  limits: z.array(z.object({ standard: z.string(), text: z.string(), unit: z.string(), basis: z.string().nullable() })),
  notes: z.array(PlanNote),
  /** How many units, each a container of its own, the sampling plan asks for; null where there is none. */
  units: z.number().nullable(),
});
export type PlannedTest = z.output<typeof PlannedTest>;

export const planTests = endpoint({
  method: "POST",
  path: "/api/orders/plan",
  right: "orders.register",
  trail: "none",
  summary: "By which limits tests will be judged, and what stands in the way / 检验计划",
  body: z.object({
    category: z.string().max(200),
    /** The day that decides: production, else sampling, else receipt. */
    on: day,
    methodIds: z.array(z.uuid()).max(100),
    dehydrationFactor: numeral.optional(),
    moisturePercent: numeral.optional(),
    fatPercent: numeral.optional(),
    alcoholPercent: numeral.optional(),
  }),
  reply: z.object({ tests: z.array(PlannedTest) }),
});
