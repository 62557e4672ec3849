import { z } from "zod";
import { MethodStep } from "../catalogue/contract.ts";
import { toDay } from "../kernel/time.ts";
import { fitnessOf } from "../metrology/fitness.ts";
import { excludes } from "../metrology/rules/restriction.ts";
import type { Context } from "../platform/context.ts";
import { isQualified } from "../work/qualify-person.ts";
import { beginWork, isWorkable } from "./begin-work.ts";
import { loadWork, type Work } from "./load-work.ts";
import type { MatchedResult, ResultMapping } from "./mapping-contract.ts";
import { contentOf, inUnit, plainUnit, type Calculated } from "./rules/solution.ts";
import { stepState } from "./rules.ts";

/** A result as an instrument sent it, with the sample's number in its own words. */
export type SentResult = {
  status: string;
  value: string | null;
  qualifier: string;
  unit: string | null;
  text: string | null;
  takenAt: Date;
  details: Readonly<Record<string, string>>;
};

/** Where a result belongs. */
export type Place = { work: Work; determinationId: string; step: string; content: Calculated };
type Instrument = { id: string; kind: string; laboratoryId: string };

/**
 * Finds the step that a result belongs to: the sample by its number (of the sample, of one of its containers; `-2` names the
 * second parallel), the item by the instrument's mapping, then the first parallel that still waits for it. Says as a code why a
 * result belongs nowhere. `taken` keeps in mind what earlier results of the same delivery have filled.
 */
export async function placeOf(
  ctx: Context,
  sent: SentResult,
  instrument: Instrument,
  mappings: readonly ResultMapping[],
  taken: Set<string>,
): Promise<Place | string> {
  if (sent.status !== "reading" || sent.value === null || sent.details["incomplete"]) return "no-value";
  const number = /(\d{10,20})(?:\s*[-_#/]\s*(\d{1,2}))?$/.exec((sent.details["sample"] ?? "").normalize("NFKC").trim());
  if (!number?.[1]) return "no-sample-number";
  const test = named(sent.details["test"] ?? sent.details["target"] ?? "");
  const mapped = mappings.filter((m) => named(m.test) === test);
  if (mapped.length === 0) return "no-mapping";
  const tasks = await ctx.db.task.findMany({
    where: {
      laboratoryId: instrument.laboratoryId,
      methodId: { in: mapped.map((m) => m.methodId) },
      sample: { OR: [{ number: number[1] }, { containers: { some: { number: number[1] } } }] },
    },
    orderBy: { ordinal: "asc" },
  });
  let why = "no-task-of-sample";
  for (const { id, methodId } of tasks)
    for (const mapping of mapped.filter((m) => m.methodId === methodId)) {
      const place = await placeIn(ctx, sent, instrument, await loadWork(ctx, id), mapping, number[2], taken);
      if (typeof place !== "string") return place;
      why = place;
    }
  return why;
}

async function placeIn(
  ctx: Context,
  sent: SentResult,
  instrument: Instrument,
  work: Work,
  mapping: ResultMapping,
  wanted: string | undefined,
  taken: Set<string>,
): Promise<Place | string> {
  const { task, parallels } = work;
  const step = z
    .array(MethodStep)
    .parse(work.steps)
    .find((s) => s.key === mapping.step);
  if (!step) return "no-mapping";
  if (task.analystId === null) return "no-analyst";
  if (!isWorkable(task)) return "task-not-open";
  if (!task.method.equipmentKinds.includes(instrument.kind)) return "instrument-kind-wrong";
  if (!(await isQualified(ctx, task.analystId, task.methodId, toDay(sent.takenAt)))) return "not-qualified";
  const fitness = await fitnessOf(ctx, instrument.id, sent.takenAt);
  if (fitness.state === "out_of_service") return "instrument-unfit";
  const use = { methodId: task.methodId, value: sent.value, unit: sent.unit };
  if (excludes(fitness.limits, use)) return "instrument-restricted";
  const content = contentBy(mapping, sent, step.unit);
  if (typeof content === "string") return content;
  const free = parallels.find(
    (p) =>
      (wanted === undefined || p.parallel === Number(wanted)) &&
      !stepState(work.steps, step, p.readings).isDone &&
      !taken.has(`${p.id} ${step.key}`),
  );
  if (!free) return "no-open-step";
  if (step.kind !== "value" && free.vessel === null) return "vessel-needed";
  taken.add(`${free.id} ${step.key}`);
  return { work, determinationId: free.id, step: step.key, content };
}

/** What was sent as the content that the step asks for; or why not, as a code. */
function contentBy({ calculation, unit }: ResultMapping, sent: SentResult, wanted: string): Calculated | string {
  const value = sent.value ?? "";
  const said = sent.unit ?? unit ?? null;
  if (said === null) return "unit-unknown";
  if (calculation.kind === "as_sent") return inUnit(value, said, wanted);
  const { volume, dilution, mass } = calculation;
  const own = (name: string) => sent.details[name];
  const solution = {
    value,
    unit: said,
    volume: own("volume") ?? volume,
    dilution: own("dilution") ?? dilution ?? "1",
    mass: own("mass") ?? mass,
  };
  if (solution.volume === undefined || solution.mass === undefined) return "mass-missing";
  return contentOf({ ...solution, volume: solution.volume, mass: solution.mass }, wanted);
}

/** Puts a kept result where it belongs; a calculated content becomes a reading of its own that names the one it came from. */
export async function putResult(
  ctx: Context,
  reading: { id: string; takenAt: Date; driver: string | null; fileId: string | null },
  sent: SentResult,
  instrument: Instrument,
  place: Place,
): Promise<void> {
  const { task } = place.work;
  const { content } = place;
  const isCalculated = content.figure !== sent.value || plainUnit(sent.unit ?? "") !== plainUnit(content.unit);
  const placed = isCalculated
    ? await ctx.db.reading.create({
        data: {
          laboratoryId: instrument.laboratoryId,
          instrumentId: instrument.id,
          kind: "result",
          status: "reading",
          text: content.figure,
          value: content.figure,
          qualifier: sent.qualifier,
          unit: content.unit,
          driver: reading.driver,
          details: { ...sent.details, calculation: content.text },
          fileId: reading.fileId,
          takenAt: reading.takenAt,
          receivedAt: ctx.now(),
          ofId: reading.id,
        },
      })
    : reading;
  await ctx.db.readingUse.create({
    data: {
      readingId: placed.id,
      determinationId: place.determinationId,
      step: place.step,
      claimedById: task.analystId ?? "",
      claimedBy: task.analystName ?? "",
      at: ctx.now(),
      reason: `仪器报告样品编号 ${sent.details["sample"] ?? ""}`,
    },
  });
  await beginWork(ctx, task);
}

/** A match as people see it. */
export function matchedView(sent: SentResult, place: Place | string): MatchedResult {
  const qualifier = sent.qualifier === "=" ? "" : sent.qualifier;
  const head = {
    sample: sent.details["sample"] ?? null,
    test: sent.details["test"] ?? sent.details["target"] ?? null,
    text: `${qualifier}${sent.value ?? sent.text ?? ""}`,
    unit: sent.unit,
  };
  if (typeof place === "string") return { ...head, goes: null, because: place };
  const { task, parallels } = place.work;
  return {
    ...head,
    goes: {
      taskId: task.id,
      sampleNumber: task.sample.number,
      sampleName: task.sample.name,
      item: task.method.item.name,
      parallel: parallels.find((p) => p.id === place.determinationId)?.parallel ?? 0,
      figure: `${qualifier}${place.content.figure}`,
      unit: place.content.unit,
      calculation: place.content.text || null,
      analyst: task.analystName ?? "",
    },
    because: null,
  };
}

/** Names of compounds differ in case, width and spaces only by accident. */
function named(test: string): string {
  return test.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();
}
