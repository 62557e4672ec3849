import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ControlChart } from "../../server/results/control-contract.ts";
import type { CellConflict, RowsChanged, SheetView } from "../../server/sheets/contract.ts";
import { cells, leadBatches, rowOf } from "../setup/batches.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, methodId, password, told } from "../setup/story.ts";

let lab: Lab;
let analyst: Client;
let bench: Awaited<ReturnType<typeof leadBatches>>;
let supervisor: Client;
let aas: string;
beforeAll(async () => {
  lab = await openLab();
  analyst = await lab.as("demo-analyst");
  supervisor = await lab.as("demo-supervisor");
  bench = await leadBatches(lab, analyst);
  aas = bench.run().instrumentNumber;
});
afterAll(() => lab.close());

describe("a batch is made", () => {
  test("with its controls at positions of their own: blanks first, a duplicate and a spike behind their sample", async () => {
    const [a, b] = (await bench.leadTasks(2)).map(({ task }) => task);
    const made = told<SheetView>(
      await supervisor.post("/api/sheets", {
        taskIds: [a, b],
        blanks: 1,
        duplicates: [a],
        spikes: [{ taskId: a, added: "0.20" }],
      }),
    );
    expect(made.rows.map((r) => `${r.ordinal} ${r.kind}`)).toEqual([
      "1 blank",
      "2 sample",
      "3 duplicate",
      "4 spike",
      "5 sample",
    ]);
    expect(made.criteria).toEqual({
      blankMost: "0.02",
      duplicatePercent: "20",
      recoveryFrom: "80",
      recoveryTo: "120",
      recoveryBands: [],
    });
    expect(made.number).toMatch(/^6622900\d{9}$/);
    expect(made).toMatchObject({ state: "open", analyst: "马晓燕", may: ["change", "withdraw"] });
    const scanned = await analyst.get(`/api/scan?code=${made.number}`);
    expect(scanned.body).toMatchObject({ kind: "sheet", of: made.id });
    const pdf = await analyst.get(`/api/sheets/${made.id}/worksheet.pdf`);
    expect(pdf.status).toBe(200);
  });

  test("never of two methods, of unassigned tasks, or of a task that stands on another", async () => {
    const lead = (await bench.leadTasks(1))[0]?.task;
    const { tasks } = await aSampleAtTheBench(lab, { items: ["水分"] });
    expect(await analyst.post("/api/sheets", { taskIds: [lead, tasks["水分"]] })).toMatchObject({
      status: 422,
      body: { code: "sheet-methods-differ" },
    });
    told(await analyst.post("/api/sheets", { taskIds: [lead] }));
    expect(await analyst.post("/api/sheets", { taskIds: [lead] })).toMatchObject({
      status: 409,
      body: { code: "task-on-sheet" },
    });
    expect((await (await lab.as("demo-checker")).post("/api/sheets", { taskIds: [lead] })).status).toBe(403);
  });

  test("withdrawn, its tasks are free again", async () => {
    const { sheet, tasks } = await bench.aBatch(1);
    told(await analyst.post(`/api/sheets/${sheet.id}/withdraw`, { reason: "编错批" }));
    expect((await bench.again(sheet)).state).toBe("withdrawn");
    told(await analyst.post("/api/sheets", { taskIds: tasks }));
  });
});

describe("figures are typed into the grid", () => {
  test("a run of cells is kept at once, recalculated and judged, and says by whom, with what and why", async () => {
    const { sheet } = await bench.aBatch(1);
    const row = rowOf(sheet, "sample");
    const changed = told<RowsChanged>(await bench.save(sheet, cells(row, ["0.120", "0.130"])));
    const [after] = changed.rows;
    expect(after?.outcome).toMatchObject({ isComplete: true, reported: "0.12", unrounded: "0.125" });
    expect(after?.parallels[0]?.cells[0]).toMatchObject({
      state: "typed",
      text: "0.120",
      by: "马晓燕",
      reason: "工作站未联网",
      version: changed.versions[0],
    });
  });

  test("all or none: one cell that cannot be understood keeps the others out and is named", async () => {
    const { sheet } = await bench.aBatch(1);
    const answer = await bench.save(sheet, cells(rowOf(sheet, "sample"), ["0.120", "1,2"]));
    expect(answer).toMatchObject({ status: 422, body: { code: "cells-wrong" } });
    expect(rowOf(await bench.again(sheet), "sample").parallels[0]?.cells[0]?.state).toBe("empty");
  });

  test("without instrument or reason nothing is kept", async () => {
    const { sheet } = await bench.aBatch(1);
    const asked = cells(rowOf(sheet, "sample"), ["0.120"]);
    expect((await analyst.post(`/api/sheets/${sheet.id}/cells`, { cells: asked, reason: "工作站" })).status).toBe(400);
    expect((await analyst.post(`/api/sheets/${sheet.id}/cells`, { cells: asked, instrumentNumber: aas })).status).toBe(
      400,
    );
    const other = await lab.as("demo-county");
    expect(await bench.save(sheet, asked, other)).toMatchObject({ status: 404 });
  });

  test("two people in one cell: the second is shown both values, and nothing is overwritten", async () => {
    const { sheet } = await bench.aBatch(1);
    const seen = cells(rowOf(sheet, "sample"), ["0.120"]);
    const elsewhere = await lab.as("demo-analyst"); // the same person at another machine
    const kept = told<RowsChanged>(await bench.save(sheet, seen, elsewhere));
    // the same again, because the answer was lost on the way: it stands, and nobody is asked to choose
    expect(told<RowsChanged>(await bench.save(sheet, seen)).versions).toEqual(kept.versions);
    const late = await bench.save(
      sheet,
      seen.map((cell) => ({ ...cell, text: "0.999" })),
    );
    expect(late).toMatchObject({ status: 409, body: { code: "cell-changed" } });
    const { details } = late.body as { details: { cells: CellConflict[] } };
    expect(details.cells[0]).toMatchObject({ yours: "0.999", theirs: "0.120", by: "马晓燕" });
    const now = rowOf(await bench.again(sheet), "sample").parallels[0]?.cells[0];
    expect(now).toMatchObject({ text: "0.120", version: details.cells[0]?.version });
    told(
      await bench.save(
        sheet,
        seen.map((cell) => ({ ...cell, text: "0.121", basedOn: now?.version })),
      ),
    );
    expect(rowOf(await bench.again(sheet), "sample").parallels[0]?.cells[0]).toMatchObject({
      text: "0.121",
      state: "changed",
      earlier: [{ text: "0.120" }],
    });
  });

  test("two at the very same instant: exactly one lands", async () => {
    const { sheet } = await bench.aBatch(1);
    const seen = cells(rowOf(sheet, "sample"), ["0.120"]);
    const answers = await Promise.all([
      bench.save(sheet, seen),
      bench.save(
        sheet,
        seen.map((cell) => ({ ...cell, text: "0.130" })),
      ),
      bench.save(
        sheet,
        seen.map((cell) => ({ ...cell, text: "0.140" })),
      ),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test("undo brings back what stood before, and undo again empties the cell", async () => {
    const { sheet } = await bench.aBatch(1);
    const row = rowOf(sheet, "sample");
    const [first] = told<RowsChanged>(await bench.save(sheet, cells(row, ["0.120"]))).versions;
    const [asked] = cells(row, ["0.125"]);
    const [second] = told<RowsChanged>(await bench.save(sheet, [{ ...asked, basedOn: first }])).versions;
    const undo = async (basedOn: unknown) => {
      const { positionId, determinationId, step } = asked ?? {};
      return told<RowsChanged>(
        await analyst.post(`/api/sheets/${sheet.id}/undo`, { positionId, determinationId, step, basedOn }),
      );
    };
    const back = await undo(second);
    expect(back.rows[0]?.parallels[0]?.cells[0]).toMatchObject({ text: "0.120" });
    const empty = await undo(back.versions[0]);
    expect(empty.rows[0]?.parallels[0]?.cells[0]).toMatchObject({ state: "empty" });
  });

  test("an instrument's reading that was typed over comes back by undo as it was sent", async () => {
    const { sheet, tasks } = await bench.aBatch(1);
    const row = rowOf(sheet, "sample");
    const determination = row.parallels[0]?.determinationId ?? "";
    const instrument = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
    const { laboratoryId } = await lab.db.task.findUniqueOrThrow({ where: { id: tasks[0] ?? "" } });
    const at = lab.clock.now();
    const reading = await lab.db.reading.create({
      data: {
        laboratoryId,
        instrumentId: instrument.id,
        kind: "result",
        status: "reading",
        text: "0.1180",
        value: "0.118",
        unit: "mg/kg",
        takenAt: at,
        receivedAt: at,
      },
    });
    const person = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
    await lab.db.readingUse.create({
      data: {
        readingId: reading.id,
        determinationId: determination,
        step: "content",
        claimedById: person.id,
        claimedBy: person.name,
        at,
      },
    });
    const read = rowOf(await bench.again(sheet), "sample");
    expect(read.parallels[0]?.cells[0]).toMatchObject({ state: "read", text: "0.1180" });
    const [asked] = cells(read, ["0.2"]);
    const [version] = told<RowsChanged>(await bench.save(sheet, [asked ?? {}])).versions;
    const { positionId, determinationId, step } = asked ?? {};
    const back = told<RowsChanged>(
      await analyst.post(`/api/sheets/${sheet.id}/undo`, { positionId, determinationId, step, basedOn: version }),
    );
    expect(back.rows[0]?.parallels[0]?.cells[0]).toMatchObject({ state: "changed", text: "0.1180", reason: null });
    expect(await lab.db.readingUse.count({ where: { readingId: reading.id, undoneAt: null } })).toBe(1);
  });

  test("a comment with its picture stays at the position", async () => {
    const { sheet } = await bench.aBatch(1);
    const row = rowOf(sheet, "sample");
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const name = encodeURIComponent("谱图.png");
    const { id } = told<{ id: string }>(
      await analyst.post(`/api/sheet-attachments?name=${name}`, png, { "content-type": "image/png" }),
    );
    told(await analyst.post(`/api/sheet-positions/${row.id}/remarks`, { text: "消解液微浊", fileId: id }));
    expect(rowOf(await bench.again(sheet), "sample").remarks).toMatchObject([
      { text: "消解液微浊", fileName: "谱图.png", by: "马晓燕" },
    ]);
    expect((await analyst.get(`/api/sheet-attachments/${id}`)).status).toBe(200);
  });
});

describe("controls are judged as they are typed", () => {
  test("blank, duplicate and spike against the batch's criteria; a failed one stops the batch until somebody else signs", async () => {
    const found = await bench.leadTasks(2);
    const [a, b] = found;
    const sheet = told<SheetView>(
      await analyst.post("/api/sheets", {
        taskIds: found.map(({ task }) => task),
        blanks: 1,
        duplicates: [a?.task],
        spikes: [{ taskId: b?.task, added: "0.20" }],
      }),
    );
    const figures = [
      ...cells(rowOf(sheet, "sample", 0), ["0.120", "0.130"]),
      ...cells(rowOf(sheet, "sample", 1), ["0.050", "0.052"]),
    ];
    const waiting = told<RowsChanged>(await bench.save(sheet, figures));
    expect(waiting.stops).toHaveLength(3); // controls without figures hold the results back
    expect((await analyst.post(`/api/tasks/${a?.task}/submit`)).status).toBe(409);

    const judged = told<RowsChanged>(
      await bench.save(sheet, [
        ...cells(rowOf(sheet, "blank"), ["0.031"]),
        ...cells(rowOf(sheet, "duplicate"), ["0.140"]),
        ...cells(rowOf(sheet, "spike"), ["0.245"]),
      ]),
    );
    expect(rowOf(judged, "blank").control).toMatchObject({ verdict: "failed", text: "0.031 > 0.02" });
    expect(rowOf(judged, "duplicate").control).toMatchObject({ verdict: "passed", figure: "11.3" });
    expect(rowOf(judged, "spike").control).toMatchObject({ verdict: "passed", figure: "97" });
    expect(judged.state).toBe("stopped");
    expect(await analyst.post(`/api/sheets/${sheet.id}/submit`)).toMatchObject({
      status: 409,
      body: { code: "control-rejected" },
    });
    expect(await analyst.post(`/api/tasks/${a?.task}/submit`)).toMatchObject({ body: { code: "control-rejected" } });

    const blank = rowOf(judged, "blank").id;
    const said = { justification: "空白受消解管污染，样品值远高于空白，结果不受影响。", ...password };
    expect((await analyst.post(`/api/sheet-positions/${blank}/justify`, said)).status).toBe(403);
    expect(await supervisor.post(`/api/sheet-positions/${blank}/justify`, { ...said, password: "no" })).toMatchObject({
      body: { code: "signature-refused" },
    });
    const justified = told<SheetView>(await supervisor.post(`/api/sheet-positions/${blank}/justify`, said));
    expect(justified).toMatchObject({ state: "open", stops: [] });
    // one password signs every original record of the batch; a wrong one submits nothing
    const tasks = { in: [a?.task ?? "", b?.task ?? ""] };
    expect(await analyst.post(`/api/sheets/${sheet.id}/submit`, { password: "no" })).toMatchObject({
      body: { code: "signature-refused" },
    });
    expect(await lab.db.result.count({ where: { taskId: tasks } })).toBe(0);
    const submitted = told<SheetView>(await analyst.post(`/api/sheets/${sheet.id}/submit`, password));
    expect(submitted.state).toBe("submitted");
    const results = await lab.db.result.findMany({ where: { taskId: tasks } });
    const acts = await lab.db.signature.findMany({ where: { meaning: "submit" } });
    expect(acts.map(({ subjectId }) => subjectId).toSorted()).toEqual(results.map(({ id }) => id).toSorted());
    expect(acts).toHaveLength(2);
    expect(submitted.rows.filter((r) => r.kind === "sample").map((r) => r.state)).toEqual(["completed", "completed"]);

    // a control's figure that changes after its justification stops the certificate
    await lab.db.sheetPosition.update({ where: { id: blank }, data: { justifiedAt: null, justifiedBy: null } });
    told(await (await lab.as("demo-checker")).post(`/api/tasks/${b?.task}/check`, password));
    told(await (await lab.as("demo-reviewer")).post(`/api/samples/${b?.sampleNumber}/review`, password));
    const signatory = await lab.as("demo-signatory");
    expect(await signatory.post(`/api/samples/${b?.sampleNumber}/approve`, password)).toMatchObject({
      status: 409,
      body: { code: "gate-unmet", details: { codes: ["controls-passed"] } },
    });
    const { points } = told<{ points: { figure: string; isFailed: boolean }[] }>(
      await analyst.get(`/api/control-trend?methodId=${sheet.method.id}&kind=spike`),
    );
    expect(points).toMatchObject([{ figure: "97", isFailed: false }]);
  });

  test("a duplicate is judged again when its sample's figures change", async () => {
    const [a] = await bench.leadTasks(1);
    const sheet = told<SheetView>(await analyst.post("/api/sheets", { taskIds: [a?.task], duplicates: [a?.task] }));
    told(
      await bench.save(sheet, [
        ...cells(rowOf(sheet, "sample"), ["0.120", "0.130"]),
        ...cells(rowOf(sheet, "duplicate"), ["0.125"]),
      ]),
    );
    const seen = await bench.again(sheet);
    expect(rowOf(seen, "duplicate").control?.verdict).toBe("passed");
    const changed = told<RowsChanged>(await bench.save(sheet, cells(rowOf(seen, "sample"), ["0.220", "0.230"])));
    expect(rowOf(changed, "duplicate").control?.verdict).toBe("failed");
    expect(changed.state).toBe("stopped");
  });

  test("a control sample's value goes to its chart, stands there, and stops the batch by Westgard's rules", async () => {
    const chart = told<ControlChart>(
      await supervisor.post("/api/controls", {
        methodId: await methodId(lab, "铅"),
        kind: "control",
        name: "牛肝粉中铅标准物质",
        lot: "GBW10051b",
        target: "0.120",
        sd: "0.010",
        unit: "mg/kg",
      }),
    );
    const { sheet } = await bench.aBatch(1, { seriesIds: [chart.id] });
    const measured = told<RowsChanged>(await bench.save(sheet, cells(rowOf(sheet, "control"), ["0.155"])));
    expect(rowOf(measured, "control").control).toMatchObject({ verdict: "failed", seriesId: chart.id });
    const { rows } = told<ControlChart>(await analyst.get(`/api/controls/${chart.id}`));
    expect(rows).toMatchObject([{ value: "0.155", isRejected: true }]);
    expect(await bench.save(sheet, cells(rowOf(measured, "control"), ["0.121"]))).toMatchObject({
      status: 409,
      body: { code: "control-value-stands" },
    });
    const said = { justification: "石墨管老化，更换后重测合格。", ...password };
    told(await supervisor.post(`/api/control-points/${rows[0]?.id}/justify`, said));
    expect(await bench.again(sheet)).toMatchObject({ state: "open", stops: [] });
  });
});
