// 期间核查: whether an instrument still does between two calibrations what it did at the last one (RB/T 214, ISO/IEC 17025 6.4.10).
// Three criteria: within a permissible difference of a reference value, within a control chart, or Eₙ not above 1.
import { z } from "zod";
import { Decimal, numeral } from "../../kernel/decimal.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";

const positive = numeral.regex(/^(?!0+(\.0+)?$)\d/, { error: "numeral" });

export const CheckCriterion = z.discriminatedUnion("kind", [
  /** |x̄ − x_ref| ≤ Δ */
  z.object({ kind: z.literal("difference"), reference: numeral, delta: positive }),
  /** x̄ within mean ± 3s; beyond 2s it warns, twice running on one side it fails. */
  z.object({ kind: z.literal("chart"), mean: numeral, sd: positive }),
  /** Eₙ = |x̄ − X| ÷ √(U_x² + U_X²) ≤ 1 */
  z.object({ kind: z.literal("en"), reference: numeral, referenceU: positive, U: positive }),
]);
export type CheckCriterion = z.output<typeof CheckCriterion>;

/** A check as it was judged; the arithmetic is what a person would have written beside it. */
export const JudgedCheck = z.object({
  values: z.array(numeral),
  mean: z.string(),
  /** Of the mean from the reference, signed. */
  deviation: z.string(),
  zone: z.enum(["in", "warning", "out"]),
  passes: z.boolean(),
  arithmetic: z.array(z.string()),
  remarks: z.string().nullable(),
});
export type JudgedCheck = z.output<typeof JudgedCheck>;
type Verdict = Omit<JudgedCheck, "values" | "remarks">;

/** Judges the values of a check; `before` is the mean of the check before it, which a control chart looks back to. */
export function judgeCheck(
  criterion: CheckCriterion,
  values: readonly string[],
  before: string | null = null,
): Verdict {
  const mean = values.reduce((sum, value) => sum.plus(decimalOf(value)), new Decimal(0)).div(values.length);
  const target = decimalOf(criterion.kind === "chart" ? criterion.mean : criterion.reference);
  const off = mean.minus(target);
  const head = {
    mean: shown(mean),
    deviation: `${off.gte(0) ? "+" : "−"}${shown(off.abs())}`,
  };
  const averaged = values.length > 1 ? [`x̄ = (${values.join(" + ")}) ÷ ${values.length} = ${shown(mean)}`] : [];
  const difference = `|${shown(mean)} − ${textOf(target)}| = ${shown(off.abs())}`;
  switch (criterion.kind) {
    case "difference": {
      const passes = off.abs().lte(decimalOf(criterion.delta));
      return {
        ...head,
        passes,
        zone: passes ? "in" : "out",
        arithmetic: [...averaged, `${difference} ${passes ? "≤" : "＞"} Δ = ${criterion.delta}`],
      };
    }
    case "en": {
      const square = decimalOf(criterion.U).pow(2).plus(decimalOf(criterion.referenceU).pow(2));
      const passes = off.pow(2).lte(square); // compared by squares: no root is rounded before it is judged
      const ratio = ratioText(off.abs().div(square.sqrt()), passes);
      return {
        ...head,
        passes,
        zone: passes ? "in" : "out",
        arithmetic: [
          ...averaged,
          `Eₙ = ${difference} ÷ √(${criterion.U}² + ${criterion.referenceU}²) = ${ratio} ${passes ? "≤" : "＞"} 1`,
        ],
      };
    }
    case "chart":
      return {
        ...head,
        ...byChart(criterion, off, before),
        arithmetic: [...averaged, ...chartText(criterion, off, before)],
      };
  }
}

type Chart = Extract<CheckCriterion, { kind: "chart" }>;

function byChart(criterion: Chart, off: Decimal, before: string | null): Pick<Verdict, "passes" | "zone"> {
  const sd = decimalOf(criterion.sd);
  if (off.abs().gt(sd.times(3))) return { passes: false, zone: "out" };
  if (off.abs().lte(sd.times(2))) return { passes: true, zone: "in" };
  return isSecond(criterion, off, before) ? { passes: false, zone: "out" } : { passes: true, zone: "warning" };
}

/** The check before was beyond 2s on the same side as well. */
function isSecond(criterion: Chart, off: Decimal, before: string | null): boolean {
  if (before === null) return false;
  const earlier = decimalOf(before).minus(decimalOf(criterion.mean));
  return earlier.abs().gt(decimalOf(criterion.sd).times(2)) && earlier.isNegative() === off.isNegative();
}

function chartText(criterion: Chart, off: Decimal, before: string | null): string[] {
  const sd = decimalOf(criterion.sd);
  const [two, three] = [sd.times(2), sd.times(3)];
  const line = `|x̄ − ${criterion.mean}| = ${shown(off.abs())}`;
  if (off.abs().gt(three)) return [`${line} ＞ 3s = ${textOf(three)}`];
  if (off.abs().lte(two)) return [`${line} ≤ 2s = ${textOf(two)}`];
  const between = `2s = ${textOf(two)} ＜ ${line} ≤ 3s = ${textOf(three)}`;
  return isSecond(criterion, off, before) ? [between, `上一次 ${before ?? ""} 也在同侧 2s 以外`] : [between];
}

const shown = (value: Decimal) => textOf(value.toSignificantDigits(12));

/** Never rounded to the other side of one. */
function ratioText(ratio: Decimal, passes: boolean): string {
  const short = ratio.toSignificantDigits(3);
  return textOf(short.lte(1) === passes ? short : ratio.toSignificantDigits(20));
}
