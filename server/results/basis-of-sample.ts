import type { Context } from "../platform/context.ts";
import type { Work } from "../readings/load-work.ts";
import type { BasisFacts } from "./rules/limit-from-row.ts";
import { resultBasis, chooseFactor, type Factor } from "./rules/own-factor.ts";

/** What is known for getting from the sample as it is to a limit's basis, and where each figure comes from. */
export type BasisOfSample = { facts: BasisFacts; factors: Factor[] };

/**
 * Moisture, fat and alcohol as the order recorded them, with their source; where it recorded none, our own submitted result
 * for the same sample.
 */
export async function basisOfSample(ctx: Context, { task }: Work): Promise<BasisOfSample> {
  const { sample } = task;
  const own = await ctx.db.result.findMany({
    where: {
      isCurrent: true,
      taskId: { not: task.id },
      task: { sampleId: sample.id, method: { item: { name: { in: ["水分", "脂肪"] } } } },
    },
    include: { task: { include: { method: { include: { item: true } } } } },
    orderBy: { madeAt: "asc" },
  });
  const results = own.map(({ task: { method }, unrounded, qualifier, unit }) => ({
    item: method.item.name,
    method: method.code,
    unrounded,
    qualifier,
    unit,
  }));
  const moisture = chooseFactor("moisture", sample.moisturePercent, sample.basisSource, results);
  const fat = chooseFactor("fat", sample.fatPercent, sample.basisSource, results);
  const alcohol = chooseFactor("alcohol", sample.alcoholPercent, sample.basisSource, results);
  const dehydration = chooseFactor("dehydration", sample.dehydrationFactor, sample.dehydrationSource, results);
  return {
    facts: {
      dehydrationFactor: dehydration?.value,
      moisturePercent: moisture?.value,
      fatPercent: fat?.value,
      alcoholPercent: alcohol?.value,
      resultIsOn: resultBasis(task.method.resultOn),
    },
    factors: [moisture, fat, alcohol, dehydration].filter((f) => f !== null),
  };
}
