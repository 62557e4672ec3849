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
  const basis = [...new Set([...judgingBasis, ...applied])];
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
