// Editions of test methods: the one in force on the day of testing is used, whatever edition judges the product.
import { Problem } from "../../kernel/problems.ts";
import { addDays } from "../../kernel/time.ts";

type Edition = { code: string; inForceFrom: string; inForceUntil: string | null; supersededBy: string | null };

/** Refuses a method that is not in force on a day, and names what came after it. */
export function refuseOutdated(method: Edition, on: string): void {
  if (method.inForceFrom <= on && (method.inForceUntil === null || on <= method.inForceUntil)) return;
  const { code, supersededBy } = method;
  throw new Problem("method-not-in-force", { method: supersededBy ? `${code}（→ ${supersededBy}）` : code, on });
}

/** How many days before its end an edition is spoken of (标准查新). */
export const noticeDays = 90;

/** Where an edition stands on a day: in force, ending within the notice, ended, or not begun. */
export function standingOf(
  edition: { inForceFrom: string; inForceUntil: string | null },
  on: string,
): "coming" | "in-force" | "ending" | "ended" {
  if (on < edition.inForceFrom) return "coming";
  if (edition.inForceUntil === null) return "in-force";
  if (edition.inForceUntil < on) return "ended";
  return edition.inForceUntil <= addDays(on, noticeDays) ? "ending" : "in-force";
}
