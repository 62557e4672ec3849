import { afterAll, beforeAll, expect, test } from "vitest";
import { parseNumber } from "../../server/kernel/numbers.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import { fitnessOf } from "../../server/metrology/fitness.ts";
import { addDays, toDay } from "../../server/kernel/time.ts";
import { actingAs, question } from "../../server/platform/transaction.ts";
import { clientOf, openLab, type Lab, enrolledGateway } from "../setup/lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const aBalance = {
  name: "电子天平",
  kind: "balance",
  model: "X-1",
  maker: "示范仪器厂",
  range: "0 g～200 g",
  category: "other",
  place: "天平间",
};
let serial = 0;

async function register(more: Record<string, unknown> = {}): Promise<InstrumentView> {
  const answer = await (
    await lab.as("demo-metrologist")
  ).post("/api/instruments", { ...aBalance, serialNumber: `T-${++serial}`, ...more });
  expect(answer.status).toBe(200);
  return answer.body as InstrumentView;
}

async function verify(instrument: InstrumentView, more: Record<string, unknown>) {
  const body = {
    kind: "verification",
    on: today(),
    certificateNumber: `证字第${++serial}号`,
    agency: "示范州计量检定测试所",
    conclusion: "fit",
    ...more,
  };
  return (await lab.as("demo-metrologist")).post(`/api/instruments/${instrument.number}/verifications`, body);
}

const today = () => toDay(lab.clock.now());
const ago = (days: number) => addDays(today(), -days);

test("the register shows each instrument with its fitness today, and the overdue balance as out of service", async () => {
  const { rows } = (await (await lab.as("demo-analyst")).get("/api/instruments")).body as { rows: InstrumentView[] };
  const shown = Object.fromEntries(rows.map((row) => [row.serialNumber, row.fitness]));
  expect(shown["SIM-0001"]).toMatchObject({ state: "fit", reasons: [], dueInDays: null });
  expect(shown["B-2013-04"]).toMatchObject({ state: "out_of_service", reasons: ["overdue"] });
  expect(shown["OV-0044"]).toMatchObject({ state: "restricted", reasons: ["仅用于器皿烘干，不用于恒重"] });
  expect(shown["OV-0044"]?.dueInDays).toBeGreaterThan(7);
  expect(rows.find((row) => row.serialNumber === "SIM-0001")?.isConnected).toBe(true);
  expect(shown["C-0001"]).toBeUndefined();
});

test("a registered instrument has a number with a check digit and is out of service until it is verified", async () => {
  const instrument = await register({ periodMonths: 12 });
  expect(parseNumber(instrument.number)).toMatchObject({ fault: null, kind: "instrument", labCode: "622900" });
  expect(instrument.fitness).toMatchObject({ state: "out_of_service", reasons: ["never-verified"], validUntil: null });
});

test("the same serial number of the same maker is registered once", async () => {
  const instrument = await register();
  const again = await (
    await lab.as("demo-metrologist")
  ).post("/api/instruments", { ...aBalance, serialNumber: instrument.serialNumber });
  expect(again).toMatchObject({ status: 409, body: { code: "already-exists" } });
});

test.each([
  { on: "2026-03-06", months: 12, until: "2027-03-05" },
  { on: "2025-08-31", months: 6, until: "2026-02-28" },
  { on: "2024-02-29", months: 12, until: "2025-02-28" },
])("a certificate of $on with a period of $months months holds until $until", async ({ on, months, until }) => {
  const instrument = await register({ periodMonths: months });
  const answer = await verify(instrument, { on });
  expect(answer.status).toBe(200);
  expect((answer.body as InstrumentView).verifications).toMatchObject([{ on, validUntil: until }]);
});

test("the date on the certificate wins over the period", async () => {
  const instrument = await register({ periodMonths: 12 });
  const answer = await verify(instrument, { on: ago(10), validUntil: addDays(today(), 20) });
  expect((answer.body as InstrumentView).fitness).toMatchObject({
    state: "fit",
    validUntil: addDays(today(), 20),
    dueInDays: 20,
  });
});

test("a calibration that states no date needs the laboratory's own period", async () => {
  const instrument = await register();
  expect(await verify(instrument, { kind: "calibration" })).toMatchObject({
    status: 422,
    body: { code: "validity-needed" },
  });
  expect(await verify(instrument, { kind: "calibration", validUntil: addDays(today(), 365) })).toMatchObject({
    status: 200,
    body: { fitness: { state: "fit" } },
  });
});

test("a failed verification puts the instrument out of service, whatever came before", async () => {
  const instrument = await register({ periodMonths: 12 });
  await verify(instrument, { on: ago(30) });
  const failed = await verify(instrument, { on: ago(1), conclusion: "unfit" });
  expect(failed).toMatchObject({
    status: 200,
    body: { fitness: { state: "out_of_service", reasons: ["verification-failed"] } },
  });
});

test("an instrument restricted in its use says in words how far it may be used", async () => {
  const instrument = await register({ periodMonths: 12 });
  expect(await verify(instrument, { conclusion: "restricted" })).toMatchObject({
    status: 422,
    body: { code: "restriction-needed" },
  });
  expect(await verify(instrument, { conclusion: "restricted", restriction: "仅用于 1 g 以上" })).toMatchObject({
    body: { fitness: { state: "restricted", reasons: ["仅用于 1 g 以上"] } },
  });
});

test("a certificate of tomorrow, or one that ends before it begins, or one entered twice, is refused", async () => {
  const instrument = await register({ periodMonths: 12 });
  expect(await verify(instrument, { on: addDays(today(), 1) })).toMatchObject({
    status: 422,
    body: { code: "date-in-future" },
  });
  expect(await verify(instrument, { on: ago(1), validUntil: ago(2) })).toMatchObject({
    status: 400,
    body: { code: "bad-request" },
  });
  expect((await verify(instrument, { certificateNumber: "同一号" })).status).toBe(200);
  expect(await verify(instrument, { certificateNumber: "同一号" })).toMatchObject({
    status: 409,
    body: { code: "already-exists" },
  });
});

test("fitness is a function of the instant: a certificate entered late heals the days of its validity and no others", async () => {
  const instrument = await register({ periodMonths: 12 });
  const ctx = question(lab.house, actingAs("test"));
  const noon = (day: string) => new Date(`${day}T12:00:00+08:00`);
  const stateOn = async (day: string) => (await fitnessOf(ctx, instrument.id, noon(day))).state;
  expect(await stateOn(ago(5))).toBe("out_of_service");
  await verify(instrument, { on: ago(8), validUntil: ago(3) });
  expect(await stateOn(ago(9))).toBe("out_of_service");
  expect(await stateOn(ago(8))).toBe("fit");
  expect(await stateOn(ago(3))).toBe("fit");
  expect(await stateOn(ago(2))).toBe("out_of_service");
  expect(
    await lab.db.trailEntry.findFirst({
      where: { action: "verification.recorded", subject: `instrument ${instrument.number}` },
    }),
  ).toMatchObject({ detail: { validUntil: ago(3), before: "out_of_service" } });
});

test("the last day ends at midnight in the laboratory's zone", async () => {
  const instrument = await register({ periodMonths: 12 });
  await verify(instrument, { on: ago(8), validUntil: ago(3) });
  const ctx = question(lab.house, actingAs("test"));
  expect((await fitnessOf(ctx, instrument.id, new Date(`${ago(3)}T23:59:59+08:00`))).state).toBe("fit");
  expect((await fitnessOf(ctx, instrument.id, new Date(`${ago(2)}T00:00:00+08:00`))).state).toBe("out_of_service");
});

test("an instrument is found by its number in any grouping; a mistyped one is told from an unknown one", async () => {
  const { number } = await register();
  const grouped = `${number.slice(0, 1)} ${number.slice(1, 7)} ${number.slice(7, 9)} ${number.slice(9, 15)} ${number.slice(15)}`;
  expect(await (await lab.as("demo-analyst")).get(`/api/instruments/${encodeURIComponent(grouped)}`)).toMatchObject({
    status: 200,
    body: { number },
  });
  const wrong = number.slice(0, 15) + String((Number(number.slice(15)) + 1) % 10);
  expect(await (await lab.as("demo-analyst")).get(`/api/instruments/${wrong}`)).toMatchObject({
    status: 422,
    body: { code: "check-digit-wrong" },
  });
  expect(await (await lab.as("demo-analyst")).get("/api/instruments/12")).toMatchObject({
    status: 404,
    body: { code: "not-found" },
  });
});

test("another laboratory neither sees nor verifies our instruments", async () => {
  const instrument = await register({ periodMonths: 12 });
  expect(await (await lab.as("demo-county")).get(`/api/instruments/${instrument.number}`)).toMatchObject({
    status: 404,
  });
  const answer = await (
    await lab.as("demo-county")
  ).post(`/api/instruments/${instrument.number}/verifications`, {
    kind: "verification",
    on: today(),
    certificateNumber: "1",
    agency: "x",
    conclusion: "fit",
  });
  expect(answer).toMatchObject({ status: 404 });
  expect(await lab.db.verification.count({ where: { instrumentId: instrument.id } })).toBe(0);
});

test("only the metrologist changes the register, and only the administrator adds a gateway", async () => {
  expect(
    await (await lab.as("demo-analyst")).post("/api/instruments", { ...aBalance, serialNumber: "no" }),
  ).toMatchObject({ status: 403 });
  expect(await (await lab.as("demo-metrologist")).post("/api/gateways", { name: "网关" })).toMatchObject({
    status: 403,
  });
});

test("a gateway's key is shown once, kept as a hash, opens the gateway's door, and is not in the trail", async () => {
  const { id, key } = await enrolledGateway(lab, await lab.as("demo-admin"), "二楼网关");
  expect(key.length).toBeGreaterThan(40);
  const withKey = (bearer: string) =>
    clientOf(lab.url, { authorization: `Bearer ${bearer}` }).get("/api/gateway/configuration");
  expect(await withKey(key)).toMatchObject({ status: 200, body: { gatewayName: "二楼网关", instruments: [] } });
  expect(await withKey(`${key.slice(0, -1)}_`)).toMatchObject({ status: 401 });
  const kept = await lab.db.gateway.findUniqueOrThrow({ where: { id } });
  expect(
    JSON.stringify(kept, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  ).not.toContain(key);
  expect(
    JSON.stringify(
      await lab.db.trailEntry.findMany({ where: { action: "gateway.added" }, select: { detail: true, subject: true } }),
    ),
  ).not.toContain(key);
  expect(await (await lab.as("demo-admin")).post("/api/gateways", { name: "二楼网关" })).toMatchObject({ status: 409 });
});

test("numbers of instruments registered at once leave no gap", async () => {
  const made = await Promise.all(Array.from({ length: 8 }, () => register()));
  const sequences = made
    .map(({ number }) => parseNumber(number))
    .flatMap((read) => (read.fault === null ? [read.sequence] : []))
    .sort((a, b) => a - b);
  expect(sequences).toEqual(Array.from({ length: 8 }, (_, i) => (sequences[0] ?? 0) + i));
});
