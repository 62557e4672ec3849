import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findLimits, limitsInForce } from "../../server/catalogue/find-limits.ts";
import { importLimits } from "../../server/catalogue/import-limits.ts";
import type { LimitRow } from "../../server/catalogue/rules/limit-row.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import { actingAs, change, question } from "../../server/platform/transaction.ts";
import { openLab, type Lab } from "../setup/lab.ts";

let lab: Lab;
const rows = JSON.parse(readFileSync(path.join(projectRoot, "prisma/seed/limits.json"), "utf8")) as LimitRow[];
const asked = actingAs("cli:test");

beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

test("all that stands in the collection stands in the catalogue, with its edition's days and the row as printed", async () => {
  const kept = await lab.db.limit.findMany({ include: { edition: { include: { standard: true } } } });
  expect(new Set(kept.map((limit) => limit.rowKey))).toEqual(new Set(rows.map((row) => row.id)));
  for (const limit of kept) {
    const row = rows.find((r) => r.id === limit.rowKey);
    expect(limit.row).toEqual(row);
    expect(`${limit.edition.standard.number}-${limit.edition.version}`).toBe(`${row?.standard}-${row?.version}`);
    expect(limit.text).not.toBe("");
  }
  const editions = await lab.db.edition.findMany({
    where: { standard: { number: "GB 2762" } },
    orderBy: { version: "asc" },
  });
  expect(editions.map((e) => [e.version, e.inForceFrom, e.inForceUntil])).toEqual([
    ["2017", "2017-09-17", "2023-06-29"],
    ["2022", "2023-06-30", "2026-09-01"],
    ["2025", "2026-09-02", null],
  ]);
});

test("the same collection again changes nothing and leaves no entry", async () => {
  const entries = await lab.db.trailEntry.count();
  expect(await change(lab.house, asked, "none", (ctx) => importLimits(ctx, rows))).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: rows.length,
  });
  expect(await lab.db.trailEntry.count()).toBe(entries);
});

test("a corrected row is taken over, told in the trail, and decides from then on", async () => {
  const key = "GB2762-2025-022";
  const corrected = rows.map((row) => (row.id === key ? { ...row, value: "0.25" } : row));
  const jerky = { category: "肉及肉制品>熟肉制品>熟肉干制品（牛肉干等）", item: "铅", on: "2026-11-01" };
  const lead = async () => (await limitsInForce(question(lab.house, asked), jerky)).map(({ row }) => row.value);
  expect(await lead()).toEqual(["0.3"]);
  expect(await change(lab.house, asked, "entry", (ctx) => importLimits(ctx, corrected))).toMatchObject({
    added: 0,
    changed: 1,
  });
  expect(await lead()).toEqual(["0.25"]);
  expect(
    (await findLimits(question(lab.house, asked), { params: {}, query: jerky, body: {} })).rows.map((row) => row.text),
  ).toEqual(["≤0.25"]);
  expect(
    await lab.db.trailEntry.findFirst({ where: { action: "limits.imported" }, orderBy: { id: "desc" } }),
  ).toMatchObject({ detail: { changed: 1 } });
  await change(lab.house, asked, "entry", (ctx) => importLimits(ctx, rows));
  expect(await lead()).toEqual(["0.3"]);
});

test("a row without its figure, or two rows with one key, are refused and nothing is taken", async () => {
  const [first] = rows;
  const broken = rows.map((row, index) => (index === 3 ? { ...row, id: "NEW-1", value: undefined } : row));
  const refused = async (collected: unknown) => change(lab.house, asked, "none", (ctx) => importLimits(ctx, collected));
  await expect(refused(broken)).rejects.toMatchObject({ code: "bad-request" });
  await expect(refused([...rows, first])).rejects.toMatchObject({ code: "already-exists" });
  await expect(refused({ not: "rows" })).rejects.toMatchObject({ code: "bad-request" });
  expect(await lab.db.limit.count()).toBe(rows.length);
});
