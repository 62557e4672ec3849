import { afterAll, beforeAll, expect, test } from "vitest";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import type { z } from "zod";
import type { TrayReading } from "../../server/readings/contract.ts";
import { newGatewayKey } from "../../server/readings/gateway-keys.ts";
import { hashOf } from "../../server/people/session.ts";
import { clientOf, openLab, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, told, type Registered } from "../setup/story.ts";
import { openWeighing, withDishes, type Dishes, type Weighing } from "../setup/weighing.ts";

let lab: Lab;
let weighing: Weighing;
let sample: Registered;
let work: Dishes;

beforeAll(async () => {
  lab = await openLab();
  weighing = await openWeighing(lab);
  sample = await aSampleAtTheBench(lab, { items: ["水分"] });
  work = await withDishes(lab, weighing, sample, ["17", "18"]);
});
afterAll(() => lab.close());

const tray = async () => told<{ rows: z.output<typeof TrayReading>[] }>(await work.analyst.get("/api/tray")).rows;
const claimWith = (instrumentNumber: string) =>
  work.analyst.post("/api/claims", { taskId: work.task, containerNumber: sample.container, instrumentNumber });
const weights = async () =>
  (await work.now()).determinations.map((d) => d.steps.flatMap((s) => s.weighings.map((w) => w.text)));

test("a balance whose verification has lapsed is refused when it is scanned, and its readings enter no result until a certificate covers them", async () => {
  const overdue = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "B-2013-04" } });
  const refused = { status: 409, body: { code: "instrument-unfit", details: { reasons: ["检定已过期"] } } };
  expect(await claimWith(overdue.number)).toMatchObject(refused);
  const gateway = await lab.db.gateway.findFirstOrThrow();
  await lab.db.instrument.update({
    where: { id: overdue.id },
    data: { gatewayId: gateway.id, driver: "mt-sics", port: { kind: "tcp", host: "127.0.0.1", port: 8002 } },
  });
  expect(await claimWith(overdue.number)).toMatchObject(refused);
  told(await weighing.deliver({ value: "30.0001", instrumentNumber: overdue.number }));
  const row = (await tray()).find((r) => r.text === "30.0001");
  const [first] = (await work.now()).determinations;
  const assigned = { determinationId: first?.id, step: "dish", reason: "称量时未先扫描天平" };
  expect(await work.analyst.post(`/api/tray/${row?.id}/assign`, assigned)).toMatchObject(refused);
  const typed = { step: "dish", text: "30.0001", instrumentNumber: overdue.number, reason: "按天平显示录入" };
  expect(await work.analyst.post(`/api/determinations/${first?.id}/manual-readings`, typed)).toMatchObject(refused);
  expect(await weights()).toEqual([[], []]);

  // entered late, it heals what was read in its validity
  const metrologist = await lab.as("demo-metrologist");
  told<InstrumentView>(
    await metrologist.post(`/api/instruments/${overdue.number}/verifications`, {
      kind: "verification",
      on: "2026-11-20",
      certificateNumber: "2026天检字第2001号",
      agency: "示范州计量检定测试所",
      conclusion: "fit",
    }),
  );
  told(await work.analyst.post(`/api/tray/${row?.id}/assign`, assigned));
  expect(await weights()).toEqual([["30.0001"], []]);
});

test("an instrument of the wrong kind, and one that sends nothing, are told apart", async () => {
  const byNumber = async (serialNumber: string) =>
    (await lab.db.instrument.findFirstOrThrow({ where: { serialNumber } })).number;
  expect(await claimWith(await byNumber("AA-0007"))).toMatchObject({
    status: 422,
    body: { code: "instrument-kind-wrong" },
  });
  expect(await claimWith(await byNumber("OV-0102"))).toMatchObject({
    status: 409,
    body: { code: "instrument-not-connected" },
  });
  expect(await claimWith(await byNumber("C-0001"))).toMatchObject({ status: 404 }); // the county's balance is nothing to the centre
});

test("a balance that fails its verification in the middle of the work refuses the next reading, and what is there cannot be submitted", async () => {
  told(await work.claim());
  await weighing.weigh("29.0002");
  lab.clock.set("2026-12-02T01:00:00.000Z");
  told(await work.claim());
  await weighing.weigh("30.0002"); // early morning of the second day
  const metrologist = await lab.as("demo-metrologist");
  told(
    await metrologist.post(`/api/instruments/${weighing.balance}/verifications`, {
      kind: "verification",
      on: "2026-12-02",
      certificateNumber: "2026天检字第2002号",
      agency: "示范州计量检定测试所",
      conclusion: "unfit",
    }),
  );
  const before = await weights();
  await weighing.weigh("30.0003");
  expect(await weights()).toEqual(before);
  expect(await work.claim()).toMatchObject({ status: 409, body: { code: "instrument-unfit" } });
  expect((await work.now()).outcome.missing).toContainEqual({
    code: "instrument-unfit",
    detail: "电子天平（检定、校准不合格）",
  });
});

test("what a gateway says of an instrument that is not its own is kept, and never placed", async () => {
  const mine = await aSampleAtTheBench(lab, { items: ["水分"] });
  const balance = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber: "B-2013-04" } });
  const dishes = await withDishes(lab, { ...weighing, balance: balance.number }, mine, ["27", "28"]);
  told(await dishes.claim());
  const laboratory = await lab.db.laboratory.findUniqueOrThrow({ where: { code: "622900" } });
  const key = await lab.change(async (ctx) => {
    const made = newGatewayKey(ctx);
    await ctx.db.gateway.create({ data: { laboratoryId: laboratory.id, name: "另一网关", keyHash: hashOf(made) } });
    await ctx.note("gateway.added", "gateway 另一网关");
    return made;
  });
  const now = lab.clock.now().toISOString();
  const reading = {
    sequence: 1,
    instrumentNumber: balance.number,
    raw: "",
    kind: "weight",
    value: "31.0000",
    unit: "g",
    stable: true,
    status: "reading",
    text: null,
    takenAt: now,
    driver: "mt-sics",
  };
  const say = (headers: Record<string, string>) =>
    clientOf(lab.url, headers).post("/api/gateway/readings", { gatewayNow: now, readings: [reading] });
  expect(told(await say({ authorization: `Bearer ${key}` }))).toEqual({ upTo: 1 });
  expect((await dishes.now()).determinations[0]?.steps[0]?.weighings).toEqual([]);
  expect(await lab.db.reading.findFirst({ where: { text: "31.0000" } })).toMatchObject({
    status: "unknown",
    instrumentId: null,
  });
  expect(await say({ authorization: "Bearer not-a-key-of-any-gateway" })).toMatchObject({ status: 401 });
  await lab.db.gateway.updateMany({ where: { name: "另一网关" }, data: { isActive: false } });
  expect(await say({ authorization: `Bearer ${key}` })).toMatchObject({ status: 401 });
});
