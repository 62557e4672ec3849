import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PcrRunView } from "../../server/results/pcr-contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { expectRefused } from "../setup/refusals.ts";
import { aSampleAtTheBench, bench, told, type Registered } from "../setup/story.ts";

let lab: Lab;
let analyst: Client;
let instrumentNumber: string;
beforeAll(async () => {
  lab = await openLab({ demo: true });
  analyst = await lab.as("demo-analyst");
  instrumentNumber = (await lab.db.instrument.findFirstOrThrow({ where: { kind: "pcr" } })).number;
});
afterAll(() => lab.close());

type Signal = string | null;
const well = (position: string, target: string, role: string, ct: Signal, sample?: string) => ({
  position,
  target,
  role,
  ct,
  hasCurve: ct !== null,
  ...(sample ? { sample } : {}),
});

/** A plate with its controls, two wells of a sample for each target, and the sample's internal control. */
function plate(
  of: Registered,
  targets: Record<string, [Signal, Signal]>,
  more: { internal?: Signal; blank?: Signal } = {},
) {
  const wells = [well("A1", "internal", "sample", more.internal === undefined ? "22.4" : more.internal, of.container)];
  for (const [row, [target, signals]] of Object.entries(targets).entries()) {
    const line = "BCDEFGH".charAt(row);
    wells.push(well(`${line}1`, target, "blank", more.blank ?? null));
    wells.push(well(`${line}2`, target, "negative", null));
    wells.push(well(`${line}3`, target, "positive", "24.80"));
    signals.forEach((ct, i) => wells.push(well(`${line}${i + 4}`, target, "sample", ct, of.sampleNumber)));
  }
  return wells;
}

let runs = 0;
const recording = (wells: object[]) => () =>
  analyst.post("/api/pcr-runs", {
    name: `PCR-${++runs}`,
    instrumentNumber,
    ranAt: "2026-11-30T08:00:00.000Z",
    wells,
  });
const record = async (wells: object[]) => told<PcrRunView>(await recording(wells)());
const atTheBench = (...items: string[]) => aSampleAtTheBench(lab, { items });
const pig = "猪源性成分";

describe("species DNA by real-time PCR", () => {
  test("no curve in either well is 未检出 with its LOD, and goes through to a submitted result", async () => {
    const sample = await atTheBench(pig);
    const run = await record(plate(sample, { [pig]: [null, "41.2"] }));
    expect(run).toMatchObject({
      isValid: true,
      samples: 1,
      calls: [{ item: pig, computed: { state: "not_detected" } }],
    });
    const { outcome } = await bench(analyst, sample.tasks[pig] ?? "");
    expect(outcome).toMatchObject({
      reported: "未检出（检出限：0.1 %(w/w)）",
      isComplete: true,
      verdict: "not_judged",
    });
    told(await analyst.post(`/api/tasks/${sample.tasks[pig]}/submit`, {}));
    const kept = await lab.db.result.findFirstOrThrow({ where: { taskId: sample.tasks[pig] ?? "" } });
    expect(kept).toMatchObject({ reported: "未检出（检出限：0.1 %(w/w)）", qualifier: "not_detected" });
    expect(JSON.stringify(kept.explanation)).toContain("41.2"); // every Ct stands in the frozen explanation
    expect(JSON.stringify(kept.explanation)).not.toMatch(/清真|halal/i);
    await expectRefused(
      lab,
      () => analyst.post(`/api/pcr-runs/${run.id}/withdraw`, { reason: "加错样" }),
      409,
      "state-forbids",
    );
  });

  test("both wells at or below the cut-off are 检出", async () => {
    const sample = await atTheBench(pig);
    await record(plate(sample, { [pig]: ["35.0", "28.31"] }));
    expect((await bench(analyst, sample.tasks[pig] ?? "")).outcome.reported).toBe("检出");
  });

  test("the grey zone asks for one repetition, which is final", async () => {
    const sample = await atTheBench(pig);
    const task = sample.tasks[pig] ?? "";
    await record(plate(sample, { [pig]: ["36.2", "36.8"] }));
    expect((await bench(analyst, task)).outcome).toMatchObject({ needsRetest: true, reported: null });
    await expectRefused(lab, () => analyst.post(`/api/tasks/${task}/submit`, {}), 409, "parallels-disagree");
    told(await analyst.post(`/api/tasks/${task}/repeat`));
    await record(plate(sample, { [pig]: ["36.5", "37.1"] }));
    expect((await bench(analyst, task)).outcome).toMatchObject({ needsRetest: false, reported: "检出" });
  });

  test("a run whose blank amplified counts for nothing, and neither does a sample whose internal control failed", async () => {
    const sample = await atTheBench(pig);
    const task = sample.tasks[pig] ?? "";
    const bad = await record(plate(sample, { [pig]: [null, null] }, { blank: "33.0" }));
    expect(bad).toMatchObject({
      isValid: false,
      controls: [{ isValid: false, reasons: [{ code: "blank-amplified" }] }],
    });
    expect((await bench(analyst, task)).outcome).toMatchObject({
      reported: null,
      missing: [{ code: "pcr-run-invalid" }],
    });
    told(await analyst.post(`/api/pcr-runs/${bad.id}/withdraw`, { reason: "空白污染，重做" }));
    await record(plate(sample, { [pig]: [null, null] }, { internal: "33.5" }));
    expect((await bench(analyst, task)).outcome).toMatchObject({
      reported: null,
      missing: [{ code: "pcr-internal-failed" }],
    });
    await record(plate(sample, { [pig]: [null, null] }));
    expect((await bench(analyst, task)).outcome.reported).toMatch(/^未检出/);
  });

  test("a positive donkey result needs the horse result beside it, and a horse in it leaves it open", async () => {
    const alone = await atTheBench("驴源性成分");
    await record(plate(alone, { 驴源性成分: ["27.1", "27.3"] }));
    expect((await bench(analyst, alone.tasks["驴源性成分"] ?? "")).outcome.reported).toBe("不能得出结论");
    const both = await atTheBench("驴源性成分", "马源性成分");
    await record(plate(both, { 驴源性成分: ["27.1", "27.3"] }));
    const donkey = both.tasks["驴源性成分"] ?? "";
    expect((await bench(analyst, donkey)).outcome).toMatchObject({
      reported: null,
      missing: [{ code: "pcr-companion-missing" }],
    });
    await record(plate(both, { 马源性成分: [null, null] }));
    expect((await bench(analyst, donkey)).outcome.reported).toBe("检出");
    const horse = await atTheBench("驴源性成分", "马源性成分");
    await record(plate(horse, { 驴源性成分: ["27.1", "27.3"], 马源性成分: ["20.4", "20.6"] }));
    expect((await bench(analyst, horse.tasks["驴源性成分"] ?? "")).outcome.reported).toBe("不能得出结论");
    expect((await bench(analyst, horse.tasks["马源性成分"] ?? "")).outcome.reported).toBe("检出");
  });

  test("wells are refused that nobody asked for, that stand twice, or that another instrument cannot have run", async () => {
    const sample = await atTheBench(pig);
    const wells = plate(sample, { [pig]: [null, null] });
    await expectRefused(lab, recording([...wells, wells[4] ?? {}]), 409, "already-exists");
    await expectRefused(lab, recording(plate(sample, { 鸭源性成分: [null, null] })), 409, "no-task-of-sample");
    const balance = await lab.db.instrument.findFirstOrThrow({ where: { kind: "balance" } });
    await expectRefused(
      lab,
      () =>
        analyst.post("/api/pcr-runs", {
          name: "x",
          instrumentNumber: balance.number,
          ranAt: "2026-11-30T08:00:00.000Z",
          wells,
        }),
      422,
      "instrument-kind-wrong",
    );
    const other = await lab.as("demo-analyst2");
    await expectRefused(
      lab,
      () => other.post("/api/pcr-runs", { name: "x", instrumentNumber, ranAt: "2026-11-30T08:00:00.000Z", wells }),
      403,
      "not-your-task",
    );
  });

  test("a pasted results table is read into wells", async () => {
    const text = [
      "Well Position,Sample Name,Target Name,Task,CT,Curve",
      "A1,,猪源性成分,NTC,Undetermined,",
      `B1,${"1622900260000012"},猪源性成分,UNKNOWN,36.25,typical`,
    ].join("\n");
    const read = told<{ wells: { position: string; ct: string | null }[]; unread: unknown[] }>(
      await analyst.post("/api/pcr-tables/read", { text }),
    );
    expect(read.wells.map(({ position, ct }) => [position, ct])).toEqual([
      ["A1", null],
      ["B1", "36.25"],
    ]);
  });
});
