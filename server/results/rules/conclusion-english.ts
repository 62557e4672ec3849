// The same sentence as `conclusionSentence`, for a certificate in two languages.
import type { LimitVerdict, VerdictName } from "./limit-verdict.ts";

export type EnglishItem = {
  itemEn: string;
  verdict: VerdictName;
  limits: readonly Pick<LimitVerdict, "basis" | "verdict" | "counts">[];
};

/** The conclusion of a sample in English; the Chinese sentence is the one that counts. */
export function englishConclusion(
  source: string,
  verdict: VerdictName,
  items: readonly EnglishItem[],
  basis: readonly string[],
): string {
  if (source === "risk_monitoring") return "Risk monitoring: measured values only, no statement of conformity is made.";
  if (verdict === "not_judged") return "Measured values only, no statement of conformity is made.";
  const required = (of: VerdictName) => {
    const own = items.flatMap((i) => i.limits.filter((l) => l.verdict === of && l.counts).map((l) => l.basis));
    const codes = [...new Set((own.length > 0 ? own : basis).map(codeOf))];
    return codes.length > 0 ? `the requirements of ${codes.join(", ")}` : "the requirements";
  };
  const named = (of: VerdictName) => items.filter((one) => one.verdict === of).map((one) => one.itemEn);
  if (verdict === "pass") {
    const without = named("not_judged");
    const judged = without.length > 0 ? "the items with a requirement" : "the items tested";
    const rest = without.length > 8 ? `the other ${without.length} items` : without.join(", ");
    const open = without.length > 0 ? ` Measured values only: ${rest}.` : "";
    return `Tested as ${source === "supervisory" ? "sampled" : "received"}: ${judged} comply with ${required("pass")}.${open}`;
  }
  const said: [VerdictName, string][] = [
    ["fail", `not complying with ${required("fail")}`],
    ["conditional_fail", "conditionally not complying (above the limit, within the guard band)"],
    ["conditional_pass", "conditionally complying (within the limit, inside the guard band)"],
    ["undetermined", "no statement of conformity"],
  ];
  const parts = said.flatMap(([of, words]) => (named(of).length > 0 ? [`${named(of).join(", ")}: ${words}`] : []));
  return `Of the items tested: ${parts.join("; ")}. For the other items see the results.`;
}

/** A standard by its number alone, without its Chinese title: GB 2762-2025; what the product declares in English. */
function codeOf(basis: string): string {
  return basis
    .replace(/\s*《[^》]*》?/g, "")
    .replace(/^产品明示标准（(.*)）$/, "$1 (declared by the producer)")
    .trim();
}
