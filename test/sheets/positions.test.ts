import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ControlChart } from "../../server/results/control-contract.ts";
import type { RowsChanged, SheetRow, SheetView } from "../../server/sheets/contract.ts";
import { cells, leadBatches, rowOf } from "../setup/batches.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, methodId, told } from "../setup/story.ts";

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

describe("what stops a batch", () => {
  test("a failed control is not got rid of: not by emptying and removing it, not by giving the batch up", async () => {
    const { sheet, tasks } = await bench.aBatch(1, { blanks: 1 });
    await bench.save(sheet, cells(rowOf(sheet, "sample"), ["0.120", "0.130"]));
    const failed = told<RowsChanged>(await bench.save(sheet, cells(rowOf(sheet, "blank"), ["0.9"])));
    expect(failed.state).toBe("stopped");
    const blank = rowOf(failed, "blank");
    const emptied = told<RowsChanged>(await bench.save(sheet, cells(blank, [null])));
    expect(rowOf(emptied, "blank").control?.verdict).toBe("waiting");
    const stays = { status: 409, body: { code: "control-failed-stays" } };
    // nor does a sample leave by it, to be submitted alone, or another join
    const sample = rowOf(sheet, "sample");
    const gone = cells(rowOf(await bench.again(sheet), "sample"), [null, null]);
    told(await bench.save(sheet, gone));
    expect(await analyst.post(`/api/sheet-positions/${sample.id}/remove`)).toMatchObject(stays);
    const [other] = await bench.leadTasks(1);
    const join = { taskIds: [other?.task] };
    expect(await analyst.post(`/api/sheets/${sheet.id}/positions`, join)).toMatchObject(stays);
    told(await bench.save(sheet, cells(rowOf(await bench.again(sheet), "sample"), ["0.120", "0.130"])));
    expect(await analyst.post(`/api/sheet-positions/${blank.id}/remove`)).toMatchObject(stays);
    expect(await analyst.post(`/api/sheets/${sheet.id}/withdraw`, { reason: "编错批" })).toMatchObject(stays);
    expect((await analyst.post(`/api/tasks/${tasks[0]}/submit`)).status).toBe(409);
    // “less than” a figure above the border shows nothing
    const less = told<RowsChanged>(await bench.save(sheet, cells(rowOf(emptied, "blank"), ["<5"])));
    expect(rowOf(less, "blank").control?.verdict).toBe("failed");
    // measured again it passes, and whoever checks is told
    told(await bench.save(sheet, cells(rowOf(less, "blank"), ["0.005"])));
    told(await analyst.post(`/api/sheets/${sheet.id}/submit`));
    const { sampleNumber } = rowOf(sheet, "sample");
    const desk = told<{ tasks: { unusual: string[] }[] }>(
      await (await lab.as("demo-checker")).get(`/api/samples/${sampleNumber}/desk`),
    );
    expect(desk.tasks[0]?.unusual[0]).toBe("control-refigured");
  });

  test("when the results went out the controls stand as they were, until something is returned", async () => {
    const { sheet } = await bench.aBatch(1, { blanks: 1 });
    await bench.save(sheet, cells(rowOf(sheet, "sample"), ["0.120", "0.130"]));
    const measured = told<RowsChanged>(await bench.save(sheet, cells(rowOf(sheet, "blank"), ["0.005"])));
    told(await analyst.post(`/api/sheets/${sheet.id}/submit`));
    const blank = rowOf(measured, "blank");
    expect(rowOf(await bench.again(sheet), "blank").parallels[0]?.cells[0]?.mayType).toBe(false);
    const [asked] = cells(blank, ["0.001"]);
    const { positionId, determinationId, step, basedOn } = asked ?? {};
    const submitted = { status: 409, body: { code: "state-forbids" } };
    expect(await bench.save(sheet, [asked ?? {}])).toMatchObject(submitted);
    expect(
      await analyst.post(`/api/sheets/${sheet.id}/undo`, { positionId, determinationId, step, basedOn }),
    ).toMatchObject(submitted);
    const checker = await lab.as("demo-checker");
    const { sampleNumber, taskId } = rowOf(sheet, "sample");
    told(await checker.post(`/api/samples/${sampleNumber}/send-back`, { taskIds: [taskId], reason: "空白值请复核" }));
    told(await bench.save(sheet, [asked ?? {}]));
  });

  test("the chart of one instrument takes no figure of another", async () => {
    const other = await lab.db.instrument.findFirstOrThrow({ where: { kind: "balance" } });
    const chart = told<ControlChart>(
      await (
        await lab.as("demo-supervisor")
      ).post("/api/controls", {
        ...{ methodId: await methodId(lab, "铅"), kind: "control", name: "质控样", lot: "B-1", target: "0.120" },
        ...{ sd: "0.010", unit: "mg/kg", instrumentNumber: other.number },
      }),
    );
    const { sheet } = await bench.aBatch(1, { seriesIds: [chart.id] });
    expect(await bench.save(sheet, cells(rowOf(sheet, "control"), ["0.121"]))).toMatchObject({
      status: 409,
      body: { code: "control-other-instrument" },
    });
    expect(told<ControlChart>(await analyst.get(`/api/controls/${chart.id}`)).rows).toEqual([]);
  });
});
