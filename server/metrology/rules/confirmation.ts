// 计量确认: a certificate held against what the laboratory's methods need. Figures decide where the certificate has figures; where it
// has none a person looks at both, and says so by confirming.
import { z } from "zod";
import { needText, type EquipmentNeed } from "../../catalogue/rules/equipment-need.ts";
import { decimalOf } from "../../kernel/figure.ts";
import type { Corrections } from "./corrections.ts";
import type { FoundPoint } from "./found-errors.ts";
import { factorOf } from "./unit-factor.ts";

export type MethodNeed = { methodId: string; method: string; need: EquipmentNeed };
export type CertificateFigures = {
  unit: string | null;
  points: readonly FoundPoint[];
  corrections: Corrections | null;
  usesCorrections: boolean;
};
export const JudgedNeed = z.object({
  methodId: z.uuid(),
  method: z.string(),
  said: z.string(),
  /** null: the certificate has no figure for it, a person decides. */
  isMet: z.boolean().nullable(),
  /** The figure that decided: 50 g：|+0.0006| > 0.0005. */
  because: z.string().nullable(),
});
export type JudgedNeed = z.output<typeof JudgedNeed>;

/** Each need with whether the certificate meets it. With corrections in use the error is corrected, and the uncertainty remains. */
export function judgeNeeds(needs: readonly MethodNeed[], figures: CertificateFigures): JudgedNeed[] {
  return needs.map(({ methodId, method, need }) => {
    const faults = faultsOf(need, figures);
    const isJudged = faults !== null;
    return {
      methodId,
      method,
      said: needText(need),
      isMet: isJudged ? faults.length === 0 : null,
      because: faults?.[0] ?? null,
    };
  });
}

/** The figures that break a need; null where the certificate has none in its range. */
function faultsOf(
  need: EquipmentNeed,
  { unit, points, corrections, usesCorrections }: CertificateFigures,
): string[] | null {
  const faults: string[] = [];
  let looked = 0;
  const factor = factorOf(unit, need.unit);
  const isInside = (value: ReturnType<typeof decimalOf>) =>
    (need.from === undefined || value.gte(decimalOf(need.from))) &&
    (need.to === undefined || value.lte(decimalOf(need.to)));
  for (const { at, found, left, U } of factor ? points : []) {
    if (!factor || !isInside(decimalOf(at).times(factor))) continue;
    const error = decimalOf(left ?? found)
      .times(factor)
      .abs();
    if (need.maxError !== undefined && !usesCorrections) {
      looked += 1;
      if (error.gt(decimalOf(need.maxError)))
        faults.push(`${at} ${unit ?? ""}：|${left ?? found}| > ${need.maxError} ${need.unit}`);
    }
    if (need.maxUncertainty !== undefined && U !== undefined) {
      looked += 1;
      if (decimalOf(U).times(factor).gt(decimalOf(need.maxUncertainty)))
        faults.push(`${at} ${unit ?? ""}：U ${U} > ${need.maxUncertainty} ${need.unit}`);
    }
  }
  const own = corrections && factorOf(corrections.unit, need.unit);
  for (const row of corrections && own ? corrections.rows : []) {
    if (!own || need.maxUncertainty === undefined || row.U === undefined) continue;
    const where = "at" in row ? [row.at, row.at] : [row.from, row.to];
    const [low, high] = where.map((text) => decimalOf(text).times(own));
    if (!low || !high) continue;
    const isApart =
      (need.from !== undefined && high.lt(decimalOf(need.from))) ||
      (need.to !== undefined && low.gt(decimalOf(need.to)));
    if (isApart) continue;
    looked += 1;
    if (decimalOf(row.U).times(own).gt(decimalOf(need.maxUncertainty)))
      faults.push(
        `${[...new Set(where)].join("~")} ${corrections?.unit ?? ""}：U ${row.U} > ${need.maxUncertainty} ${need.unit}`,
      );
  }
  return looked === 0 ? null : faults;
}

/** Whether it was outside a need's permissible error as it was found, before anything was adjusted: a finding that reaches back. */
export function foundOutside(needs: readonly MethodNeed[], figures: CertificateFigures): boolean {
  const asFound = { ...figures, points: figures.points.map(({ at, found }) => ({ at, found })), corrections: null };
  return needs.some(({ need }) => (faultsOf({ ...need, maxUncertainty: undefined }, asFound) ?? []).length > 0);
}
