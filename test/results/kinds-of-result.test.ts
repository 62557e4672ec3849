import { afterAll, beforeAll, expect, test } from "vitest";
import type { BenchView, DeskView } from "../../server/results/contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, bench, told } from "../setup/story.ts";

let lab: Lab;
let analyst: Client;
beforeAll(async () => {
  lab = await openLab();
  analyst = await lab.as("demo-analyst");
});
afterAll(() => lab.close());

const stewed = "肉及肉制品>酱卤肉制品类";
const water = "生活饮用水";
const pastry = "焙烤食品>糕点、面包";

/** A sample at the bench with one item, as reception takes it in. */
async function aTaskOf(item: string, category: string, sample: Record<string, unknown> = {}, more: string[] = []) {
  const at = await aSampleAtTheBench(lab, { items: [item, ...more], sample: { category, ...sample } });
  return { ...at, task: at.tasks[item] ?? "" };
}

/** Types into each determination of the open round what belongs in a step; nothing where the text is missing. */
async function type(task: string, step: string, texts: readonly string[], kind?: string): Promise<BenchView> {
  const view = await bench(analyst, task);
  const instrument = kind ? await lab.db.instrument.findFirstOrThrow({ where: { kind } }) : null;
  for (const [i, d] of view.determinations.filter((x) => x.round === view.task.round).entries()) {
    const text = texts[i];
    if (text === undefined) continue;
    const by = instrument ? { instrumentNumber: instrument.number, reason: "按工作站打印录入" } : {};
    told(await analyst.post(`/api/determinations/${d.id}/manual-readings`, { step, text, ...by }));
  }
  return bench(analyst, task);
}

async function incubate(task: string, minutes = 46 * 60): Promise<void> {
  const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "incubator" } });
  const use = (settings?: string) =>
    analyst.post(`/api/tasks/${task}/equipment-uses`, { instrumentNumber: number, ...(settings && { settings }) });
  told(await use("36 ℃"));
  lab.clock.advance(minutes);
  told(await use());
}

const submit = (task: string) => analyst.post(`/api/tasks/${task}/submit`, {});

test.each([
  {
    counts: ["<10", "15", "10", "＜10", "39"],
    verdict: "pass",
    because: "plan-met",
    reported: "＜10，15，10，＜10，39",
  },
  { counts: ["<10", "15", "12", "11", "10"], verdict: "fail", because: "plan-too-many-above-m" },
  {
    counts: ["<10", "15", "10", "<10", "390"],
    verdict: "fail",
    because: "plan-beyond-M",
    reported: "＜10，15，10，＜10，390",
  },
  { counts: ["<100", "10", "10", "10", "10"], verdict: "undetermined", because: "plan-result-unclear" }, // the dilution did not reach m
])("coliforms of five units $counts: $verdict ($because)", async ({ counts, verdict, because, reported }) => {
  const { task } = await aTaskOf("大肠菌群", stewed);
  expect((await bench(analyst, task)).determinations).toHaveLength(5); // n of GB 2726
  const view = await type(task, "count", counts);
  expect(view.outcome).toMatchObject({
    verdict,
    unit: "CFU/g",
    limits: [{ because, limitText: "n=5,c=2,m=10,M=100" }],
  });
  if (reported) expect(view.outcome.reported).toBe(reported);
  expect(view.outcome.needsRetest).toBe(false);
  await incubate(task);
  expect(told<BenchView>(await submit(task)).result).toMatchObject({ verdict });
});

test("a count is reported half-up with two digits, and judged unrounded", async () => {
  const { task } = await aTaskOf("菌落总数", stewed);
  const { outcome } = await type(task, "count", ["24727", "99.5", "2.5×10³", "10040", "8"]);
  expect(outcome.reported).toBe("25000，100，2500，10000，8");
  expect(outcome.units.map((u) => u.text)).toEqual(["24727", "99.5", "2500", "10040", "8"]);
  expect(outcome.verdict).toBe("pass"); // two above m = 10000, and c = 2
});

test("plates that were read before their time give no result until they have been in long enough", async () => {
  const { task } = await aTaskOf("大肠菌群", stewed);
  await type(task, "count", ["<10", "<10", "<10", "<10", "<10"]);
  await incubate(task, 17 * 60 + 59);
  expect((await bench(analyst, task)).outcome.missing).toEqual([
    { code: "incubation-short", detail: "17 h 59 min ＜ 21±3 h" },
  ]);
  expect(await submit(task)).toMatchObject({ status: 422, body: { code: "result-incomplete" } });
  await incubate(task, 18 * 60);
  told(await submit(task));
});

test("with a unit missing nothing is submitted; where only three came there is no conclusion", async () => {
  const { task } = await aTaskOf("大肠菌群", stewed);
  await type(task, "count", ["<10", "<10", "<10"]);
  await incubate(task);
  expect((await bench(analyst, task)).outcome.missing).toEqual([
    { code: "unit-missing", detail: "#4" },
    { code: "unit-missing", detail: "#5" },
  ]);
  expect(await submit(task)).toMatchObject({ status: 422, body: { code: "result-incomplete" } });
  expect(await analyst.post(`/api/tasks/${task}/units`, { count: 2, reason: "仅送 2 件" })).toMatchObject({
    status: 409,
    body: { code: "unit-has-reading" },
  });
  told(await analyst.post(`/api/tasks/${task}/units`, { count: 3, reason: "委托方只送 3 件" }));
  expect(told<BenchView>(await submit(task))).toMatchObject({
    outcome: { reported: "＜10，＜10，＜10", verdict: "undetermined", limits: [{ because: "plan-results-missing" }] },
    task: { unitsPlanned: 5 },
  });
});

test("the five units are five containers: each has its label, a scan says which it is, and none is used twice", async () => {
  const { task, order, sampleNumber, container } = await aTaskOf("大肠菌群", stewed);
  const boxes = (order.sampleRows[0]?.containers ?? []).filter((c) => c.kind === "test").map((c) => c.number);
  expect(boxes).toHaveLength(5);
  expect(new Set(boxes).size).toBe(5);
  const [, second, third] = boxes;
  const before = await bench(analyst, task);
  expect(before.determinations.map((d) => [d.container, d.isContainerScanned])).toEqual(boxes.map((b) => [b, false]));
  const scanFor = (containerNumber = "", parallel?: number) =>
    analyst.post(`/api/tasks/${task}/units/scan`, {
      containerNumber,
      ...(parallel && { determinationId: before.determinations[parallel - 1]?.id }),
    });
  expect(told(await scanFor(third))).toMatchObject({ unit: 3, container: third });
  expect(await scanFor(third, 2)).toMatchObject({
    status: 409,
    body: { code: "container-used", details: { unit: 3 } },
  });
  await type(task, "count", ["<10", "<10", "<10", "<10", "<10"]);
  expect(await scanFor(second, 1)).toMatchObject({
    status: 409,
    body: { code: "container-used", details: { unit: 2 } },
  });
  const reserve = order.sampleRows[0]?.containers.find((c) => c.kind === "reserve")?.number;
  expect(await scanFor(reserve)).toMatchObject({ body: { code: "reserve-sealed" } });
  const other = await aTaskOf("大肠菌群", stewed);
  expect(await scanFor(other.container)).toMatchObject({ body: { code: "container-not-of-sample" } });
  const checker = await lab.as("demo-checker");
  expect((await checker.post(`/api/tasks/${task}/units/scan`, { containerNumber: container })).status).toBe(403);
  await incubate(task);
  told(await submit(task));
  const { explanation } = await lab.db.result.findFirstOrThrow({ where: { taskId: task, isCurrent: true } });
  expect(explanation).toMatchObject({
    units: boxes.map((b, i) => ({ unit: i + 1, container: b, isScanned: i === 2 })),
    grounds: boxes.map((b) => ({ container: b })),
  });
  expect(sampleNumber).toMatch(/^1/);
});

test("a unit without a container of its own is not submitted; what was taken in before that was asked is", async () => {
  const { task, sampleNumber } = await aTaskOf("大肠菌群", stewed);
  const [last] = await lab.db.container.findMany({
    where: { sample: { number: sampleNumber }, kind: "test" },
    orderBy: { number: "desc" },
    take: 1,
  });
  await lab.db.container.delete({ where: { id: last?.id ?? "" } }); // as a sealed order of four packs leaves it
  await type(task, "count", ["<10", "<10", "<10", "<10", "<10"]);
  await incubate(task);
  const refused = await submit(task);
  expect(refused).toMatchObject({ status: 422, body: { code: "result-incomplete" } });
  expect(JSON.stringify(refused.body)).toContain("没有自己的检样容器");
  await lab.db.task.update({ where: { id: task }, data: { unitsAreContainers: false } });
  told(await submit(task));
});

test("units that were given up are added again", async () => {
  const { task } = await aTaskOf("大肠菌群", stewed);
  told(await analyst.post(`/api/tasks/${task}/units`, { count: 3, reason: "误点" }));
  told(await analyst.post(`/api/tasks/${task}/units`, { count: 5, reason: "补足" }));
  expect((await bench(analyst, task)).determinations.map((d) => d.parallel)).toEqual([1, 2, 3, 4, 5]);
});

test("Salmonella in one of five portions of 25 g fails, in none passes", async () => {
  const found = await aTaskOf("沙门氏菌", stewed);
  expect((await type(found.task, "finding", ["ND", "ND", "检出", "ND", "未检出"])).outcome).toMatchObject({
    reported: "未检出，未检出，检出，未检出，未检出",
    verdict: "fail",
  });
  const none = await aTaskOf("沙门氏菌", stewed);
  expect((await type(none.task, "finding", ["ND", "ND", "ND", "ND", "ND"])).outcome.verdict).toBe("pass");
});

test("counting is not asked for a reason or an instrument, and a checker does not read of it as unusual", async () => {
  const { task, sampleNumber } = await aTaskOf("大肠菌群", stewed);
  await type(task, "count", ["1", "2", "3", "4", "5"]);
  const readings = await lab.db.reading.findMany({ where: { uses: { some: { determination: { taskId: task } } } } });
  expect(readings).toHaveLength(5);
  expect(readings[0]).toMatchObject({ isManual: true, instrumentId: null, manualReason: "人工计数" });
  const desk = told<DeskView>(await (await lab.as("demo-checker")).get(`/api/samples/${sampleNumber}/desk`));
  expect(desk.tasks[0]?.unusual).not.toContain("manual-reading");
});

test.each([
  { word: "无异臭，异味", reported: "无异臭、异味", verdict: "pass" },
  { word: "有异臭", reported: "有异臭", verdict: "fail" },
])("odour and taste by words: $word is $verdict", async ({ word, reported, verdict }) => {
  const { task } = await aTaskOf("臭和味", water);
  const view = await type(task, "finding", [word]);
  expect(view.task.choices).toContain("无异臭、异味");
  expect(view.outcome).toMatchObject({ reported, verdict, qualifier: "text" });
  expect(told<BenchView>(await submit(task)).result?.reported).toBe(reported);
});

test("a word that the method does not know is refused, and so is what can be read in two ways", async () => {
  const words = await aTaskOf("臭和味", water);
  const [d] = (await bench(analyst, words.task)).determinations;
  expect(
    await analyst.post(`/api/determinations/${d?.id}/manual-readings`, { step: "finding", text: "还行" }),
  ).toMatchObject({ status: 422, body: { code: "word-not-of-method" } });
  const counts = await aTaskOf("大肠菌群", stewed);
  const [unit] = (await bench(analyst, counts.task)).determinations;
  for (const text of ["1,200", "≤10", "-3", "约 10"])
    expect(
      await analyst.post(`/api/determinations/${unit?.id}/manual-readings`, { step: "count", text }),
    ).toMatchObject({ status: 422, body: { code: "reading-not-understood" } });
});

test("a sum of ratios of 1.08 against 1 fails, with each component beside it", async () => {
  const { task } = await aTaskOf("三卤甲烷（总量）", water);
  await type(task, "chloroform", ["0.0396", "0.0396"], "chromatograph"); // 0.66 of 0.06
  await type(task, "bromodichloro", ["0.0252", "0.0252"], "chromatograph"); // 0.42 of 0.06
  await type(task, "dibromochloro", ["ND", "ND"], "chromatograph");
  expect((await bench(analyst, task)).outcome.missing).toHaveLength(2);
  const { outcome } = await type(task, "bromoform", ["ND", "ND"], "chromatograph");
  expect(outcome).toMatchObject({
    reported: "1.08",
    unrounded: "1.08",
    verdict: "fail",
    limits: [{ because: "beyond-limit" }],
  });
  expect(outcome.components.map((c) => `${c.name} ${c.reported}`)).toEqual([
    "三氯甲烷 0.040",
    "一氯二溴甲烷 未检出（检出限：0.0003 mg/L）",
    "二氯一溴甲烷 0.025",
    "三溴甲烷 未检出（检出限：0.006 mg/L）",
  ]);
});

test("a component found in one parallel only, or with parallels apart, is repeated with the others", async () => {
  const { task } = await aTaskOf("三卤甲烷（总量）", water);
  for (const step of ["dibromochloro", "bromodichloro", "bromoform"])
    await type(task, step, ["ND", "ND"], "chromatograph");
  const apart = await type(task, "chloroform", ["0.030", "0.040"], "chromatograph");
  expect(apart.outcome).toMatchObject({ needsRetest: true, reported: null, difference: "0.01" });
  expect(apart.may).toContain("repeat");
});

test("preservatives are counted against the limits of this product; one that may not be used there has no ratio", async () => {
  const mixed = "焙烤食品>糕点（同时使用两种以上防腐剂）";
  const item = "防腐剂混合使用时各自用量占其最大使用量的比例之和";
  const within = await aTaskOf(item, mixed);
  await type(within.task, "sorbic", ["0.540", "0.560"], "chromatograph");
  await type(within.task, "benzoic", ["ND", "ND"], "chromatograph");
  const { outcome } = await type(within.task, "dehydroacetic", ["ND", "ND"], "chromatograph");
  expect(outcome).toMatchObject({ reported: "0.55", verdict: "pass" });
  expect(outcome.components[0]).toMatchObject({ mean: "0.55", max: "1" });

  const beyond = await aTaskOf(item, mixed);
  await type(beyond.task, "sorbic", ["0.540", "0.560"], "chromatograph");
  await type(beyond.task, "benzoic", ["0.30", "0.31"], "chromatograph");
  const unclear = await type(beyond.task, "dehydroacetic", ["ND", "ND"], "chromatograph");
  expect(unclear.outcome.verdict).toBe("undetermined");
  expect(unclear.outcome.reported).toContain("苯甲酸及其钠盐");
});

test("total mercury within the limit of methylmercury settles it; above it methylmercury is asked for and decides", async () => {
  const fish = "水产动物及其制品>水产动物及其制品（肉食性鱼类及其制品除外）";
  const within = await aTaskOf("甲基汞", fish);
  const settled = await type(within.task, "screen", ["0.21", "0.22"], "afs");
  expect(settled.outcome).toMatchObject({ isComplete: true, verdict: "pass", limits: [{ because: "screen-met" }] });
  expect(settled.outcome.reported).toMatch(/以总汞计/);
  expect(settled.next).toBeNull();

  const above = await aTaskOf("甲基汞", fish);
  const asked = await type(above.task, "screen", ["0.61", "0.62"], "afs");
  expect(asked.outcome).toMatchObject({ isComplete: false, verdict: "undetermined" });
  expect(asked.outcome.missing).toEqual([{ code: "confirmation-missing", detail: "" }]);
  expect(asked.next?.step).toBe("confirm");
  expect(await submit(above.task)).toMatchObject({ status: 422 });
  const confirmed = await type(above.task, "confirm", ["0.44", "0.45"], "afs");
  expect(confirmed.outcome).toMatchObject({ isComplete: true, verdict: "pass", reported: "0.44" });

  const failed = await aTaskOf("甲基汞", fish);
  await type(failed.task, "screen", ["0.61", "0.62"], "afs");
  expect((await type(failed.task, "confirm", ["0.55", "0.56"], "afs")).outcome.verdict).toBe("fail");
});

test("an acid value is of the fat itself and needs no fat content", async () => {
  const { task } = await aTaskOf("酸价", pastry, { fatPercent: "20", basisSource: "标签" });
  const { outcome } = await type(task, "acid", ["4.6", "4.8"], "titrator");
  expect(outcome).toMatchObject({
    reported: "4.7",
    verdict: "pass",
    limits: [{ compared: "4.7", because: "within-limit" }],
  });
});

test("a limit on dry matter waits for our own moisture and is judged by it", async () => {
  const { task, sampleNumber } = await aTaskOf("铝的残留量", pastry, {}, ["水分"]);
  const waiting = await type(task, "aluminium", ["85.0", "85.0"], "aas");
  expect(waiting.outcome.missing).toEqual([{ code: "own-factor-awaited", detail: "水分" }]);
  const moisture = await lab.db.task.findFirstOrThrow({
    where: { sample: { number: sampleNumber }, method: { item: { name: "水分" } } },
  });
  await lab.change(async (ctx) => {
    await ctx.db.result.create({
      data: {
        taskId: moisture.id,
        version: 1,
        isCurrent: true,
        unrounded: "20",
        reported: "20.0",
        qualifier: "=",
        unit: "g/100 g",
        verdict: "not_judged",
        explanation: {},
        madeById: moisture.id,
        madeBy: "test",
        madeAt: ctx.now(),
      },
    });
    await ctx.db.task.update({ where: { id: moisture.id }, data: { state: "completed" } });
  });
  const { outcome } = await bench(analyst, task);
  // 85 × 100 ÷ (100 − 20) = 106.25 on dry matter, above 100
  expect(outcome).toMatchObject({ isComplete: true, verdict: "fail", limits: [{ compared: "106.25" }] });
  expect(outcome.limits[0]?.factors).toEqual([
    { kind: "moisture", value: "20", source: "本样品水分检验结果（GB 5009.3-2016）" },
  ]);
});

test("moisture on the order goes before our own", async () => {
  const { task } = await aTaskOf("铝的残留量", pastry, { moisturePercent: "10", basisSource: "委托方提供" });
  const { outcome } = await type(task, "aluminium", ["85.0", "85.0"], "aas");
  expect(outcome.verdict).toBe("pass"); // 94.4
  expect(outcome.limits[0]?.factors).toEqual([{ kind: "moisture", value: "10", source: "委托方提供" }]);
});
