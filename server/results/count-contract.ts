// 计数记录: the plates or tubes that a count was reckoned from, as they were kept with its reading.
import { z } from "zod";
import { Tubes } from "./rules/mpn.ts";
import { Dilution } from "./rules/plate-count.ts";

export type { Plate } from "./rules/plate-count.ts";

export const mediumLot = z.string().trim().min(1).max(60);
export const colonies = z.array(z.int().min(0).max(9_999)).min(1).max(4);

/** Plates by dilutions, or tubes by amounts. */
export const counted = z.union([z.object({ dilutions: z.array(Dilution).min(1).max(8) }), z.object({ tubes: Tubes })]);
export type Counted = z.output<typeof counted>;

/** Of plates the colonies on the blank and on the medium itself; of tubes whether the blank stayed clear. */
const Controls = z.union([
  z.object({ blank: colonies, mediumControl: colonies }),
  z.object({ isBlankClear: z.boolean() }),
]);
export type CountControls = z.output<typeof Controls>;

export const CountRecord = z.object({
  dilutions: z.array(Dilution).optional(),
  tubes: Tubes.optional(),
  mediumLot: z.string(),
  controls: Controls.optional(),
});
export type CountRecord = z.output<typeof CountRecord>;

/** What stands with a reading, in this form or in that of the bench; null where it was reckoned from neither. */
export function recordOf(details: unknown): CountRecord | null {
  const said = (details as { sheet?: unknown } | null)?.sheet;
  if (typeof said !== "object" || said === null) return null;
  const flat = Controls.safeParse(said);
  const read = CountRecord.safeParse({ ...said, ...(flat.success && { controls: flat.data }) });
  return read.success ? read.data : null;
}
