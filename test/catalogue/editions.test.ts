import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EditionChangeView } from "../../server/catalogue/editions-contract.ts";
import { readLimitText } from "../../server/catalogue/rules/limit-wording.ts";
import { limitText } from "../../server/catalogue/rules.ts";
import { LimitRow } from "../../server/catalogue/rules/limit-row.ts";
import type { PlannedTest } from "../../server/orders/plan-contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { expectRefused } from "../setup/refusals.ts";
import { aSampleAtTheBench, jerky, password, told, typeValues } from "../setup/story.ts";

let lab: Lab;
let supervisor: Client;
let manager: Client;
beforeAll(async () => {
  lab = await openLab({ demo: true });
  supervisor = await lab.as("demo-supervisor");
  manager = await lab.as("demo-manager");
});
afterAll(() => lab.close());

const draft = {
  standard: "GB 2762",
  version: "2027",
  title: "食品安全国家标准 食品中污染物限量",
  inForceFrom: "2026-11-01", // so that samples of these days are touched
  supersedes: "2025",
  source: "GB 2762-2027 印刷本，表1",
};
const oneRow = { category: jerky, item: "铅", unit: "mg/kg", limit: "≤0.1" };

test("every limit of the catalogue reads back as it is printed", async () => {
  const rows = (await lab.db.limit.findMany()).map((limit) => LimitRow.parse(limit.row));
  for (const row of rows) {
    if (row.kind === "qualitative" && /[≤≥<>~]/.test(limitText(row))) continue;
    const read = readLimitText(limitText(row));
    expect(read, `${row.id} ${limitText(row)}`).toMatchObject({ kind: row.kind });
    if (row.kind !== "qualitative" && row.kind !== "not_detected")
      expect(limitText({ ...row, ...read }), row.id).toBe(limitText(row));
  }
  for (const nonsense of ["", "0,3", "0.3", "≤", "≤abc", "n=5,c=2", "约0.3~"])
    expect(readLimitText(nonsense)).toBeNull();
});

describe("an edition is drafted by one person and published by another", () => {
  let change: EditionChangeView;

  test("a row that cannot be read, or stands twice, is refused by its number", async () => {
    const drafting = (rows: object[]) => () => supervisor.post("/api/edition-changes", { ...draft, rows });
    await expectRefused(
      lab,
      drafting([oneRow, { ...oneRow, item: "镉", limit: "0.3左右=" }]),
      422,
      "edition-row-wrong",
    );
    await expectRefused(lab, drafting([oneRow, oneRow]), 422, "edition-row-twice");
    await expectRefused(
      lab,
      () => supervisor.post("/api/edition-changes", { ...draft, version: "2025", rows: [oneRow] }),
      409,
      "already-exists",
    );
  });

  test("a draft shows what changes beside the edition it replaces, and which open samples it touches", async () => {
    const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"], sample: { productionDate: "2026-11-20" } });
    const analyst = await lab.as("demo-analyst");
    await typeValues(lab, analyst, tasks["铅"] ?? "", ["0.20", "0.20"]);
    told(await analyst.post(`/api/tasks/${tasks["铅"]}/submit`, {}));
    change = told<EditionChangeView>(await supervisor.post("/api/edition-changes", { ...draft, rows: [oneRow] }));
    expect(change).toMatchObject({ state: "draft", draftedBy: expect.any(String) });
    expect(change.compared[0]).toEqual({
      category: jerky,
      item: "铅",
      unit: "mg/kg",
      before: "≤0.3",
      after: "≤0.1",
      change: "changed",
    });
    expect(change.compared.filter((row) => row.change === "dropped").length).toBeGreaterThan(100);
    const preview = told<{ rows: Record<string, unknown>[] }>(
      await supervisor.get(`/api/edition-changes/${change.id}/preview`),
    );
    expect(preview.rows).toContainEqual(
      expect.objectContaining({
        item: "铅",
        limitBefore: "GB 2762-2025 ≤0.3 mg/kg",
        limitAfter: "GB 2762-2027 ≤0.1 mg/kg",
        verdictBefore: "pass",
        verdictAfter: "fail",
      }),
    );
  });

  test("nothing is judged by a draft; its drafter and whoever lacks the right cannot publish it", async () => {
    const inForce = `/api/limits/in-force?${new URLSearchParams({ category: jerky, item: "铅", on: "2026-11-20" }).toString()}`;
    expect(told<{ rows: { edition: string }[] }>(await supervisor.get(inForce)).rows.map((r) => r.edition)).toEqual([
      "2025",
    ]);
    const publishing =
      (client: Client, id = change.id) =>
      () =>
        client.post(`/api/edition-changes/${id}/publish`, { ...password, remarks: "与印刷本逐行核对" });
    await expectRefused(lab, publishing(supervisor), 403, "not-allowed");
    const own = told<EditionChangeView>(
      await manager.post("/api/edition-changes", { ...draft, version: "2028", rows: [oneRow] }),
    );
    await expectRefused(lab, publishing(manager, own.id), 403, "drafter-may-not-publish");
    const withdrawn = told<EditionChangeView>(
      await manager.post(`/api/edition-changes/${own.id}/withdraw`, { reason: "录错了年号" }),
    );
    expect(withdrawn).toMatchObject({ state: "withdrawn", decision: "录错了年号" });
    await expectRefused(lab, publishing(manager, own.id), 409, "state-forbids");
  });

  test("published by the technical manager it is in force from its day, the old one until the day before", async () => {
    const before = await lab.db.limit.findMany({ where: { edition: { version: "2025" } }, orderBy: { rowKey: "asc" } });
    const result = await lab.db.result.findFirstOrThrow({ orderBy: { madeAt: "desc" } });
    expect(
      told<EditionChangeView>(
        await manager.post(`/api/edition-changes/${change.id}/publish`, { ...password, remarks: "与印刷本逐行核对" }),
      ),
    ).toMatchObject({ state: "published", decision: "与印刷本逐行核对" });
    const answer = async (on: string) =>
      told<{ rows: { edition: string; text: string; isConfirmed: boolean }[] }>(
        await supervisor.get(
          `/api/limits/in-force?${new URLSearchParams({ category: jerky, item: "铅", on }).toString()}`,
        ),
      ).rows.map((row) => `${row.edition} ${row.text}`);
    expect(await answer("2026-10-31")).toEqual(["2025 ≤0.3"]);
    expect(await answer("2026-11-01")).toEqual(["2027 ≤0.1"]);
    const after = await lab.db.limit.findMany({ where: { edition: { version: "2025" } }, orderBy: { rowKey: "asc" } });
    expect(after.map(({ rowKey, text, unit }) => ({ rowKey, text, unit }))).toEqual(
      before.map(({ rowKey, text, unit }) => ({ rowKey, text, unit })),
    );
    expect(new Set(after.map((row) => row.inForceUntil))).toEqual(new Set(["2026-10-31"]));
    // the verdict that stands keeps what it was given by
    expect(await lab.db.result.findUniqueOrThrow({ where: { id: result.id } })).toEqual(result);
    expect(await lab.db.signature.count({ where: { meaning: "publish", subjectId: change.id } })).toBe(1);
  });
});

test("a row of low confidence is held against the printed standard by somebody, and keeps the name", async () => {
  const low = await lab.db.limit.findFirstOrThrow({ where: { confidence: "low" }, orderBy: { rowKey: "asc" } });
  const confirming = (client: Client) => () =>
    client.post(`/api/limits/${low.rowKey}/confirm`, { seen: "印刷本第12页 表3" });
  await expectRefused(lab, confirming(supervisor), 403, "not-allowed");
  expect((await confirming(manager)()).status).toBe(200);
  expect(await lab.db.limit.findUniqueOrThrow({ where: { id: low.id } })).toMatchObject({
    confirmedBy: expect.any(String),
  });
});

describe("what stands in the way of a verdict is said at planning", () => {
  test("the limit that will judge, a method that cannot reach it, a figure that is needed", async () => {
    const reception = await lab.as("demo-reception");
    const lead = await lab.db.method.findFirstOrThrow({ where: { item: { name: "铅" } } });
    const asked = async (body: object) =>
      told<{ tests: PlannedTest[] }>(
        await reception.post("/api/orders/plan", { category: jerky, on: "2026-09-10", methodIds: [lead.id], ...body }),
      ).tests[0];
    expect(await asked({})).toEqual({
      methodId: lead.id,
      limits: [{ standard: "GB 2762-2025", text: "≤0.3", unit: "mg/kg", basis: "以Pb计，产品原样" }],
      notes: [],
      units: null,
    });
    const fresh = await asked({ on: "2026-08-01" });
    expect(fresh?.notes.map((note) => note.code)).toContain("basis-needed");
    expect((await asked({ on: "2026-08-01", dehydrationFactor: "2.5" }))?.notes.map((n) => n.code)).not.toContain(
      "basis-needed",
    );
    await lab.db.method.update({ where: { id: lead.id }, data: { loq: "0.5" } });
    expect((await asked({}))?.notes.map((note) => note.code)).toEqual(["loq-above-limit"]);
    await lab.db.method.update({
      where: { id: lead.id },
      data: { loq: lead.loq, inForceUntil: "2027-01-31", supersededBy: "GB 5009.12-2026" },
    });
    expect((await asked({}))?.notes).toEqual([
      { code: "method-ending", detail: expect.stringContaining("GB 5009.12-2026") },
    ]);
    await lab.db.method.update({
      where: { id: lead.id },
      data: { inForceUntil: lead.inForceUntil, supersededBy: null },
    });
  });
});
