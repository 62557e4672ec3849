import { groupNumber } from "../../server/kernel/numbers.ts";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rowsOfXlsx } from "../../instruments/drivers/xlsx.ts";
import { csvLine } from "../../server/desk/list-cells.ts";
import { exportList } from "../../server/desk/export-list.ts";
import type { ExportView } from "../../server/desk/lists-contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { anOrder, told } from "../setup/story.ts";

let lab: Lab;
let reception: Client;

beforeAll(async () => {
  lab = await openLab();
  reception = await lab.as("demo-reception");
  const order = await anOrder(lab, { sample: { name: '=HYPERLINK("http://x")', batchNumber: "导出批" } });
  const samples = Array.from({ length: 60 }, () => (order["samples"] as unknown[])[0]);
  told(await reception.post("/api/orders", { ...order, samples }));
});
afterAll(() => lab.close());

const asked = { list: "samples", query: { q: "导出批" }, columns: ["number", "name", "state"], language: "zh" };

async function finished(person: Client, id: string): Promise<ExportView> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { rows } = told<{ rows: ExportView[] }>(await person.get("/api/exports?list=samples"));
    const one = rows.find((row) => row.id === id);
    if (one && one.state !== "waiting" && one.state !== "running") return one;
    await new Promise((go) => setTimeout(go, 100));
  }
  throw new Error("the export did not end");
}

describe("a list into a spreadsheet", () => {
  test("CSV holds every filtered row over all pages, states as words, and no formula", async () => {
    const begun = told<ExportView>(await reception.post("/api/exports", { ...asked, format: "csv" }));
    expect(await finished(reception, begun.id)).toMatchObject({ state: "done", done: 60, total: 60 });
    const file = await reception.get(`/api/exports/${begun.id}/file`);
    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    const text = file.bytes.toString("utf8");
    expect(text.startsWith("\uFEFF样品编号,样品名称,状态\r\n")).toBe(true);
    const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(60);
    const kept = await lab.db.sample.findMany({ where: { batchNumber: "导出批" }, orderBy: { id: "desc" } });
    expect(rows.map((row) => row["样品编号"])).toEqual(kept.map((sample) => sample.number));
    expect(rows[0]).toMatchObject({ 样品名称: `'=HYPERLINK("http://x")`, 状态: "待检测" });
  });

  test("XLSX holds the same", async () => {
    const begun = told<ExportView>(await reception.post("/api/exports", { ...asked, format: "xlsx" }));
    await finished(reception, begun.id);
    const { bytes } = await reception.get(`/api/exports/${begun.id}/file`);
    const [sheet] = rowsOfXlsx(bytes);
    expect(sheet?.rows).toHaveLength(61);
    expect(sheet?.rows[0]?.cells).toEqual(["样品编号", "样品名称", "状态"]);
  });

  test("whoever did not ask for it neither sees nor takes the file, and the trail says who took data out", async () => {
    const begun = told<ExportView>(await reception.post("/api/exports", { ...asked, format: "csv" }));
    await finished(reception, begun.id);
    const other = await lab.as("demo-analyst");
    expect((await other.get(`/api/exports/${begun.id}/file`)).status).toBe(404);
    expect((await other.post(`/api/exports/${begun.id}/cancel`)).status).toBe(404);
    expect(told<{ rows: unknown[] }>(await other.get("/api/exports?list=samples")).rows).toEqual([]);
    const noted = await lab.db.trailEntry.findFirst({ where: { subject: `export ${begun.id}` } });
    expect(noted).toMatchObject({ action: "list.exported", actor: "马丽娜" });
  });

  test("a cancelled export makes no file; one that nobody may have any more says so", async () => {
    const person = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-reception" } });
    const row = (state: string, list: string, by: string) =>
      lab.db.listExport.create({
        data: {
          personId: by,
          list,
          query: {},
          columns: ["number"],
          format: "csv",
          language: "zh",
          state,
          askedAt: lab.clock.now(),
        },
      });
    const stopped = await row("cancelled", "samples", person.id);
    await exportList(lab.house, stopped.id);
    expect(await lab.db.listExport.findUnique({ where: { id: stopped.id } })).toMatchObject({
      state: "cancelled",
      sha256: null,
    });
    expect((await reception.get(`/api/exports/${stopped.id}/file`)).body).toMatchObject({ code: "file-not-ready" });
    const enterprise = await lab.db.person.findFirstOrThrow({ where: { roles: { has: "enterprise" } } });
    const foreign = await row("waiting", "samples", enterprise.id);
    await exportList(lab.house, foreign.id);
    expect(await lab.db.listExport.findUnique({ where: { id: foreign.id } })).toMatchObject({
      state: "failed",
      fault: "not-allowed",
    });
  });

  test("unknown filters, columns and lists are refused, and so is who may not see the list", async () => {
    const wrong = await reception.post("/api/exports", { ...asked, format: "csv", query: { state: "nowhere" } });
    expect(wrong).toMatchObject({ status: 400, body: { code: "bad-request" } });
    const none = await reception.post("/api/exports", { ...asked, format: "csv", columns: ["secret"] });
    expect(none).toMatchObject({ status: 400, body: { code: "bad-request" } });
    const client = await lab.as("demo-enterprise");
    expect((await client.post("/api/exports", { ...asked, format: "csv" })).status).toBe(403);
  });

  test("what a spreadsheet reads back from a line is what was written, but for the guard before a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 6 }), (cells) => {
        const [read] = parse(csvLine(cells), { relaxColumnCount: true, recordDelimiter: "\r\n" }) as string[][];
        expect(read?.map((cell, at) => (cell === `'${cells[at]}` ? cells[at] : cell))).toEqual(cells);
        for (const cell of read ?? []) expect(cell).not.toMatch(/^[=+@\t\r]/);
      }),
    );
  });
});

describe("lists by day and state", () => {
  test("a day's range holds what came between its midnights in Lanzhou", async () => {
    const range = async (from: string, to: string) =>
      told<{ rows: { receivedAt: string }[] }>(await reception.get(`/api/samples?q=导出批&from=${from}&to=${to}`)).rows;
    expect(await range("2026-12-01", "2026-12-01")).toHaveLength(50);
    expect(await range("2026-11-01", "2026-11-30")).toHaveLength(0);
    expect(await range("2026-12-02", "2026-12-31")).toHaveLength(0);
    expect((await reception.get("/api/samples?from=2026-02-30")).status).toBe(400);
  });

  test("orders by source and state; certificates by state", async () => {
    const rows = async (path: string) => told<{ rows: Record<string, string>[] }>(await reception.get(path)).rows;
    for (const row of await rows("/api/orders?source=supervisory")) expect(row["source"]).toBe("supervisory");
    expect(await rows("/api/orders?state=cancelled")).toEqual([]);
    expect(await rows("/api/certificates?state=revoked")).toEqual([]);
  });

  test.each([
    ["出批", 60],
    ["批出", 0], // the same letters, not in this order
    ["导批", 0], // both pairs' letters, no such word
    ["%出", 0],
  ])("two letters of Chinese are enough to search by: %s", async (word, count) => {
    const asked = `/api/samples?q=${encodeURIComponent(word)}&size=200`;
    expect(told<{ rows: unknown[] }>(await reception.get(asked)).rows).toHaveLength(count);
  });

  test("a label's number, however it is grouped, is one row: the sample's own, or the one its container belongs to", async () => {
    const sample = await lab.db.sample.findFirstOrThrow({
      where: { batchNumber: { contains: "导出批" } },
      include: { containers: true },
    });
    const foreign = await lab.as("demo-county");
    for (const number of [sample.number, groupNumber(sample.number), sample.containers[0]?.number ?? ""]) {
      const asked = `/api/samples?q=${encodeURIComponent(number)}`;
      const { rows } = told<{ rows: { number: string }[] }>(await reception.get(asked));
      expect(rows.map((row) => row.number)).toEqual([sample.number]);
      expect(told<{ rows: unknown[] }>(await foreign.get(asked)).rows).toEqual([]);
    }
  });

  test("a page's size may be asked for, within reason", async () => {
    const page = told<{ rows: unknown[]; next: string | null }>(await reception.get("/api/samples?q=导出批&size=55"));
    expect(page.rows).toHaveLength(55);
    const rest = told<{ rows: unknown[]; next: string | null }>(
      await reception.get(`/api/samples?q=导出批&size=55&after=${page.next}`),
    );
    expect([rest.rows.length, rest.next]).toEqual([5, null]);
    expect((await reception.get("/api/samples?size=5000")).status).toBe(400);
  });
});

test("a view keeps filters and columns under a name, for its owner alone; the same name replaces it", async () => {
  const said = { list: "samples", name: "本月待检", search: "state=registered&cols=number.name" };
  const first = told<{ id: string }>(await reception.post("/api/views", said));
  told(await reception.post("/api/views", { ...said, search: "state=in_testing" }));
  const mine = told<{ rows: { id: string; search: string }[] }>(await reception.get("/api/views?list=samples"));
  expect(mine.rows).toEqual([{ id: first.id, name: "本月待检", search: "state=in_testing" }]);
  const other = await lab.as("demo-analyst");
  expect(told<{ rows: unknown[] }>(await other.get("/api/views?list=samples")).rows).toEqual([]);
  expect((await other.post(`/api/views/${first.id}/drop`)).status).toBe(404);
  told(await reception.post(`/api/views/${first.id}/drop`));
  expect(told<{ rows: unknown[] }>(await reception.get("/api/views?list=samples")).rows).toEqual([]);
});
