import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seededMethods } from "../../prisma/seed/methods/seeded-methods.ts";
import { seed } from "../../prisma/seed/seed.ts";
import { readConfig } from "../../server/config.ts";
import { creditCodeFault } from "../../server/kernel/credit-code.ts";
import { gtinFault } from "../../server/kernel/gtin.ts";
import { openHouse, type OpenHouse } from "../../server/open-house.ts";
import { cloneDatabase } from "../setup/database.ts";

let house: OpenHouse;
const dataDir = mkdtempSync(path.join(os.tmpdir(), "lims-seed-"));
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await cloneDatabase();
  drop = database.drop;
  house = await openHouse(readConfig({ LIMS_DATA: dataDir }), database.url);
});

afterAll(async () => {
  await house.close();
  await drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("without the demonstration an installation begins with limits and methods and nobody who could sign in", async () => {
  const { catalogue, demo } = await seed(house, { demo: false });
  expect(demo).toBeNull();
  expect(catalogue.methods).toEqual(seededMethods.map(({ code }) => code));
  expect(catalogue.limits).toMatchObject({ added: 751, changed: 0, unchanged: 0 });
  expect(await house.db.limit.count()).toBe(751);
  expect(await house.db.person.count()).toBe(0);
  expect(await house.db.laboratory.count()).toBe(0);
});

test("the demonstration is made once, however often the program starts", async () => {
  const first = await seed(house, { demo: true });
  expect(first.catalogue.limits).toMatchObject({ added: 0, changed: 0, unchanged: 751 });
  expect(first.demo?.people).toContain("demo-analyst");
  const before = await counts();
  const entries = await house.db.trailEntry.count();
  const second = await seed(house, { demo: true });
  expect(second.demo).toBeNull();
  expect(await counts()).toEqual(before);
  expect(await house.db.trailEntry.count()).toBe(entries);
});

test("two processes that start on one empty database make one demonstration", async () => {
  const database = await cloneDatabase();
  const houses = await Promise.all([1, 2].map(() => openHouse(readConfig({ LIMS_DATA: dataDir }), database.url)));
  const made = await Promise.all(houses.map((each) => seed(each, { demo: true })));
  expect(made.filter(({ demo }) => demo !== null).length).toBe(1);
  expect(await houses[0]?.db.limit.count()).toBe(751);
  expect(await houses[0]?.db.laboratory.count()).toBe(2);
  await Promise.all(houses.map((each) => each.close()));
  await database.drop();
});

test("invented enterprises and products carry numbers that are well-formed", async () => {
  const enterprises = await house.db.enterprise.findMany();
  expect(enterprises.map((e) => creditCodeFault(e.creditCode))).toEqual(enterprises.map(() => null));
  const products = await house.db.product.findMany();
  expect(
    products.flatMap((p) => (p.gtin === null ? [] : [gtinFault(p.gtin)])).filter((fault) => fault !== null),
  ).toEqual([]);
  expect(products.length).toBeGreaterThan(3);
});

async function counts(): Promise<number[]> {
  const {
    person,
    laboratory,
    enterprise,
    product,
    instrument,
    verification,
    scope,
    qualification,
    gateway,
    limit,
    method,
  } = house.db;
  return Promise.all([
    person.count(),
    laboratory.count(),
    enterprise.count(),
    product.count(),
    instrument.count(),
    verification.count(),
    scope.count(),
    qualification.count(),
    gateway.count(),
    limit.count(),
    method.count(),
  ]);
}
