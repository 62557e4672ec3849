import { limitFinder, type FindLimits } from "../catalogue/find-limits.ts";
import { decidingDate } from "../catalogue/rules.ts";
import { exactUnit } from "../catalogue/rules/same-unit.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { unitContainersOf, type Work } from "../readings/load-work.ts";
import { awaitedForVerdict, basesOfSamples, type BasisOfSample } from "./basis-of-sample.ts";
import { computeTask } from "./compute-task.ts";
import type { Outcome } from "./contract.ts";
import type { Computed } from "./rules/computed.ts";
import { judgeLimits } from "./judge-limits.ts";
import { overallVerdicts } from "./rules/overall.ts";

/** What verdicts of several tasks rest on, read once for all of them. */
export type Grounds = { find: FindLimits; basisOf: (work: Work) => BasisOfSample };

/** The grounds that tasks share. */
export async function groundsOf(ctx: Context, works: readonly Work[]): Promise<Grounds> {
  return { find: limitFinder(ctx), basisOf: await basesOfSamples(ctx, works) };
}

/** What a task's readings come to and how that stands to the limits in force, explained step by step. */
export async function judgeTask(
  ctx: Context,
  work: Work,
  missingElse: Outcome["missing"],
  grounds?: Grounds,
): Promise<Outcome> {
  const deciding = decidedBy(work);
  return judged(ctx, work, deciding, await computeTask(ctx, work, deciding.on), missingElse, grounds);
}

/** The same for a result that did not come from our readings. */
export async function judgeComputed(
  ctx: Context,
  work: Work,
  computed: Computed,
  missingElse: Outcome["missing"],
): Promise<Outcome> {
  return judged(ctx, work, decidedBy(work), computed, missingElse);
}

async function judged(
  ctx: Context,
  work: Work,
  deciding: NonNullable<Outcome["decidingDate"]>,
  computed: Computed,
  missingElse: Outcome["missing"],
  grounds?: Grounds,
): Promise<Outcome> {
  const { task } = work;
  const limits = await judgeLimits(ctx, work, deciding.on, computed.result, grounds?.find, grounds?.basisOf(work));
  const containers = containersByUnit(work);
  const missing = [
    ...computed.missing,
    ...containers.missing,
    ...missingElse,
    ...(await awaitedForVerdict(ctx, work, limits)),
  ];
  const hasResult = computed.result !== null;
  return {
    isComplete: hasResult && missing.length === 0,
    missing,
    parallels: computed.parallels.map(({ parallel, value, substituted }) => ({ parallel, value, substituted })),
    formula: task.method.formula,
    difference: computed.difference,
    allowedDifference: computed.allowedDifference,
    needsRetest: computed.needsRetest,
    unrounded: computed.unrounded,
    reported: computed.reported,
    qualifier: computed.qualifier,
    unit: exactUnit(
      task.method.unit,
      limits.flatMap((l) => (l.row ? [l.row.unit] : [])),
    ),
    rounding: computed.rounding && JSON.stringify(computed.rounding),
    resultKind: work.kind,
    units: computed.units.map((unit) => ({ ...unit, ...containers.of.get(unit.unit) })),
    components: computed.components,
    pcr: computed.pcr,
    curve: computed.curve,
    decidingDate: deciding,
    limits,
    ...(hasResult ? overallVerdicts(limits) : unjudged),
    grounds: [],
    equipment: [],
    about: null,
  };
}

function decidedBy({ task }: Work): NonNullable<Outcome["decidingDate"]> {
  return decidingDate({
    productionDate: task.sample.productionDate,
    sampledOn: task.sample.sampledOn,
    receivedOn: toDay(task.sample.receivedAt),
  });
}

/** The container of each unit, and the units that have none where each should. */
function containersByUnit(work: Work) {
  const known = unitContainersOf(work);
  const of = new Map<number, { container: string; isScanned: boolean }>();
  const missing: Outcome["missing"] = [];
  for (const { id, parallel } of work.kind === "plan" ? work.parallels : []) {
    const found = known.get(id);
    if (found) of.set(parallel, { container: found.number, isScanned: found.isScanned });
    else if (work.task.unitsAreContainers) missing.push({ code: "unit-container-missing", detail: `#${parallel}` });
  }
  return { of, missing };
}

const unjudged = { verdict: "not_judged", safetyVerdict: null, declaredVerdict: null } as const;
