import { afterAll, beforeAll, expect, test } from "vitest";
import type { MethodView, ProductView } from "../../server/catalogue/contract.ts";
import { openLab, type Lab } from "../setup/lab.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

async function methodsOf(login: string): Promise<MethodView[]> {
  const answer = await (await lab.as(login)).get("/api/methods");
  expect(answer.status).toBe(200);
  return (answer.body as { rows: MethodView[] }).rows;
}

async function products(q: string): Promise<string[]> {
  const answer = await (await lab.as("demo-reception")).get(`/api/products?${new URLSearchParams({ q }).toString()}`);
  return (answer.body as { rows: ProductView[] }).rows.map((row) => row.name);
}

test("a method says how it is worked and how its result is reported", async () => {
  const moisture = (await methodsOf("demo-analyst")).find((method) => method.item === "水分");
  expect(moisture).toMatchObject({
    code: "GB 5009.3-2016",
    clause: "第一法 直接干燥法",
    unit: "g/100 g",
    parallels: 2,
    repeatabilityPercent: "10",
    formula: "(m1 - m2) / (m1 - m3) * 100",
    equipmentKinds: ["balance", "oven"],
    isInScope: true,
    reporting: "≥1：3 位有效数字；其余：2 位有效数字",
  });
  expect(moisture?.steps.map((step) => [step.key, step.kind, step.minimumMinutes, step.tolerance])).toEqual([
    ["dish", "constant", 90, "0.002"],
    ["sample", "single", undefined, undefined],
    ["dried", "constant", 90, "0.002"],
  ]);
});

test("what one laboratory may do, another may not: scope is the laboratory's own", async () => {
  const scopes = async (login: string) =>
    Object.fromEntries((await methodsOf(login)).map((method) => [method.item, method.isInScope]));
  expect(await scopes("demo-analyst")).toMatchObject({ 水分: true, 铅: true });
  expect(await scopes("demo-county")).toMatchObject({ 水分: true, 铅: false });
});

test("a scope that has ended is no scope", async () => {
  const lead = (await methodsOf("demo-analyst")).find((method) => method.item === "铅");
  await lab.db.scope.updateMany({ where: { methodId: lead?.id ?? "" }, data: { validUntil: "2026-01-01" } });
  expect((await methodsOf("demo-analyst")).find((method) => method.item === "铅")?.isInScope).toBe(false);
});

test("a product is found by a part of its name or by its barcode, as EAN-13 or as GTIN-14", async () => {
  expect(await products("牛肉干")).toEqual(["风干牛肉干（原味）"]);
  expect(await products("9521234500018")).toEqual(["风干牛肉干（原味）"]);
  expect(await products("0952123450001 8")).toEqual(["风干牛肉干（原味）"]);
  expect(await products("没有这个")).toEqual([]);
  expect((await products("")).length).toBe(6);
});

test("an enterprise has no business in the catalogue", async () => {
  expect(await (await lab.as("demo-enterprise")).get("/api/methods")).toMatchObject({
    status: 403,
    body: { code: "not-allowed" },
  });
});
