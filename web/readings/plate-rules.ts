// Plates as they are typed at the bench and in a batch.
import type { Plate } from "../../server/results/count-contract.ts";

/** A plate as it is typed; nothing where it is empty or cannot be understood. */
export function plateOf(typed: string): Plate[] {
  const text = typed.normalize("NFKC").trim().toLowerCase();
  if (/^\d{1,5}$/.test(text)) return [Number.parseInt(text, 10)];
  if (/^(多|多不可计|many|tntc)$/.test(text)) return ["many"];
  return /^(蔓|蔓延|spread)$/.test(text) ? ["spread"] : [];
}

/** One or more counts, separated by commas or blanks; null where it is none. */
export function countsOf(typed: string): number[] | null {
  const parts = typed
    .normalize("NFKC")
    .trim()
    .split(/[\s,、]+/);
  return parts.every((part) => /^\d{1,4}$/.test(part))
    ? parts.slice(0, 4).map((part) => Number.parseInt(part, 10))
    : null;
}

/** A plate as it would be typed again. */
export function plateText(plate: Plate): string {
  return plate === "many" ? "多" : plate === "spread" ? "蔓" : String(plate);
}
