import { useSyncExternalStore } from "react";
import type { Shade } from "./theme.ts";

export type Language = "zh" | "en";
type Preferences = { language: Language; shade: Shade };

const place = "lims-preferences";
const listeners = new Set<() => void>();
let current: Preferences = read();

/** The reader's language and light or dark, kept on this machine. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}

/** The same outside of React. */
export function preferencesNow(): Preferences {
  return current;
}

/** Changes a preference, at once and for the next visit. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(place, JSON.stringify(current));
  } catch {
    // a browser that keeps nothing still shows the change until it is closed
  }
  dress();
  for (const tell of listeners) tell();
}

/** Gives the page its language and shade before anything is drawn. */
export function dress(): void {
  document.documentElement.lang = current.language === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset.shade = current.shade;
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

function read(): Preferences {
  const wishesDark = typeof matchMedia === "function" && matchMedia("(prefers-color-scheme: dark)").matches;
  const unset: Preferences = { language: "zh", shade: wishesDark ? "dark" : "light" };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "{}");
    if (typeof kept !== "object" || kept === null) return unset;
    const language = "language" in kept && kept.language === "en" ? "en" : "zh";
    const shade = "shade" in kept && (kept.shade === "dark" || kept.shade === "light") ? kept.shade : unset.shade;
    return { language, shade };
  } catch {
    return unset;
  }
}
