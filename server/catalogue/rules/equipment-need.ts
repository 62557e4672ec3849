// What a method asks of its equipment, by kind: what the laboratory's own confirmation (计量确认) is held against.
import { z } from "zod";
import { numeral } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";

const aboveZero = numeral.regex(/^(?!0+(\.0+)?$)\d/, { error: "numeral" });

export const EquipmentNeed = z
  .object({
    kind: z.string().trim().min(1).max(40),
    unit: z.string().trim().min(1).max(20),
    /** The part of the range that the method uses. */
    from: numeral.optional(),
    to: numeral.optional(),
    /** Largest permissible error there, without its sign. */
    maxError: aboveZero.optional(),
    /** Largest expanded uncertainty of its calibration. */
    maxUncertainty: aboveZero.optional(),
    /** What no figure says: 分度值 0.1 mg, GB 5009.3 3.2. */
    note: z.string().trim().max(200).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || decimalOf(from).lte(decimalOf(to)), {
    error: "range",
  });
export type EquipmentNeed = z.output<typeof EquipmentNeed>;

/** In words as the form and the record show it. */
export function needText(need: EquipmentNeed): string {
  const { unit } = need;
  return [
    need.from !== undefined || need.to !== undefined ? `${need.from ?? ""}~${need.to ?? ""} ${unit}` : null,
    need.maxError === undefined ? null : `|Δ| ≤ ${need.maxError} ${unit}`,
    need.maxUncertainty === undefined ? null : `U ≤ ${need.maxUncertainty} ${unit}`,
    need.note ?? null,
  ]
    .filter((part) => part !== null && part !== "")
    .join("；");
}
