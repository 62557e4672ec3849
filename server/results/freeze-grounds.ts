import { fitnessOf } from "../metrology/fitness.ts";
import type { Context } from "../platform/context.ts";
import type { Work } from "../readings/load-work.ts";
import type { BenchView, Outcome } from "./contract.ts";
import type { EquipmentGround, Ground } from "./rules/grounds.ts";

/**
 * Everything a result rests on, as it stands at this moment: each reading with the instrument and its validity then, the
 * equipment, the method and what was agreed. Kept inside the result, so that no later change reaches it.
 */
export async function freezeGrounds(
  ctx: Context,
  work: Work,
  bench: BenchView,
): Promise<Pick<Outcome, "grounds" | "equipment" | "about">> {
  const { task } = work;
  const grounds: Ground[] = [];
  for (const determination of bench.determinations) {
    for (const step of determination.steps) {
      const known = work.steps.find((s) => s.key === step.key);
      for (const { useId, raw: _, ...weighing } of step.weighings) {
        const used = task.determinations.flatMap((d) => d.uses).find((use) => use.id === useId)?.reading;
        grounds.push({
          round: determination.round,
          parallel: determination.parallel,
          vessel: determination.vessel,
          container: determination.container,
          step: step.key,
          stepName: known?.name ?? step.key,
          stepNameEn: known?.nameEn ?? step.key,
          useId,
          text: weighing.text,
          qualifier: weighing.qualifier,
          unit: weighing.unit,
          at: weighing.at,
          by: weighing.by,
          instrument: used?.instrument
            ? { ...named(used.instrument), ...(await validity(ctx, used.instrument.id, used.takenAt)) }
            : null,
          isManual: weighing.isManual,
          manualReason: weighing.manualReason,
          calculation: weighing.calculation,
          correction: weighing.correction ?? null,
          counts: weighing.counts,
          ignoredBecause: weighing.ignoredBecause,
          raw: used?.raw
            ? Buffer.from(used.raw)
                .toString("latin1")
                .replace(/[^\x20-\x7e\xa0-\xff]/g, "·")
            : null, // NUL has no place in PostgreSQL's JSON
          rawHex: used?.raw ? Buffer.from(used.raw).toString("hex") : null,
        });
      }
    }
  }
  return { grounds, equipment: await equipmentOf(ctx, work, bench), about: aboutOf(work) };
}

async function equipmentOf(ctx: Context, { task }: Work, bench: BenchView): Promise<EquipmentGround[]> {
  const found: EquipmentGround[] = [];
  for (const use of task.uses) {
    const { settings = "" } = bench.uses.find((u) => u.id === use.id) ?? {};
    found.push({
      ...named(use.instrument),
      ...(await validity(ctx, use.instrumentId, use.startedAt)),
      settings,
      startedAt: use.startedAt.toISOString(),
      endedAt: use.endedAt?.toISOString() ?? null,
      by: use.startedBy,
    });
  }
  return found;
}

function aboutOf({ task }: Work): Outcome["about"] {
  const { method, sample } = task;
  return {
    sampleNumber: sample.number,
    sampleName: sample.name,
    category: sample.category,
    orderNumber: sample.order.number,
    source: sample.order.source,
    judgingBasis: sample.order.judgingBasis,
    item: method.item.name,
    itemEn: method.item.nameEn,
    methodCode: method.code,
    methodTitle: method.title,
    clause: method.clause,
    lod: method.lod,
    loq: method.loq,
    parallels: method.parallels,
    repeatabilityPercent: method.repeatabilityPercent,
  };
}

function named({ name, model, number }: { name: string; model: string; number: string }) {
  return { name: `${name} ${model}`.trim(), number };
}

/** The state an instrument was in when it was used, and how long its verification was good for. */
async function validity(ctx: Context, instrumentId: string, at: Date) {
  const { state, validUntil } = await fitnessOf(ctx, instrumentId, at);
  return { state, validUntil };
}
