import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assessImpact } from "../../server/results/assess-impact.ts";
import { actingAs, question } from "../../server/platform/transaction.ts";
import { shiftsOf } from "../../server/results/rules/impact.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench } from "../setup/story.ts";

// What reverse impact finds, against a scan of whole tables with code of its own, over random small histories.

let lab: Lab;
let tasks: { id: string; determinations: { id: string }[] }[];
let instruments: { id: string; laboratoryId: string }[];
beforeAll(async () => {
  lab = await openLab();
  for (let n = 0; n < 3; n += 1) await aSampleAtTheBench(lab, { items: ["水分", "铅"] });
  const known = ["SIM-0001", "AA-0007", "OV-0102"];
  instruments = await lab.db.instrument.findMany({
    where: { serialNumber: { in: known } },
    orderBy: { number: "asc" },
  });
  tasks = await lab.db.task.findMany({
    where: { determinations: { some: {} }, results: { none: {} } },
    include: { determinations: true },
    take: 6,
    orderBy: { id: "desc" },
  });
});
afterAll(() => lab.close());

const hour = (n: number) => new Date(Date.UTC(2026, 10, 1) + n * 3_600_000);
const within = fc.integer({ min: 0, max: 60 });
const history = fc.record({
  readings: fc.array(
    fc.record({
      task: fc.nat(5),
      instrument: fc.nat(2),
      at: within,
      isUndone: fc.boolean(),
      text: fc.integer({ min: 1, max: 99 }),
    }),
    { maxLength: 8 },
  ),
  uses: fc.array(fc.record({ task: fc.nat(5), instrument: fc.nat(2), from: within, until: fc.option(within) }), {
    maxLength: 4,
  }),
  results: fc.uniqueArray(fc.record({ task: fc.nat(5), isCurrent: fc.boolean() }), {
    maxLength: 6,
    selector: ({ task }) => task,
  }),
  window: fc.tuple(within, within).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
});
type History = typeof history extends fc.Arbitrary<infer H> ? H : never;

async function write(of: History): Promise<void> {
  await lab.db.result.deleteMany({ where: { taskId: { in: tasks.map(({ id }) => id) } } });
  await lab.db.equipmentUse.deleteMany({ where: { taskId: { in: tasks.map(({ id }) => id) } } });
  await lab.db.readingUse.deleteMany({ where: { determination: { taskId: { in: tasks.map(({ id }) => id) } } } });
  const laboratoryId = instruments[0]?.laboratoryId ?? "";
  for (const r of of.readings) {
    const [task, instrument] = [tasks[r.task], instruments[r.instrument]];
    const determination = task?.determinations[0];
    if (!determination || !instrument) continue;
    const at = hour(r.at);
    const sent = { kind: "weight", status: "reading", text: `${r.text}.0000`, value: r.text, unit: "g" };
    const reading = await lab.db.reading.create({
      data: { ...sent, laboratoryId, instrumentId: instrument.id, takenAt: at, receivedAt: at },
    });
    await lab.db.readingUse.create({
      data: {
        readingId: reading.id,
        determinationId: determination.id,
        step: "sample",
        claimedById: reading.id,
        claimedBy: "某人",
        at,
        undoneAt: r.isUndone ? at : null,
      },
    });
  }
  for (const u of of.uses) {
    const [task, instrument] = [tasks[u.task], instruments[u.instrument]];
    if (!task || !instrument) continue;
    const endedAt = u.until === null ? null : hour(u.from + u.until);
    await lab.db.equipmentUse.create({
      data: {
        taskId: task.id,
        instrumentId: instrument.id,
        settings: {},
        startedAt: hour(u.from),
        endedAt,
        startedBy: "某人",
      },
    });
  }
  for (const [version, r] of of.results.entries())
    await lab.db.result.create({
      data: {
        taskId: tasks[r.task]?.id ?? "",
        version: version + 1,
        isCurrent: r.isCurrent,
        reported: "1",
        qualifier: "=",
        unit: "g/100 g",
        verdict: "pass",
        explanation: {},
        madeById: laboratoryId,
        madeBy: "某人",
        madeAt: hour(70),
      },
    });
}

/** Reads every table whole and goes through it in its own way. */
async function scan(instrumentId: string, from: Date, to: Date): Promise<string[]> {
  const [readings, places, determinations, uses, results] = [
    await lab.db.reading.findMany(),
    await lab.db.readingUse.findMany(),
    await lab.db.determination.findMany(),
    await lab.db.equipmentUse.findMany(),
    await lab.db.result.findMany(),
  ];
  const touched = new Set<string>();
  for (const place of places) {
    if (place.undoneAt !== null) continue;
    const reading = readings.find(({ id }) => id === place.readingId);
    if (reading?.instrumentId !== instrumentId || reading.takenAt < from || reading.takenAt > to) continue;
    touched.add(determinations.find(({ id }) => id === place.determinationId)?.taskId ?? "");
  }
  for (const use of uses)
    if (use.instrumentId === instrumentId && use.startedAt <= to && (use.endedAt === null || use.endedAt >= from))
      touched.add(use.taskId);
  return [...touched].filter((id) => results.some((r) => r.taskId === id && r.isCurrent)).sort();
}

test("the set found is the one that a scan of the tables finds, whatever happened", { timeout: 120_000 }, async () => {
  const asked = actingAs("test");
  const actor = { ...asked.actor, laboratoryId: instruments[0]?.laboratoryId ?? null };
  const ctx = question(lab.house, { ...asked, actor });
  await fc.assert(
    fc.asyncProperty(history, async (of) => {
      await write(of);
      const [from, to] = [hour(of.window[0]), hour(of.window[1])];
      for (const { id, laboratoryId } of instruments) {
        const points = [{ at: "50", found: "+0.0020" }];
        const rows = await assessImpact(ctx, { instrumentId: id, laboratoryId, from, to, points, unit: "g" });
        expect(rows.map(({ taskId }) => taskId).sort()).toEqual(await scan(id, from, to));
      }
    }),
    { numRuns: 12 },
  );
});

test("a reading that was corrected is off by what its error and its correction leave of each other", () => {
  const reading = { instrumentId: "i", takenAt: hour(1), text: "50.0000", value: 50, unit: "g" };
  const task = { determinations: [{ parallel: 1, round: 1, uses: [{ id: "u", step: "dish", reading }] }] };
  const finding = {
    instrumentId: "i",
    from: hour(0),
    to: hour(2),
    points: [
      { at: "0", found: "0" },
      { at: "100", found: "+0.0100" },
    ],
    unit: "g",
  };
  const size = (corrections?: Map<string, string>) => shiftsOf({ task }, finding, corrections)?.[0]?.error.toFixed();
  expect(size()).toBe("0.005");
  expect(size(new Map([["u", "-0.0050"]]))).toBe("0"); // it was corrected for just that
  expect(size(new Map([["u", "0.0010"]]))).toBe("0.006"); // it was made worse
});
