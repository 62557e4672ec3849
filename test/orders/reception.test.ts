import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderView } from "../../server/orders/contract.ts";
import type { ProductMemory, TemplateView } from "../../server/orders/reception-contract.ts";
import type { SampleView } from "../../server/samples/contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { anOrder, jerky, methodId, told } from "../setup/story.ts";

// What makes reception quick, and what it does with a sample it does not take on.

let lab: Lab;
let reception: Client;
beforeAll(async () => {
  lab = await openLab();
  reception = await lab.as("demo-reception");
});
afterAll(() => lab.close());

const register = async (changes: Parameters<typeof anOrder>[1] = {}) =>
  told<OrderView>(await reception.post("/api/orders", await anOrder(lab, changes)));
const recall = async (gtin: string, person: Client = reception) =>
  told<{ found: ProductMemory | null }>(await person.get(`/api/product-memory?gtin=${gtin}`)).found;
const unknown = "6901234567892";

describe("what is known of a barcode", () => {
  test("nothing at first; then what the laboratory's last sample of it was, with its tests and declared limit", async () => {
    expect(await recall(unknown)).toBeNull();
    await register({ sample: { name: "老酸奶", gtin: unknown, category: jerky, trademark: "河州" } });
    expect(await recall(unknown)).toMatchObject({
      from: "sample",
      name: "老酸奶",
      fields: { category: jerky, trademark: "河州", gtin: unknown },
      tests: [{ declaredLimit: { kind: "max", value: "20" } }, { declaredLimit: null }],
      judgingBasis: [expect.stringContaining("GB 2762-2025"), "Q/LXSF 0001S-2025"],
    });
    expect(await recall(unknown, await lab.as("demo-county"))).toBeNull(); // another laboratory learns nothing
  });
  test("the catalogue's name goes before, a template of the laboratory before both", async () => {
    expect(await recall("9521234500018")).toMatchObject({ from: "catalogue", name: "风干牛肉干（原味）" });
    const lead = { methodId: await methodId(lab, "铅"), declaredLimit: null };
    const body = { fields: { category: jerky, quantity: "4 袋" }, tests: [lead], judgingBasis: ["GB 2762-2025"] };
    const kept = told<TemplateView>(
      await reception.post("/api/sample-templates", { ...body, name: "风干牛肉干（原味）" }),
    );
    expect(kept).toMatchObject({ name: "风干牛肉干（原味）", savedBy: "马丽娜", ended: [] });
    expect(await recall("9521234500018")).toMatchObject({
      from: "template",
      fields: { quantity: "4 袋" },
      tests: [lead],
    });
    told(await reception.post("/api/sample-templates", { ...body, tests: [], name: "风干牛肉干（原味）" }));
    const { rows } = told<{ rows: TemplateView[] }>(await reception.get("/api/sample-templates"));
    const same = rows.filter(({ name }) => name === "风干牛肉干（原味）");
    expect(same).toMatchObject([{ tests: [] }]); // one of the same name is replaced
    const county = await lab.as("demo-county");
    expect((await county.post(`/api/sample-templates/${kept.id}/remove`)).status).toBe(404);
    told(await reception.post(`/api/sample-templates/${kept.id}/remove`));
  });
  test("a method that ended is left out of a template, and named", async () => {
    const id = await methodId(lab, "水分");
    const body = { fields: {}, tests: [{ methodId: id }], name: "挂面" };
    told(await reception.post("/api/sample-templates", body));
    await lab.db.method.update({ where: { id }, data: { inForceUntil: "2026-11-30" } });
    const { rows } = told<{ rows: TemplateView[] }>(await reception.get("/api/sample-templates"));
    expect(rows.find(({ name }) => name === "挂面")).toMatchObject({
      tests: [],
      ended: ["水分（GB 5009.3-2016）"],
    });
    await lab.db.method.update({ where: { id }, data: { inForceUntil: null } });
    const nobody = { ...body, tests: [{ methodId: "018f0000-0000-7000-8000-000000000009" }] };
    expect((await reception.post("/api/sample-templates", nobody)).status).toBe(404);
    expect((await reception.get("/api/product-memory?gtin=9521234500017")).body).toMatchObject({ code: "gtin-wrong" });
  });
});

describe("a sample refused on arrival", () => {
  const refusal = { reason: "seal-broken", detail: "封条 F-1 断开，袋口有撕裂" };

  test("is registered with its number and reason, without tasks or containers, and goes no further", async () => {
    const good = (await anOrder(lab))["samples"] as object[];
    const order = await register({
      order: { samples: [...good, { ...good[0], name: "破袋牛肉干", tests: [], containers: [], refusal }] },
    });
    expect(order).toMatchObject({ state: "accepted", sampleRows: [{ state: "registered" }, { state: "rejected" }] });
    const number = order.sampleRows[1]?.number ?? "";
    const sample = told<SampleView>(await reception.get(`/api/samples/${number}`));
    expect(sample).toMatchObject({ state: "rejected", tasks: [], containers: [], refusal });
  });
  test("an order of refused samples only is cancelled; without a reason or tests nothing is taken", async () => {
    expect(await register({ sample: { refusal } })).toMatchObject({ state: "cancelled" });
    for (const sample of [{ tests: [] }, { containers: [] }, { refusal: { ...refusal, detail: "" } }])
      expect((await reception.post("/api/orders", await anOrder(lab, { sample }))).body).toMatchObject({
        code: "bad-request",
      });
  });
  test("a registered sample is refused later by reception, once; its tasks are in nobody's pool, its containers due at once", async () => {
    const number = (await register()).sampleRows[0]?.number ?? "";
    const analyst = await lab.as("demo-analyst");
    expect((await analyst.post(`/api/samples/${number}/refuse`, refusal)).status).toBe(403);
    const refused = told<SampleView>(await reception.post(`/api/samples/${number}/refuse`, refusal));
    expect(refused).toMatchObject({ state: "rejected", refusal });
    expect((await reception.post(`/api/samples/${number}/refuse`, refusal)).body).toMatchObject({
      code: "state-forbids",
    });
    const pool = told<{ rows: { sampleNumber: string }[] }>(await (await lab.as("demo-supervisor")).get("/api/tasks"));
    expect(pool.rows.filter(({ sampleNumber }) => sampleNumber === number)).toEqual([]);
    const due = told<{ rows: { sampleNumber: string }[] }>(
      await (await lab.as("demo-keeper")).get(`/api/retention?show=due&q=${number}`),
    );
    expect(due.rows.length).toBeGreaterThan(0);
  });
});

test("fee, copies, what is left and how the report is handed over are kept with the order", async () => {
  expect(await register()).toMatchObject({ fee: null, copies: 1, leftover: "laboratory", delivery: "collected" });
  const agreed = { fee: "1280.50", copies: 3, leftover: "returned", delivery: "posted" };
  expect(await register({ order: agreed })).toMatchObject(agreed);
  expect((await reception.post("/api/orders", await anOrder(lab, { order: { fee: "-1" } }))).status).toBe(400);
});

test("who may, and only who may, says how much of a sample a method takes", async () => {
  const id = await methodId(lab, "铅");
  const sampleNeed = { amount: "30", unit: "g" };
  expect((await reception.post(`/api/methods/${id}/sample-need`, { sampleNeed })).status).toBe(403);
  const manager = await lab.as("demo-manager");
  expect((await manager.post(`/api/methods/${id}/sample-need`, { sampleNeed })).body).toMatchObject({ sampleNeed });
  expect(
    (await manager.post(`/api/methods/${id}/sample-need`, { sampleNeed: { amount: "0", unit: "g" } })).status,
  ).toBe(400);
});
