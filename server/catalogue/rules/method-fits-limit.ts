// Whether a method can judge by a limit at all; said when tests are planned, not when the work is done.
import { Decimal } from "../../kernel/decimal.ts";
import { basisOf } from "../rules.ts";
import type { LimitRow } from "./limit-row.ts";
import { isSameUnit } from "./same-unit.ts";

type Method = { unit: string; loq: string | null; resultOn: string | null };
export type BasisFigures = {
  dehydrationFactor?: string | undefined;
  moisturePercent?: string | undefined;
  fatPercent?: string | undefined;
  alcoholPercent?: string | undefined;
};

/** A limit of quantification above the limit leaves every figure between them without a verdict (standards.md b.2). */
export function isLoqAboveLimit(row: LimitRow, method: Method): boolean {
  const limit = row.value ?? row.high;
  if (method.loq === null || limit === undefined || row.kind === "min" || row.aggregate !== undefined) return false;
  return isSameUnit(row.unit, method.unit) && basisOf(row).kind === "as_is" && new Decimal(method.loq).gt(limit);
}

/** The figure that must be recorded to bring a result onto the limit's basis; null where none is, or it is there. */
export function neededFigure(row: LimitRow, method: Method, given: BasisFigures): string | null {
  const { kind, text } = basisOf(row);
  if (kind === method.resultOn) return null;
  const figure = {
    fresh_with_factor: given.dehydrationFactor,
    non_fat_solids: given.dehydrationFactor,
    dry: given.moisturePercent,
    fat: given.fatPercent,
    alcohol: given.alcoholPercent,
    as_is: "",
    powder: "",
  }[kind];
  return figure === undefined ? (text ?? kind) : null;
}
