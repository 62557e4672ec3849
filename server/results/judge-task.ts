import { z } from "zod";
import { limitsInForce } from "../catalogue/find-limits.ts";
import { decidingDate, limitText } from "../catalogue/rules.ts";
import { numeral } from "../kernel/decimal.ts";
import { toDay } from "../kernel/time.ts";
import { DeclaredLimit } from "../orders/contract.ts";
import type { Context } from "../platform/context.ts";
import { readingsOf, type Work } from "../readings/load-work.ts";
import type { LimitVerdict, Outcome, VerdictName } from "./contract.ts";
import { judge, strictest } from "./rules/judge.ts";
import { limitFromRow } from "./rules/limit-from-row.ts";
import type { JudgedResult, Judgement, Limit } from "./rules/limit.ts";
import { computeOutcome, type MethodFacts, type RoundParallel } from "./rules/outcome.ts";
import { ReportingRule } from "./rules/report.ts";

/** What a task's readings come to and how that stands to the limits in force, explained step by step. */
export async function judgeTask(ctx: Context, work: Work, missingElse: Outcome["missing"]): Promise<Outcome> {
  const { task } = work;
  const facts = methodFacts(work);
  const computed = computeOutcome(facts, roundsOf(work));
  const missing = [...computed.missing, ...missingElse];
  const hasResult = computed.reported !== null || computed.qualifier === "<LOD";
  const deciding = decidingDate({
    productionDate: task.sample.productionDate,
    sampledOn: task.sample.sampledOn,
    receivedOn: toDay(task.sample.receivedAt),
  });
  const result: JudgedResult = {
    qualifier: computed.qualifier,
    ...(computed.unrounded !== null && { value: computed.unrounded }),
    ...(facts.lod !== null && { lod: facts.lod }),
    ...(facts.loq !== null && { loq: facts.loq }),
  };
  const limits = await judgeLimits(ctx, work, deciding.on, hasResult ? result : null);
  const verdicts = limits.map((l) => l.verdict);
  return {
    isComplete: hasResult && missing.length === 0,
    missing,
    parallels: computed.parallels.map(({ parallel, value, substituted }) => ({ parallel, value, substituted })),
    formula: facts.formula,
    difference: computed.difference,
    allowedDifference: computed.allowedDifference,
    needsRetest: computed.needsRetest,
    unrounded: computed.unrounded,
    reported:
      computed.qualifier === "<LOD"
        ? `未检出（检出限：${facts.lod ?? "—"} ${facts.unit}）`
        : computed.qualifier === "<LOQ"
          ? `＜${facts.loq ?? ""}`
          : computed.reported,
    qualifier: computed.qualifier,
    unit: facts.unit,
    rounding: computed.rounding && JSON.stringify(computed.rounding),
    decidingDate: deciding,
    limits,
    verdict: !hasResult ? "not_judged" : verdicts.length === 0 ? "not_judged" : together(verdicts),
  };
}

async function judgeLimits(ctx: Context, work: Work, on: string, result: JudgedResult | null): Promise<LimitVerdict[]> {
  const { task } = work;
  const source = task.sample.order.source;
  const rows =
    source === "risk_monitoring"
      ? []
      : await limitsInForce(ctx, { category: task.sample.category, item: task.method.item.name, on });
  const limits: LimitVerdict[] = rows.map((row) => {
    const text = limitText(row);
    const shared = {
      source: "standard" as const,
      basis: `${row.standard}-${row.version}《${row.title}》`,
      limitText: text,
      rowKey: row.id,
      confidence: row.confidence,
    };
    if (unitOf(row.unit) !== unitOf(task.method.unit))
      return { ...shared, verdict: "undetermined", because: "unit-differs", comparison: null, compared: null };
    return {
      ...shared,
      ...told(result && judge(limitFromRow(row, { dehydrationFactor: task.sample.dehydrationFactor }), result)),
    };
  });
  const declared = task.declaredLimit === null ? null : DeclaredLimit.parse(task.declaredLimit);
  if (declared) {
    const limit: Limit = { kind: declared.kind, value: numeral.parse(declared.value) };
    const text = `${declared.kind === "max" ? "≤" : "≥"}${declared.value}`;
    limits.push({
      source: "declared",
      basis: `产品明示标准（${declared.source}）`,
      limitText: text,
      rowKey: null,
      confidence: null,
      ...told(result && judge(limit, result)),
    });
  }
  return limits;
}

function told(judgement: Judgement | null): Pick<LimitVerdict, "verdict" | "because" | "comparison" | "compared"> {
  if (!judgement) return { verdict: "not_judged", because: "value-missing", comparison: null, compared: null };
  const verdict: VerdictName =
    judgement.verdict === "conditional_pass"
      ? "pass"
      : judgement.verdict === "conditional_fail"
        ? "fail"
        : judgement.verdict;
  return {
    verdict,
    because: judgement.because,
    comparison: judgement.comparison ?? "full",
    compared: judgement.compared ?? null,
  };
}

/** Several verdicts on one item or one sample: the strictest stands. */
export function together(verdicts: readonly VerdictName[]): VerdictName {
  return (strictest(verdicts.flatMap((v) => (v === "not_judged" ? [] : [v]))) as VerdictName | null) ?? "not_judged";
}

/** The method's figures as its rules need them. */
export function methodFacts({ task, steps }: Work): MethodFacts {
  const { unit, lod, loq, parallels, repeatabilityPercent, formula } = task.method;
  return {
    unit,
    lod,
    loq,
    parallels,
    repeatabilityPercent,
    formula,
    steps,
    reporting: ReportingRule.parse(task.method.reporting),
  };
}

/** All rounds of parallels with their readings. */
export function roundsOf({ task }: Work): RoundParallel[][] {
  const rounds = z.array(z.number()).parse([...new Set(task.determinations.map((d) => d.round))]);
  return rounds.map((round) =>
    task.determinations
      .filter((d) => d.round === round)
      .map((d) => ({
        parallel: d.parallel,
        readings: readingsOf(d).map((r) => ({ ...r, qualifier: r.use.reading.qualifier })),
      })),
  );
}

const unitOf = (unit: string) => unit.replace(/\s/g, "").replace("µ", "μ");
