import type { Outcome, WeighingView } from "../../server/results/contract.ts";

const said: Readonly<Record<string, { zh: string; en: string }>> = {
  "<LOD": { zh: "未检出", en: "not detected" },
  not_detected: { zh: "未检出", en: "not detected" },
  detected: { zh: "检出", en: "detected" },
};

/** A reading as people write it: 12.340, ＜10, 未检出, 无异臭. */
export function readingText(reading: { text: string; qualifier: string }, language: "zh" | "en"): string {
  const word = said[reading.qualifier];
  if (word) return word[language];
  const sign = { "<": "＜", ">": "＞" }[reading.qualifier] ?? "";
  return sign + reading.text;
}

/** The figure of a reading as it counts: corrected, where the confirmation says that corrections are used. */
export function countedText({ text, correction }: Pick<WeighingView, "text" | "correction">): string {
  return correction?.corrected ?? text;
}

/** Enough decimals of a corrected figure to be read: two more than the instrument showed, cut and never rounded. */
export function shownCorrected(corrected: string, text: string): string {
  const decimals = (text.split(".")[1] ?? "").length + 2;
  const [whole = "", part = ""] = corrected.split(".");
  return part.length > decimals ? `${whole}.${part.slice(0, decimals)}…` : corrected;
}

/** The unit that stands beside a result; words and ratios have none, and 未检出 brings its own. */
export function unitOf(outcome: Pick<Outcome, "qualifier" | "unit">): string {
  return ["<LOD", "text"].includes(outcome.qualifier) || outcome.unit === "1" ? "" : outcome.unit;
}
