// Equipment that sends nothing: what was set on it as one reads it, when it is due out, and whether the times can be true.
import type { EquipmentSettings } from "../equipment-contract.ts";

/** 103 ℃ · 3000 r/min · 2 h · 100 µL · second drying */
export function settingsText({ temperature, minutes, rpm, volume, note }: EquipmentSettings): string {
  return [
    temperature && `${temperature} ℃`,
    rpm && `${rpm} r/min`,
    minutes && durationText(minutes),
    volume && `${volume} µL`,
    note,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** 90 → 1 h 30 min */
export function durationText(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/** When it should come out by the time that was set; null where none was. */
export function dueOut(startedAt: Date, { minutes }: EquipmentSettings): Date | null {
  return minutes === undefined ? null : new Date(startedAt.getTime() + minutes * 60_000);
}

/** How far back a use may be written down: what nobody noted for a week is not known well enough. */
const latestMs = 7 * 86_400_000;

/** Which of the times cannot be: ahead of the clock, longer ago than a week, or out before in. */
export function wrongTime(startedAt: Date, endedAt: Date | null, now: Date): "startedAt" | "endedAt" | null {
  if (startedAt > now || now.getTime() - startedAt.getTime() > latestMs) return "startedAt";
  return endedAt !== null && (endedAt < startedAt || endedAt > now) ? "endedAt" : null;
}
