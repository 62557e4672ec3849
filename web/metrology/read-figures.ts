import type { Corrections } from "../../server/metrology/contract.ts";
import type { FoundPoint } from "../../server/metrology/contract.ts";

const figure = String.raw`-?\d+(?:\.\d+)?`;
const signed = String.raw`[+-]?\d+(?:\.\d+)?`;
const gap = String.raw`[\s,;:：，；]+`;

/** One point a line: value, error as found, and where there are, the error left and U. Null where a line is none of it. */
export function readPoints(text: string): FoundPoint[] | null {
  const shape = new RegExp(`^(${figure})${gap}(${signed})(?:${gap}(${signed}|/))?(?:${gap}U?=?(${figure}))?$`);
  return readLines(text, (line) => {
    const [, at, found, left, U] = shape.exec(line) ?? [];
    if (at === undefined || found === undefined) return null;
    return { at, found, ...(left === undefined || left === "/" ? {} : { left }), ...(U === undefined ? {} : { U }) };
  });
}

/** One correction a line: a value and what is added to it, or a range and its factor (0~10 1.002); U may follow. Null where it is neither, or both. */
export function readCorrections(text: string, unit: string): Corrections | "none" | null {
  const point = new RegExp(`^(${figure})${gap}(${signed})(?:${gap}U?=?(${figure}))?$`);
  const range = new RegExp(
    `^(${figure})\\s*[~～]\\s*(${figure})${gap}[×xX*]?(\\d+(?:\\.\\d+)?)(?:${gap}U?=?(${figure}))?$`,
  );
  const ranges = readLines(text, (line) => {
    const [, from, to, factor, U] = range.exec(line) ?? [];
    if (from === undefined || to === undefined || factor === undefined) return null;
    return { from, to, factor, ...(U === undefined ? {} : { U }) };
  });
  if (ranges?.length === 0) return "none";
  if (ranges) return { kind: "ranges", unit, rows: ranges };
  const points = readLines(text, (line) => {
    const [, at, correction, U] = point.exec(line) ?? [];
    if (at === undefined || correction === undefined) return null;
    return { at, correction, ...(U === undefined ? {} : { U }) };
  });
  return points && { kind: "points", unit, rows: points };
}

function readLines<T>(text: string, read: (line: string) => T | null): T[] | null {
  const found: T[] = [];
  for (const said of text.normalize("NFKC").split("\n")) {
    const line = said.replaceAll("−", "-").trim();
    if (line === "") continue;
    const one = read(line);
    if (one === null) return null;
    found.push(one);
  }
  return found;
}
