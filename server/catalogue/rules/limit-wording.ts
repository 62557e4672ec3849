// A limit as people write it, the inverse of `limitText`: ≤0.3, ≥18, ＜10, 6.5～8.5, 不得检出, 阴性、未检出, n=5,c=2,m=100,M=1000.
import type { LimitRow } from "./limit-row.ts";

type Figures = Pick<
  LimitRow,
  "kind" | "value" | "low" | "high" | "inclusive" | "n" | "c" | "m" | "M" | "classes" | "expected"
>;

/** What a printed limit says; null where a part of it could not be read. */
export function readLimitText(printed: string): Figures | null {
  const text = printed.normalize("NFKC").replace(/\s/g, "").replace(/≦/g, "≤").replace(/≧/g, "≥");
  if (text === "") return null;
  const bound = /^(≤|<|≥|>|<=|>=)(-?\d+(?:\.\d+)?)$/.exec(text);
  if (bound) {
    const [, sign = "", value = ""] = bound;
    const kind = /^[≤<]/.test(sign) ? ("max" as const) : ("min" as const);
    return sign === "<" || sign === ">" ? { kind, value, inclusive: false } : { kind, value };
  }
  const range = /^(-?\d+(?:\.\d+)?)[~～–-](-?\d+(?:\.\d+)?)$/.exec(text);
  if (range) return { kind: "range", low: range[1], high: range[2] };
  if (/^n=/i.test(text)) return readPlan(text);
  if (/^不得(检出|使用)$/.test(text)) return { kind: "not_detected" };
  // Something with a sign or a figure that is none of these was meant as a figure: better asked again than kept as words.
  if (/[≤≥<>=~]|^[-\d.,;、]+$/.test(text)) return null;
  return { kind: "qualitative", expected: text.split(/[、,;]/).filter((word) => word !== "") };
}

function readPlan(text: string): Figures | null {
  const said = new Map(text.split(/[,;、]/).map((part) => [part.slice(0, 1), part.slice(2)] as const));
  const figure = (name: string) => (/^\d+(\.\d+)?$/.test(said.get(name) ?? "") ? said.get(name) : undefined);
  const [n, c, m] = [figure("n"), figure("c"), figure("m")];
  if (n === undefined || c === undefined || m === undefined) return null;
  const most = said.get("M");
  if (most !== undefined && most !== "" && !/^(-|—|\d+(\.\d+)?)$/.test(most)) return null;
  const M = figure("M");
  return M === undefined
    ? { kind: "sampling_plan", n, c, m, M: null, classes: 2 }
    : { kind: "sampling_plan", n, c, m, M, classes: 3 };
}
