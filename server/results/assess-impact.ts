import { decidingDate } from "../catalogue/rules.ts";
import { limitFinder, type FindLimits } from "../catalogue/find-limits.ts";
import { Decimal } from "../kernel/decimal.ts";
import { decimalOf, textOf } from "../kernel/figure.ts";
import { toDay } from "../kernel/time.ts";
import type { FoundPoint } from "../metrology/rules/found-errors.ts";
import { hidden, hiddenAmong } from "../orders/veil.ts";
import type { Context } from "../platform/context.ts";
import { loadWorks, readingsOf, type Work } from "../readings/load-work.ts";
import { basesOfSamples, type BasisOfSample } from "./basis-of-sample.ts";
import { methodFacts, roundsOf } from "./compute-task.ts";
import type { ImpactRow } from "./impact-contract.ts";
import { judgeLimits } from "./judge-limits.ts";
import { computeOutcome } from "./rules/outcome.ts";
import { overallVerdicts } from "./rules/overall.ts";
import { combinationsOf, shiftsOf, type Shift } from "./rules/impact.ts";

export type Finding = {
  instrumentId: string;
  laboratoryId: string;
  from: Date;
  to: Date;
  points: readonly FoundPoint[];
  unit: string | null;
};

/**
 * Every result that rests on an instrument in the time in which it may have been off, each recomputed through its own formula with
 * the readings shifted by plus and minus the error that was found, and judged again (ISO/IEC 17025 7.10). A result is unaffected only
 * where no combination changes its verdict; where it cannot be recomputed a person has to say.
 */
export async function assessImpact(ctx: Context, finding: Finding): Promise<ImpactRow[]> {
  const { instrumentId, from, to } = finding;
  const inWindow = { gte: from, lte: to };
  const tasks = await ctx.db.task.findMany({
    where: {
      results: { some: { isCurrent: true } },
      OR: [
        {
          determinations: {
            some: { uses: { some: { undoneAt: null, reading: { instrumentId, takenAt: inWindow } } } },
          },
        },
        {
          uses: { some: { instrumentId, startedAt: { lte: to }, OR: [{ endedAt: null }, { endedAt: { gte: from } }] } },
        },
      ],
    },
    select: { id: true },
  });
  const find = limitFinder(ctx);
  const rows: ImpactRow[] = [];
  for (let at = 0; at < tasks.length; at += atOnce) {
    const works = await loadWorks(
      ctx,
      tasks.slice(at, at + atOnce).map(({ id }) => id),
    );
    const basisOf = await basesOfSamples(ctx, works);
    for (const work of works) rows.push(await assess(ctx, work, finding, find, basisOf(work)));
  }
  return rows.sort((a, b) => order[a.impact] - order[b.impact] || nearness(a) - nearness(b));
}

const order = { affected: 0, manual: 1, unaffected: 2 } as const;
const nearness = (row: ImpactRow) => (row.nearness === null ? Infinity : Number(row.nearness));
const mostJudged = 16;
const atOnce = 200;

async function assess(
  ctx: Context,
  work: Work,
  finding: Finding,
  find: FindLimits,
  basis: BasisOfSample,
): Promise<ImpactRow> {
  const { task } = work;
  const rounds = roundsOf(work);
  const facts = methodFacts(work);
  const corrected = task.determinations
    .flatMap(readingsOf)
    .flatMap(({ id, correction }): [string, string][] => (correction?.correction ? [[id, correction.correction]] : []));
  const shifts = shiftsOf(work, finding, new Map(corrected));
  const base = computeOutcome(facts, rounds);
  const head = {
    taskId: task.id,
    sampleNumber: task.sample.number,
    sampleName: task.sample.name,
    client: (await hiddenAmong(ctx, [task.sample])).has(task.sample.id) ? hidden : task.sample.order.client.name,
    item: task.method.item.name,
    reported: base.reported,
    unit: task.method.unit,
    readings: shifts === null ? 0 : shifts.flatMap(({ readings }) => readings).length,
  };
  const manual = (because: string): ImpactRow => ({
    ...head,
    impact: "manual",
    because,
    verdict: null,
    verdicts: [],
    lowest: null,
    highest: null,
    nearness: null,
    arithmetic: [],
  });
  if (shifts === null) return manual("error-unknown");
  if (shifts.length === 0) return manual("no-reading"); // it held the sample, and no figure came from it
  const combinations = combinationsOf(shifts);
  if (combinations === null || base.result === null) return manual("not-recomputed");
  // whether the parallels would still agree is not asked: their mean is what the verdict was made of
  const free = rounds.length === 1 ? { ...facts, repeatabilityPercent: null } : facts;
  const outcomes = combinations.map((signs) => computeOutcome(free, shifted(rounds, shifts, signs)));
  if (outcomes.some(({ result }) => result === null)) return manual("no-result-when-shifted");
  const extremes = extremesOf(outcomes);
  if (extremes.length > mostJudged) return manual("not-recomputed");
  const { on } = decidingDate({
    productionDate: task.sample.productionDate,
    sampledOn: task.sample.sampledOn,
    receivedOn: toDay(task.sample.receivedAt),
  });
  const limits = await judgeLimits(ctx, work, on, base.result, find, basis);
  const verdict = overallVerdicts(limits).verdict;
  const verdicts: string[] = [];
  for (const { result } of extremes)
    verdicts.push(overallVerdicts(await judgeLimits(ctx, work, on, result, find, basis)).verdict);
  const values = extremes.flatMap(({ unrounded }) => (unrounded === null ? [] : [decimalOf(unrounded)]));
  const lowest = values.length > 0 ? Decimal.min(...values) : null;
  const highest = values.length > 0 ? Decimal.max(...values) : null;
  return {
    ...head,
    impact: verdicts.every((each) => each === verdict) ? "unaffected" : "affected",
    because: null,
    verdict,
    verdicts: [...new Set(verdicts)],
    lowest: lowest && short(lowest),
    highest: highest && short(highest),
    nearness: nearnessOf(limits, base.unrounded, lowest, highest),
    arithmetic: [
      ...shifts.map(
        ({ parallel, step, text, error }) =>
          `${parallel} ${work.steps.find(({ key }) => key === step)?.name ?? step}: ${text} ± ${short(error)}`,
      ),
      ...reachText(base.unrounded, lowest, highest, limits, combinations.length),
    ],
  };
}

function shifted(
  rounds: ReturnType<typeof roundsOf>,
  shifts: readonly Shift[],
  signs: readonly (1 | -1)[],
): ReturnType<typeof roundsOf> {
  const by = new Map<string, Decimal>();
  for (const [at, { readings, error }] of shifts.entries())
    for (const id of readings) by.set(id, error.times(signs[at] ?? 1));
  return rounds.map((round) =>
    round.map((p) => ({
      ...p,
      readings: p.readings.map((r) => {
        const shift = by.get(r.id);
        return shift && r.text !== "" ? { ...r, text: textOf(decimalOf(r.text).plus(shift)) } : r;
      }),
    })),
  );
}

/** Of a quantity the smallest and the largest decide (limits are borders); of everything else each different outcome. */
function extremesOf(outcomes: ReturnType<typeof computeOutcome>[]) {
  if (outcomes.every(({ unrounded, qualifier }) => unrounded !== null && qualifier === "=")) {
    const sorted = outcomes.toSorted((a, b) => decimalOf(a.unrounded ?? "0").cmp(decimalOf(b.unrounded ?? "0")));
    return [sorted[0], sorted.at(-1)].filter((each) => each !== undefined);
  }
  return [...new Map(outcomes.map((each) => [JSON.stringify(each.result), each])).values()];
}

/** How many times the possible shift fits between the value and the nearest limit: below one it may turn. */
function nearnessOf(
  limits: readonly { row: { value?: string | null } | null; counts: boolean }[],
  value: string | null,
  lowest: Decimal | null,
  highest: Decimal | null,
): string | null {
  if (value === null || lowest === null || highest === null || highest.eq(lowest)) return null;
  const reach = highest.minus(lowest).div(2);
  const borders = limits.flatMap(({ row, counts }) => (counts && row?.value ? [decimalOf(row.value)] : []));
  if (borders.length === 0) return null;
  const distance = borders.map((border) => border.minus(value).abs().div(reach));
  return Decimal.min(...distance)
    .toSignificantDigits(4)
    .toFixed();
}

/** Why a verdict may turn, or why it cannot: how far the value goes over all combinations, and where the limits stand. */
function reachText(
  value: string | null,
  lowest: Decimal | null,
  highest: Decimal | null,
  limits: readonly { limitText: string; counts: boolean }[],
  combinations: number,
): string[] {
  if (value === null || lowest === null || highest === null) return [];
  const borders = limits.filter(({ counts }) => counts).map(({ limitText }) => limitText);
  return [
    `${short(decimalOf(value))} → ${short(lowest)} ~ ${short(highest)}（${combinations} ×）${borders.length > 0 ? ` ⇔ ${borders.join("；")}` : ""}`,
  ];
}

const short = (value: Decimal) => value.toSignificantDigits(8).toFixed();
