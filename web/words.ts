import type { Language } from "./preferences.ts";
import { usePreferences } from "./preferences.ts";

/** The words of a folder in the reader's language. Each folder keeps `words.ts` with the same shape twice. */
export function useWords<T>(texts: Record<Language, T>): T {
  return texts[usePreferences().language];
}
