import { afterAll, beforeAll, expect, test } from "vitest";
import { clientOf, enrolledGateway, openLab, type Client, type Lab } from "../setup/lab.ts";
import { told } from "../setup/story.ts";

// A gateway from its one-time code to its revoked key, and an instrument set up on it.

let lab: Lab;
let admin: Client;
let metrologist: Client;
beforeAll(async () => {
  lab = await openLab();
  admin = await lab.as("demo-admin");
  metrologist = await lab.as("demo-metrologist");
});
afterAll(() => lab.close());

type Row = { id: string; name: string; state: string; health: { waiting: number } | null };
const rowOf = async (id: string) =>
  told<{ rows: Row[] }>(await metrologist.get("/api/gateways")).rows.find((row) => row.id === id);
const withKey = (key: string) => clientOf(lab.url, { authorization: `Bearer ${key}` });
const health = (waiting: number) => ({
  version: "1",
  startedAt: "2026-12-01T01:00:00.000Z",
  waiting,
  diskFree: 10,
  trouble: null,
  journalBytes: 0,
  ports: [],
  found: [{ path: "/dev/ttyUSB0", about: "FTDI" }],
});

test("a code works once, for a day, however it is typed; a revoked key opens nothing", async () => {
  const { id, code } = told<{ id: string; code: string }>(await admin.post("/api/gateways", { name: "三楼网关" }));
  expect(await rowOf(id)).toMatchObject({ state: "waiting", health: null });
  expect(await lab.nobody.post("/api/gateway/enrol", { code: "2345-6789-2345" })).toMatchObject({
    status: 422,
    body: { code: "enrol-code-wrong" },
  });
  const typed = code.toLowerCase().replaceAll("-", " ");
  const { key } = told<{ key: string }>(await lab.nobody.post("/api/gateway/enrol", { code: typed }));
  expect((await lab.nobody.post("/api/gateway/enrol", { code })).status).toBe(422);
  expect((await withKey(key).post("/api/gateway/health", health(3))).status).toBe(200);
  expect(await rowOf(id)).toMatchObject({ state: "working", health: { waiting: 3 } });
  const revoked = await admin.post(`/api/gateways/${id}/revoke`, { reason: "电脑报废" });
  expect(revoked.status).toBe(200);
  expect((await withKey(key).get("/api/gateway/configuration")).status).toBe(401);
  expect(await rowOf(id)).toMatchObject({ state: "revoked" });
  const again = told<{ code: string }>(await admin.post(`/api/gateways/${id}/code`, {}));
  expect((await lab.nobody.post("/api/gateway/enrol", { code: again.code })).status).toBe(200);
  const trail = JSON.stringify(await lab.db.trailEntry.findMany({ select: { detail: true, subject: true } }));
  expect(trail).toContain("电脑报废");
  for (const secret of [code, again.code, key]) expect(trail).not.toContain(secret);
});

test("a code of yesterday is refused", async () => {
  const { code, id } = told<{ code: string; id: string }>(await admin.post("/api/gateways", { name: "旧码" }));
  await lab.db.gateway.update({ where: { id }, data: { enrolUntil: new Date(lab.clock.now().getTime() - 1) } });
  expect((await lab.nobody.post("/api/gateway/enrol", { code })).status).toBe(422);
});

test("an instrument is set up, read, and taken off; what does not fit is told and changes nothing", async () => {
  const gateway = await enrolledGateway(lab, admin, "四楼网关");
  const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "oven" } });
  const place = `/api/instruments/${number}/connection`;
  const port = { kind: "tcp", host: "10.0.0.9", port: 4001 };
  const like = { gatewayId: gateway.id, driver: "line", port, mode: "listen", isLive: false };
  const pattern = String.raw`^(?<value>\d+\.\d) (?<unit>C)$`;
  const wrong = await metrologist.post(place, { connection: { ...like, profile: { pattern: "(?<oops>" } } });
  expect(wrong).toMatchObject({ status: 422, body: { code: "profile-wrong" } });
  expect(await metrologist.post(place, { connection: { ...like, driver: "teapot" } })).toMatchObject({ status: 422 });
  expect(told(await metrologist.get(place))).toEqual({ connection: null });
  expect((await (await lab.as("demo-analyst")).post(place, { connection: like })).status).toBe(403);

  expect((await metrologist.post(place, { connection: { ...like, profile: { pattern } } })).status).toBe(200);
  const own = withKey(gateway.key);
  const read = async () =>
    told<{ instruments: unknown[]; watched: string[] }>(await own.get("/api/gateway/configuration"));
  expect(await read()).toMatchObject({
    instruments: [{ number, driver: "line", port, profile: { pattern } }],
    watched: [],
  });
  await metrologist.post(`/api/instruments/${number}/watch`, {});
  expect((await read()).watched).toEqual([number]);
  expect((await own.post("/api/gateway/bytes", { instrumentNumber: number, hex: "0d0a" })).status).toBe(200);
  expect((await metrologist.post(place, { connection: null })).status).toBe(200);
  expect((await read()).instruments).toEqual([]);
});

test("bytes of an unknown balance: the drivers that understand them come first", async () => {
  const bytes = Buffer.from("     192.21 g\r\n       0.01 g ?\r\n").toString("base64");
  type Tried = { rows: { driver: string; readings: number; refused: number; said: string[] }[] };
  const { rows } = told<Tried>(await metrologist.post("/api/drivers/try", { bytes }));
  const best = rows.filter(({ readings, refused }) => readings === 2 && refused === 0).map(({ driver }) => driver);
  expect(best).toContain("ohaus");
  expect(rows.find(({ driver }) => driver === "ohaus")?.said).toEqual(["192.21 g ●", "0.01 g ○"]);
  const { rows: drivers } = told<{ rows: unknown[] }>(await metrologist.get("/api/drivers"));
  expect(drivers).toHaveLength(rows.length);
});

test("what an instrument said with its figure is kept with the reading, and where its bytes stand", async () => {
  const { key } = await enrolledGateway(lab, admin, "五楼网关");
  const one = {
    sequence: 1,
    instrumentNumber: "5622900260000013",
    raw: Buffer.from("x").toString("base64"),
    kind: "result",
    value: "0.005",
    unit: "g/kg",
    stable: null,
    status: "reading",
    text: "x",
    takenAt: "2026-12-01T01:00:00.000Z",
    driver: "astm",
    qualifier: "<",
    details: { sample: "YP7", test: "^^^SO2" },
    journal: { from: 120, bytes: 33 },
  };
  const readings = [one, { ...one, sequence: 2, raw: "", within: 1 }];
  const answer = await withKey(key).post("/api/gateway/readings", {
    readings,
    gatewayNow: lab.clock.now().toISOString(),
  });
  expect(answer.status).toBe(200);
  const kept = await lab.db.reading.findMany({
    where: { details: { path: ["sample"], equals: "YP7" } },
    orderBy: { sequence: "asc" },
  });
  expect(kept).toMatchObject([
    { qualifier: "<", details: { test: "^^^SO2" }, journalFrom: 120n, journalBytes: 33, within: null },
    { within: 1n },
  ]);
});
