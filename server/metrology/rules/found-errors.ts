// What a calibration found at points of the range, and how far a reading between them was off.
import { z } from "zod";
import { numeral, type Decimal } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";

const signed = z.string().regex(/^[+-]?\d{1,12}(\.\d{1,12})?$/, { error: "numeral" });

/** One point: where, the error found there before anything was adjusted, the error left, and its expanded uncertainty. */
export const FoundPoint = z.object({ at: numeral, found: signed, left: signed.optional(), U: numeral.optional() });
export type FoundPoint = z.output<typeof FoundPoint>;

/** The same with its sign, where a reading was corrected already: what remains is the error and the correction together. */
export function signedErrorAt(points: readonly FoundPoint[], value: Decimal): Decimal | null {
  const sorted = points
    .map(({ at, found }) => ({ at: decimalOf(at), error: decimalOf(found) }))
    .sort((a, b) => a.at.cmp(b.at));
  const after = sorted.findIndex(({ at }) => at.gte(value));
  const [a, b] = [sorted[after < 0 ? sorted.length - 1 : after - 1], sorted[after]];
  if (!a) return b?.error ?? null;
  if (!b || b.at.eq(a.at)) return a.error;
  return a.error.plus(b.error.minus(a.error).times(value.minus(a.at)).div(b.at.minus(a.at)));
}

/**
 * The size of the error at a value: between two points on the straight line, beyond the first and the last as there. Null where
 * nothing was measured. The sign is not used: an assessment asks for the worst of both.
 */
export function errorAt(points: readonly FoundPoint[], value: Decimal): Decimal | null {
  const sorted = points
    .map(({ at, found }) => ({ at: decimalOf(at), error: decimalOf(found).abs() }))
    .sort((a, b) => a.at.cmp(b.at));
  const after = sorted.findIndex(({ at }) => at.gte(value));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return null;
  if (after === 0) return first.error;
  if (after < 0) return last.error;
  const [a, b] = [sorted[after - 1], sorted[after]];
  if (!a || !b || b.at.eq(a.at)) return b?.error ?? null;
  return a.error.plus(b.error.minus(a.error).times(value.minus(a.at)).div(b.at.minus(a.at)));
}
