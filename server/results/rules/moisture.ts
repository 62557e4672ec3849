// Moisture by direct drying, GB 5009.3 first method: the empty dish and the dried dish are each brought to constant
// weight; what the sample lost in between is water.
import { z } from "zod";
import {
  constantWeight,
  type ConstantWeight,
  type ConstantWeightRule,
  type Weighing,
} from "../../readings/rules/constant-weight.ts";
import { decimalOf, textOf } from "../../kernel/figure.ts";
import { evaluateFormula, type Evaluated } from "./formula.ts";
import { chooseRound, type ParallelCheck } from "./parallels.ts";
import { report, ReportingRule, type Reported } from "./report.ts";

const figure = z.string().regex(/^\d{1,10}(\.\d{1,10})?$/, { error: "numeral" });
const Constancy = z.object({
  tolerance: figure,
  minimumMinutes: z.number().min(0),
  dryingMinutes: z.number().min(0).optional(),
  coolingMinutes: z.number().min(0).optional(),
});

/** What a laboratory may set within the method. */
export const MoistureMethod = z.object({
  emptyDish: Constancy,
  driedDish: Constancy,
  leastSample: figure,
  mostSample: figure,
  parallels: z.int().min(1),
  parallelsPercent: figure,
  formula: z.string(),
  reporting: ReportingRule,
});
export type MoistureMethod = z.output<typeof MoistureMethod>;

/** GB 5009.3-2016 first method: 1 h at 101–105 °C and 0.5 h of cooling, 2 mg, 2–10 g, 10 % of the mean. */
export const directDrying: MoistureMethod = MoistureMethod.parse({
  emptyDish: { tolerance: "0.002", minimumMinutes: 90 },
  driedDish: { tolerance: "0.002", minimumMinutes: 90 },
  leastSample: "2",
  mostSample: "10",
  parallels: 2,
  parallelsPercent: "10",
  formula: "(m1 - m2) / (m1 - m3) * 100",
  reporting: { breaks: [{ from: "1", digits: 3 }, { digits: 2 }] },
});

export type MoistureWeighings = {
  emptyDish: readonly Weighing[]; // m3
  dishWithSample: Weighing | null; // m1
  driedDish: readonly Weighing[]; // m2
};

export const moistureFaults = [
  "empty-dish-not-constant",
  "sample-not-weighed",
  "dried-dish-not-constant", // still to be done
  "sample-too-small",
  "sample-too-large",
  "sample-weighed-too-early",
  "dried-before-sample",
  "gained-weight", // to be begun again
] as const;
export type MoistureFault = (typeof moistureFaults)[number];
const unfinished: readonly MoistureFault[] = [
  "empty-dish-not-constant",
  "sample-not-weighed",
  "dried-dish-not-constant",
];

export type MoistureDetermination = {
  state: "complete" | "incomplete" | "refused";
  faults: readonly MoistureFault[];
  emptyDish: ConstantWeight;
  driedDish: ConstantWeight;
  sampleMass: string | null;
  result: Evaluated | null; // g/100 g, unrounded
};

/** One dish: which weighings count, the sample's mass, and the moisture once everything is there. */
export function determineMoisture(
  weighings: MoistureWeighings,
  method: MoistureMethod = directDrying,
): MoistureDetermination {
  const emptyDish = constantWeight(weighings.emptyDish, ruleOf(method.emptyDish));
  const m1 = weighings.dishWithSample;
  const driedDish = constantWeight(weighings.driedDish, ruleOf(method.driedDish), m1?.at ?? null);
  const faults: MoistureFault[] = [];
  if (emptyDish.mass === null) faults.push("empty-dish-not-constant");
  if (m1 === null) faults.push("sample-not-weighed");
  if (driedDish.mass === null) faults.push("dried-dish-not-constant");

  let sampleMass: string | null = null;
  if (m1 !== null) {
    if (lastOf(weighings.emptyDish, emptyDish) > m1.at.getTime()) faults.push("sample-weighed-too-early");
    if (weighings.driedDish.some((w) => w.at <= m1.at)) faults.push("dried-before-sample");
  }
  if (m1 !== null && emptyDish.mass !== null) {
    const mass = decimalOf(m1.text).minus(decimalOf(emptyDish.mass));
    sampleMass = textOf(mass);
    if (mass.lt(decimalOf(method.leastSample))) faults.push("sample-too-small");
    if (mass.gt(decimalOf(method.mostSample))) faults.push("sample-too-large");
  }
  if (m1 !== null && driedDish.mass !== null && decimalOf(driedDish.mass).gt(decimalOf(m1.text)))
    faults.push("gained-weight");

  const isRefused = faults.some((fault) => !unfinished.includes(fault));
  const result =
    m1 !== null && emptyDish.mass !== null && driedDish.mass !== null && !isRefused
      ? evaluateFormula(method.formula, { m1: m1.text, m2: driedDish.mass, m3: emptyDish.mass })
      : null;
  return {
    state: result ? "complete" : isRefused ? "refused" : "incomplete",
    faults,
    emptyDish,
    driedDish,
    sampleMass,
    result,
  };
}

export type MoistureResult =
  | { state: "incomplete" | "refused"; rounds: readonly (readonly MoistureDetermination[])[] }
  | { state: "retest"; rounds: readonly (readonly MoistureDetermination[])[]; check: ParallelCheck }
  | {
      state: "accepted";
      rounds: readonly (readonly MoistureDetermination[])[];
      check: ParallelCheck;
      round: number;
      reported: Reported;
    };

/** All dishes of a sample, in rounds of parallels: the mean of the round that agrees, rounded once; or a repeat as a pair. */
export function moistureResult(
  rounds: readonly (readonly MoistureWeighings[])[],
  method: MoistureMethod = directDrying,
): MoistureResult {
  const determined = rounds.map((round) => round.map((weighings) => determineMoisture(weighings, method)));
  const newest = determined.at(-1) ?? [];
  const values = determined.map((round) => round.flatMap((d) => (d.result ? [d.result.value] : [])));
  const chosen = chooseRound(values, method.parallels, method.parallelsPercent);
  if (chosen.state === "incomplete")
    return { state: newest.some((d) => d.state === "refused") ? "refused" : "incomplete", rounds: determined };
  if (chosen.state === "retest") return { state: "retest", rounds: determined, check: chosen.check };
  return {
    state: "accepted",
    rounds: determined,
    check: chosen.check,
    round: chosen.round,
    reported: report(chosen.check.mean, method.reporting),
  };
}

/** When constant weight was reached, the sample may be put in; not before. */
function lastOf(weighings: readonly Weighing[], constant: ConstantWeight): number {
  const last = weighings.find((w) => w.id === constant.pairIds?.[1]);
  return last?.at.getTime() ?? Number.NEGATIVE_INFINITY;
}

function ruleOf(c: z.output<typeof Constancy>): ConstantWeightRule {
  return {
    tolerance: c.tolerance,
    minimumMinutes: c.minimumMinutes,
    ...(c.dryingMinutes === undefined ? {} : { dryingMinutes: c.dryingMinutes }),
    ...(c.coolingMinutes === undefined ? {} : { coolingMinutes: c.coolingMinutes }),
  };
}
