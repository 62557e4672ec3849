// The sentence a whole sample is concluded in (domain.md, Words on a certificate): which items do not conform, which do
// so only conditionally, and by what. Never a religious conclusion.
import type { LimitVerdict, VerdictName } from "./limit-verdict.ts";
import { together } from "./overall.ts";

export type ConcludedItem = {
  item: string;
  verdict: VerdictName;
  limits: readonly Pick<LimitVerdict, "source" | "basis" | "verdict" | "counts">[];
};

/** The sentence for the items of a sample; `basis` is everything that was judged by. */
export function conclusionSentence(
  source: string,
  verdict: VerdictName,
  items: readonly ConcludedItem[],
  basis: readonly string[],
): string {
  if (source === "risk_monitoring") return "本次为风险监测，仅提供实测数据，不作判定。";
  if (verdict === "not_judged") return "仅提供实测数据，不作判定。";
  const isSampled = source === "supervisory";
  const tested = isSampled ? "经抽样检验" : "经检验";
  const named = (of: VerdictName) => items.filter((i) => i.verdict === of).map((i) => i.item);
  const [failed, nearlyFailed, nearlyPassed] = [named("fail"), named("conditional_fail"), named("conditional_pass")];
  const open = named("undetermined");
  const notJudged = open.length > 0 ? `${open.join("、")}不作判定。` : "";
  if (verdict === "pass") {
    const without = named("not_judged");
    const judged = without.length > 0 ? "有判定依据的所检项目" : "所检项目";
    return `${tested}，${isSampled ? "" : "来样"}${judged}符合${required(basisOf(items, "pass", basis))}。${unjudged(without)}`;
  }
  if (verdict === "undetermined" && nearlyPassed.length === 0)
    return `${tested.replace("抽样", "")}，${open.join("、")}不作判定，${isSampled ? "" : "来样"}其余所检项目见结果。`;

  const begun = `${tested}，${isSampled ? "抽检" : "来样所检"}项目中`;
  const parts = [
    failed.length > 0 ? `${failed.join("、")}不符合${required(basisOf(items, "fail", basis))}` : "",
    nearlyFailed.length > 0
      ? `${nearlyFailed.join("、")}有条件不符合${required(basisOf(items, "conditional_fail", basis))}（测定值超出限量，但在保护带以内）`
      : "",
    nearlyPassed.length > 0
      ? `${nearlyPassed.join("、")}有条件符合${required(basisOf(items, "conditional_pass", basis))}（测定值在限量以内，但未留出保护带）`
      : "",
  ].filter((part) => part !== "");
  return `${begun}${parts.join("；")}。${notJudged}${apart(items)}`;
}

/** What was measured without a requirement is not covered by the sentence before it. */
function unjudged(items: readonly string[]): string {
  if (items.length === 0) return "";
  return `${items.length > 8 ? `其余 ${items.length} 项` : items.join("、")}未约定判定依据，仅提供实测数据。`;
}

/** Where the law is met and only the product's own declaration is not, or the other way round, that is said. */
function apart(items: readonly ConcludedItem[]): string {
  const of = (source: LimitVerdict["source"]) =>
    items.flatMap((i) => i.limits.filter((l) => l.source === source && l.counts));
  const [law, declared] = [of("standard"), of("declared")];
  if (law.length === 0 || declared.length === 0) return "";
  const [byLaw, byDeclaration] = [together(law.map((l) => l.verdict)), together(declared.map((l) => l.verdict))];
  if (byLaw === "pass" && byDeclaration !== "pass") return `按${names(law)}判定的项目符合要求。`;
  if (byDeclaration === "pass" && byLaw !== "pass") return `按${names(declared)}判定的项目符合要求。`;
  return "";
}

function names(limits: readonly { basis: string }[]): string {
  return apartFromLatin([...new Set(limits.map((l) => l.basis))].join("、"));
}

function basisOf(items: readonly ConcludedItem[], verdict: VerdictName, all: readonly string[]): readonly string[] {
  const own = items.flatMap((i) => i.limits.filter((l) => l.verdict === verdict && l.counts).map((l) => l.basis));
  return own.length > 0 ? [...new Set(own)] : all;
}

function required(basis: readonly string[]): string {
  return basis.length > 0 ? `${apartFromLatin(basis.join("、"))}要求` : "要求";
}

/** A blank stands between Chinese and Latin letters or figures, and nowhere else. */
function apartFromLatin(text: string): string {
  return text.replace(/^(?=[0-9A-Za-z])/, " ").replace(/(?<=[0-9A-Za-z])$/, " ");
}
