// A signing key ends with its certificate. It is told 60, 30 and 7 days before, each more urgent, and signs nothing afterwards.

/** Days before the end at which the warning grows. */
export const keyWarnings = [60, 30, 7] as const;

/** `early`: its validity has not begun. */
export type KeyUrgency = "none" | "soon" | "near" | "urgent" | "ended" | "early";

/** Whole days that are left; negative from the moment of the end. */
export function daysLeft(end: Date, now: Date): number {
  return Math.floor((end.getTime() - now.getTime()) / 86_400_000);
}

/** How urgent a new key is. */
export function keyUrgency(days: number): KeyUrgency {
  const [soon, near, urgent] = keyWarnings;
  if (days < 0) return "ended";
  if (days <= urgent) return "urgent";
  if (days <= near) return "near";
  return days <= soon ? "soon" : "none";
}
