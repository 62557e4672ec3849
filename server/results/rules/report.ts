// How a method wants its results written. GB 5009.12: three significant digits from 1.00 mg/kg, else two;
// GB 5009.229: up to 1 two decimals, up to 100 one, above it none; GB 4789.2: 四舍五入.
import { z } from "zod";
import type { Decimal } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";
import { RoundingMode, roundTo, roundWithMark, type Mark, type Place } from "./round.ts";

const figure = z.string().regex(/^\d{1,30}(\.\d{1,30})?$/, { error: "numeral" });

/** One stretch of values and how they are written; `from` includes its border, `above` does not, neither takes the rest. */
const Break = z
  .strictObject({
    from: figure.optional(),
    above: figure.optional(),
    digits: z.int().min(1).max(30).optional(),
    decimals: z.int().min(0).max(30).optional(),
    interval: figure.optional(),
  })
  .refine((b) => [b.digits, b.decimals, b.interval].filter((p) => p !== undefined).length === 1, {
    error: "reporting-place",
  })
  .refine((b) => b.from === undefined || b.above === undefined, { error: "reporting-border" });

/** Stretches from the highest to the lowest; the last takes every value. */
export const ReportingRule = z
  .strictObject({ breaks: z.array(Break).min(1).max(10), mode: RoundingMode.default("half-even") })
  .refine((rule) => rule.breaks.every((b, i) => (borderOf(b) === undefined) === (i === rule.breaks.length - 1)), {
    error: "reporting-order",
  });
export type ReportingRule = z.output<typeof ReportingRule>;

export type Reported = {
  reported: string;
  unrounded: string;
  mark: Mark | null;
  /** Said in the explanation: which stretch, which place, which mode. */
  rounding: { mode: RoundingMode; border: string | null; place: Place };
};

/** Rounds an unrounded result, once, as the method reports it. */
export function report(value: string | Decimal, rule: ReportingRule): Reported {
  const unrounded = typeof value === "string" ? value : value.toFixed();
  const size = decimalOf(unrounded).abs();
  const stretch = rule.breaks.find((b) => {
    if (b.from !== undefined) return size.gte(b.from);
    return b.above === undefined || size.gt(b.above);
  });
  if (!stretch) throw new Error("a reporting rule ends with a stretch for every value");
  const place = placeOf(stretch);
  const { rounded, mark } = roundWithMark(unrounded, place, rule.mode);
  return {
    reported: rounded,
    unrounded,
    mark,
    rounding: { mode: rule.mode, border: borderOf(stretch) ?? null, place },
  };
}

/** An uncertainty is given with two significant digits, its result to the same last digit. */
export function reportUncertainty(expanded: string): string {
  return roundTo(expanded, { digits: 2 }, "up");
}

function placeOf(b: z.output<typeof Break>): Place {
  if (b.digits !== undefined) return { digits: b.digits };
  if (b.interval !== undefined) return { interval: b.interval };
  return { decimals: b.decimals ?? 0 };
}

function borderOf(b: { from?: string | undefined; above?: string | undefined }): string | undefined {
  return b.from ?? b.above;
}
