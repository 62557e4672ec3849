import { loadFonts } from "./fonts.ts";
import { cleanText, runsOf } from "./text-runs.ts";

/**
 * Refuses a text with a character that no font of the house has, and names field and character: said to who types it, not weeks
 * later to who signs the certificate.
 */
export function refuseUnprintable(texts: Readonly<Record<string, unknown>>): void {
  for (const [field, text] of Object.entries(texts))
    if (typeof text === "string" && !/^[\u0020-\u007e\u4e00-\u9fa5\s]*$/.test(text))
      for (const weight of ["regular", "bold"] as const)
        for (const line of cleanText(text).split("\n")) runsOf(line, weight, loadFonts(), field);
}
