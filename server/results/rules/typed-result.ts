// What people type for a result: 0.25, <0.05, ＜10, 未检出, ND, 3.2E3, 3.2×10³. Full width or half, with the full stop of a
// Chinese keyboard for a point. What could be read in two ways is not read at all.
import { figureOf, plain } from "../../kernel/figure.ts";
import type { Qualifier } from "./limit.ts";

/** Why a text is no result; the screens have a sentence for each. */
export const typedFaults = [
  "empty",
  "not-a-figure",
  "comma-unclear", // 1,234: thousands, or a decimal comma?
  "power-unclear", // 3.2×103: 10³, or a hundred and three?
  "limit-sign", // ≤0.05 is what a limit says
  "dash-unclear", // negative, or nothing entered?
  "unit-typed", // the unit stands beside the field
  "figure-too-long",
  "figure-negative", // of an LOD, an uncertainty or a factor
] as const;
export type TypedFault = (typeof typedFaults)[number];

export type TypedResult = { qualifier: Qualifier; value?: string; lod?: string };

/** Reads what was typed: the qualifier, and the figure in plain digits with its trailing zeros kept; or why it cannot be read. */
export function readTypedResult(typed: string): TypedResult | { fault: TypedFault } {
  if (isTwoFigures(typed)) return { fault: "not-a-figure" };
  const text = spelled(typed);
  if (text === "") return { fault: "empty" };
  if (/^[-/]+$/.test(text)) return { fault: "dash-unclear" };
  const word = wordOf(text);
  if (word !== null) return word;
  if (/^(≤|≥|<=|>=|=<|=>|⩽|⩾|不大于|不小于)/.test(text)) return { fault: "limit-sign" };
  const sign = /^([<>=])?(.*)$/s.exec(text);
  const qualifier = sign?.[1] === "<" ? "<" : sign?.[1] === ">" ? ">" : "=";
  const figure = readFigure(sign?.[2] ?? "");
  return "fault" in figure ? figure : { qualifier, value: figure.value };
}

/** Reads one figure that no sign may stand before, such as an LOD or a factor. */
export function readTypedFigure(typed: string): { value: string } | { fault: TypedFault } {
  if (isTwoFigures(typed)) return { fault: "not-a-figure" };
  const text = spelled(typed);
  if (text === "") return { fault: "empty" };
  const read = readFigure(text);
  return "value" in read && read.value.startsWith("-") ? { fault: "figure-negative" } : read;
}

function readFigure(text: string): { value: string } | { fault: TypedFault } {
  if (/\d,\d/.test(text)) return { fault: "comma-unclear" };
  const power = /^10\^([+-]?\d{1,3})$/.exec(text);
  if (power) return readFigure(`1E${power[1] ?? ""}`);
  const parts = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:(?:e|[x×*]10\^)([+-]?\d{1,4}))?(.*)$/is.exec(text);
  if (!parts) return { fault: "not-a-figure" };
  const [, figure = "", exponent, rest = ""] = parts;
  if (rest !== "") {
    if (/^[x×*]10\d+$/i.test(rest)) return { fault: "power-unclear" };
    return { fault: /^[%‰a-zμ/]|^°|^℃|^毫|^微|^克/i.test(rest) && !/\d{2}/.test(rest) ? "unit-typed" : "not-a-figure" };
  }
  if (figure.length > 60 || Math.abs(Number.parseInt(exponent ?? "0", 10)) > 60) return { fault: "figure-too-long" };
  const read = figureOf(exponent === undefined ? figure : `${figure}E${exponent}`);
  const value = plain(read.coefficient, read.scale);
  return /^-?\d{1,25}(\.\d{1,30})?$/.test(value) ? { value } : { fault: "figure-too-long" };
}

/** 12 34 may be two readings or one with a gap: gluing them together would invent a figure. */
function isTwoFigures(typed: string): boolean {
  return /\d\s+\d/.test(typed.normalize("NFKC"));
}

/** Half width, no spaces, one kind of minus; raised digits become a power before normalising would glue them on. */
function spelled(typed: string): string {
  return typed
    .replace(/[⁺⁻]?[⁰¹²³⁴-⁹]+/g, (raised) => `^${raised.normalize("NFKC")}`)
    .normalize("NFKC")
    .replace(/[\s\u200b\ufeff]/g, "")
    .replace(/[−–—‐‑]/g, "-")
    .replace(/(\d)。(?=\d)/g, "$1.")
    .replace(/^[〈]/, "<")
    .replace(/^[〉]/, ">")
    .replace(/\^\^/g, "^");
}

/** Results in words. What stands in brackets behind 未检出 is the LOD. */
function wordOf(text: string): TypedResult | null {
  const found =
    /^(nd|n\.d\.?|未检出|未检测出|阴性|\(-\))(?:\((?:检出限|lod)?[:=<]*([\d.]+(?:e[+-]?\d+)?)?[^\d()]*\))?$/i.exec(
      text,
    );
  if (found) {
    const lod = found[2] === undefined ? null : readFigure(found[2]);
    if (lod === null) return { qualifier: "not_detected" };
    return "fault" in lod ? null : { qualifier: "<LOD", lod: lod.value };
  }
  if (/^(d|检出|阳性|\+|\(\+\))$/i.test(text)) return { qualifier: "detected" };
  if (/^(<|低于|小于)(lod|检出限)$/i.test(text)) return { qualifier: "<LOD" };
  if (/^(<|低于|小于)(loq|定量限)$/i.test(text)) return { qualifier: "<LOQ" };
  return null;
}
