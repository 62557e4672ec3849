import { z } from "zod";
import { decidingDate } from "../catalogue/rules.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { readingsOf, type Work } from "../readings/load-work.ts";
import type { Outcome } from "./contract.ts";
import { judgeLimits } from "./judge-limits.ts";
import type { JudgedResult } from "./rules/limit.ts";
import { computeOutcome, type MethodFacts, type RoundParallel } from "./rules/outcome.ts";
import { overallVerdicts } from "./rules/overall.ts";
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
    ...(hasResult ? overallVerdicts(limits) : unjudged),
    grounds: [],
    equipment: [],
    about: null,
  };
}

const unjudged = { verdict: "not_judged", safetyVerdict: null, declaredVerdict: null } as const;

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
