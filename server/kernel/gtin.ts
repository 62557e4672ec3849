// Barcodes of products (GS1, GB 12904): EAN-8, UPC-12, EAN-13 and GTIN-14 share one check digit.
import { z } from "zod";

export type GtinKind = "EAN-8" | "UPC-12" | "EAN-13" | "GTIN-14";
export type GtinFault = "length" | "character" | "check";

const kinds: Record<number, GtinKind> = { 8: "EAN-8", 12: "UPC-12", 13: "EAN-13", 14: "GTIN-14" };

/** A product barcode as typed or scanned; kept as bare digits. */
export const gtin = z
  .string()
  .overwrite(plainGtin)
  .refine((digits) => gtinFault(digits) === null, { error: "gtin" });

/** What is wrong with a barcode, or null. */
export function gtinFault(text: string): GtinFault | null {
  const digits = plainGtin(text);
  if (!/^\d*$/.test(digits)) return "character";
  if (!(digits.length in kinds)) return "length";
  return gtinCheckDigit(digits.slice(0, -1)) === digits.slice(-1) ? null : "check";
}

/** Which barcode it is; null for one that is wrong. */
export function gtinKind(text: string): GtinKind | null {
  return gtinFault(text) === null ? (kinds[plainGtin(text).length] ?? null) : null;
}

/** One spelling for all lengths, so that a product is found however its code was printed. */
export function toGtin14(text: string): string {
  return plainGtin(text).padStart(14, "0");
}

/** The last digit, from those before it: weights 3, 1, 3, 1 from the right. */
export function gtinCheckDigit(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const weight = (body.length - i) % 2 === 1 ? 3 : 1;
    sum += weight * (body.charCodeAt(i) - 48);
  }
  return String((10 - (sum % 10)) % 10);
}

/** Half-width, without spaces and hyphens. */
export function plainGtin(text: string): string {
  return text.normalize("NFKC").replace(/[\s\-\u2010-\u2015\u2212]/g, "");
}
