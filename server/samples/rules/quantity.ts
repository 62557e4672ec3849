// Quantities as people write them: 2 袋, 250 g, 1.5kg. Compared only where both say the same unit.
import { Decimal } from "../../kernel/decimal.ts";

export type Quantity = { amount: Decimal; unit: string };

/** Reads `2 袋`; null for words that are no amount (约半袋, 若干). */
export function readQuantity(text: string | null): Quantity | null {
  const read = /^(\d{1,9}(?:\.\d{1,6})?)\s*([^\d\s]{1,10})$/.exec((text ?? "").normalize("NFKC").trim());
  if (!read?.[1] || !read[2]) return null;
  return { amount: new Decimal(read[1]), unit: read[2].toLowerCase() };
}

/** Whether the parts together are more than the whole; what cannot be compared is not refused. */
export function splitExceeds(whole: string | null, parts: readonly string[]): boolean {
  const of = readQuantity(whole);
  const all = parts.map(readQuantity);
  if (!of || all.some((part) => part === null || part.unit !== of.unit)) return false;
  return all.reduce((sum, part) => sum.plus(part?.amount ?? 0), new Decimal(0)).greaterThan(of.amount);
}
