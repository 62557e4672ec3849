// 签字领域 (检验检测机构监督管理办法 Art. 12): a certificate is approved by an authorised signatory within their technical scope.
import { keyOf } from "../../catalogue/rules/category-wording.ts";
import type { Span } from "./urgency.ts";

/** Without a method and without a category it is all fields. */
export type Field = Span & { methodId: string | null; category: string | null };

/** Whether a row lets somebody sign for a method on a product of a category on a day. */
export function coversField(row: Field, methodId: string, category: string, on: string): boolean {
  const isThen = row.validFrom <= on && (row.validUntil === null || on <= row.validUntil);
  const isMethod = row.methodId === null || row.methodId === methodId;
  return isThen && isMethod && (row.category === null || isUnder(category, row.category));
}

/** A category is under itself and under every category above it. */
export function isUnder(category: string, above: string): boolean {
  const [lower, upper] = [keyOf(category), keyOf(above)];
  return lower === upper || lower.startsWith(`${upper}>`);
}

/** The categories that a scope may be given by: the first two steps of every path. */
export function scopeCategories(categories: readonly string[]): string[] {
  const heads = categories.flatMap((text) => {
    const steps = text.split(">");
    return steps.slice(0, 2).map((_, i) => steps.slice(0, i + 1).join(">"));
  });
  return [...new Set(heads)].sort();
}
