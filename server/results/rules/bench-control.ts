// Controls of a batch (ISO/IEC 17025 7.7): a blank stays below its limit, a second portion agrees with the first, what was
// added is found again. A control sample belongs to its chart (westgard.ts).
import { z } from "zod";
import { levelsText, RecoveryBand, recoveryBandOf } from "../../catalogue/rules/recovery-bands.ts";
import { numeral } from "../../kernel/decimal.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";

/** What the controls of a batch must keep to; null: the laboratory sets none. */
export const BatchCriteria = z.object({
  /** Greatest value of a blank, in the method's unit. */
  blankMost: numeral.nullable(),
  /** Greatest difference of a duplicate from its sample, in percent of their mean. */
  duplicatePercent: numeral.nullable(),
  /** Recovery of a spike, in percent, from and to. */
  recoveryFrom: numeral.nullable(),
  recoveryTo: numeral.nullable(),
  /** The same by spiked level, where the method says so; what falls into none keeps to the borders above. */
  recoveryBands: z.array(RecoveryBand).default([]),
});
export type BatchCriteria = z.output<typeof BatchCriteria>;

/** A figure as a bench has it: a value, or below something. */
export type Measured = { qualifier: string; value: string | null };
export type ControlVerdict = {
  verdict: "waiting" | "passed" | "failed" | "unjudged";
  /** The blank's value, the relative difference or the recovery, for reading. */
  figure: string | null;
  /** The arithmetic with its figures and the border, as a checker wants to read it. */
  text: string;
};

/** What the laboratory begins with: a blank below LOD, the method's own repeatability, 80–120 %. */
export function usualCriteria(method: {
  resultKind: string;
  lod: string | null;
  repeatabilityPercent: string | null;
  recoveryBands: unknown;
}): BatchCriteria {
  return {
    blankMost: method.resultKind === "plan" ? "0" : method.lod,
    duplicatePercent: method.repeatabilityPercent,
    recoveryFrom: method.resultKind === "plan" ? null : "80",
    recoveryTo: method.resultKind === "plan" ? null : "120",
    recoveryBands: method.resultKind === "plan" ? [] : z.array(RecoveryBand).parse(method.recoveryBands),
  };
}

/** What of these borders is wider than the method's own: loosening them is for who signs for failed controls. */
export function looserThan(said: Partial<BatchCriteria>, usual: BatchCriteria): (keyof typeof criteriaWords)[] {
  const isWider = (key: "blankMost" | "duplicatePercent") => {
    const [own, border] = [said[key], usual[key]];
    return own !== undefined && border !== null && (own === null || decimalOf(own).gt(decimalOf(border)));
  };
  const least = [usual.recoveryFrom, ...usual.recoveryBands.map((band) => band.least)].flatMap((f) => f ?? []);
  const most = [usual.recoveryTo, ...usual.recoveryBands.map((band) => band.most)].flatMap((f) => f ?? []);
  const { recoveryFrom: from, recoveryTo: to } = said;
  return [
    ...(isWider("blankMost") ? (["blankMost"] as const) : []),
    ...(isWider("duplicatePercent") ? (["duplicatePercent"] as const) : []),
    // one pair of borders for every level must be within each of the method's
    ...(from !== undefined && least.some((border) => from === null || decimalOf(from).lt(decimalOf(border)))
      ? (["recoveryFrom"] as const)
      : []),
    ...(to !== undefined && most.some((border) => to === null || decimalOf(to).gt(decimalOf(border)))
      ? (["recoveryTo"] as const)
      : []),
  ];
}

export const criteriaWords = {
  blankMost: "空白上限",
  duplicatePercent: "平行相对差",
  recoveryFrom: "回收率下限",
  recoveryTo: "回收率上限",
} as const;

/** A blank passes up to its limit; what lies below LOD passes whatever the limit, “less than” a figure only where that is within it. */
export function judgeBlank(blank: Measured | null, { blankMost }: BatchCriteria): ControlVerdict {
  if (!blank) return waiting;
  if (blank.qualifier === "<" && blank.value !== null && blankMost !== null && decimalOf(blankMost).gt(0)) {
    const isWithin = decimalOf(blank.value).lte(decimalOf(blankMost));
    if (!isWithin) return { verdict: "failed", figure: null, text: `< ${blank.value}，不能说明 ≤ ${blankMost}` };
  }
  if (isBelow(blank)) return { verdict: "passed", figure: null, text: "未检出" };
  if (blank.value === null) return unjudged;
  const said = `${blank.value}`;
  if (blankMost === null) return { ...unjudged, figure: blank.value };
  const isGood = decimalOf(blank.value).lte(decimalOf(blankMost));
  return {
    verdict: isGood ? "passed" : "failed",
    figure: blank.value,
    text: `${said} ${isGood ? "≤" : ">"} ${blankMost}`,
  };
}

/** |a − b| in percent of the mean; multiplied out, so that no division decides. Both below LOD agree. */
export function judgeDuplicate(
  first: Measured | null,
  second: Measured | null,
  { duplicatePercent }: BatchCriteria,
): ControlVerdict {
  if (!first || !second) return waiting;
  if (isBelow(first) && isBelow(second)) return { verdict: "passed", figure: null, text: "均未检出" };
  if (isBelow(first) || isBelow(second)) return { verdict: "failed", figure: null, text: "一份检出、一份未检出" };
  if (first.value === null || second.value === null) return unjudged;
  const [a, b] = [decimalOf(first.value), decimalOf(second.value)];
  const sum = a.plus(b).abs();
  const apart = a.minus(b).abs();
  if (sum.isZero()) return { verdict: "passed", figure: "0", text: "均为 0" };
  const figure = textOf(apart.times(200).div(sum).toSignificantDigits(3));
  const text = `|${first.value} − ${second.value}| ÷ 均值 = ${figure} %`;
  if (duplicatePercent === null) return { ...unjudged, figure, text };
  const isGood = apart.times(200).lte(sum.times(decimalOf(duplicatePercent)));
  return { verdict: isGood ? "passed" : "failed", figure, text: `${text} ${isGood ? "≤" : ">"} ${duplicatePercent} %` };
}

/** (spiked − native) ÷ added in percent; a native value below LOD counts as nothing. */
export function judgeSpike(
  native: Measured | null,
  spiked: Measured | null,
  added: string,
  criteria: BatchCriteria,
  unit = "",
): ControlVerdict {
  if (!native || !spiked) return waiting;
  if (isBelow(spiked)) return { verdict: "failed", figure: "0", text: "加标样未检出，回收率 0 %" };
  if (spiked.value === null || (native.value === null && !isBelow(native))) return unjudged;
  const before = isBelow(native) ? "0" : (native.value ?? "0");
  const found = decimalOf(spiked.value).minus(decimalOf(before)).times(100);
  const base = decimalOf(added);
  if (base.lte(0)) return unjudged;
  const figure = textOf(found.div(base).toSignificantDigits(3));
  const text = `（${spiked.value} − ${before}）÷ ${added} = ${figure} %`;
  const band = recoveryBandOf(criteria.recoveryBands, added);
  const recoveryFrom = band?.least ?? criteria.recoveryFrom;
  const recoveryTo = band?.most ?? criteria.recoveryTo;
  if (recoveryFrom === null || recoveryTo === null) return { ...unjudged, figure, text };
  const isGood = found.gte(base.times(decimalOf(recoveryFrom))) && found.lte(base.times(decimalOf(recoveryTo)));
  return {
    verdict: isGood ? "passed" : "failed",
    figure,
    text: `${text}，${isGood ? "在" : "不在"} ${recoveryFrom}～${recoveryTo} % 之内${band ? `（加标水平 ${levelsText(band, unit)}）` : ""}`,
  };
}

const waiting: ControlVerdict = { verdict: "waiting", figure: null, text: "" };
const unjudged: ControlVerdict = { verdict: "unjudged", figure: null, text: "" };

function isBelow({ qualifier }: Measured): boolean {
  return qualifier === "<LOD" || qualifier === "<" || qualifier === "not_detected";
}
