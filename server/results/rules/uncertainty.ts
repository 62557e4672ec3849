// Expanded uncertainty as a method record gives it, at one value, and how it is written: U with two significant digits,
// the result to the same last digit (standards.md c). The value that is judged is never rounded for it.
import type { MethodUncertainty } from "../../catalogue/contract.ts";
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf, figureOf, textOf } from "../../kernel/figure.ts";
import { roundToInterval } from "./round.ts";
import { reportUncertainty } from "./report.ts";

export type UncertaintyAt = { U: string; k: string };

/** U in the result's unit: the figure itself, or its percentage of the value, exactly. */
export function uncertaintyAt(value: string, known: MethodUncertainty): UncertaintyAt {
  const U = known.kind === "absolute" ? decimalOf(known.U) : decimalOf(value).abs().times(known.U).div(100);
  return { U: textOf(U), k: known.k };
}

/** `0.305 ± 0.061`: both to the second significant digit of U; null where U is zero. */
export function withUncertainty(value: string, U: string): { value: string; U: string } | null {
  if (decimalOf(U).lte(0)) return null;
  const stated = reportUncertainty(U);
  return { value: roundToInterval(value, lastPlace(stated)), U: stated };
}

/** The place of the second significant digit: 0.061 → 0.001, 1.3 → 0.1, 130 → 10. */
function lastPlace(stated: string): string {
  const { coefficient, scale } = figureOf(stated);
  if (scale > 0) return textOf(new Decimal(10).pow(-scale));
  return textOf(new Decimal(10).pow(Math.max(0, coefficient.toString().length - 2)));
}

/** The guard band w = r·U. */
export function guardBand(U: string, guardFactor: string): string {
  return textOf(decimalOf(U).times(guardFactor));
}
