// 平板计数 (GB 4789.2-2022 clause 7): which plates count and what they come to. Plates with 30 to 300 colonies and without
// spreading growth are chosen; of two dilutions that follow each other N = ΣC ÷ ((n₁ + 0.1 n₂) d).
import { z } from "zod";
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";

/** A plate: colonies as counted, 多不可计, or overgrown by spreading colonies. */
export const Plate = z.union([z.int().min(0).max(99_999), z.enum(["many", "spread"])]);
export type Plate = z.output<typeof Plate>;

/** The plates of one dilution; `exponent` 2 is 1:100, 0 the liquid itself. */
export const Dilution = z.object({ exponent: z.int().min(0).max(9), plates: z.array(Plate).min(1).max(4) });
export type Dilution = z.output<typeof Dilution>;

/** Blank plates and the medium's own: any colony makes the whole run invalid (7.2.4). */
export const PlateControls = z.object({ blank: z.array(z.int().min(0).max(9_999)).min(1).max(4) });

export type PlateCount =
  | { isFound: true; qualifier: "=" | "<"; value: string; clause: string; text: string }
  | { isFound: false; because: "blank-grew" | "top-not-counted" | "all-spread" | "no-plates" | "dilution-twice" };

export type Range = { least: number; most: number };
/** 30–300 for the aerobic count, 15–150 for coliforms and moulds. */
export const aerobic: Range = { least: 30, most: 300 };

/** The count of one unit per gram or millilitre, unrounded, with the clause that chose it and the arithmetic. */
export function countPlates(given: readonly Dilution[], blank: readonly number[], range: Range = aerobic): PlateCount {
  if (blank.some((colonies) => colonies > 0)) return { isFound: false, because: "blank-grew" };
  const sorted = [...given].sort((a, b) => a.exponent - b.exponent);
  if (sorted.some((d, i) => d.exponent === sorted[i + 1]?.exponent))
    return { isFound: false, because: "dilution-twice" };
  const dilutions = sorted
    .map((d) => ({ ...d, plates: d.plates.filter((p) => p !== "spread") }))
    .filter((d) => d.plates.length > 0);
  if (sorted.length === 0) return { isFound: false, because: "no-plates" };
  const [lowest] = dilutions;
  const highest = dilutions.at(-1);
  if (!lowest || !highest) return { isFound: false, because: "all-spread" };

  const fitting = dilutions
    .map((d) => ({
      exponent: d.exponent,
      counts: numbersOf(d.plates).filter((c) => c >= range.least && c <= range.most),
    }))
    .filter((d) => d.counts.length > 0);
  const [first] = fitting;
  if (first) {
    const next = fitting.find((d) => d.exponent === first.exponent + 1);
    return next ? weighted(first, next) : mean("7.1.1", first.counts, first.exponent);
  }
  const plates = dilutions.flatMap((d) => d.plates);
  if (plates.every((p) => p === "many" || p > range.most)) {
    const counts = numbersOf(highest.plates);
    return counts.length === highest.plates.length
      ? mean("7.1.3", counts, highest.exponent)
      : { isFound: false, because: "top-not-counted" };
  }
  if (plates.every((p) => p === 0)) return below(lowest.exponent);
  if (plates.every((p) => p !== "many" && p < range.least)) {
    const counts = numbersOf(lowest.plates);
    return counts.every((c) => c === 0) ? below(lowest.exponent) : mean("7.1.4", counts, lowest.exponent);
  }
  return nearest(dilutions, range);
}

type Counted = { exponent: number; counts: number[] };

/** 7.1.2: both dilutions, the second with a tenth of the weight. */
function weighted(first: Counted, next: Counted): PlateCount {
  const all = [...first.counts, ...next.counts];
  const n1 = first.counts.length;
  const n2 = next.counts.length;
  const divisor = new Decimal(n2).times("0.1").plus(n1).times(tenTo(-first.exponent));
  const value = Decimal.sum(...all).div(divisor);
  const text = `N =（${all.join(" + ")}）÷ [（${n1} + 0.1 × ${n2}）× 10${raised(-first.exponent)}]`;
  return found("7.1.2", "=", value, text);
}

/** The mean of the plates of one dilution times its factor. */
function mean(clause: string, counts: readonly number[], exponent: number): PlateCount {
  const value = Decimal.sum(...counts)
    .div(counts.length)
    .times(tenTo(exponent));
  const text = `N =（${counts.join(" + ")}）÷ ${counts.length} × 10${raised(exponent)}`;
  return found(clause, "=", value, text);
}

/** 7.1.5: nothing grew anywhere. */
function below(exponent: number): PlateCount {
  return found("7.1.5", "<", tenTo(exponent), `各平板均无菌落：N < 1 × 10${raised(exponent)}`);
}

/** 7.1.6: the dilution whose mean comes nearest to either border; of two as near the one with more colonies. */
function nearest(dilutions: readonly { exponent: number; plates: readonly Plate[] }[], range: Range): PlateCount {
  const means = dilutions
    .map((d) => ({ exponent: d.exponent, counts: numbersOf(d.plates), plates: d.plates.length }))
    .filter((d) => d.counts.length === d.plates)
    .map((d) => {
      const of = Decimal.sum(...d.counts).div(d.counts.length);
      return { ...d, of, apart: Decimal.min(of.minus(range.least).abs(), of.minus(range.most).abs()) };
    });
  const best = means.reduce<(typeof means)[number] | null>(
    (a, b) => (a === null || b.apart.lt(a.apart) || (b.apart.eq(a.apart) && b.of.gt(a.of)) ? b : a),
    null,
  );
  return best ? mean("7.1.6", best.counts, best.exponent) : { isFound: false, because: "top-not-counted" };
}

function found(clause: string, qualifier: "=" | "<", value: Decimal, text: string): PlateCount {
  const figure = textOf(value.toDecimalPlaces(10));
  return {
    isFound: true,
    clause,
    qualifier,
    value: figure,
    text: `${text}${qualifier === "=" ? ` = ${textOf(decimalOf(figure).toDecimalPlaces(1))}` : ""}（${clause}）`,
  };
}

function numbersOf(plates: readonly Plate[]): number[] {
  return plates.filter((p) => typeof p === "number");
}

function tenTo(power: number): Decimal {
  return new Decimal(10).pow(power);
}

function raised(power: number): string {
  return String(power).replace(/./g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit.charCodeAt(0) - 48] ?? "⁻");
}
