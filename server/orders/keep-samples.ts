import { countUnits } from "../catalogue/count-units.ts";
import { decidingDate } from "../catalogue/rules.ts";
import { plainGtin } from "../kernel/gtin.ts";
import { buildNumber } from "../kernel/numbers.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { takeNumbers } from "../platform/numbers.ts";
import type { NewSample } from "./contract.ts";

/** The methods asked for, by their id, as they are on the day. */
export type Methods = Map<
  string,
  {
    id: string;
    code: string;
    unit: string;
    inForceFrom: string;
    inForceUntil: string | null;
    supersededBy: string | null;
    loq: string | null;
    resultOn: string | null;
    parallels: number;
    isInScope: boolean;
    itemName: string;
    resultKind: string;
    uncertainty: unknown;
  }
>;

/**
 * Keeps the samples of an order with their containers, tasks and determinations, a statement a table, however many they are. A sample
 * refused on arrival keeps its reason, and has neither containers nor tasks. Gives their numbers, in the order said.
 */
export async function keepSamples(
  ctx: Context,
  laboratory: { id: string; code: string },
  order: { id: string; dueOn: string },
  said: readonly NewSample[],
  methods: Methods,
  /** What arrived sealed is what there is: nothing is split off it. */
  isSealed: boolean,
): Promise<string[]> {
  const numbers = await takeNumbers(ctx, "sample", laboratory.code, said.length);
  const numbered = said.flatMap((sample, index) => {
    const taken = numbers[index];
    return taken ? [{ ...sample, taken }] : [];
  });
  const kept = await ctx.db.sample.createManyAndReturn({
    data: numbered.map(({ containers: _c, tests: _t, photoIds: _p, refusal, taken, ...rest }) => ({
      ...rest,
      gtin: rest.gtin ? plainGtin(rest.gtin) : null,
      number: taken.number,
      orderId: order.id,
      laboratoryId: laboratory.id,
      state: refusal ? ("rejected" as const) : ("registered" as const),
      receivedAt: ctx.now(),
      dueOn: order.dueOn,
    })),
    select: { id: true, number: true },
  });
  const idOf = new Map(kept.map(({ id, number }) => [number, id]));
  const samples = numbered.map((sample) => ({ ...sample, id: idOf.get(sample.taken.number) ?? "" }));
  await ctx.db.samplePhoto.createMany({
    data: samples.flatMap(({ id, photoIds }) => photoIds.map((fileId) => ({ sampleId: id, fileId }))),
  });
  await ctx.db.sampleRefusal.createMany({
    data: samples.flatMap(({ id, refusal }) =>
      refusal ? [{ ...refusal, sampleId: id, refusedBy: ctx.actor.name, refusedAt: ctx.now() }] : [],
    ),
  });
  const accepted = samples.filter(({ refusal }) => !refusal);
  const unitsOf = await countAll(ctx, accepted, methods);
  await ctx.db.container.createMany({
    data: accepted.flatMap(({ id, containers, storage, taken, tests }) =>
      withUnits(containers, isSealed ? 0 : unitsAsked(id, tests, unitsOf, methods)).map((container, index) => ({
        ...container,
        sampleId: id,
        number: buildNumber("container", laboratory.code, taken.year, taken.sequence, index + 1),
        laboratoryId: laboratory.id,
        state: "stored" as const,
        storage: container.storage || storage,
      })),
    ),
  });
  await keepTasks(ctx, laboratory.id, order.dueOn, accepted, methods, unitsOf);
  return numbered.map(({ taken }) => taken.number);
}

async function keepTasks(
  ctx: Context,
  laboratoryId: string,
  dueOn: string,
  samples: readonly (NewSample & { id: string })[],
  methods: Methods,
  units: ReadonlyMap<string, number>,
): Promise<void> {
  const tasks = await ctx.db.task.createManyAndReturn({
    data: samples.flatMap(({ id, tests }) =>
      tests.map((test, index) => ({
        sampleId: id,
        laboratoryId,
        methodId: test.methodId,
        ordinal: index + 1,
        state: "pending" as const,
        dueOn,
        unitsAreContainers: methods.get(test.methodId)?.resultKind === "plan",
        isOutOfScope: !(methods.get(test.methodId)?.isInScope ?? false),
        ...(test.declaredLimit && { declaredLimit: test.declaredLimit }),
      })),
    ),
    select: { id: true, sampleId: true, methodId: true },
  });
  await ctx.db.determination.createMany({
    data: tasks.flatMap(({ id, sampleId, methodId }) =>
      Array.from({ length: units.get(`${sampleId} ${methodId}`) ?? 1 }, (_, i) => ({
        taskId: id,
        round: 1,
        parallel: i + 1,
      })),
    ),
  });
}

async function countAll(
  ctx: Context,
  samples: readonly (NewSample & { id: string })[],
  methods: Methods,
): Promise<Map<string, number>> {
  const unitsOf = unitCounter(ctx, methods);
  const units = new Map<string, number>();
  for (const sample of samples)
    for (const { methodId } of sample.tests) units.set(`${sample.id} ${methodId}`, await unitsOf(sample, methodId));
  return units;
}

/** The greatest number of units that a plan of this sample asks for. */
function unitsAsked(
  id: string,
  tests: NewSample["tests"],
  units: ReadonlyMap<string, number>,
  methods: Methods,
): number {
  const asked = tests.flatMap(({ methodId }) =>
    methods.get(methodId)?.resultKind === "plan" ? [units.get(`${id} ${methodId}`) ?? 0] : [],
  );
  return Math.max(0, ...asked);
}

/** The laboratory itself makes as many test containers as there are units to test; those told stand first, with their numbers. */
function withUnits(containers: NewSample["containers"], units: number): NewSample["containers"] {
  const have = containers.filter(({ kind }) => kind === "test").length;
  const { storage } = containers.find(({ kind }) => kind === "test") ?? {};
  const more = Math.max(0, units - have);
  return [
    ...containers,
    ...Array.from({ length: more }, () => ({ kind: "test" as const, ...(storage && { storage }) })),
  ];
}

/** Determinations of a test: parallels, or the units of the sampling plan in force on the day that decides; asked once for like samples. */
function unitCounter(ctx: Context, methods: Methods): (sample: NewSample, methodId: string) => Promise<number> {
  const known = new Map<string, number>();
  return async (sample, methodId) => {
    const method = methods.get(methodId);
    if (!method) return 1;
    const { on } = decidingDate({ ...sample, receivedOn: toDay(ctx.now()) });
    const key = `${methodId} ${on} ${sample.category}`;
    const count = known.get(key) ?? (await countUnits(ctx, method, { category: sample.category, on }));
    known.set(key, count);
    return count;
  };
}
