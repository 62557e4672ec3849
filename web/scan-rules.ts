// A scanner is a keyboard that types faster than a person: at least eight characters, on the mean less than 35 ms apart,
// ended by Enter or Tab. Everything here is decided from keys and their times alone. The mean decides, not each gap: a
// page that is busy with the first characters makes the next ones look late.
import { gtinFault } from "../server/kernel/gtin.ts";
import { parseNumber } from "../server/kernel/numbers.ts";

export const scanRule = {
  leastCharacters: 8,
  mostMeanGap: 35,
  /** Characters this close on the mean are kept out of the field, from the third on, until it is clear whose they are. */
  mostMeanHeld: 60,
  holdFrom: 3,
  /** The longest a machine may stumble inside a burst; nothing for this long means that no more will come. */
  mostStumble: 120,
  repeatWithin: 1000,
  /** No fingers are this quick: what breaks off at such a pace is half a code, and goes nowhere. */
  machine: { characters: 4, meanGap: 15 },
};

export type Stroke = {
  key: string;
  at: number;
  /** A character as such: no Ctrl, Alt or Meta, no held-down key, no input method at work. */
  isPlain: boolean;
};

/** Characters that followed one another closely; held ones are not in the field. */
export type Burst = { text: string; startedAt: number; lastAt: number; isHeld: boolean; times: readonly number[] };

/**
 * What is done with a stroke. `pass`: it goes where it was going. `hold`: it is kept back, and when `undoField` is set the
 * field becomes what it was before the burst. `release`: it was a person after all; the text goes back, then the stroke passes.
 * `broken`: it was a machine that broke off or said too little; `isEnd` when the stroke was its end, which goes nowhere either.
 */
export type Step =
  | { does: "pass" }
  | { does: "hold"; undoField: boolean }
  /** `typed`: what a person had typed a moment before; it goes back. */
  | { does: "scan"; code: string; typed?: string }
  | { does: "release"; text: string }
  | { does: "broken"; text: string; isEnd: boolean; typed?: string };

export const noBurst: Burst = { text: "", startedAt: 0, lastAt: 0, isHeld: false, times: [] };

/** The next stroke, and what to do with it. */
export function strike(burst: Burst, stroke: Stroke): { burst: Burst; step: Step } {
  if (["Shift", "CapsLock", "NumLock", "Control", "Alt", "AltGraph", "Meta"].includes(stroke.key))
    return { burst, step: { does: "pass" } };
  const gap = burst.text ? stroke.at - burst.lastAt : Number.POSITIVE_INFINITY;
  const isEnd = stroke.isPlain && (stroke.key === "Enter" || stroke.key === "Tab");
  if (isEnd && gap <= scanRule.mostStumble && isScan(burst)) {
    return { burst: noBurst, step: { does: "scan", ...apart(burst) } };
  }
  const isCharacter = [...stroke.key].length === 1;
  const isFingers = !burst.isHeld && burst.text.length > 1 && gap >= scanRule.mostMeanHeld;
  if (isCharacter && gap < scanRule.mostStumble && !isFingers) {
    if (!stroke.isPlain && burst.isHeld) return { burst, step: { does: "hold", undoField: false } }; // the FNC1 of GS1 codes arrives as Ctrl+]
    const longer = {
      ...burst,
      text: burst.text + stroke.key,
      lastAt: stroke.at,
      times: [...burst.times, ...Array<number>(stroke.key.length).fill(stroke.at)],
    };
    const isQuick = longer.text.length >= scanRule.holdFrom && meanGap(longer) < scanRule.mostMeanHeld;
    if (stroke.isPlain && isQuick)
      return { burst: { ...longer, isHeld: true }, step: { does: "hold", undoField: !burst.isHeld } };
    if (stroke.isPlain && !burst.isHeld) return { burst: longer, step: { does: "pass" } };
  }
  const isFresh = isCharacter && stroke.isPlain;
  const { at } = stroke;
  const fresh = isFresh
    ? { text: stroke.key, startedAt: at, lastAt: at, isHeld: false, times: Array<number>(stroke.key.length).fill(at) }
    : noBurst;
  return { burst: fresh, step: ended(burst, isEnd && gap <= scanRule.mostStumble) };
}

/** Nothing more came: what was kept back belongs to the field, unless no person can have typed it. */
export function settle(burst: Burst): { burst: Burst; step: Step } {
  return { burst: noBurst, step: ended(burst, false) };
}

function ended(burst: Burst, isEnd: boolean): Step {
  if (!burst.isHeld) return { does: "pass" };
  const { text, times } = burst;
  const from = times.findLastIndex((at, i) => i > 0 && at - (times[i - 1] ?? at) >= scanRule.mostMeanGap);
  const at = Math.max(0, from); // what a person typed an instant before stays theirs
  const tail = { ...burst, text: text.slice(at), startedAt: times[at] ?? burst.startedAt };
  if (!isMachine(tail)) return { does: "release", text };
  return { does: "broken", text: tail.text, isEnd, ...(at > 0 && { typed: text.slice(0, at) }) };
}

/** A figure typed an instant before the trigger was pulled is no part of the code: the check digit tells where that begins. */
function apart({ text, times }: Burst): { code: string; typed?: string } {
  const code = cleanCode(text);
  if (isNumbered(code)) return { code };
  for (let i = 1; i < text.length; i += 1) {
    const rest = cleanCode(text.slice(i));
    const gap = (times[i] ?? 0) - (times[i - 1] ?? 0);
    if (gap >= scanRule.mostMeanGap && isNumbered(rest)) return { code: rest, typed: text.slice(0, i) };
  }
  return { code };
}

function isNumbered(code: string): boolean {
  return parseNumber(code).fault === null || (/^\d{8,14}$/.test(code) && gtinFault(code) === null);
}

/** Letters may come from an input method or a program that fills in forms; a code has a digit and no space. */
function isMachine(burst: Burst): boolean {
  const { characters, meanGap: most } = scanRule.machine;
  return burst.text.length >= characters && meanGap(burst) < most && /^[!-~]*\d[!-~]*$/.test(burst.text);
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

function isScan(burst: Burst): boolean {
  return burst.isHeld && burst.text.length >= scanRule.leastCharacters && meanGap(burst) < scanRule.mostMeanGap;
}

function meanGap({ text, startedAt, lastAt }: Burst): number {
  return (lastAt - startedAt) / Math.max(1, text.length - 1);
}
