import { basisOf } from "../catalogue/rules.ts";
import type { Context } from "../platform/context.ts";
import type { Work } from "../readings/load-work.ts";
import type { LimitVerdict, Outcome } from "./contract.ts";
import type { BasisFacts } from "./rules/limit-from-row.ts";
import { resultBasis, chooseFactor, type Factor } from "./rules/own-factor.ts";

/** What is known for getting from the sample as it is to a limit's basis, and where each figure comes from. */
export type BasisOfSample = { facts: BasisFacts; factors: Factor[] };

/**
 * Moisture, fat and alcohol as the order recorded them, with their source; where it recorded none, our own submitted result
 * for the same sample.
 */
export async function basisOfSample(ctx: Context, work: Work): Promise<BasisOfSample> {
  return basisFrom(work, await ownFactors(ctx, [work.task.sampleId]));
}

/** The same for several tasks, in one question. */
export async function basesOfSamples(ctx: Context, works: readonly Work[]): Promise<(work: Work) => BasisOfSample> {
  const own = await ownFactors(
    ctx,
    works.map(({ task }) => task.sampleId),
  );
  const of = new Map<string, OwnFactor[]>();
  for (const result of own) of.set(result.task.sampleId, [...(of.get(result.task.sampleId) ?? []), result]);
  return (work) => basisFrom(work, of.get(work.task.sampleId) ?? []);
}

type OwnFactor = Awaited<ReturnType<typeof ownFactors>>[number];

/** Our own submitted results for moisture and fat of some samples, in one question. */
async function ownFactors(ctx: Context, sampleIds: readonly string[]) {
  return ctx.db.result.findMany({
    where: {
      isCurrent: true,
      task: { sampleId: { in: [...new Set(sampleIds)] }, method: { item: { name: { in: ["水分", "脂肪"] } } } },
    },
    include: { task: { include: { method: { include: { item: true } } } } },
    orderBy: { madeAt: "asc" },
  });
}

function basisFrom({ task, kind }: Work, known: readonly OwnFactor[]): BasisOfSample {
  const { sample } = task;
  const own = known.filter(({ taskId, task: { sampleId } }) => sampleId === sample.id && taskId !== task.id);
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
      isStaged: kind === "staged",
    },
    factors: [moisture, fat, alcohol, dehydration].filter((f) => f !== null),
  };
}

/**
 * What is waited for before a verdict can be given: the compound itself where the total exceeds, and our own moisture or fat
 * where the limit is on another basis and somebody is still testing it.
 */
export async function awaitedForVerdict(
  ctx: Context,
  { task }: Work,
  limits: readonly LimitVerdict[],
): Promise<Outcome["missing"]> {
  const awaited: Outcome["missing"] = [];
  if (limits.some((l) => l.because === "confirmation-missing"))
    awaited.push({ code: "confirmation-missing", detail: "" });
  const bases = new Set(
    limits.flatMap((l) => (l.because.startsWith("basis-factor-missing") && l.row ? [basisOf(l.row).kind] : [])),
  );
  const items = [...(bases.has("dry") ? ["水分"] : []), ...(bases.has("fat") ? ["脂肪"] : [])];
  if (items.length === 0) return awaited;
  const open = await ctx.db.task.findMany({
    where: {
      sampleId: task.sampleId,
      id: { not: task.id },
      state: { notIn: ["completed", "checked"] },
      method: { item: { name: { in: items } } },
    },
    include: { method: { include: { item: true } } },
  });
  return [...awaited, ...open.map((t) => ({ code: "own-factor-awaited", detail: t.method.item.name }))];
}
