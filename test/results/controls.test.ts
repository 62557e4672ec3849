import { afterAll, beforeAll, expect, test } from "vitest";
import { noJson } from "../../server/platform/db.ts";
import type { ControlChart } from "../../server/results/control-contract.ts";
import type { RowsChanged, SheetView } from "../../server/sheets/contract.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, methodId, password, told, typeValues } from "../setup/story.ts";

let lab: Lab;
let supervisor: Client;
let analyst: Client;
let chart: ControlChart;
beforeAll(async () => {
  lab = await openLab();
  supervisor = await lab.as("demo-supervisor");
  analyst = await lab.as("demo-analyst");
  chart = told<ControlChart>(
    await supervisor.post("/api/controls", {
      methodId: await methodId(lab, "铅"),
      kind: "control",
      name: "牛肝粉中铅标准物质",
      lot: "GBW10051a",
      target: "0.120",
      sd: "0.010",
      unit: "mg/kg",
    }),
  );
});
afterAll(() => lab.close());
const measure = async (value: string) =>
  told<ControlChart>(await analyst.post(`/api/controls/${chart.id}/points`, { value }));

/** A batch of one lead sample of the analyst, with these controls. */
async function aBatch(controls: (task: string) => object): Promise<SheetView> {
  const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
  const task = tasks["铅"] ?? "";
  return told<SheetView>(await analyst.post("/api/sheets", { taskIds: [task], ...controls(task) }));
}
const again = async ({ id }: SheetView) => told<SheetView>(await analyst.get(`/api/sheets/${id}`));
const rowOf = (sheet: Pick<SheetView, "rows">, kind: string) => {
  const row = sheet.rows.find((each) => each.kind === kind);
  if (!row) throw new Error(`no ${kind}`);
  return row;
};
/** Types the cells of a row, each over what is seen. */
async function type(sheet: SheetView, kind: string, texts: string[]): Promise<RowsChanged> {
  const row = rowOf(sheet, kind);
  const seen = row.parallels.flatMap((p) => p.cells.map((cell) => ({ determinationId: p.determinationId, cell })));
  const cells = texts.map((text, i) => ({
    positionId: row.id,
    determinationId: seen[i]?.determinationId,
    step: seen[i]?.cell.step,
    text,
    basedOn: seen[i]?.cell.version,
  }));
  const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  const run = { instrumentNumber: number, reason: "工作站未联网" };
  return told<RowsChanged>(await analyst.post(`/api/sheets/${sheet.id}/cells`, { cells, ...run }));
}

test("a rejected control stops the method until its justification is signed by somebody else", async () => {
  expect((await analyst.post("/api/controls", {})).status).toBe(403);
  expect((await measure("0.118")).state).toBe("good");
  expect((await measure("0.141")).state).toBe("warning");
  const stopped = await measure("0.152");
  expect(stopped).toMatchObject({ state: "stopped", points: 3 });
  expect(stopped.rows.at(-1)).toMatchObject({ broken: ["1-2s", "1-3s", "2-2s"], isRejected: true, deviation: "3.2" });

  const { tasks, sampleNumber } = await aSampleAtTheBench(lab, { items: ["铅"] });
  const task = tasks["铅"] ?? "";
  await typeValues(lab, analyst, task, ["0.12", "0.13"]);
  expect(await analyst.post(`/api/tasks/${task}/submit`)).toMatchObject({
    status: 409,
    body: { code: "control-rejected" },
  });
  const point = stopped.rows.at(-1)?.id;
  const said = { justification: "石墨管老化，更换后重测合格。", ...password };
  expect((await analyst.post(`/api/control-points/${point}/justify`, said)).status).toBe(403);
  expect(await supervisor.post(`/api/control-points/${point}/justify`, { ...said, password: "no" })).toMatchObject({
    body: { code: "signature-refused" },
  });
  told(await supervisor.post(`/api/control-points/${point}/justify`, said));
  expect((await analyst.post(`/api/tasks/${task}/submit`)).status).toBe(200);

  // rejected again before the approval: the gate says so
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sampleNumber}/review`, password));
  await measure("0.060");
  const signatory = await lab.as("demo-signatory");
  expect(await signatory.post(`/api/samples/${sampleNumber}/approve`, password)).toMatchObject({
    status: 409,
    body: { code: "gate-unmet", details: { codes: ["controls-passed"] } },
  });
});

test("another method goes on, and so does the method on another instrument", async () => {
  const { tasks } = await aSampleAtTheBench(lab, { items: ["水分"] });
  expect(tasks["水分"]).toBeTruthy();
  const aas = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  await lab.db.controlSeries.update({ where: { id: chart.id }, data: { instrumentId: aas.id } });
  const { tasks: lead } = await aSampleAtTheBench(lab, { items: ["铅"] });
  const task = lead["铅"] ?? "";
  await typeValues(lab, analyst, task, ["0.12", "0.13"]); // read from that instrument
  expect((await analyst.post(`/api/tasks/${task}/submit`)).status).toBe(409);
  const other = await lab.db.instrument.findFirstOrThrow({ where: { kind: "balance" } });
  await lab.db.controlSeries.update({ where: { id: chart.id }, data: { instrumentId: other.id } });
  expect((await analyst.post(`/api/tasks/${task}/submit`)).status).toBe(200);
});

test("a control that does not agree with its assigned value (Eₙ > 1) stops the method as a rejection does", async () => {
  const lead = await methodId(lab, "铅");
  const begin = { methodId: lead, kind: "control", name: "有证标准物质", lot: "U-1", target: "0.120", sd: "0.050" };
  const refused = await supervisor.post("/api/controls", {
    ...begin,
    kind: "blank",
    uncertainty: "0.006",
    unit: "mg/kg",
  });
  expect(refused).toMatchObject({ status: 400, body: { code: "bad-request" } });
  expect((await supervisor.post("/api/controls", { ...begin, uncertainty: "0", unit: "mg/kg" })).status).toBe(400);
  const made = told<ControlChart>(
    await supervisor.post("/api/controls", { ...begin, uncertainty: "0.006", unit: "mg/kg" }),
  );
  expect(made.uncertainty).toBe("0.006");
  const add = async (value: string) =>
    told<ControlChart>(await analyst.post(`/api/controls/${made.id}/points`, { value }));
  await lab.db.method.update({ where: { id: lead }, data: { uncertainty: noJson } });
  expect((await add("0.160")).rows.at(-1)).toMatchObject({ en: null, broken: [] }); // the laboratory knows no U of its own
  await lab.db.method.update({ where: { id: lead }, data: { uncertainty: { kind: "absolute", U: "0.008", k: "2" } } });
  expect((await add("0.130")).rows.at(-1)).toMatchObject({
    en: "Eₙ = |0.13 − 0.12| = 0.01 ÷ √(0.008² + 0.006²) = 1 ≤ 1",
    isRejected: false,
  });
  const failed = await add("0.131"); // 0.22 s from the target: Westgard is content
  expect(failed).toMatchObject({ state: "stopped" });
  expect(failed.rows.at(-1)).toMatchObject({
    broken: ["Eₙ"],
    isRejected: true,
    en: "Eₙ = |0.131 − 0.12| = 0.011 ÷ √(0.008² + 0.006²) = 1.1 ＞ 1",
  });
  const said = { justification: "重新消解后复测一致。", ...password };
  const point = failed.rows.at(-1)?.id;
  expect(told<ControlChart>(await supervisor.post(`/api/control-points/${point}/justify`, said)).state).toBe("warning");
});

test("a control sample with an assigned U is judged by Eₙ in the grid too: above 1 the batch stops", async () => {
  const lead = await methodId(lab, "铅");
  await lab.db.method.update({ where: { id: lead }, data: { uncertainty: { kind: "absolute", U: "0.008", k: "2" } } });
  const material = { kind: "control", name: "有证标准物质", lot: "U-2", target: "0.120", sd: "0.050" };
  const own = told<ControlChart>(
    await supervisor.post("/api/controls", { ...material, methodId: lead, uncertainty: "0.006", unit: "mg/kg" }),
  );
  const sheet = await aBatch(() => ({ seriesIds: [own.id] }));
  const measured = await type(sheet, "control", ["0.135"]);
  expect(rowOf(measured, "control").control).toMatchObject({
    verdict: "failed",
    text: "0.135（0.120 ± 0.050，Eₙ）；Eₙ = |0.135 − 0.12| = 0.015 ÷ √(0.008² + 0.006²) = 1.5 ＞ 1",
  });
  expect(await again(sheet)).toMatchObject({ state: "stopped" });
  const said = { justification: "复核标准物质称样量后重测一致。", ...password };
  const { rows } = told<ControlChart>(await analyst.get(`/api/controls/${own.id}`));
  told(await supervisor.post(`/api/control-points/${rows[0]?.id}/justify`, said));
  expect(await again(sheet)).toMatchObject({ state: "open", stops: [] });
});

test("spikes are judged by the method's recovery limits at their level, as they stood when the batch was made", async () => {
  const lead = await methodId(lab, "铅");
  const bands = [{ from: "0.1", to: "1", least: "80", most: "110" }];
  const asked = { bands, reason: "方法验证报告 YZ-7" };
  const path = `/api/methods/${lead}/recovery-bands`;
  expect((await analyst.post(path, asked)).status).toBe(403);
  const manager = await lab.as("demo-manager");
  expect((await manager.post(path, { ...asked, bands: [...bands, ...bands] })).status).toBe(400);
  expect(told<{ recoveryBands: unknown }>(await manager.post(path, asked)).recoveryBands).toEqual(bands);
  const sheet = await aBatch((task) => ({ spikes: [{ taskId: task, added: "0.20" }] }));
  const criteria = { recoveryFrom: "70", recoveryTo: "130" };
  // wider than the method's own: not by who measures, but by who signs for failed controls
  const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
  const wider = { taskIds: [tasks["铅"]], criteria };
  expect(await analyst.post("/api/sheets", wider)).toMatchObject({
    status: 403,
    body: { code: "criteria-looser", details: { criteria: ["回收率下限", "回收率上限"] } },
  });
  for (const loose of [{ blankMost: null }, { blankMost: "5" }, { duplicatePercent: "90" }])
    expect(await analyst.post("/api/sheets", { ...wider, criteria: loose })).toMatchObject({ status: 403 });
  const own = told<SheetView>(await supervisor.post("/api/sheets", wider));
  expect(own.criteria).toMatchObject({ ...criteria, recoveryBands: [] });
  const narrower = { blankMost: "0.01", recoveryFrom: "90", recoveryTo: "105" };
  expect((await aBatch(() => ({ criteria: narrower }))).criteria).toMatchObject(narrower);
  told(await manager.post(path, { ...asked, bands: [] })); // the batch keeps what it was made with
  await type(sheet, "sample", ["0.100", "0.100"]);
  await type(sheet, "spike", ["0.330"]);
  const judged = await again(sheet);
  expect(rowOf(judged, "spike").control).toMatchObject({
    verdict: "failed",
    text: "（0.33 − 0.1）÷ 0.20 = 115 %，不在 80～110 % 之内（加标水平 0.1＜x≤1 mg/kg）",
  });
  expect(judged.stops).toHaveLength(1);
});

test("a chart is revised by a next version; what was measured keeps what it was judged by", async () => {
  const lead = await methodId(lab, "铅");
  const begin = {
    methodId: lead,
    kind: "control",
    name: "质控样",
    lot: "R-1",
    target: "0.120",
    sd: "0.010",
    unit: "mg/kg",
  };
  const made = told<ControlChart>(await supervisor.post("/api/controls", begin));
  const add = async (value: string) =>
    told<ControlChart>(await analyst.post(`/api/controls/${made.id}/points`, { value }));
  await lab.db.method.update({ where: { id: lead }, data: { uncertainty: { kind: "absolute", U: "0.008", k: "2" } } });
  expect((await add("0.155")).state).toBe("stopped");
  const path = `/api/controls/${made.id}/targets`;
  const next = { target: "0.120", sd: "0.020", uncertainty: "0.006", reason: "按证书更正 U", basedOn: 1 };
  expect((await analyst.post(path, next)).status).toBe(403);
  expect((await (await lab.as("demo-county")).post(path, next)).status).toBeGreaterThanOrEqual(403);
  for (const wrong of [{ sd: "0" }, { sd: "一" }, { uncertainty: "-1" }, { reason: "改" }, { target: "" }])
    expect((await supervisor.post(path, { ...next, ...wrong })).status, JSON.stringify(wrong)).toBe(400);
  const revised = told<ControlChart>(await supervisor.post(path, next));
  // the second of a doubled click, and whoever saw the version before
  expect(await supervisor.post(path, next)).toMatchObject({ status: 409, body: { code: "control-revised" } });
  expect(revised).toMatchObject({ version: 2, sd: "0.020", uncertainty: "0.006", state: "stopped" }); // it lets nothing pass
  expect(revised.rows).toMatchObject([{ value: "0.155", sd: "0.010", deviation: "3.5", en: null, isRejected: true }]);
  expect(revised.targets).toMatchObject([
    { version: 1, sd: "0.010", uncertainty: null, reason: "新建" },
    { version: 2, sd: "0.020", uncertainty: "0.006", reason: "按证书更正 U" },
  ]);
  const said = { justification: "原因已查明，重测合格。", ...password };
  told(await supervisor.post(`/api/control-points/${revised.rows[0]?.id}/justify`, said));
  const after = (await add("0.125")).rows.at(-1);
  expect(after).toMatchObject({ sd: "0.020", deviation: "0.25", broken: [], isRejected: false });
  expect(after?.en).toContain("≤ 1");
  await expect(lab.db.controlTarget.updateMany({ data: { sd: "9" } })).rejects.toThrow();
  expect(await lab.db.trailEntry.count({ where: { action: "control.revised" } })).toBe(1);
  told(await supervisor.post(`/api/controls/${made.id}/end`, { reason: "本批质控样用完" }));
  expect((await analyst.post(`/api/controls/${made.id}/points`, { value: "0.12" })).status).toBe(409);
  expect((await supervisor.post(path, { ...next, basedOn: 2, sd: "0.030" })).status).toBe(409);
});

test("an expired material takes no more points, and a list shows the stopped first", async () => {
  await lab.db.controlSeries.update({ where: { id: chart.id }, data: { validUntil: "2026-11-30" } });
  expect(await analyst.post(`/api/controls/${chart.id}/points`, { value: "0.12" })).toMatchObject({ status: 409 });
  const { rows } = told<{ rows: { state: string }[] }>(await analyst.get("/api/controls"));
  expect(rows[0]?.state).toBe("stopped");
});
