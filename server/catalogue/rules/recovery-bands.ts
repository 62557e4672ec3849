// 回收率限值 by the level that was spiked, as the technical manager takes them from the laboratory's own validation or from a guide
// such as GB/T 27404. A band takes what lies above its lower border, up to and including its upper one.
import { z } from "zod";
import { numeral } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";

const zeroOrMore = numeral.regex(/^\d/, { error: "numeral" });

export const RecoveryBand = z.object({
  /** In the method's unit; null: from nothing. */
  from: zeroOrMore.nullable(),
  /** In the method's unit; null: without an end. */
  to: zeroOrMore.nullable(),
  /** Recovery in percent, both borders allowed. */
  least: zeroOrMore,
  most: zeroOrMore,
});
export type RecoveryBand = z.output<typeof RecoveryBand>;

/** The bands of one method: from the lowest level to the highest, none over another. */
export const RecoveryBands = z
  .array(RecoveryBand)
  .max(12)
  .refine((bands) => bands.every(isSound), { error: "recovery-band" })
  .refine((bands) => bands.slice(1).every((band, i) => isAbove(band, bands[i])), { error: "recovery-order" });

/** The band that a spiked level falls into. */
export function recoveryBandOf(bands: readonly RecoveryBand[], level: string): RecoveryBand | null {
  const at = decimalOf(level);
  return (
    bands.find(({ from, to }) => (from === null || at.gt(decimalOf(from))) && (to === null || at.lte(decimalOf(to)))) ??
    null
  );
}

/** `0.1＜x≤1 mg/kg`: the levels of a band. */
export function levelsText({ from, to }: Pick<RecoveryBand, "from" | "to">, unit: string): string {
  if (from === null && to === null) return "x";
  const said = `${from === null ? "" : `${from}＜`}x${to === null ? "" : `≤${to}`}`;
  return `${said} ${unit}`.trim();
}

/** `0.1＜x≤1 mg/kg：80～110 %`. */
export function recoveryBandText(band: RecoveryBand, unit: string): string {
  return `${levelsText(band, unit)}：${band.least}～${band.most} %`;
}

function isSound({ from, to, least, most }: RecoveryBand): boolean {
  const isRange = from === null || to === null || decimalOf(from).lt(decimalOf(to));
  return isRange && decimalOf(least).lt(decimalOf(most));
}

function isAbove({ from }: RecoveryBand, below: RecoveryBand | undefined): boolean {
  if (from === null || !below || below.to === null) return false;
  return decimalOf(from).gte(decimalOf(below.to));
}
