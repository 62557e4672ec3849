// 使用记录: who used an instrument, from when to when, for what. Nobody types it; it is read from readings, claims and equipment uses.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day, instant } from "../kernel/time.ts";

export const UsageRow = z.object({
  /** reading: at a bench; equipment: put in by scan; control: a control sample; unclaimed: it sent, and nobody said what for. */
  what: z.enum(["reading", "equipment", "control", "unclaimed"]),
  from: instant,
  until: instant.nullable(), // null: still in it
  by: z.string().nullable(),
  contents: z.array(z.object({ sampleNumber: z.string().nullable(), name: z.string(), item: z.string() })),
  readings: z.int(),
  settings: z.string().nullable(),
  /** When it was written down, where that was later. */
  recordedAt: instant.nullable(),
  isFit: z.boolean(),
});
export type UsageRow = z.output<typeof UsageRow>;

const number = z.object({ number: z.string().max(40) });
const range = z.object({ from: day.optional(), to: day.optional() });

export const showUsage = endpoint({
  method: "GET",
  path: "/api/instruments/:number/usage",
  right: "instruments.read",
  summary: "Usage records of an instrument, written by the system / 使用记录",
  params: number,
  /** Where the page begins: an instant, and how many that began then were shown already. */
  query: range.extend({
    after: z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z~\d{1,5}$/)
      .optional(),
  }),
  reply: z.object({ rows: z.array(UsageRow), next: z.string().nullable() }),
});

export const usageXlsx = endpoint({
  method: "GET",
  path: "/api/instruments/:number/usage.xlsx",
  right: "instruments.read",
  summary: "The same as a workbook / 使用记录导出",
  params: number,
  query: range,
  file: true,
});
