// Rounding by GB/T 8170-2008: 四舍六入五成双, on the exact decimal, once and never in steps, the sign put back at the
// end. Method standards may prescribe another mode (GB 4789.2: 四舍五入).
import { z } from "zod";
import type { Decimal } from "../../kernel/decimal.ts";
import { Problem } from "../../kernel/problems.ts";
import { figureOf, plain, tenTo } from "../../kernel/figure.ts";

export const RoundingMode = z.enum(["half-even", "half-up", "up", "down"]); // up and down speak of the absolute value
export type RoundingMode = z.output<typeof RoundingMode>;

/** 3.3.2: whether a reported value ending in 5 was rounded down (the true value is larger, +) or up (smaller, -). */
export const Mark = z.enum(["+", "-"]);
export type Mark = z.output<typeof Mark>;

/** Where to round to. Exactly one of the three. */
export type Place = { interval: string } | { digits: number } | { decimals: number };

/** Rounds to a multiple of an interval (0.1, 100, 0.5, 20 …) and prints exactly the interval's decimals. */
export function roundToInterval(
  value: string | Decimal,
  interval: string,
  mode: RoundingMode = "half-even",
  mark: Mark | null = null,
): string {
  const x = figureOf(value);
  const step = figureOf(interval);
  if (step.coefficient <= 0n) throw new Problem("rounding-place-wrong", { interval });
  const scale = Math.max(x.scale, step.scale);
  const size = abs(x.coefficient) * tenTo(scale - x.scale);
  const unit = step.coefficient * tenTo(scale - step.scale);
  const steps = stepped(size / unit, size % unit, unit, mode, mark);
  return plain((x.coefficient < 0n ? -1n : 1n) * steps * step.coefficient, step.scale);
}

/** Rounds to a number of significant digits; 9.995 to three is 10.0. */
export function roundToDigits(
  value: string | Decimal,
  digits: number,
  mode: RoundingMode = "half-even",
  mark: Mark | null = null,
): string {
  if (!Number.isInteger(digits) || digits < 1 || digits > 60) throw new Problem("rounding-place-wrong", { digits });
  const x = figureOf(value);
  if (x.coefficient === 0n) return "0";
  const leading = abs(x.coefficient).toString().length - x.scale; // digits before the point; 0.0x has -1
  const rounded = roundToInterval(value, powerOfTen(leading - digits), mode, mark);
  const carried = figureOf(rounded);
  const now = abs(carried.coefficient).toString().length - carried.scale;
  return now > leading ? roundToInterval(rounded, powerOfTen(now - digits)) : rounded;
}

/** Rounds to a number of decimals. */
export function roundToDecimals(
  value: string | Decimal,
  decimals: number,
  mode: RoundingMode = "half-even",
  mark: Mark | null = null,
): string {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 60)
    throw new Problem("rounding-place-wrong", { decimals });
  return roundToInterval(value, powerOfTen(-decimals), mode, mark);
}

export function roundTo(
  value: string | Decimal,
  place: Place,
  mode: RoundingMode = "half-even",
  mark: Mark | null = null,
): string {
  if ("interval" in place) return roundToInterval(value, place.interval, mode, mark);
  if ("digits" in place) return roundToDigits(value, place.digits, mode, mark);
  return roundToDecimals(value, place.decimals, mode, mark);
}

/** Rounds and says by a mark what happened, where the last digit that is not 0 became a 5 (3.3.2). */
export function roundWithMark(
  value: string | Decimal,
  place: Place,
  mode: RoundingMode = "half-even",
  mark: Mark | null = null,
): { rounded: string; mark: Mark | null } {
  const rounded = roundTo(value, place, mode, mark);
  if (!/5[0.]*$/.test(rounded)) return { rounded, mark: null };
  const [before, after] = sameScale(rounded, value);
  if (after > before) return { rounded, mark: "+" };
  if (after < before) return { rounded, mark: "-" };
  return { rounded, mark };
}

/** The interval of the last digit as written: 0.30 → 0.01, 15 → 1. */
export function intervalAsWritten(text: string): string {
  return powerOfTen(-figureOf(text).scale);
}

/** How many whole intervals, given the remainder; a mark breaks a tie, for it tells on which side the true value lies. */
function stepped(whole: bigint, rest: bigint, unit: bigint, mode: RoundingMode, mark: Mark | null): bigint {
  if (mode === "up") return rest > 0n || (mark === "+" && rest === 0n) ? whole + 1n : whole;
  if (mode === "down") return rest === 0n && mark === "-" && whole > 0n ? whole - 1n : whole;
  if (rest * 2n > unit) return whole + 1n;
  if (rest * 2n < unit) return whole;
  if (mark !== null) return mark === "+" ? whole + 1n : whole;
  return mode === "half-up" || whole % 2n === 1n ? whole + 1n : whole;
}

function sameScale(a: string, b: string | Decimal): [bigint, bigint] {
  const x = figureOf(a);
  const y = figureOf(b);
  const scale = Math.max(x.scale, y.scale);
  return [abs(x.coefficient) * tenTo(scale - x.scale), abs(y.coefficient) * tenTo(scale - y.scale)];
}

function powerOfTen(exponent: number): string {
  return exponent >= 0 ? tenTo(exponent).toString() : plain(1n, -exponent);
}

function abs(n: bigint): bigint {
  return n < 0n ? -n : n;
}
