// A figure, exactly: an integer and how many of its digits stand behind the point. Nothing is ever lost or added,
// which a division by an interval, or a test for "exactly half", must be able to rely on.
import { Decimal } from "./decimal.ts";
import { Problem } from "./problems.ts";

export type Figure = { readonly coefficient: bigint; readonly scale: number };

const furthestExponent = 400; // 1E400 is no measurement, and a thousand zeros are an attack

/** Reads `12.340`, `-0.5` or `1.2355E2`; anything else is refused. */
export function figureOf(value: string | Decimal): Figure {
  const text = typeof value === "string" ? value.trim() : value.toFixed();
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text);
  const whole = found?.[2] ?? "";
  const part = found?.[3] ?? "";
  const exponent = Number.parseInt(found?.[4] ?? "0", 10);
  if (!found || whole + part === "" || text.length > 1000 || Math.abs(exponent) > furthestExponent) {
    throw new Problem("figure-wrong", { text: text.slice(0, 80) });
  }
  const coefficient = BigInt(whole + part) * (found[1] === "-" ? -1n : 1n);
  const scale = part.length - exponent;
  return scale >= 0 ? { coefficient, scale } : { coefficient: coefficient * tenTo(-scale), scale: 0 };
}

const shape = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A figure as a Decimal, for sums, products and comparisons. */
export function decimalOf(value: string | Decimal): Decimal {
  if (typeof value !== "string") return value;
  const text = value.trim();
  if (text.length > 800 || !shape.test(text)) throw new Problem("figure-wrong", { text: text.slice(0, 80) });
  return new Decimal(text);
}

/** The same figure in plain digits: E notation, a bare point and a plus sign are written out, nothing else changes. */
export function plainText(text: string): string {
  return /^-?\d+(?:\.\d+)?$/.test(text) ? text : textOf(decimalOf(text));
}

/** Plain text of a Decimal, without E notation and without a minus before zero. */
export function textOf(value: Decimal): string {
  return value.isZero() ? "0" : value.toFixed();
}

/** Plain text with exactly so many decimals; a zero never wears a minus. */
export function plain(coefficient: bigint, decimals: number): string {
  const digits = (coefficient < 0n ? -coefficient : coefficient).toString().padStart(decimals + 1, "0");
  const sign = coefficient < 0n ? "-" : "";
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function tenTo(power: number): bigint {
  return 10n ** BigInt(power);
}
