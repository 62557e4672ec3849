// A result on the product as it is, and a limit on dry matter, on fat, on pure alcohol or on the fresh product.
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";
import type { LimitBasis } from "./limit.ts";

/** How a figure gets to the limit's basis. Multiplied first, divided last: 0.6 over a factor of 3 is 0.2, not 0.19999…. */
export type Conversion = { times: Decimal; over: Decimal; basis: LimitBasis };

/** The conversion by a recorded figure; null without one, "impossible" where the figure cannot be (moisture of 100 %). */
export function conversionOf(basis: LimitBasis): Conversion | null | "impossible" {
  if (basis.value === undefined) return null;
  const given = decimalOf(basis.value);
  const over = basis.kind === "dry" ? new Decimal(100).minus(given) : given;
  if (over.lte(0) || given.lt(0)) return "impossible";
  return { times: new Decimal(basis.kind === "factor" ? 1 : 100), over, basis };
}

/** A figure on the limit's basis. */
export function converted(text: string, by: Conversion | null): Decimal {
  return by ? decimalOf(text).times(by.times).div(by.over) : decimalOf(text);
}

export function figuresOf(basis: LimitBasis): Record<string, string> {
  return basis.value === undefined ? { kind: basis.kind } : { kind: basis.kind, given: basis.value };
}
