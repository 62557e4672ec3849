import { afterAll, beforeAll, expect, test } from "vitest";
import type { BenchView } from "../../server/results/contract.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, told } from "../setup/story.ts";
import { openWeighing, weighRound, withDishes, type Dishes, type Weighing } from "../setup/weighing.ts";

let lab: Lab;
let weighing: Weighing;
beforeAll(async () => {
  lab = await openLab();
  weighing = await openWeighing(lab);
});
afterAll(() => lab.close());

const empty: [string, string] = ["30.1202", "29.8716"];
const filled: [string, string] = ["34.1300", "33.9020"];

let dish = 100;
/** A sample of beef jerky for moisture, its two dishes with numbers nobody uses yet. */
async function dishes(): Promise<Dishes> {
  return withDishes(lab, weighing, await aSampleAtTheBench(lab, { items: ["水分"] }), [String(dish++), String(dish++)]);
}

const lacks = (view: BenchView) => view.outcome.missing.map((m) => m.code);
const submit = (d: Dishes) => d.analyst.post(`/api/tasks/${d.task}/submit`);

test("parallels more than 10 % apart are refused, repeated as a pair in dishes that may be bound again, and all are kept", async () => {
  const work = await dishes();
  const used = (await work.now()).determinations.map((d) => d.vessel ?? "");
  const apart = await weighRound(work, weighing, { empty, filled, dried: ["33.3880", "33.2500"] }); // 18.5 and 16.2 g/100 g
  expect(apart.outcome).toMatchObject({ needsRetest: true, isComplete: false, reported: null });
  expect(await submit(work)).toMatchObject({ status: 409, body: { code: "parallels-disagree" } });

  const repeated = told<BenchView>(await work.analyst.post(`/api/tasks/${work.task}/repeat`));
  expect(repeated).toMatchObject({
    task: { round: 2, state: "retest" },
    claims: [],
    next: { step: "dish", vessel: null },
  });
  const [one, two] = repeated.determinations.filter((d) => d.round === 2);
  const bind = (id: string | undefined, vessel: string | undefined) =>
    work.analyst.post(`/api/determinations/${id}/vessel`, { vessel });
  told(await bind(one?.id, used[1])); // the dishes of before, in any order
  expect(await bind(two?.id, used[1])).toMatchObject({ status: 409, body: { code: "vessel-taken" } });
  told(await bind(two?.id, used[0]));

  const agreed = await weighRound(work, weighing, { empty, filled, dried: ["33.3880", "33.1523"] });
  expect(agreed.task.state).toBe("in_progress");
  expect(agreed.outcome).toMatchObject({ isComplete: true, reported: "18.6", verdict: "pass" });
  expect(agreed.determinations.map((d) => [d.round, d.parallel, d.steps.flatMap((s) => s.weighings).length])).toEqual([
    [1, 1, 5],
    [1, 2, 5],
    [2, 1, 5],
    [2, 2, 5],
  ]);
  expect(told<BenchView>(await submit(work)).result).toMatchObject({ version: 1, reported: "18.6" });
});

test.each([
  ["1.9999 g", "32.1201", "sample-too-small"],
  ["10.0001 g", "40.1203", "sample-too-large"],
])("a sample of %s is weighed in again; the first weighing is undone and stays on record", async (_, mass, fault) => {
  const work = await dishes();
  told(await work.claim());
  await weighing.weigh(...empty);
  await work.dry();
  told(await work.claim());
  await weighing.weigh(...empty, mass, filled[1]);
  const wrong = await work.now();
  expect(wrong.outcome.missing).toContainEqual({ code: fault, detail: "1" });
  expect(wrong.determinations[0]?.warnings).toContain(fault);
  expect(await submit(work)).toMatchObject({ status: 422, body: { code: "result-incomplete" } });

  const use = wrong.determinations[0]?.steps.find((s) => s.key === "sample")?.weighings[0]?.useId;
  told(await work.analyst.post(`/api/reading-uses/${use}/undo`, { reason: "称样量不符，重新称样" }));
  expect((await work.now()).next).toMatchObject({ parallel: 1, step: "sample" });
  await weighing.weigh(filled[0]); // the claim went back to the open step by itself
  expect(lacks(await work.now())).toEqual(["dried-dish-not-constant", "dried-dish-not-constant"]);
});

test("2 g and 10 g themselves are within the method", async () => {
  const work = await dishes();
  told(await work.claim());
  await weighing.weigh("30.1202", "30.1202");
  await work.dry();
  told(await work.claim());
  await weighing.weigh("30.1202", "30.1202", "32.1202", "40.1202");
  expect(lacks(await work.now()).filter((code) => code.startsWith("sample"))).toEqual([]);
});

test("a weighing too soon after the one before, or of a sample that cannot be dry yet, is kept and does not count", async () => {
  const work = await dishes();
  told(await work.claim());
  await weighing.weigh(...empty, "30.1202");
  let view = await work.now();
  expect(view.determinations[0]?.steps[0]).toMatchObject({
    isDone: false,
    weighings: [{ counts: true }, { counts: false, ignoredBecause: "too-soon" }],
  });
  const first = Date.parse(view.determinations[0]?.steps[0]?.weighings[0]?.at ?? "");
  expect(Date.parse(view.next?.notBefore ?? "") - first).toBe(90 * 60_000);
  await work.dry();
  told(await work.claim());
  await weighing.weigh(...empty, ...filled, "34.1299"); // pressed once more by mistake
  view = await work.now();
  expect(view.determinations[0]?.steps[2]).toMatchObject({
    isDone: false,
    weighings: [{ counts: false, ignoredBecause: "too-soon" }],
  });
  lab.clock.advance(95);
  told(await work.claim());
  await weighing.weigh("34.1299"); // agrees with the first, which is none
  expect((await work.now()).determinations[0]?.steps[2]).toMatchObject({
    isDone: false,
    weighings: [{ counts: false }, { counts: true }],
  });
});

test("without the oven, or with the dishes still inside, nothing is submitted", async () => {
  const work = await dishes();
  const oven = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "OV-0102" } });
  for (const grams of [empty, [...empty, ...filled], ["33.3880", "33.1523"], ["33.3880", "33.1523"]]) {
    told(await work.claim());
    await weighing.weigh(...grams);
    lab.clock.advance(95);
  }
  expect((await work.now()).outcome.missing).toEqual([{ code: "equipment-missing", detail: "oven" }]);
  expect(await submit(work)).toMatchObject({
    status: 422,
    body: { code: "result-incomplete", details: { missing: [expect.stringContaining("oven")] } },
  });

  const use = (more: object = {}) =>
    work.analyst.post(`/api/tasks/${work.task}/equipment-uses`, { instrumentNumber: oven.number, ...more });
  expect(await use()).toMatchObject({ status: 400, body: { details: { fields: ["settings"] } } }); // a temperature belongs to it
  told(await use({ settings: "103 ℃" }));
  expect(lacks(await work.now())).toEqual(["equipment-still-in"]);
  expect(await submit(work)).toMatchObject({ status: 422, body: { code: "result-incomplete" } });
  expect(told(await use())).toEqual({ action: "out", name: oven.name });
  told(await submit(work));
});

test("an oven weighs nothing, also when somebody types its number", async () => {
  const work = await dishes();
  const oven = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "OV-0102" } });
  const [first] = (await work.now()).determinations;
  const typed = { step: "dish", text: "30.1202", instrumentNumber: oven.number, reason: "天平通讯故障" };
  expect(await work.analyst.post(`/api/determinations/${first?.id}/manual-readings`, typed)).toMatchObject({
    status: 422,
    body: { code: "instrument-kind-wrong" },
  });
  told(
    await work.analyst.post(`/api/determinations/${first?.id}/manual-readings`, {
      ...typed,
      instrumentNumber: weighing.balance,
    }),
  );
  expect((await work.now()).determinations[0]?.steps[0]?.weighings).toMatchObject([
    { text: "30.1202", isManual: true, manualReason: "天平通讯故障", counts: true },
  ]);
});

test("a dish on the bench of one sample is not bound to another", async () => {
  const work = await dishes();
  const other = await dishes();
  const [mine] = (await work.now()).determinations;
  const theirs = (await other.now()).determinations[0];
  expect(await work.analyst.post(`/api/determinations/${mine?.id}/vessel`, { vessel: theirs?.vessel })).toMatchObject({
    status: 409,
    body: { code: "vessel-taken" },
  });
  told(await work.claim());
  await weighing.weigh("30.0000");
  expect(await work.analyst.post(`/api/determinations/${mine?.id}/vessel`, { vessel: "999" })).toMatchObject({
    status: 409,
    body: { code: "vessel-bound" },
  });
});
