import { isWorkable } from "../readings/begin-work.ts";
import type { SheetFound } from "./load-sheet.ts";

/** Whether the batch's controls may still be typed: some result of it is still to be handed in. */
export function mayMeasure(sheet: SheetFound): boolean {
  return sheet.withdrawnAt === null && sheet.positions.some(({ task }) => task !== null && isWorkable(task));
}
