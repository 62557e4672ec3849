// A scanner is a keyboard that types faster than a person: at least eight characters, less than 35 ms apart, ended by
// Enter or Tab. Everything here is decided from keys and their times alone.

export const scanRule = {
  leastCharacters: 8,
  mostGap: 35,
  /** Once a burst is being held, a busy machine may stumble for one character, as long as the mean stays below mostGap. */
  mostStumble: 120,
  /** Some scanners pause before their Enter. */
  mostGapBeforeEnd: 60,
  /** From this character on strokes are kept out of the field; two quick letters are still a person. */
  holdFrom: 3,
  repeatWithin: 1000,
};

export type Stroke = {
  key: string;
  at: number;
  /** A character as such: no Ctrl, Alt or Meta, no held-down key, no input method at work. */
  isPlain: boolean;
};

export type Burst = { text: string; startedAt: number; lastAt: number };

/**
 * What is done with a stroke. `pass`: it goes where it was going. `hold`: it is kept back, and when `undoField` is set the
 * field becomes what it was before the burst. `release`: it was a person after all; the text goes back, then the stroke passes.
 */
export type Step =
  | { does: "pass" }
  | { does: "hold"; undoField: boolean }
  | { does: "scan"; code: string }
  | { does: "release"; text: string };

export const noBurst: Burst = { text: "", startedAt: 0, lastAt: 0 };

/** The next stroke, and what to do with it. */
export function strike(burst: Burst, stroke: Stroke): { burst: Burst; step: Step } {
  if (["Shift", "CapsLock", "NumLock", "Control", "Alt", "AltGraph", "Meta"].includes(stroke.key))
    return { burst, step: { does: "pass" } };
  const gap = burst.text ? stroke.at - burst.lastAt : Number.POSITIVE_INFINITY;
  const isEnd = stroke.isPlain && (stroke.key === "Enter" || stroke.key === "Tab");
  if (isEnd && gap <= scanRule.mostGapBeforeEnd && burst.text.length >= scanRule.leastCharacters) {
    return { burst: noBurst, step: { does: "scan", code: cleanCode(burst.text) } };
  }
  const isCharacter = [...stroke.key].length === 1;
  if (isCharacter && stroke.isPlain && goesOn(burst, stroke.at)) {
    const text = burst.text + stroke.key;
    const step: Step =
      text.length >= scanRule.holdFrom
        ? { does: "hold", undoField: text.length === scanRule.holdFrom }
        : { does: "pass" };
    return { burst: { ...burst, text, lastAt: stroke.at }, step };
  }
  if (isCharacter && !stroke.isPlain && isHeld(burst) && gap < scanRule.mostGap) {
    return { burst: { ...burst, lastAt: stroke.at }, step: { does: "hold", undoField: false } }; // the FNC1 of GS1 codes arrives as Ctrl+]
  }
  const fresh = isCharacter && stroke.isPlain ? { text: stroke.key, startedAt: stroke.at, lastAt: stroke.at } : noBurst;
  return { burst: fresh, step: isHeld(burst) ? { does: "release", text: burst.text } : { does: "pass" } };
}

/** Nothing more came: what was kept back belongs to the field. */
export function settle(burst: Burst): { burst: Burst; step: Step } {
  return { burst: noBurst, step: isHeld(burst) ? { does: "release", text: burst.text } : { does: "pass" } };
}

/** The same code again within a second is one scan. */
export function isRepeated(last: { code: string; at: number } | null, code: string, at: number): boolean {
  return last !== null && last.code === code && at - last.at < scanRule.repeatWithin;
}

/** Without the AIM prefix (`]C1`, `]d2` …) that scanners may put before the code, and without control characters. */
export function cleanCode(text: string): string {
  return text
    .replace(/^\][A-Za-z][0-9A-Za-z]/, "")
    .replace(/[\u0000-\u001f]/g, "")
    .trim();
}

/** A number typed by a person: digits in any grouping become bare digits, anything else stays. */
export function plainTyped(text: string): string {
  const bare = text.normalize("NFKC").replace(/[\s\-\u2010-\u2015]/g, "");
  return /^\d+$/.test(bare) ? bare : text.trim();
}

function goesOn(burst: Burst, at: number): boolean {
  if (!burst.text) return false;
  const gap = at - burst.lastAt;
  if (gap < scanRule.mostGap) return true;
  return isHeld(burst) && gap < scanRule.mostStumble && (at - burst.startedAt) / burst.text.length < scanRule.mostGap;
}

function isHeld(burst: Burst): boolean {
  return burst.text.length >= scanRule.holdFrom;
}
