// 周期受检率: the figures that are reported, what is behind them, and their trend.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day } from "../kernel/time.ts";
import { Category } from "./plan-contract.ts";

export const RateGroup = z.enum(["compulsory", "measurement_standard", "all"]);
export type RateGroup = z.output<typeof RateGroup>;

/** Rate of one group; `rate` is null where nothing was due: 无应检器具. */
export const RateRow = z.object({
  /** County and laboratory; null: all that the reader sees, together. */
  laboratory: z.string().nullable(),
  county: z.string().nullable(),
  group: RateGroup,
  due: z.int(),
  verified: z.int(),
  rate: z.string().nullable(), // percent with one decimal
  target: z.string().nullable(),
  isMet: z.boolean().nullable(),
  instruments: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      category: Category,
      place: z.string(),
      isVerified: z.boolean(),
      validUntil: z.string().nullable(),
    }),
  ),
});
export type RateRow = z.output<typeof RateRow>;
const period = z.object({ from: day, to: day });

export const TrendPoint = z.object({
  month: z.string(),
  group: RateGroup,
  due: z.int(),
  verified: z.int(),
  rate: z.string().nullable(),
});

export const verificationRates = endpoint({
  method: "GET",
  path: "/api/verification-rates",
  right: "instruments.read",
  summary: "Periodic verification rates of a period / 周期受检率",
  query: period,
  /** `asOf`: a period that is not over is judged by today. */
  reply: z.object({ asOf: z.string(), rows: z.array(RateRow), trend: z.array(TrendPoint) }),
});

export const verificationRatesXlsx = endpoint({
  method: "GET",
  path: "/api/verification-rates.xlsx",
  right: "instruments.read",
  summary: "The same as a workbook / 周期受检率导出",
  query: period,
  file: true,
});

/** Drawn where documents are drawn (certificates/routes.ts). */
export const verificationRatesPdf = endpoint({
  method: "GET",
  path: "/api/verification-rates.pdf",
  right: "instruments.read",
  summary: "The same on paper / 周期受检率报表",
  query: period,
  file: true,
});
