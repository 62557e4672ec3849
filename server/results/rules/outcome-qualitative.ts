// A result in words: 未检出 / 检出, 阴性 / 阳性, 无异臭、异味. One of the method's own words, chosen at the bench.
import { nothingYet, notDetectedText, type Computed, type MethodFacts, type RoundParallel } from "./computed.ts";

/** The word on which the parallels agree; where they do not, they are repeated together. */
export function qualitativeOutcome(method: MethodFacts, rounds: readonly (readonly RoundParallel[])[]): Computed {
  const words = rounds.map((round) => round.map((p) => p.readings.at(-1)?.text ?? null));
  const newest = rounds.at(-1) ?? [];
  const missing = newest
    .filter((p) => p.readings.length === 0)
    .map((p) => ({ code: "value-missing", detail: String(p.parallel) }));
  const parallels = newest.map((p) => ({
    parallel: p.parallel,
    value: p.readings.at(-1)?.text ?? null,
    isBelowLod: false,
    substituted: null,
    missing: [],
  }));
  const empty: Computed = { ...nothingYet, qualifier: "text", parallels, missing };
  if (missing.length > 0 || newest.length === 0) return empty;
  const agreed = words.find((round) => round.length > 0 && round.every((word) => word !== null && word === round[0]));
  const word = agreed?.[0];
  if (word === undefined || word === null) return { ...empty, needsRetest: true };
  return {
    ...empty,
    reported: word === "未检出" ? notDetectedText(method.lod, method.unit) : word,
    result: { text: word, ...(method.lod !== null && { lod: method.lod }) },
  };
}
