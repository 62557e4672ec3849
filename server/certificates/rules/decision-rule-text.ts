// 判定规则 as a certificate prints it (ISO/IEC 17025:2017 7.8.6.2): the rule that was agreed, its guard band, and how
// figures are compared. The probability of conformity is not printed.
import type { LimitVerdict } from "../../results/contract.ts";

export type AgreedRule = { decisionRule: "simple" | "guard_band" | "non_binary"; guardFactor: string };
type Judged = Pick<LimitVerdict, "decision" | "comparison">;

/** The agreed rule in one paragraph, for limits as they were judged. */
export function decisionRuleText(agreed: AgreedRule, limits: readonly Judged[]): string {
  const comparison = comparisonText(limits);
  if (agreed.decisionRule === "simple") return `简单接受（w=0）：以测定值与限量直接比较，${comparison}。`;
  const band = guardBandText(agreed.guardFactor, limits);
  const isWithout = limits.some((l) => l.decision === null || l.decision.because === "needs-no-uncertainty");
  const without = isWithout ? "定性项目和按采样方案判定的项目不计测量不确定度，采用简单接受（w=0）。" : "";
  return agreed.decisionRule === "guard_band"
    ? `保护带 ${band}：测定值在限量以内并留出 w 的判为符合，否则判为不符合（ILAC-G8:09/2019 4.2.2）。${comparison}。${without}`
    : `非二元判定，保护带 ${band}：测定值在限量以内并留出 w 的判为符合，未留出 w 的判为有条件符合；超出限量而未超出 w 的判为有条件不符合，超出 w 的判为不符合（ILAC-G8:09/2019 4.2.3）。${comparison}。${without}`;
}

/** `w=U（k=2）`, `w=0.83U（k=2）`. */
export function guardBandText(guardFactor: string, limits: readonly Judged[]): string {
  const ks = [...new Set(limits.flatMap((l) => (l.decision?.k ? [l.decision.k] : [])))];
  const factor = guardFactor === "1" ? "" : guardFactor;
  return `w=${factor}U${ks.length > 0 ? `（k=${ks.join("、")}）` : ""}`;
}

function comparisonText(limits: readonly Judged[]): string {
  const rounded = limits.some((l) => l.comparison === "rounded");
  if (!rounded) return "全数值比较法（GB/T 8170-2008 4.3）";
  return limits.every((l) => l.comparison === "rounded")
    ? "按标准规定采用修约值比较法（GB/T 8170-2008 4.3）"
    : "标准规定修约值比较法的按其规定，其余为全数值比较法（GB/T 8170-2008 4.3）";
}

/** The same rule in English, for a certificate in two languages. */
export function decisionRuleEnglish(agreed: AgreedRule, limits: readonly Judged[]): string {
  const isRounded = limits.some((l) => l.comparison === "rounded");
  const comparison = isRounded
    ? "Results are compared rounded where the standard says so, otherwise in full (GB/T 8170-2008 4.3)."
    : "Results are compared in full (GB/T 8170-2008 4.3).";
  if (agreed.decisionRule === "simple") return `Simple acceptance (w = 0). ${comparison}`;
  const band = guardBandText(agreed.guardFactor, limits).replace("（", " (").replace("）", ")").replaceAll("、", ", ");
  return agreed.decisionRule === "guard_band"
    ? `Binary with guard band ${band} (ILAC-G8:09/2019 4.2.2). ${comparison}`
    : `Non-binary with guard band ${band} (ILAC-G8:09/2019 4.2.3). ${comparison}`;
}
