import { Outcome, VerdictName } from "./contract.ts";
import type { Review } from "./load-review.ts";
import { conclusionSentence } from "./rules/conclusion.ts";
import { englishConclusion } from "./rules/conclusion-english.ts";
import { together } from "./rules/overall.ts";

export type Conclusion = {
  verdict: VerdictName;
  text: string;
  textEn: string;
  basis: string[];
  failed: string[];
  undetermined: string[];
  conditional: string[];
};

/** The whole sample's verdict and the sentence it is given in. */
export function concludeSample(review: Review): Conclusion {
  const items = review.tasks.flatMap((task) => {
    const result = task.results.find((r) => r.isCurrent);
    if (!result) return [];
    const { limits } = Outcome.parse(result.explanation);
    const { name, nameEn } = task.method.item;
    return [{ item: name, itemEn: nameEn, verdict: VerdictName.parse(result.verdict), limits }];
  });
  const { source, judgingBasis } = review.order;
  const verdict = source === "risk_monitoring" ? "not_judged" : together(items.map((i) => i.verdict));
  const applied = items.flatMap((i) => i.limits.flatMap((limit) => (limit.counts ? [limit.basis] : [])));
  // 风险监测 is not judged, whatever its limits would be
  const basis = source === "risk_monitoring" ? [] : withoutRepeats([...judgingBasis, ...applied]);
  const named = (...wanted: VerdictName[]) => items.filter((i) => wanted.includes(i.verdict)).map((i) => i.item);
  return {
    verdict,
    basis,
    failed: named("fail"),
    undetermined: named("undetermined"),
    conditional: named("conditional_pass", "conditional_fail"),
    text: conclusionSentence(source, verdict, items, basis),
    textEn: englishConclusion(source, verdict, items, basis),
  };
}

/** Each basis once; what a product declares also stands as 产品明示标准（Q/…）, which says more than its number alone. */
function withoutRepeats(basis: readonly string[]): string[] {
  const all = [...new Set(basis)];
  return all.filter((one) => !all.includes(`产品明示标准（${one}）`));
}
