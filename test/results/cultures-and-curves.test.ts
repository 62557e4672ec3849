import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BenchView } from "../../server/results/contract.ts";
import type { ShiftContent } from "../../server/work/people-contract.ts";
import type { CultureView } from "../../server/results/culture-contract.ts";
import type { CurveView } from "../../server/results/curve-contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, bench, methodId, told } from "../setup/story.ts";

let lab: Lab;
let analyst: Client;
beforeAll(async () => {
  lab = await openLab();
  analyst = await lab.as("demo-analyst");
});
afterAll(() => lab.close());

const stewed = "肉及肉制品>酱卤肉制品类";
const water = "生活饮用水";

async function aTaskOf(item: string, category: string): Promise<string> {
  const { tasks } = await aSampleAtTheBench(lab, { items: [item], sample: { category } });
  return tasks[item] ?? "";
}
const culture = async (task: string) => told<CultureView>(await analyst.get(`/api/tasks/${task}/culture`));
const unitsOf = async (task: string) => (await bench(analyst, task)).determinations.map(({ id }) => id);

describe("plates become counts by the standard's rule", () => {
  const controls = { blank: [0, 0], mediumControl: [0], mediumLot: "PCA 20261101" };

  test("each unit with its dilutions: 24 727 is reported 25 000, nothing grown is ＜10; the arithmetic stays with the reading", async () => {
    const task = await aTaskOf("菌落总数", stewed);
    const units = await unitsOf(task);
    expect(units).toHaveLength(5);
    const plates = [
      [
        { exponent: 2, plates: [232, 244] },
        { exponent: 3, plates: [33, 35] },
      ],
      [
        { exponent: 1, plates: [0, 0] },
        { exponent: 2, plates: [0, 0] },
      ],
      [
        { exponent: 1, plates: ["many", "many"] },
        { exponent: 2, plates: [124, 138] },
      ],
      [
        { exponent: 1, plates: [14, 15] },
        { exponent: 2, plates: [1, 0] },
      ],
      [
        { exponent: 1, plates: ["many", "many"] },
        { exponent: 2, plates: [312, 306] },
        { exponent: 3, plates: [14, 19] },
      ],
    ];
    for (const [i, unit] of units.entries())
      told(await analyst.post(`/api/determinations/${unit}/plates`, { dilutions: plates[i], ...controls }));
    const { outcome } = await bench(analyst, task);
    expect(outcome.reported).toBe("25000，＜10，13000，150，31000");
    const view = await culture(task);
    expect(view).toMatchObject({ sheet: "plates", incubation: { hours: 48, tolerance: 2 } });
    expect(view.units[0]?.result?.calculation).toContain("232 + 244 + 33 + 35");
    expect(
      await analyst.post(`/api/determinations/${units[0]}/plates`, { dilutions: plates[0], ...controls }),
    ).toMatchObject({
      status: 409,
      body: { code: "no-open-step" },
    });
  });

  test("a colony on the blank or on the medium makes the run invalid: no count is kept, that it was so is", async () => {
    const { tasks, sampleNumber } = await aSampleAtTheBench(lab, { items: ["菌落总数"], sample: { category: stewed } });
    const task = tasks["菌落总数"] ?? "";
    const [unit] = await unitsOf(task);
    const dilutions = [{ exponent: 2, plates: [232, 244] }];
    for (const grown of [{ blank: [0, 1] }, { mediumControl: [2] }])
      expect(
        await analyst.post(`/api/determinations/${unit}/plates`, { dilutions, ...controls, ...grown }),
      ).toMatchObject({ status: 422, body: { code: "plates-uncounted", details: { because: "blank-grew" } } });
    expect((await culture(task)).units[0]?.result).toBeNull();
    // typed over with clean controls, whoever checks still sees it
    told(await analyst.post(`/api/determinations/${unit}/plates`, { dilutions, ...controls }));
    const desk = told<{ tasks: { unusual: string[] }[] }>(
      await (await lab.as("demo-checker")).get(`/api/samples/${sampleNumber}/desk`),
    );
    expect(desk.tasks[0]?.unusual).toContain("count-invalid");
    expect((await analyst.get(`/api/tasks/${task}/raw-record.pdf`)).status).toBe(200);
    expect(await lab.db.trailEntry.count({ where: { action: "count.invalid", subject: `task ${task}` } })).toBe(2);
  });

  test("the incubator's record tells when reading is due", async () => {
    const task = await aTaskOf("菌落总数", stewed);
    const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "incubator" } });
    const at = lab.clock.now().getTime();
    told(await analyst.post(`/api/tasks/${task}/equipment-uses`, { instrumentNumber: number, settings: "36 ℃" }));
    const view = await culture(task);
    expect(Date.parse(view.readingFrom ?? "") - at).toBe(46 * 3_600_000);
    expect(Date.parse(view.readingUntil ?? "") - at).toBe(50 * 3_600_000);
  });

  test("positive tubes are looked up: 1-0-0 is 3.6, none is ＜3.0, an unlikely combination is repeated", async () => {
    const task = await aTaskOf("金黄色葡萄球菌", stewed);
    const units = await unitsOf(task);
    const tubes = (unit: string | undefined, positive: number[]) =>
      analyst.post(`/api/determinations/${unit}/tubes`, {
        tubes: { exponent: 1, positive },
        mediumLot: "7.5 % 氯化钠肉汤 20261020",
        isBlankClear: true,
      });
    told(await tubes(units[0], [1, 0, 0]));
    told(await tubes(units[1], [0, 0, 0]));
    expect(await tubes(units[2], [0, 3, 3])).toMatchObject({ status: 422, body: { code: "plates-uncounted" } });
    const view = await bench(analyst, task);
    expect(view.outcome.units.map(({ reported }) => reported)).toEqual(["3.6", "＜3.0"]);
  });
});

describe("a pathogen is looked for over days", () => {
  test("stage after stage with time, person and lot; nothing typical at plating is 未检出, a confirmed one 检出", async () => {
    const task = await aTaskOf("沙门氏菌", stewed);
    const units = await unitsOf(task);
    const begin = (stage: string, ids = units) =>
      analyst.post(`/api/tasks/${task}/culture/begin`, {
        determinationIds: ids,
        stage,
        mediumLot: "20261105",
        settings: "36 ℃",
      });
    const end = (unit: string | undefined, stage: string, finding?: string) =>
      analyst.post(`/api/determinations/${unit}/culture/end`, { stage, ...(finding && { finding }) });
    expect(await begin("plate")).toMatchObject({ status: 409, body: { code: "culture-order" } });
    told(await begin("pre"));
    const begun = (await culture(task)).units[0]?.stages[0];
    const shift = told<{ now: ShiftContent }>(await analyst.get("/api/shift-notes"));
    const inside = shift.now.equipment.filter(({ settings }) => settings.startsWith("预增菌 BPW"));
    expect(inside).toHaveLength(units.length);
    expect(inside[0]?.dueAt).toBe(begun?.dueFrom); // in at its start, to be read after the stage's least hours
    lab.clock.advance(4 * 60);
    expect(await end(units[0], "pre")).toMatchObject({ status: 409, body: { code: "culture-too-short" } });
    lab.clock.advance(5 * 60);
    for (const unit of units) told(await end(unit, "pre"));
    told(await begin("enrich"));
    lab.clock.advance(20 * 60);
    for (const unit of units) told(await end(unit, "enrich"));
    told(await begin("plate"));
    lab.clock.advance(24 * 60);
    expect(await end(units[0], "plate")).toMatchObject({ status: 400 });
    for (const [i, unit] of units.entries()) told(await end(unit, "plate", i === 2 ? "typical" : "none"));
    expect(await begin("confirm")).toMatchObject({ status: 409 }); // where nothing was seen there is nothing to confirm
    told(await begin("confirm", units.slice(2, 3)));
    lab.clock.advance(60 * 60); // longer than the method says: kept, and said
    told(await end(units[2], "confirm", "typical"));
    const { outcome } = await bench(analyst, task);
    expect(outcome.reported).toBe("未检出，未检出，检出，未检出，未检出");
    expect(outcome.verdict).toBe("fail");
    const view = await culture(task);
    expect(view.units[2]?.stages.at(-1)).toMatchObject({
      finding: "typical",
      remarks: "超过 48 小时",
      startedBy: "马晓燕",
    });
    expect(view.units[0]?.result?.calculation).toContain("预增菌（BPW 20261105");
  });
});

describe("signals are read off a frozen curve", () => {
  const standards = [
    { x: "0", y: "0.002" },
    { x: "0.5", y: "0.024" },
    { x: "1.0", y: "0.047" },
    { x: "2.0", y: "0.092" },
    { x: "5.0", y: "0.227" },
    { x: "10.0", y: "0.452" },
  ];
  const make = async (changes: Record<string, unknown> = {}) =>
    analyst.post("/api/curves", {
      methodId: await methodId(lab, "铬（六价）"),
      instrumentNumber: (await lab.db.instrument.findFirstOrThrow({ where: { kind: "spectrophotometer" } })).number,
      standards,
      standardLot: "GBW(E)080257",
      validUntil: "2027-01-31",
      ...changes,
    });
  const type = async (task: string, step: string, texts: string[]): Promise<BenchView> => {
    const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "spectrophotometer" } });
    const view = await bench(analyst, task);
    for (const [i, d] of view.determinations.filter((x) => x.round === view.task.round).entries())
      told(
        await analyst.post(`/api/determinations/${d.id}/manual-readings`, {
          step,
          text: texts[i],
          instrumentNumber: number,
          reason: "仪器无数据输出",
        }),
      );
    return bench(analyst, task);
  };

  test("the concentration goes through the method's formula, and the explanation holds line, signal and concentration", async () => {
    const task = await aTaskOf("铬（六价）", water);
    await type(task, "V", ["50.0", "50.0"]);
    const open = await type(task, "A", ["0.092", "0.093"]);
    expect(open.outcome.missing.map(({ code }) => code)).toContain("curve-missing");
    const curve = told<CurveView>(await make());
    expect(curve).toMatchObject({ state: "usable", unit: "μg", number: expect.stringMatching(/^7622900/) as string });
    told(await analyst.post(`/api/curves/${curve.id}/choose`, { taskIds: [task] }));
    const { outcome } = await bench(analyst, task);
    expect(outcome).toMatchObject({ isComplete: true, reported: "0.040", verdict: "pass" });
    expect(outcome.curve).toMatchObject({ number: curve.number, highest: "10" });
    expect(outcome.curve?.readings).toHaveLength(2);
    expect(outcome.curve?.readings[0]?.text).toBe("（0.092 − 0.00186227）÷ 0.0450176 = 2.00228 μg");
    const submitted = told<BenchView>(await analyst.post(`/api/tasks/${task}/submit`));
    expect(submitted.result).toMatchObject({ reported: "0.040" });
  });

  test("a signal above the standards gives no result; nor does one beyond the curve's days", async () => {
    const curve = told<CurveView>(await make({ validUntil: "2026-12-31" }));
    const task = await aTaskOf("铬（六价）", water);
    told(await analyst.post(`/api/curves/${curve.id}/choose`, { taskIds: [task] }));
    await type(task, "V", ["50.0", "50.0"]);
    const { outcome } = await type(task, "A", ["0.520", "0.521"]);
    expect(outcome.isComplete).toBe(false);
    expect(outcome.missing.map(({ code }) => code)).toEqual(["curve-above", "curve-above"]);
    await lab.db.calibrationCurve.update({ where: { id: curve.id }, data: { validUntil: "2026-11-30" } });
    expect((await bench(analyst, task)).outcome.missing.map(({ code }) => code)).toContain("curve-expired");
    expect(await analyst.post(`/api/curves/${curve.id}/choose`, { taskIds: [task] })).toMatchObject({
      status: 409,
      body: { code: "curve-unusable" },
    });
  });

  test("a curve that fails its criteria is kept and never chosen; one of another method neither", async () => {
    const bent = told<CurveView>(await make({ standards: [...standards.slice(0, 5), { x: "10.0", y: "0.300" }] }));
    expect(bent).toMatchObject({ state: "refused", fit: { isAccepted: false } });
    const task = await aTaskOf("铬（六价）", water);
    expect(await analyst.post(`/api/curves/${bent.id}/choose`, { taskIds: [task] })).toMatchObject({
      status: 409,
      body: { code: "curve-not-accepted" },
    });
    const good = told<CurveView>(await make());
    const other = (await aSampleAtTheBench(lab, { items: ["铅"] })).tasks["铅"];
    expect(await analyst.post(`/api/curves/${good.id}/choose`, { taskIds: [other] })).toMatchObject({
      body: { code: "curve-unusable" },
    });
    expect(await make({ methodId: await methodId(lab, "铅") })).toMatchObject({ body: { code: "curve-unusable" } });
    expect(await make({ standards: standards.slice(0, 3).map((s) => ({ ...s, y: "0.1" })) })).toMatchObject({
      status: 422,
      body: { code: "curve-unfit" },
    });
  });
});
