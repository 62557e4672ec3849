import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { z } from "zod";
import type { TrayReading } from "../../server/readings/contract.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, told, type Registered } from "../setup/story.ts";
import { openWeighing, withDishes, type Dishes, type Weighing } from "../setup/weighing.ts";

type TrayRow = z.output<typeof TrayReading>;
let lab: Lab;
let weighing: Weighing;
let sample: Registered;
let work: Dishes;
let dish = 200;

beforeAll(async () => {
  lab = await openLab();
  weighing = await openWeighing(lab);
});
afterAll(() => lab.close());
beforeEach(async () => {
  lab.clock.advance(10);
  sample = await aSampleAtTheBench(lab, { items: ["水分"] });
  work = await withDishes(lab, weighing, sample, [String(dish++), String(dish++)]);
});

const tray = async () => told<{ rows: TrayRow[] }>(await work.analyst.get("/api/tray")).rows;
const weights = async () =>
  (await work.now()).determinations.map((d) => d.steps.flatMap((s) => s.weighings.map((w) => w.text)));
const assign = async (reading: string | undefined, step = "dish", parallel = 0) =>
  work.analyst.post(`/api/tray/${reading}/assign`, {
    determinationId: (await work.now()).determinations[parallel]?.id,
    step,
    reason: "称量时未先扫描天平",
  });

/** Makes the only stable weight of a value known by its row in the tray. */
const inTray = async (text: string) => (await tray()).find((r) => r.text === text);

test("a reading nobody claimed waits in the tray, and is brought into its step with a reason", async () => {
  await weighing.weigh("30.0101");
  const row = await inTray("30.0101");
  expect(row).toMatchObject({ value: "30.0101", unit: "g", status: "reading", instrumentNumber: weighing.balance });
  expect(await weights()).toEqual([[], []]);
  told(await assign(row?.id));
  expect(await weights()).toEqual([["30.0101"], []]);
  expect(await assign(row?.id)).toMatchObject({ status: 409, body: { code: "reading-in-use" } });
  expect(await inTray("30.0101")).toBeUndefined();
});

test("a weighing that is undone goes to the tray and comes back; both stay on record", async () => {
  told(await work.claim());
  await weighing.weigh("30.0202");
  const use = (await work.now()).determinations[0]?.steps[0]?.weighings[0]?.useId;
  expect(await work.analyst.post(`/api/reading-uses/${use}/undo`, {})).toMatchObject({ status: 400 }); // not without a reason
  told(await work.analyst.post(`/api/reading-uses/${use}/undo`, { reason: "放错称量皿" }));
  expect(await weights()).toEqual([[], []]);
  const row = await inTray("30.0202");
  told(await assign(row?.id, "dish", 1));
  expect(await weights()).toEqual([[], ["30.0202"]]);
  const kept = await lab.db.readingUse.findMany({ where: { readingId: row?.id ?? "" }, orderBy: { at: "asc" } });
  expect(kept).toMatchObject([
    { undoneBy: "马晓燕", undoReason: "放错称量皿" },
    { undoneAt: null, reason: "称量时未先扫描天平" },
  ]);
  expect(await work.analyst.post(`/api/reading-uses/${use}/undo`, { reason: "再撤一次" })).toMatchObject({
    status: 404,
  });
});

test("which determination counts is not chosen from the tray: a step that is done takes no more", async () => {
  told(await work.claim());
  await weighing.weigh("30.1000", "29.1000");
  await work.dry();
  told(await work.claim());
  await weighing.weigh("30.1000", "29.1000", "34.1000", "33.1000");
  const [claim] = (await work.now()).claims;
  told(await work.analyst.post(`/api/claims/${claim?.id}/close`));
  await weighing.weigh("34.3333");
  expect(await assign((await inTray("34.3333"))?.id, "sample")).toMatchObject({
    status: 409,
    body: { code: "no-open-step" },
  });
});

test.each([
  ["in milligrams", { value: "30120.2", unit: "mg" }, "unit-differs", 422],
  ["still moving", { value: "30.1203", stable: false, status: "unstable" }, "reading-not-usable", 409],
  ["called a reading although it moves", { value: "30.1207", stable: false }, "reading-not-usable", 409],
  [
    "above the balance's range",
    { value: null, unit: null, stable: null, status: "overload", text: "S +" },
    "reading-not-usable",
    409,
  ],
  [
    "below its range",
    { value: null, unit: null, stable: null, status: "underload", text: "S -" },
    "reading-not-usable",
    409,
  ],
])("a weight %s is refused aloud and kept in the tray", async (_, said, code, status) => {
  told(await work.claim());
  const heard: string[] = [];
  const stop = lab.house.live.hear((event) => {
    if (event.type === "reading") heard.push(`${event.outcome} ${event.reason}`);
  });
  told(await weighing.deliver(said));
  expect(await weights()).toEqual([[], []]);
  const [row] = await tray();
  expect(await assign(row?.id)).toMatchObject({ status, body: { code } });
  told(await weighing.deliver({ value: "30.1204" })); // the claim is where it was
  expect(await weights()).toEqual([["30.1204"], []]);
  await expect.poll(() => heard.length).toBe(2);
  stop();
  expect(heard[0]).toMatch(/^refused (wrong-unit|unstable|overload|underload)$/);
});

test("the same delivery twice changes nothing; one with a hole is refused whole", async () => {
  told(await work.claim());
  await weighing.weigh("30.3001", "29.3001");
  const before = await lab.db.reading.count();
  const mark = weighing.last();
  expect(told(await weighing.deliverFrom(mark - 1, { value: "30.3001" }, { value: "29.3001" }))).toEqual({
    upTo: mark,
  });
  expect(await weighing.deliverFrom(mark + 2, { value: "1.0000" })).toMatchObject({
    status: 409,
    body: { code: "gateway-gap", details: { expected: mark + 1, received: mark + 2 } },
  });
  expect(await weighing.deliver({ value: "2.0000" }, { value: "3.0000", status: "nonsense" })).toMatchObject({
    status: 400,
  });
  expect(await lab.db.reading.count()).toBe(before);
  expect(await weights()).toEqual([["30.3001"], ["29.3001"]]);
});

test("a reading from before the claim, or long after it, belongs to nobody here; a gateway whose clock is slow loses none", async () => {
  const earlier = lab.clock.now().toISOString();
  lab.clock.advance(1);
  told(await work.claim());
  told(await weighing.deliver({ value: "30.4001", takenAt: earlier }));
  expect(await weights()).toEqual([[], []]);
  lab.clock.advance(-20);
  const slow = lab.clock.now().toISOString();
  lab.clock.advance(20);
  told(await weighing.deliverAt(slow, { value: "30.4002", takenAt: slow }));
  expect(await weights()).toEqual([["30.4002"], []]);
  lab.clock.advance(121);
  await weighing.weigh("30.4003"); // whoever prints now has not scanned
  expect(await weights()).toEqual([["30.4002"], []]);
  expect((await work.now()).claims).toEqual([]);
});

test("a container that was handed back feeds no result until it is taken out again", async () => {
  told(await work.claim());
  told(await work.analyst.post(`/api/containers/${sample.container}/hand-back`));
  await weighing.weigh("30.5001");
  expect(await weights()).toEqual([[], []]);
  expect(await work.claim()).toMatchObject({ status: 409, body: { code: "container-not-handed-out" } });
});

test("the next dish takes no weight before it has its number", async () => {
  const bare = await aSampleAtTheBench(lab, { items: ["水分"] });
  const task = bare.tasks["水分"] ?? "";
  const analyst = await lab.as("demo-analyst");
  const sitting = { taskId: task, containerNumber: bare.container, instrumentNumber: weighing.balance };
  expect(await analyst.post("/api/claims", sitting)).toMatchObject({ status: 409, body: { code: "vessel-needed" } });
  const found = await lab.db.determination.findMany({ where: { taskId: task }, orderBy: { parallel: "asc" } });
  told(await analyst.post(`/api/determinations/${found[0]?.id}/vessel`, { vessel: String(dish++) }));
  told(await analyst.post("/api/claims", sitting));
  await weighing.weigh("30.6001", "30.6002");
  expect(await lab.db.readingUse.count({ where: { determination: { taskId: task } } })).toBe(1);
  expect(await inTray("30.6002")).toBeDefined();
  told(await analyst.post(`/api/determinations/${found[1]?.id}/vessel`, { vessel: String(dish++) }));
  await weighing.weigh("29.6001");
  expect(await lab.db.readingUse.count({ where: { determinationId: found[1]?.id ?? "" } })).toBe(1);
});

test("an instrument in another's hands is not claimed, nor given free, until it has rested", async () => {
  told(await work.claim());
  const other = await aSampleAtTheBench(lab, { items: ["水分"] }, "demo-analyst2");
  const theirs = await withDishes(lab, weighing, other, [String(dish++), String(dish++)], "demo-analyst2");
  expect(await theirs.claim()).toMatchObject({
    status: 409,
    body: { code: "claim-taken", details: { person: "马晓燕" } },
  });
  const [claim] = (await work.now()).claims;
  expect(await theirs.analyst.post(`/api/claims/${claim?.id}/close`)).toMatchObject({
    status: 409,
    body: { code: "claim-taken" },
  });
  lab.clock.advance(31);
  told(await theirs.claim());
  await weighing.weigh("30.7001");
  expect(await weights()).toEqual([[], []]);
  expect((await theirs.now()).determinations[0]?.steps[0]?.weighings).toHaveLength(1);
  told(await theirs.analyst.post(`/api/claims/${(await theirs.now()).claims[0]?.id}/close`));
});

test("nobody claims for another's task, another sample's container or with the reserve", async () => {
  const other = await aSampleAtTheBench(lab, { items: ["水分"] }, "demo-analyst2");
  const claim = (taskId: string | undefined, containerNumber: string) =>
    work.analyst.post("/api/claims", { taskId, containerNumber, instrumentNumber: weighing.balance });
  expect(await claim(other.tasks["水分"], other.container)).toMatchObject({
    status: 403,
    body: { code: "not-your-task" },
  });
  expect(await claim(work.task, other.container)).toMatchObject({
    status: 422,
    body: { code: "container-not-of-sample" },
  });
  const reserve = sample.order.sampleRows[0]?.containers.find((c) => c.kind === "reserve")?.number ?? "";
  expect(await claim(work.task, reserve)).toMatchObject({ status: 409, body: { code: "reserve-sealed" } });
});
