import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SheetRow, SheetView } from "../../server/sheets/contract.ts";
import { cells, leadBatches, rowOf } from "../setup/batches.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, told } from "../setup/story.ts";

let lab: Lab;
let analyst: Client;
let bench: Awaited<ReturnType<typeof leadBatches>>;
beforeAll(async () => {
  lab = await openLab();
  analyst = await lab.as("demo-analyst");
  bench = await leadBatches(lab, analyst);
});
afterAll(() => lab.close());

describe("a batch under way", () => {
  test("takes more samples and controls with their lots at its end; what was not measured leaves it again", async () => {
    const { sheet, tasks } = await bench.aBatch(1);
    const [first] = tasks;
    const [more] = await bench.leadTasks(1);
    const offered = told<{ rows: { taskId: string }[] }>(
      await analyst.get(`/api/sheet-candidates?sheetId=${sheet.id}`),
    );
    expect(offered.rows.map(({ taskId }) => taskId)).toContain(more?.task);
    const longer = told<SheetView>(
      await analyst.post(`/api/sheets/${sheet.id}/positions`, {
        taskIds: [more?.task],
        blanks: 1,
        blankLot: "HNO3 20260901",
        duplicates: [first],
        spikes: [{ taskId: more?.task, added: "0.20", lot: "GSB04-1742" }],
      }),
    );
    expect(longer.rows.map((r) => `${r.ordinal} ${r.kind} ${r.kind === "sample" ? "" : r.detail}`.trim())).toEqual([
      "1 sample",
      "2 blank 批号 HNO3 20260901",
      "3 sample",
      "4 spike #3 +0.20 mg/kg 批号 GSB04-1742",
      "5 duplicate #1",
    ]);
    const leave = (row: SheetRow) => analyst.post(`/api/sheet-positions/${row.id}/remove`);
    expect(await leave(rowOf(longer, "sample", 1))).toMatchObject({ body: { code: "position-has-values" } });
    told(await leave(rowOf(longer, "spike")));
    told(await leave(rowOf(longer, "sample", 1)));
    await bench.save(longer, cells(rowOf(longer, "blank"), ["未检出"]));
    expect(await leave(rowOf(longer, "blank"))).toMatchObject({ status: 409, body: { code: "position-has-values" } });
    const shorter = await bench.again(sheet);
    expect(shorter.rows.map((r) => r.kind)).toEqual(["sample", "blank", "duplicate"]);
    told(await analyst.post("/api/sheets", { taskIds: [more?.task] })); // free for another
  });

  test("takes no sample of another method or analyst, and nothing once it was submitted", async () => {
    const { sheet, tasks } = await bench.aBatch(1);
    const { tasks: moist } = await aSampleAtTheBench(lab, { items: ["水分"] });
    const add = (body: object) => analyst.post(`/api/sheets/${sheet.id}/positions`, body);
    expect(await add({ taskIds: [moist["水分"]] })).toMatchObject({ body: { code: "sheet-methods-differ" } });
    expect(await add({})).toMatchObject({ status: 400 });
    expect(await (await lab.as("demo-county")).get(`/api/sheet-candidates?sheetId=${sheet.id}`)).toMatchObject({
      status: 404,
    });
    await bench.save(sheet, cells(rowOf(sheet, "sample"), ["0.120", "0.130"]));
    told(await analyst.post(`/api/sheets/${sheet.id}/submit`));
    expect(await add({ blanks: 1 })).toMatchObject({ status: 409, body: { code: "state-forbids" } });
    expect(tasks).toHaveLength(1);
  });
});
