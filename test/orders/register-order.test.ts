import { randomUUID } from "node:crypto";
import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseNumber } from "../../server/kernel/numbers.ts";
import { Problem } from "../../server/kernel/problems.ts";
import { problemText } from "../../server/kernel/text/problem-text.ts";
import type { OrderView } from "../../server/orders/contract.ts";
import type { SampleView } from "../../server/samples/contract.ts";
import { openLab, signIn, type Client, type Lab } from "../setup/lab.ts";
import { anOrder, told } from "../setup/story.ts";

let lab: Lab;
let reception: Client;
beforeAll(async () => {
  lab = await openLab();
  reception = await lab.as("demo-reception");
});
afterAll(() => lab.close());

const register = async (changes: Parameters<typeof anOrder>[1] = {}) =>
  told<OrderView>(await reception.post("/api/orders", await anOrder(lab, changes)));
const sequences = (numbers: { number: string }[]) =>
  numbers.map(({ number }) => {
    const read = parseNumber(number);
    if (read.fault !== null) throw new Error(`${number}: ${read.fault}`);
    return read.sequence;
  });
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

/** A picture of one grey pixel, as large as asked for: what follows the picture's end is ignored by whoever shows it. */
function aPicture(bytes = 200): Buffer {
  const chunk = (name: string, data: Buffer) =>
    Buffer.concat([Buffer.from([0, 0, 0, data.length]), Buffer.from(name), data, Buffer.alloc(4)]);
  const head = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const picture = Buffer.concat([
    head,
    chunk("IHDR", Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    chunk("IDAT", deflateSync(Buffer.from([0, 128]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  return Buffer.concat([picture, Buffer.alloc(Math.max(0, bytes - picture.length), bytes % 251)]);
}

test("a character that no font has is told at reception with its place; rare ones that can be printed are taken", async () => {
  const refused = await reception.post(
    "/api/orders",
    await anOrder(lab, { sample: { producer: "临夏\u{13080}食品厂" } }),
  );
  expect(refused).toMatchObject({
    status: 422,
    body: { code: "character-not-printable", details: { field: "samples.0.producer", codePoint: "U+13080" } },
  });
  const { details } = refused.body as { details: Record<string, unknown> };
  expect(problemText(new Problem("character-not-printable", details), "zh")).toContain("样品 1 生产单位");
  await register({ sample: { producer: "马𠮷𡛟牛肉坊", specification: "PM₂.₅ SO₄²⁻" } });
});

test("an order is registered with its samples and containers, accepted, and due in twenty working days", async () => {
  const order = await register({ sample: { gtin: "9521234500018" } });
  expect(order).toMatchObject({
    state: "accepted",
    source: "commissioned",
    client: "临夏示范牛羊肉制品有限公司",
    receivedOn: "2026-12-01",
    dueOn: "2026-12-29",
    samples: 1,
    clientDetails: { creditCode: "91622901000000019N" },
    sampleRows: [{ name: "风干牛肉干", state: "registered", containers: [{ kind: "test" }, { kind: "reserve" }] }],
  });
  expect(parseNumber(order.number)).toMatchObject({ fault: null, kind: "order", labCode: "622900", year: "26" });
  const number = order.sampleRows[0]?.number ?? "";
  expect(parseNumber(number)).toMatchObject({ fault: null, kind: "sample", labCode: "622900", year: "26" });
  const [test1, reserve] = order.sampleRows[0]?.containers ?? [];
  expect(parseNumber(test1?.number ?? "")).toMatchObject({ fault: null, kind: "container", container: 1 });
  expect(parseNumber(reserve?.number ?? "")).toMatchObject({ fault: null, kind: "container", container: 2 });
  expect(test1?.number.slice(1, 15)).toBe(number.slice(1, 15));

  const sample = told<SampleView>(await reception.get(`/api/samples/${number}`));
  expect(sample).toMatchObject({
    orderNumber: order.number,
    batchNumber: "20261010A",
    gtin: "9521234500018",
    productionDate: "2026-10-10",
    certificates: [],
  });
  expect(sample.tasks.map((task) => [task.item, task.state, task.analyst])).toEqual([
    ["水分", "pending", null],
    ["铅", "pending", null],
  ]);
  expect(sample.containers.map((c) => [c.state, c.storage])).toEqual([
    ["stored", "常温、避光、干燥"],
    ["stored", "常温、避光、干燥"],
  ]);
});

test("an order is found by its number in any grouping, by client, and among the newest", async () => {
  const order = await register();
  const grouped = order.number.replace(/^(\d)(\d{6})(\d{2})(\d{6})(\d)$/, "$1 $2 $3 $4 $5");
  for (const path of [`/api/orders/${encodeURIComponent(grouped)}`, `/api/orders/${order.number}`])
    expect(await reception.get(path)).toMatchObject({ status: 200, body: { number: order.number } });
  const rows = async (q: string) =>
    told<{ rows: { number: string }[] }>(await reception.get(`/api/orders?q=${encodeURIComponent(q)}`)).rows.map(
      (row) => row.number,
    );
  expect(await rows(grouped)).toEqual([order.number]);
  expect((await rows("示范牛羊肉"))[0]).toBe(order.number);
  expect(await rows("没有这家")).toEqual([]);
  expect(told<{ kind: string }>(await reception.get(`/api/scan?code=${order.number}`))).toMatchObject({
    kind: "order",
    number: order.number,
  });
});

test("the day agreed with the client is the day it is due", async () => {
  expect(await register({ order: { dueOn: "2026-12-08" } })).toMatchObject({ dueOn: "2026-12-08" });
});

test("supervisory sampling arrives as two sealed containers whose seals and photo are on record", async () => {
  const photo = told<{ id: string }>(
    await reception.post("/api/photos?name=封条.png", aPicture(), { "content-type": "image/png" }),
  );
  const sampled = await lab.db.enterprise.findFirstOrThrow({ where: { name: "东乡示范食品加工厂" } });
  const authority = await lab.db.enterprise.findFirstOrThrow({ where: { name: "示范州市场监督管理局" } });
  const sealed = (kind: string, sealNumber: string) => ({
    kind,
    sealNumber,
    isSealIntact: true,
    sealPhotoId: photo.id,
  });
  const order = await register({
    order: {
      source: "supervisory",
      clientId: authority.id,
      sampledEnterpriseId: sampled.id,
      sheetNumber: "SC26622900001",
    },
    sample: {
      containers: [sealed("test", "F-0001"), sealed("reserve", "F-0002")],
      samplingPlace: "成品库",
      samplers: "马建国、王小红",
      sampledOn: "2026-11-30",
    },
  });
  expect(order).toMatchObject({
    source: "supervisory",
    sampledEnterprise: "东乡示范食品加工厂",
    sheetNumber: "SC26622900001",
  });
  const { containers } = told<SampleView>(await reception.get(`/api/samples/${order.sampleRows[0]?.number}`));
  expect(containers).toMatchObject([
    { sealNumber: "F-0001", isSealIntact: true, sealPhotoId: photo.id },
    { sealNumber: "F-0002", isSealIntact: true, sealPhotoId: photo.id, may: ["put"] },
  ]);
  const handOut = await (await lab.as("demo-analyst")).post(`/api/containers/${containers[1]?.number}/hand-out`);
  expect(handOut).toMatchObject({ status: 409, body: { code: "reserve-sealed" } });
});

test("several samples of one order follow one another, each with its own containers", async () => {
  const body = await anOrder(lab);
  const [sample] = body["samples"] as Record<string, unknown>[];
  const order = told<OrderView>(
    await reception.post("/api/orders", {
      ...body,
      samples: [1, 2, 3].map((n) => ({ ...sample, batchNumber: `批 ${n}` })),
    }),
  );
  const numbers = sequences(order.sampleRows);
  expect(numbers).toEqual([0, 1, 2].map((n) => (numbers[0] ?? 0) + n));
  expect(order.sampleRows.every((row) => row.containers.length === 2)).toBe(true);
});

test("sixteen counters registering at once leave no gap and give no number twice, and what is refused gives its number back", async () => {
  const authority = await lab.db.enterprise.findFirstOrThrow({ where: { name: "示范州市场监督管理局" } });
  const plain = await anOrder(lab);
  const seal = (sealNumber: string) => ({ sealNumber, isSealIntact: true });
  const sheet = (sheetNumber: string) => ({
    ...plain,
    source: "supervisory",
    clientId: authority.id,
    sampledEnterpriseId: authority.id,
    sheetNumber,
    samples: (plain["samples"] as object[]).map((s) => ({
      ...s,
      containers: [
        { kind: "test", ...seal(`${sheetNumber}-1`) },
        { kind: "reserve", ...seal(`${sheetNumber}-2`) },
      ],
    })),
  });
  // eight write plain orders; the others come in pairs that bring the same sheet at the same moment
  const writers = await Promise.all(
    upTo(16).map(async (n) => ({ n, client: await signIn(lab.url, n % 2 ? "demo-reception" : "demo-county") })),
  );
  const before = await lab.db.order.count();
  const answers = await Promise.all(
    writers.map(async ({ n, client }) => {
      const own = n % 2 ? [plain, plain] : [moistureOnly(plain), moistureOnly(sheet(`SAME-${Math.ceil(n / 4)}`))];
      const sent = own.map((order) => ({ ...order, registrationId: randomUUID() })); // as the form sends it
      return [await client.post("/api/orders", sent[0]), await client.post("/api/orders", sent[1])];
    }),
  );
  const flat = answers.flat();
  const refused = flat.filter((a) => a.status !== 200);
  expect(refused.map((a) => (a.body as { code: string }).code)).toEqual(
    Array.from({ length: 4 }, () => "sheet-number-taken"),
  );
  expect(await lab.db.order.count()).toBe(before + 28);

  for (const code of ["622900", "622921"]) {
    const laboratory = await lab.db.laboratory.findUniqueOrThrow({ where: { code } });
    const where = { laboratoryId: laboratory.id };
    const orders = await lab.db.order.findMany({ where, orderBy: { number: "asc" } });
    const samples = await lab.db.sample.findMany({ where, orderBy: { number: "asc" } });
    expect(sequences(orders)).toEqual(upTo(orders.length));
    expect(sequences(samples)).toEqual(upTo(samples.length));
  }
});

/** The county's scope is moisture alone. */
function moistureOnly(order: Record<string, unknown>): Record<string, unknown> {
  return {
    ...order,
    samples: (order["samples"] as { tests: unknown[] }[]).map((s) => ({ ...s, tests: s.tests.slice(0, 1) })),
  };
}

test("the same form sent again because its answer was lost is the same order, however often and at once; a changed one is told", async () => {
  const form = { ...(await anOrder(lab)), registrationId: "0b1e0000-0000-4000-8000-000000000001" };
  const before = await lab.db.order.count();
  const answers = await Promise.all(upTo(4).map(() => reception.post("/api/orders", form)));
  expect([...new Set(answers.map((answer) => told<OrderView>(answer).number))]).toHaveLength(1);
  expect(told<OrderView>(await reception.post("/api/orders", form)).number).toBe(
    told<OrderView>(answers[0] as NonNullable<(typeof answers)[0]>).number,
  );
  expect(await lab.db.order.count()).toBe(before + 1);
  expect(await reception.post("/api/orders", { ...form, remarks: "另加一句" })).toMatchObject({
    status: 409,
    body: { code: "order-registered-before" },
  });
  // another laboratory learns nothing by it
  const county = await lab.as("demo-county");
  const elsewhere = await county.post("/api/orders", form);
  expect(elsewhere.status).toBeGreaterThanOrEqual(400);
  expect(elsewhere.bytes.toString()).not.toContain("委托单 3");
});

test("a photo is given back byte for byte, and the sample shows it", async () => {
  const picture = aPicture(4_000);
  const photo = told<{ id: string; size: number }>(
    await reception.post("/api/photos?name=样品.png", picture, { "content-type": "image/png" }),
  );
  expect(photo.size).toBe(picture.length);
  const order = await register({ sample: { photoIds: [photo.id] } });
  expect(told<SampleView>(await reception.get(`/api/samples/${order.sampleRows[0]?.number}`)).photoIds).toEqual([
    photo.id,
  ]);
  const back = await (await lab.as("demo-analyst")).get(`/api/photos/${photo.id}`);
  expect(back.status).toBe(200);
  expect(back.headers.get("content-type")).toBe("image/png");
  expect(back.headers.get("content-disposition")).toContain(encodeURIComponent("样品.png"));
  expect(back.headers.get("x-content-type-options")).toBe("nosniff");
  expect(back.bytes.equals(picture)).toBe(true);
});

test("a photo of just eight megabytes is taken, one byte more is too large", async () => {
  const most = 8 * 1024 * 1024;
  expect((await reception.post("/api/photos", aPicture(most), { "content-type": "image/png" })).status).toBe(200);
  const before = await lab.db.storedFile.count();
  const refused = await reception.post("/api/photos", aPicture(most + 1), { "content-type": "image/png" });
  expect(refused).toMatchObject({ status: 413, body: { code: "too-large" } });
  expect((refused.body as { title: string }).title).toContain("8 MB");
  expect(await lab.db.storedFile.count()).toBe(before);
});

test.each([
  {
    what: "a text that calls itself a picture",
    bytes: Buffer.from("<script>alert(1)</script>"),
    type: "image/png",
    status: 415,
    code: "wrong-media-type",
  },
  {
    what: "a PNG that calls itself a JPEG",
    bytes: aPicture(),
    type: "image/jpeg",
    status: 415,
    code: "wrong-media-type",
  },
  {
    what: "a drawing that could carry a script",
    bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    type: "image/svg+xml",
    status: 415,
    code: "wrong-media-type",
  },
  { what: "nothing at all", bytes: Buffer.alloc(0), type: "image/png", status: 400, code: "bad-request" },
])("$what is not taken as a photo", async ({ bytes, type, status, code }) => {
  const before = await lab.db.storedFile.count();
  expect(await reception.post("/api/photos", bytes, { "content-type": type })).toMatchObject({
    status,
    body: { code },
  });
  expect(await lab.db.storedFile.count()).toBe(before);
});

test("what is being typed is kept, and read back on another computer, by its own writer only", async () => {
  const typed = { client: "临夏示范", samples: [{ name: "半截的样", quantity: "3 袋", note: "🐂 马䶮" }], at: null };
  expect((await reception.post("/api/drafts/order-new", { body: typed })).status).toBe(200);
  const elsewhere = await signIn(lab.url, "demo-reception");
  expect(await elsewhere.get("/api/drafts/order-new")).toMatchObject({
    status: 200,
    body: { body: typed, savedAt: "2026-12-01T01:00:00.000Z" },
  });
  expect(await (await lab.as("demo-county")).get("/api/drafts/order-new")).toMatchObject({
    status: 200,
    body: { body: null, savedAt: null },
  });
  expect((await elsewhere.post("/api/drafts/order-new", { body: { ...typed, client: "换了" } })).status).toBe(200);
  expect(await reception.get("/api/drafts/order-new")).toMatchObject({ body: { body: { client: "换了" } } });
  expect((await reception.post("/api/drafts/order-new/drop")).status).toBe(200);
  expect(await elsewhere.get("/api/drafts/order-new")).toMatchObject({ body: { body: null } });
});
