// 平行样: in conditions of repeatability the absolute difference of two independent determinations may not exceed so many
// percent of their mean. Where it does, they are repeated together; the pair that is reported is chosen by rule.
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";

export type ParallelCheck = {
  agree: boolean;
  mean: string; // of the unrounded values, unrounded
  difference: string;
  allowed: string | null; // the greatest difference that agrees; null where the method sets none
  percentOfMean: string | null; // for reading, two decimals; null where the mean is 0
};

/** Compares the parallels of one round and takes their mean; of more than two, the widest difference counts. */
export function checkParallels(values: readonly string[], percent: string | null): ParallelCheck {
  if (values.length === 0) throw new Error("no parallels to compare");
  const figures = values.map(decimalOf);
  const sum = figures.reduce((total, x) => total.plus(x), new Decimal(0));
  const difference = Decimal.max(...figures).minus(Decimal.min(...figures));
  const size = sum.abs();
  const count = figures.length;
  // Multiplied out, so that no division decides: |a − b| × 100 × n ≤ p × |Σ|.
  const agree =
    percent === null ||
    difference
      .times(100)
      .times(count)
      .lte(size.times(decimalOf(percent)));
  const mean = sum.div(count);
  return {
    agree,
    mean: textOf(mean.toDecimalPlaces(30)),
    difference: textOf(difference),
    allowed: percent === null ? null : textOf(mean.abs().times(decimalOf(percent)).div(100).toDecimalPlaces(30)),
    percentOfMean: size.isZero() ? null : difference.times(100).div(mean.abs()).toFixed(2),
  };
}

export type Rounds =
  | { state: "accepted"; round: number; check: ParallelCheck }
  | { state: "retest"; round: number; check: ParallelCheck }
  | { state: "incomplete" };

/**
 * Of rounds of parallels in the order they were made, the first whose values agree is reported, so that nobody can go on
 * until a liked one comes. While none agrees the last must be repeated as a whole.
 */
export function chooseRound(rounds: readonly (readonly string[])[], parallels: number, percent: string | null): Rounds {
  let last: Rounds = { state: "incomplete" };
  for (const [round, values] of rounds.entries()) {
    if (values.length < parallels) return { state: "incomplete" };
    const check = checkParallels(values, percent);
    if (check.agree) return { state: "accepted", round, check };
    last = { state: "retest", round, check };
  }
  return last;
}

/** Where a value stands to the method's LOD and LOQ; a border itself is reached. */
export function qualify(value: string, lod: string | null, loq: string | null): "=" | "<LOD" | "<LOQ" {
  const x = decimalOf(value);
  if (lod !== null && x.lt(decimalOf(lod))) return "<LOD";
  return loq !== null && x.lt(decimalOf(loq)) ? "<LOQ" : "=";
}
