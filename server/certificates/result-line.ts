import { zh } from "../kernel/text/zh.ts";
import { Deviation } from "../work/contract.ts";
import { Outcome, type LimitVerdict } from "../results/contract.ts";
import type { Review, ReviewTask } from "../results/load-review.ts";
import { withUncertainty } from "../results/rules/uncertainty.ts";

/** The submitted result of a task and its frozen explanation. */
export function currentResult(task: ReviewTask): { id: string; verdict: string; outcome: Outcome } {
  const result = task.results.find((r) => r.isCurrent);
  if (!result) throw new Error(`Task ${task.id} has no current result.`);
  return { id: result.id, verdict: result.verdict, outcome: Outcome.parse(result.explanation) };
}

/** One line of the results: the figure, what is required of it, and how that stands, by law and by declaration apart. */
export function resultLine(
  task: ReviewTask,
  ordinal: number,
  { source, decisionRule, certificateLanguage }: Review["order"],
): unknown {
  const { id, verdict, outcome } = currentResult(task);
  const limits = outcome.limits.filter((l) => l.counts);
  const isJudged = source !== "risk_monitoring" && limits.length > 0;
  const notes = [...new Set(limits.flatMap(notesOf))];
  const listed = (texts: string[]) => texts.join("；").slice(0, 300);
  return {
    ordinal,
    item: task.method.item.name,
    unit: outcome.unit === "1" ? "" : outcome.unit, // a sum of ratios has none
    methodCode: `${task.method.code} ${task.method.clause}`,
    limitText: isJudged ? listed(limits.map(requirementText)) : null,
    resultText: outcome.reported ?? "—",
    verdict: isJudged ? verdict : "not_judged",
    basis: isJudged ? listed(limits.map((l) => l.basis)) : null,
    lod:
      task.subcontract === null && // another laboratory's is in its own words
      outcome.qualifier === "<LOD" &&
      outcome.resultKind === "quantity" &&
      task.method.lod !== null
        ? `${task.method.lod} ${outcome.unit}`
        : null,
    components: outcome.components.flatMap(componentText),
    subcontract: task.subcontract && {
      laboratory: task.subcontract.toName,
      cmaNumber: task.subcontract.toCmaNumber,
      reportNumber: task.subcontract.reportNumber,
    },
    itemEn: certificateLanguage === "zh-en" ? task.method.item.nameEn : null,
    deviation: task.deviation === null ? null : Deviation.parse(task.deviation).text,
    note: notes.length > 0 ? listed(notes) : null,
    uncertainty: decisionRule === "simple" ? null : uncertaintyText(outcome, limits),
    requirements: isJudged
      ? limits.map((l) => ({ source: l.source, basis: l.basis, limitText: requirementText(l), verdict: l.verdict }))
      : [],
    safetyVerdict: isJudged ? outcome.safetyVerdict : null,
    declaredVerdict: isJudged ? outcome.declaredVerdict : null,
    resultId: id,
  };
}

/** A sampling plan says its unit with it: n=5,c=2,m=10,M=100 CFU/g. */
function requirementText({ limitText, row }: LimitVerdict): string {
  return row?.kind === "sampling_plan" ? `${limitText} ${row.unit}` : limitText;
}

function componentText({ name, reported, qualifier, unit }: Outcome["components"][number]): string[] {
  return reported === null ? [] : [`${name} ${reported}${qualifier === "<LOD" ? "" : ` ${unit}`}`];
}

/** `（0.305±0.061）mg/kg，k=2`: where the rule weighed an uncertainty and there is a figure. */
function uncertaintyText(outcome: Outcome, limits: readonly LimitVerdict[]): string | null {
  const used = limits.find(
    (l) => l.decision !== null && l.decision.rule !== "simple" && l.decision.U !== null,
  )?.decision;
  if (!used || used.U === null || outcome.unrounded === null || outcome.qualifier !== "=") return null;
  const stated = withUncertainty(outcome.unrounded, used.U);
  return stated && `（${stated.value}±${stated.U}）${outcome.unit}，k=${used.k ?? "2"}`;
}

function notesOf(limit: LimitVerdict): string[] {
  return [
    ...(limit.because.startsWith("basis-factor") ? [zh.because[limit.because] ?? limit.because] : []),
    ...limit.factors.map(
      (f) =>
        `判定时折算为 ${shortened(limit.compared)}（${zhFactor[f.kind] ?? f.kind} ${shortened(f.value)}，${f.source}）`,
    ),
    ...(limit.chosenBecause === "milder-edition" || limit.chosenBecause === "edition-agreed"
      ? [`过渡期内新旧版本均可执行，本项按 ${limit.basis.replace(/《.*/, "")} 判定`]
      : []),
  ];
}

const zhFactor: Readonly<Record<string, string>> = {
  moisture: "水分 %",
  fat: "脂肪 %",
  alcohol: "酒精度 %vol",
  dehydration: "脱水率系数",
};

/** An unrounded figure may have thirty decimals; six tell the reader what was compared, cut and marked as such. */
function shortened(text: string | null): string {
  return (text ?? "").replace(/(\.\d{6})\d+$/, "$1…");
}
