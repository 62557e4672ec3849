// Enterprises are known by their unified social credit code (GB 32100-2015); the organisation code of before
// (GB 11714-1997) is its ninth to seventeenth character.
import { z } from "zod";

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"; // no I, O, S, V, Z: too like 1, 0, 5, U, 2
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const;

export type CreditCodeFault = "length" | "character" | "check";

/** A credit code as people type it: any case, full-width, with spaces or hyphens; kept upper-case and bare. */
export const creditCode = z
  .string()
  .overwrite(plainCode)
  .refine((code) => creditCodeFault(code) === null, { error: "credit-code" });

/** What is wrong with a credit code, or null. */
export function creditCodeFault(text: string): CreditCodeFault | null {
  const code = plainCode(text);
  if (code.length !== 18) return "length";
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return "character";
  return creditCheckCharacter(code.slice(0, 17)) === code.slice(17) ? null : "check";
}

/** The eighteenth character of a credit code, from the seventeen before it. */
export function creditCheckCharacter(body: string): string {
  const sum = weights.reduce((total, weight, i) => total + weight * alphabet.indexOf(body.charAt(i)), 0);
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** The GB 11714 organisation code inside a credit code, written `XXXXXXXX-X`. */
export function organisationCodeOf(creditCodeText: string): string {
  const code = plainCode(creditCodeText);
  return `${code.slice(8, 16)}-${code.slice(16, 17)}`;
}

/** What is wrong with an organisation code (with or without its hyphen), or null. */
export function organisationCodeFault(text: string): CreditCodeFault | null {
  const code = plainCode(text);
  if (code.length !== 9) return "length";
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return "character";
  return organisationCheckCharacter(code.slice(0, 8)) === code.slice(8) ? null : "check";
}

/** The ninth character of an organisation code. */
export function organisationCheckCharacter(body: string): string {
  const sum = organisationWeights.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

/** Upper-case, half-width, without spaces and hyphens. */
export function plainCode(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\s\-\u2010-\u2015\u2212]/g, "")
    .toUpperCase();
}
