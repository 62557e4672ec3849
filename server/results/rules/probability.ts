// JCGM 106:2012: how probable it is that the true value conforms, for a normal distribution about the measured value.
// A probability is no measured value, so binary floating point will do.
import { Decimal } from "../../kernel/decimal.ts";
import { roundToDecimals } from "./round.ts";

/** Probability of conformity with four decimals; an end that is left out does not bound. */
export function conformity(
  value: Decimal,
  standardUncertainty: Decimal,
  low: Decimal | null,
  high: Decimal | null,
): string {
  const z = (edge: Decimal): number => edge.minus(value).div(standardUncertainty).toNumber();
  const below = high === null ? 1 : normal(z(high));
  const under = low === null ? 0 : normal(z(low));
  const p = Math.min(1, Math.max(0, below - under));
  return roundToDecimals(new Decimal(p.toFixed(15)), 4);
}

/** The standard normal distribution function, by its series: all terms of one sign, so nothing cancels. */
export function normal(z: number): number {
  if (z < 0) return 1 - normal(-z);
  if (z > 8) return 1;
  let term = z;
  let sum = z;
  for (let n = 3; term > sum * 1e-17; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return 0.5 + (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
