import { z } from "zod";
import { limitsInForce } from "../catalogue/find-limits.ts";
import { decimalOf } from "../kernel/figure.ts";
import type { Context } from "../platform/context.ts";
import { readingsOf, type Work } from "../readings/load-work.ts";
import { Fit } from "./rules/calibration.ts";
import type { Computed, FrozenCurve, MethodFacts, RoundParallel } from "./rules/computed.ts";
import { pcrOutcome, resultOfPcr } from "./pcr-outcome.ts";
import { computeOutcome } from "./rules/outcome.ts";
import { ReportingRule } from "./rules/report.ts";

/** What a task's readings come to, by the rules of its method, before anything is judged. */
export async function computeTask(ctx: Context, work: Work, on: string): Promise<Computed> {
  if (work.kind === "pcr") {
    const pcr = await pcrOutcome(ctx, work.task);
    return { ...resultOfPcr(pcr, work.task), pcr };
  }
  const facts = methodFacts(work);
  const components = facts.kind === "components" ? await withOwnLimits(ctx, work, on) : facts.components;
  return computeOutcome({ ...facts, components }, roundsOf(work));
}

/** The method's figures as its rules need them. */
export function methodFacts({ task, steps, kind, components }: Work): MethodFacts {
  const { unit, lod, loq, parallels, repeatabilityPercent, formula } = task.method;
  return {
    kind,
    unit,
    lod,
    loq,
    parallels,
    repeatabilityPercent,
    formula,
    steps,
    components,
    reporting: ReportingRule.parse(task.method.reporting),
    curve: task.curve && frozenCurve(task.curve),
  };
}

/** A curve as it was frozen, whatever became of it since. */
export function frozenCurve(curve: {
  number: string;
  fit: unknown;
  unit: string;
  validUntil: string;
  withdrawnAt: Date | null;
}): FrozenCurve {
  const { number, unit, validUntil, withdrawnAt } = curve;
  return { number, unit, validUntil, isWithdrawn: withdrawnAt !== null, fit: Fit.parse(curve.fit) };
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

/**
 * A sum of ratios needs each component's own limit. Where the method does not hold it (GB 5749 does), it is the one in force
 * for this product: the maximum use of a preservative depends on what it is put into (GB 2760).
 */
async function withOwnLimits(ctx: Context, { task, components, steps }: Work, on: string): Promise<Work["components"]> {
  if (task.method.unit !== "1") return components;
  const known = new Set(
    (await ctx.db.limit.findMany({ select: { item: true }, distinct: ["item"] })).map((l) => l.item),
  );
  const found: Work["components"] = [];
  for (const component of components) {
    const unit = steps.find((s) => s.key === component.key)?.unit ?? "";
    const rows =
      component.max === undefined && known.has(component.name)
        ? await limitsInForce(ctx, { category: task.sample.category, item: component.name, on })
        : [];
    const own = rows.flatMap(({ row: r }) =>
      r.kind === "max" && !r.aggregate && r.unit === unit && r.value ? [r.value] : [],
    );
    const least = own.reduce<string | undefined>(
      (a, b) => (a === undefined || decimalOf(b).lt(decimalOf(a)) ? b : a),
      undefined,
    );
    found.push({ ...component, ...(component.max === undefined && least !== undefined && { max: least }) });
  }
  return found;
}
