// 修正值: what a certificate says has to be added to an indication, at points of the range or by a factor for a part of it. Whether
// they are used is the confirmation's decision; where they are, the domain adds them to each reading as it enters a result.
import { z } from "zod";
import { numeral, type Decimal } from "../../kernel/decimal.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";
import { factorOf } from "./unit-factor.ts";

const signed = z.string().regex(/^[+-]?\d{1,12}(\.\d{1,12})?$/, { error: "numeral" });
const positive = z.string().regex(/^(?!0+(\.0+)?$)\d{1,12}(\.\d{1,12})?$/, { error: "numeral" });
const unit = z.string().trim().min(1).max(20);

/** At an indication: what is added to it, and its expanded uncertainty. Between two points on the straight line. */
export const CorrectionPoint = z.object({ at: numeral, correction: signed, U: positive.optional() });
/** Over a part of the range: what an indication is multiplied with. */
export const CorrectionRange = z.object({ from: numeral, to: numeral, factor: positive, U: positive.optional() });

export const Corrections = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("points"), unit, rows: z.array(CorrectionPoint).min(1).max(60) }),
    z.object({ kind: z.literal("ranges"), unit, rows: z.array(CorrectionRange).min(1).max(60) }),
  ])
  .refine((said) => !isAmbiguous(said), { error: "corrections-ambiguous" });
export type Corrections =
  | { kind: "points"; unit: string; rows: z.output<typeof CorrectionPoint>[] }
  | { kind: "ranges"; unit: string; rows: z.output<typeof CorrectionRange>[] };

/** A correction as it was applied to one reading, or why it could not be. */
export const AppliedCorrection = z.object({
  certificateNumber: z.string(),
  /** What was added, in the reading's unit; null where nothing could be. */
  correction: z.string().nullable(),
  corrected: z.string().nullable(),
  U: z.string().nullable(),
  /** In figures: 20.0000 + 0.0003 (10: +0.0002, 50: +0.0006). */
  arithmetic: z.string(),
  lack: z.enum(["outside-range", "unit-differs"]).nullable(),
});
export type AppliedCorrection = z.output<typeof AppliedCorrection>;

export type Reading = { text: string; unit: string | null };
export type CorrectionSource = { certificateNumber: string; corrections: Corrections };

/** A reading with the correction of a certificate; exact, and never rounded here: a result is rounded once, at its end. */
export function correct(
  { text, unit: own }: Reading,
  { certificateNumber, corrections }: CorrectionSource,
): AppliedCorrection {
  const nothing = { certificateNumber, correction: null, corrected: null, U: null };
  const factor = factorOf(own, corrections.unit);
  if (!factor) return { ...nothing, arithmetic: `${own ?? "—"} ≠ ${corrections.unit}`, lack: "unit-differs" };
  const value = decimalOf(text);
  const found =
    corrections.kind === "points"
      ? atPoints(corrections.rows, value.times(factor))
      : inRanges(corrections.rows, value.times(factor));
  if (!found) return { ...nothing, arithmetic: `${text} ∉ ${rangeText(corrections)}`, lack: "outside-range" };
  const added = found.added.div(factor).toDecimalPlaces(mostDecimals);
  const corrected = value.plus(added);
  const decimals = Math.max(corrected.decimalPlaces(), value.decimalPlaces(), /\.(\d+)$/.exec(text)?.[1]?.length ?? 0);
  return {
    certificateNumber,
    correction: textOf(added),
    corrected: corrected.toFixed(decimals),
    U: found.U && textOf(decimalOf(found.U).div(factor)),
    arithmetic: `${text} ${added.isNegative() ? "−" : "+"} ${textOf(added.abs().toSignificantDigits(6))}（${found.by} ${corrections.unit}）`,
    lack: null,
  };
}

/** The part of the range that the corrections cover: 1~200 g. */
export function rangeText(corrections: Corrections): string {
  if (corrections.kind === "ranges")
    return `${corrections.rows.map(({ from, to }) => `${from}~${to}`).join("、")} ${corrections.unit}`;
  const at = corrections.rows.map((row) => row.at).sort((a, b) => decimalOf(a).cmp(decimalOf(b)));
  return `${at[0] ?? ""}~${at.at(-1) ?? ""} ${corrections.unit}`;
}

const mostDecimals = 30; // what a column of figures holds; an interpolation may go on for ever
type Found = { added: Decimal; U: string | null; by: string };

function atPoints(rows: Extract<Corrections, { kind: "points" }>["rows"], value: Decimal): Found | null {
  const sorted = [...rows].sort((a, b) => decimalOf(a.at).cmp(decimalOf(b.at)));
  const exact = sorted.find(({ at }) => decimalOf(at).eq(value));
  if (exact) return { added: decimalOf(exact.correction), U: exact.U ?? null, by: said(exact) };
  const after = sorted.findIndex(({ at }) => decimalOf(at).gt(value));
  const [a, b] = [sorted[after - 1], sorted[after]];
  if (!a || !b) return null; // beyond the first or the last point nothing is known
  const [from, to] = [decimalOf(a.at), decimalOf(b.at)];
  const rise = decimalOf(b.correction).minus(decimalOf(a.correction));
  const added = decimalOf(a.correction).plus(rise.times(value.minus(from)).div(to.minus(from)));
  return { added, U: larger(a.U, b.U), by: `${said(a)}，${said(b)}` };
}

function inRanges(rows: Extract<Corrections, { kind: "ranges" }>["rows"], value: Decimal): Found | null {
  const row = rows.find(({ from, to }) => decimalOf(from).lte(value) && decimalOf(to).gte(value));
  if (!row) return null;
  const added = value.times(decimalOf(row.factor).minus(1));
  return { added, U: row.U ?? null, by: `${row.from}~${row.to}：×${row.factor}` };
}

const said = ({ at, correction }: { at: string; correction: string }) =>
  `${at}：${/^[+-]/.test(correction) ? correction : `+${correction}`}`;

function larger(a: string | undefined, b: string | undefined): string | null {
  if (a === undefined || b === undefined) return null;
  return decimalOf(a).gt(decimalOf(b)) ? a : b;
}

/** One indication must have one correction: no point twice, no range the wrong way round, none over another. */
function isAmbiguous(corrections: Corrections): boolean {
  if (corrections.kind === "points") {
    const at = corrections.rows.map((row) => decimalOf(row.at).toFixed());
    return new Set(at).size < at.length;
  }
  const rows = [...corrections.rows].sort((a, b) => decimalOf(a.from).cmp(decimalOf(b.from)));
  return rows.some((row, index) => {
    const next = rows[index + 1];
    return (
      decimalOf(row.from).gte(decimalOf(row.to)) || (next !== undefined && decimalOf(next.from).lt(decimalOf(row.to)))
    );
  });
}
