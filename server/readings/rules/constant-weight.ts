// 恒重: dried, cooled and weighed again until two successive weighings agree. A weighing that comes sooner than drying
// and cooling can take is no new weighing, however well it agrees.
import { decimalOf, textOf } from "../../kernel/figure.ts";

export type Weighing = {
  id: string;
  text: string; // as the balance sent it
  at: Date;
  /** The oven's record for this weighing, where there is one. */
  oven?: { inAt: Date; outAt: Date } | null;
};

export type ConstantWeightRule = {
  tolerance: string; // in the weighings' own unit: "0.002" g
  minimumMinutes: number; // from one counting weighing to the next: drying plus cooling
  dryingMinutes?: number; // in the oven before a weighing, where the oven is recorded
  coolingMinutes?: number; // out of it
};

export type IgnoredBecause =
  | "too-soon"
  | "dried-too-short"
  | "cooled-too-short"
  | "weighed-in-oven"
  | "after-constant-weight";

export type WeighedStep = {
  weighing: Weighing;
  counts: boolean;
  ignoredBecause: IgnoredBecause | null;
  difference: string | null; // to the counting weighing before
};

export type ConstantWeight = {
  isReached: boolean;
  mass: string | null; // the smaller of the pair, as the balance sent it
  usedId: string | null;
  pairIds: readonly [string, string] | null;
  difference: string | null; // of the last two counting weighings
  steps: readonly WeighedStep[];
  notBefore: Date | null; // the next weighing counts from then on; null where none is needed
};

/**
 * Goes through the weighings in time and says which count, whether they agree and which mass is used. `since` is when the
 * vessel was weighed last before all this (with its fresh sample): the first weighing waits for drying and cooling as well.
 */
export function constantWeight(
  weighings: readonly Weighing[],
  rule: ConstantWeightRule,
  since: Date | null = null,
): ConstantWeight {
  const steps: WeighedStep[] = [];
  let last: Weighing | null = null;
  let pair: readonly [Weighing, Weighing] | null = null;
  let difference: string | null = null;
  for (const weighing of [...weighings].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const ignoredBecause = pair ? "after-constant-weight" : ignoranceOf(weighing, last?.at ?? since, rule);
    if (ignoredBecause !== null) {
      steps.push({ weighing, counts: false, ignoredBecause, difference: null });
      continue;
    }
    const gap = last === null ? null : decimalOf(weighing.text).minus(decimalOf(last.text)).abs();
    difference = gap === null ? null : textOf(gap);
    steps.push({ weighing, counts: true, ignoredBecause: null, difference });
    if (gap !== null && last !== null && gap.lte(decimalOf(rule.tolerance))) pair = [last, weighing];
    last = weighing;
  }
  const from = last?.at ?? since;
  const used = pair && (decimalOf(pair[0].text).lt(decimalOf(pair[1].text)) ? pair[0] : pair[1]);
  return {
    isReached: pair !== null,
    mass: used?.text ?? null,
    usedId: used?.id ?? null,
    pairIds: pair && [pair[0].id, pair[1].id],
    difference,
    steps,
    notBefore: pair !== null || from === null ? null : new Date(from.getTime() + rule.minimumMinutes * 60_000),
  };
}

function ignoranceOf(weighing: Weighing, last: Date | null, rule: ConstantWeightRule): IgnoredBecause | null {
  if (last !== null && minutes(last, weighing.at) < rule.minimumMinutes) return "too-soon";
  const oven = weighing.oven;
  if (!oven) return null;
  if (oven.outAt > weighing.at) return "weighed-in-oven";
  if (rule.dryingMinutes !== undefined && minutes(oven.inAt, oven.outAt) < rule.dryingMinutes) return "dried-too-short";
  if (rule.coolingMinutes !== undefined && minutes(oven.outAt, weighing.at) < rule.coolingMinutes)
    return "cooled-too-short";
  return null;
}

function minutes(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 60_000;
}
