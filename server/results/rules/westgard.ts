// Westgard's rules over a control chart (Levey-Jennings): which a new point breaks, looked at with the points before it.
import { Decimal } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";

export const westgardRules = ["1-2s", "1-3s", "2-2s", "R-4s", "4-1s", "10x"] as const;
export type WestgardRule = (typeof westgardRules)[number];

/** How many standard deviations a value is from its target. */
export function deviationOf(value: string, { target, sd }: { target: string; sd: string }): Decimal {
  return decimalOf(value).minus(decimalOf(target)).div(decimalOf(sd));
}

/**
 * The rules that the last of these points breaks; the points in the order they were made. 1-2s alone warns and rejects nothing, every
 * other rule rejects. Borders: a point on 2s or 3s is not beyond it.
 */
export function brokenBy(values: readonly string[], chart: { target: string; sd: string }): WestgardRule[] {
  return brokenByDeviations(values.map((value) => deviationOf(value, chart)));
}

/** The same where points were held against different targets, each as many standard deviations off as it was then. */
export function brokenByDeviations(z: readonly Decimal[]): WestgardRule[] {
  const last = z.at(-1);
  if (!last) return [];
  const before = z.at(-2);
  const recent = (count: number) => (z.length >= count ? z.slice(-count) : null);
  const allBeyond = (points: readonly Decimal[] | null, border: number) =>
    points !== null && (points.every((each) => each.gt(border)) || points.every((each) => each.lt(-border)));
  const found: Record<WestgardRule, boolean> = {
    "1-2s": last.abs().gt(2),
    "1-3s": last.abs().gt(3),
    "2-2s": allBeyond(recent(2), 2),
    "R-4s": before !== undefined && ((last.gt(2) && before.lt(-2)) || (last.lt(-2) && before.gt(2))),
    "4-1s": allBeyond(recent(4), 1),
    "10x": allBeyond(recent(10), 0),
  };
  return westgardRules.filter((rule) => found[rule]);
}

/** Whether the broken rules reject the point and stop the work. */
export function rejects(broken: readonly string[]): boolean {
  return broken.some((rule) => rule !== "1-2s");
}

/** Mean, standard deviation (n − 1) and coefficient of variation of what was measured, for comparing with the target. */
export function statisticsOf(values: readonly string[]): { mean: string; sd: string; cv: string } | null {
  if (values.length < 2) return null;
  const figures = values.map(decimalOf);
  const mean = Decimal.sum(...figures).div(figures.length);
  const spread = Decimal.sum(...figures.map((each) => each.minus(mean).pow(2)))
    .div(figures.length - 1)
    .sqrt();
  const four = (value: Decimal) => value.toSignificantDigits(4).toFixed();
  return { mean: four(mean), sd: four(spread), cv: mean.isZero() ? "–" : four(spread.div(mean.abs()).times(100)) };
}
