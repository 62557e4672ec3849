// A control whose material states its 定值 with U (k = 2) is compared with it: Eₙ = |x − X| ÷ √(U_x² + U_X²), as in GB/T 27411 and
// the intermediate checks of instruments. Whoever fails it is stopped, whatever the chart of his own values says.
import { isSameUnit } from "../../catalogue/rules/same-unit.ts";
import type { MethodUncertainty } from "../../catalogue/contract.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";
import { judgeCheck } from "../../metrology/rules/intermediate-check.ts";
import { uncertaintyAt } from "./uncertainty.ts";

/** How a failed comparison stands among the rules that a point breaks. */
export const brokenByEn = "Eₙ";

export type AssignedValue = { target: string; uncertainty: string | null; unit: string };
export type ComparedByEn = { passes: boolean; text: string };

/** Null where the material states no U, the laboratory has none for its method, or the two are in different units. */
export function compareWithAssigned(
  value: string,
  { target, uncertainty, unit }: AssignedValue,
  method: { uncertainty: MethodUncertainty | null; unit: string },
): ComparedByEn | null {
  if (uncertainty === null || method.uncertainty === null || !isSameUnit(unit, method.unit)) return null;
  const { U, k } = uncertaintyAt(value, method.uncertainty);
  const atTwo = decimalOf(k).eq(2) ? U : textOf(decimalOf(U).times(2).div(decimalOf(k)).toSignificantDigits(12));
  const judged = judgeCheck({ kind: "en", reference: target, referenceU: uncertainty, U: atTwo }, [value]);
  return { passes: judged.passes, text: judged.arithmetic.join("；") };
}
