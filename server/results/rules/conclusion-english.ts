// The same sentence as `conclusionSentence`, for a certificate in two languages.
import type { VerdictName } from "./limit-verdict.ts";

export type EnglishItem = { itemEn: string; verdict: VerdictName };

/** The conclusion of a sample in English; the Chinese sentence is the one that counts. */
export function englishConclusion(
  source: string,
  verdict: VerdictName,
  items: readonly EnglishItem[],
  basis: readonly string[],
): string {
  if (source === "risk_monitoring") return "Risk monitoring: measured values only, no statement of conformity is made.";
  if (verdict === "not_judged") return "Measured values only, no statement of conformity is made.";
  const required = basis.length > 0 ? `the requirements of ${basis.join(", ")}` : "the requirements";
  if (verdict === "pass")
    return source === "supervisory"
      ? `Tested as sampled: the items tested comply with ${required}.`
      : `Tested as received: the items tested comply with ${required}.`;
  const said: [VerdictName, string][] = [
    ["fail", `not complying with ${required}`],
    ["conditional_fail", "conditionally not complying (above the limit, within the guard band)"],
    ["conditional_pass", "conditionally complying (within the limit, inside the guard band)"],
    ["undetermined", "no statement of conformity"],
  ];
  const parts = said.flatMap(([of, words]) => {
    const named = items.filter((one) => one.verdict === of).map((one) => one.itemEn);
    return named.length > 0 ? [`${named.join(", ")}: ${words}`] : [];
  });
  return `Of the items tested: ${parts.join("; ")}. For the other items see the results.`;
}
