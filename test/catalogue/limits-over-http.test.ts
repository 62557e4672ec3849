import { afterAll, beforeAll, expect, test } from "vitest";
import type { LimitView } from "../../server/catalogue/contract.ts";
import { openLab, type Lab } from "../setup/lab.ts";

let lab: Lab;
const jerky = "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）";

beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

type Page = { rows: LimitView[]; next: string | null; total: number; standards: string[] };

async function limits(query: Record<string, string>): Promise<Page> {
  const answer = await (await lab.as("demo-analyst")).get(`/api/limits?${new URLSearchParams(query).toString()}`);
  expect(answer.status).toBe(200);
  return answer.body as Page;
}

async function inForce(query: { category: string; item: string; on: string }) {
  return (await lab.as("demo-reception")).get(`/api/limits/in-force?${new URLSearchParams(query).toString()}`);
}

test("every row of the collection is found once by walking the pages, in the order of standard, edition and category", async () => {
  const seen: LimitView[] = [];
  let after = "";
  do {
    const page = await limits(after ? { after } : {});
    expect(page.total).toBe(751);
    seen.push(...page.rows);
    after = page.next ?? "";
  } while (after);
  expect(seen.length).toBe(751);
  expect(new Set(seen.map((row) => row.rowKey)).size).toBe(751);
  const editions = seen.map((row) => `${row.standard} ${row.edition}`);
  expect(new Set(editions).size).toBe(editions.filter((edition, index) => edition !== editions[index - 1]).length);
});

test("a search wants every word somewhere in the row, in Chinese or English, in any width", async () => {
  const found = await limits({ q: "铅 熟肉干制品" });
  expect(found.rows.map((row) => `${row.standard}-${row.edition} ${row.text}`)).toEqual([
    "GB 2762-2022 ≤0.2",
    "GB 2762-2025 ≤0.3",
  ]);
  expect((await limits({ q: "LEAD 熟肉干制品" })).total).toBe(2);
  expect((await limits({ q: "ＧＢ 2762 铅 牛肉干" })).total).toBe(2);
  expect((await limits({ q: "GB 2762-2025 铅 牛肉干" })).total).toBe(1);
  expect(await limits({ q: "独角兽" })).toMatchObject({ rows: [], total: 0, next: null });
  expect((await limits({ q: "100%_'" })).total).toBe(0);
});

test("a day shows only what was in force on it, to the very day", async () => {
  const on = async (day: string) => (await limits({ q: "铅 熟肉干制品", on: day })).rows.map((row) => row.edition);
  expect(await on("2023-06-29")).toEqual([]);
  expect(await on("2023-06-30")).toEqual(["2022"]);
  expect(await on("2026-09-01")).toEqual(["2022"]);
  expect(await on("2026-09-02")).toEqual(["2025"]);
});

test("one standard may be read alone, and all standards are named for choosing", async () => {
  const page = await limits({ standard: "GB 29921" });
  expect(page.total).toBe(31);
  expect(new Set(page.rows.map((row) => row.standard))).toEqual(new Set(["GB 29921"]));
  expect(page.standards).toContain("GB 2762");
  expect(page.rows.map((row) => row.text)).toContain("n=5,c=1,m=100,M=1000");
});

test("the edition in force on the day of production decides the limit for lead in beef jerky", async () => {
  const lead = async (on: string) => {
    const answer = await inForce({ category: jerky, item: "铅", on });
    expect(answer.status).toBe(200);
    return (answer.body as Page).rows.map((row) => `${row.standard}-${row.edition} ${row.text} ${row.unit}`);
  };
  expect(await lead("2023-06-29")).toEqual(["GB 2762-2017 ≤0.5 mg/kg"]);
  expect(await lead("2026-09-01")).toEqual(["GB 2762-2022 ≤0.2 mg/kg"]);
  expect(await lead("2026-09-02")).toEqual(["GB 2762-2025 ≤0.3 mg/kg"]);
});

test("an item that is tested for but has no limit has none; an unknown item or category is refused by name", async () => {
  const moisture = await inForce({ category: jerky, item: "水分", on: "2026-11-01" });
  expect(moisture).toMatchObject({ status: 200, body: { rows: [] } });
  const item = await inForce({ category: jerky, item: "独角兽", on: "2026-11-01" });
  expect(item).toMatchObject({ status: 422, body: { code: "item-unknown", details: { item: "独角兽" } } });
  const category = await inForce({ category: "月球岩石", item: "铅", on: "2026-11-01" });
  expect(category).toMatchObject({ status: 422, body: { code: "category-unknown" } });
  const moistureOfMoon = await inForce({ category: "月球岩石", item: "水分", on: "2026-11-01" });
  expect(moistureOfMoon).toMatchObject({ status: 422, body: { code: "category-unknown" } });
});

test("a day that does not exist is refused", async () => {
  const answer = await inForce({ category: jerky, item: "铅", on: "2026-02-30" });
  expect(answer).toMatchObject({ status: 400, body: { code: "bad-request", details: { fields: ["on"] } } });
});

test("every category that is offered is one that limits can be sought for", async () => {
  const answer = await (await lab.as("demo-reception")).get("/api/categories");
  const { rows } = answer.body as { rows: string[] };
  expect(rows).toContain(jerky);
  expect(new Set(rows).size).toBe(rows.length);
  for (const category of rows)
    expect({ category, ...(await inForce({ category, item: "水分", on: "2026-11-01" })) }).toMatchObject({
      category,
      status: 200,
    });
});
