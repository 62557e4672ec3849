import type { VerdictName } from "./contract.ts";
import { Outcome } from "./contract.ts";
import { together } from "./judge-task.ts";
import type { Review } from "./load-review.ts";

export type Conclusion = {
  verdict: VerdictName;
  text: string;
  basis: string[];
  failed: string[];
  undetermined: string[];
};

/** The whole sample's verdict and the sentence it is given in (domain.md, Words on a certificate). Never a religious conclusion. */
export function concludeSample(review: Review): Conclusion {
  const lines = review.tasks.flatMap((task) => {
    const result = task.results.find((r) => r.isCurrent);
    return result
      ? [
          {
            item: task.method.item.name,
            verdict: result.verdict as VerdictName,
            outcome: Outcome.parse(result.explanation),
          },
        ]
      : [];
  });
  const verdict = review.order.source === "risk_monitoring" ? "not_judged" : together(lines.map((l) => l.verdict));
  const basis = [
    ...new Set([...review.order.judgingBasis, ...lines.flatMap((l) => l.outcome.limits.map((limit) => limit.basis))]),
  ];
  const failed = lines.filter((l) => l.verdict === "fail").map((l) => l.item);
  const undetermined = lines.filter((l) => l.verdict === "undetermined").map((l) => l.item);
  return {
    verdict,
    basis,
    failed,
    undetermined,
    text: sentence(review.order.source, verdict, failedBasis(lines, basis), failed, undetermined),
  };
}

function failedBasis(lines: { outcome: Outcome }[], all: string[]): string[] {
  const failing = lines.flatMap((l) =>
    l.outcome.limits.filter((limit) => limit.verdict === "fail").map((limit) => limit.basis),
  );
  return failing.length > 0 ? [...new Set(failing)] : all;
}

function sentence(
  source: string,
  verdict: VerdictName,
  basis: string[],
  failed: string[],
  undetermined: string[],
): string {
  const required = basis.length > 0 ? `${basis.join("、")} 要求` : "";
  const sample = source === "supervisory" ? "抽检" : "来样所检";
  const open = undetermined.length > 0 ? `${undetermined.join("、")}不作判定。` : "";
  if (source === "risk_monitoring") return "本次为风险监测，仅提供实测数据，不作判定。";
  switch (verdict) {
    case "pass":
      return source === "supervisory"
        ? `经抽样检验，所检项目符合 ${required}。`
        : `经检验，来样所检项目符合 ${required}。`;
    case "fail":
      return `经${source === "supervisory" ? "抽样" : ""}检验，${sample}项目中${failed.join("、")}不符合 ${required}。${open}`;
    case "undetermined":
      return `经检验，${undetermined.join("、")}不作判定，${source === "supervisory" ? "" : "来样"}其余所检项目见结果。`;
    case "not_judged":
      return "仅提供实测数据，不作判定。";
  }
}
