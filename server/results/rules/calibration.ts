// 校准曲线: a straight line through standards by least squares in exact decimals, plain or weighted, free or through zero;
// accepted or not by its r and by how far each standard is found from what it is. Read backwards within its range only.
import { z } from "zod";
import { Decimal, numeral } from "../../kernel/decimal.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";

export const Weighting = z.enum(["1", "1/x", "1/x2"]);
export type Weighting = z.output<typeof Weighting>;

const concentration = z.string().regex(/^\d{1,20}(\.\d{1,15})?$/, { error: "numeral" });

/** One standard with its signal as the instrument gave it. */
export const Standard = z.object({ x: concentration, y: numeral });
export type Standard = z.output<typeof Standard>;

export const CurveCriteria = z.object({
  /** Least correlation coefficient. */
  rLeast: z.string().regex(/^0\.\d{1,10}$|^1(\.0+)?$/, { error: "numeral" }),
  /** Greatest deviation of a back-calculated standard from its concentration, in percent. */
  residualMost: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, { error: "numeral" }),
});
export type CurveCriteria = z.output<typeof CurveCriteria>;

export const CurvePoint = z.object({
  x: z.string(),
  y: z.string(),
  /** y − ŷ */
  residual: z.string(),
  /** The concentration that the line gives for this signal. */
  found: z.string(),
  /** Its deviation from the standard, in percent; null for the zero standard. */
  percent: z.string().nullable(),
  isWithin: z.boolean(),
});
export const Fit = z.object({
  slope: z.string(),
  intercept: z.string(),
  r: z.string(),
  points: z.array(CurvePoint),
  lowest: z.string(),
  highest: z.string(),
  isAccepted: z.boolean(),
  /** Why not: `r-low`, `residual-high`. */
  refusals: z.array(z.string()),
  criteria: CurveCriteria,
});
export type Fit = z.output<typeof Fit>;
export type FitFault = "too-few-levels" | "zero-has-no-weight" | "no-slope";

const leastLevels = 3;
const digits = 30; // kept of slope and intercept: far more than any signal has

/** Fits the line; or says why there is none. */
export function fitCurve(
  standards: readonly Standard[],
  { weighting, throughZero, criteria }: { weighting: Weighting; throughZero: boolean; criteria: CurveCriteria },
): Fit | { fault: FitFault } {
  const points = standards.map(({ x, y }) => ({ x: decimalOf(x), y: decimalOf(y), said: { x, y } }));
  if (new Set(points.map(({ x }) => x.toFixed())).size < leastLevels) return { fault: "too-few-levels" };
  if (weighting !== "1" && points.some(({ x }) => x.isZero())) return { fault: "zero-has-no-weight" };
  const weighed = points.map((p) => ({ ...p, w: weightOf(p.x, weighting) }));
  const sum = (of: (p: (typeof weighed)[number]) => Decimal) =>
    weighed.reduce((total, p) => total.plus(of(p)), new Decimal(0));
  const w = sum((p) => p.w);
  const meanX = throughZero ? new Decimal(0) : sum((p) => p.w.times(p.x)).div(w);
  const meanY = throughZero ? new Decimal(0) : sum((p) => p.w.times(p.y)).div(w);
  const xx = sum((p) => p.w.times(p.x.minus(meanX).pow(2)));
  const yy = sum((p) => p.w.times(p.y.minus(meanY).pow(2)));
  const xy = sum((p) => p.w.times(p.x.minus(meanX)).times(p.y.minus(meanY)));
  if (xx.isZero() || yy.isZero() || xy.isZero()) return { fault: "no-slope" };
  const slope = xy.div(xx).toSignificantDigits(digits);
  const intercept = meanY.minus(slope.times(meanX)).toSignificantDigits(digits);
  const r = xy.div(xx.times(yy).sqrt());
  const most = decimalOf(criteria.residualMost);
  const rows = points.map(({ x, y, said }) => {
    const found = y.minus(intercept).div(slope);
    const percent = x.isZero() ? null : found.minus(x).times(100).div(x);
    return {
      ...said,
      residual: textOf(y.minus(slope.times(x)).minus(intercept).toSignificantDigits(6)),
      found: textOf(found.toSignificantDigits(6)),
      percent: percent && textOf(percent.toDecimalPlaces(2)),
      isWithin: percent === null || percent.abs().lte(most),
    };
  });
  const refusals = [
    ...(r.abs().lt(decimalOf(criteria.rLeast)) ? ["r-low"] : []),
    ...(rows.some((row) => !row.isWithin) ? ["residual-high"] : []),
  ];
  const levels = points.map(({ x }) => x);
  return {
    slope: textOf(slope),
    intercept: textOf(intercept),
    r: textOf(r.toDecimalPlaces(12)),
    points: rows,
    lowest: textOf(Decimal.min(...levels)),
    highest: textOf(Decimal.max(...levels)),
    isAccepted: refusals.length === 0,
    refusals,
    criteria,
  };
}

export type ReadOff = { concentration: string; place: "within" | "below" | "above"; text: string };

/** The concentration of a signal, and whether it lies within the standards; nothing is rounded on the way. */
export function readOff(curve: Pick<Fit, "slope" | "intercept" | "lowest" | "highest">, signal: string): ReadOff {
  const exact = decimalOf(signal).minus(decimalOf(curve.intercept)).div(decimalOf(curve.slope));
  const concentration = textOf(exact.toSignificantDigits(20));
  const place = exact.gt(decimalOf(curve.highest)) ? "above" : exact.lt(decimalOf(curve.lowest)) ? "below" : "within";
  const shown = textOf(exact.toSignificantDigits(6));
  return {
    concentration,
    place,
    text: `（${signal} − ${shortened(curve.intercept)}）÷ ${shortened(curve.slope)} = ${shown}`,
  };
}

/** A line as people write it: y = 0.04512 x + 0.00021. */
export function equationOf({ slope, intercept }: Pick<Fit, "slope" | "intercept">): string {
  const b = decimalOf(intercept);
  const tail = b.isZero() ? "" : ` ${b.isNegative() ? "−" : "+"} ${shortened(textOf(b.abs()))}`;
  return `y = ${shortened(slope)} x${tail}`;
}

function shortened(figure: string): string {
  return textOf(decimalOf(figure).toSignificantDigits(6));
}

function weightOf(x: Decimal, weighting: Weighting): Decimal {
  if (weighting === "1") return new Decimal(1);
  return weighting === "1/x" ? new Decimal(1).div(x) : new Decimal(1).div(x.times(x));
}
