import { afterAll, beforeAll, expect, test } from "vitest";
import { noJson } from "../../server/platform/db.ts";
import type { ControlChart } from "../../server/results/control-contract.ts";
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

test("an expired material takes no more points, and a list shows the stopped first", async () => {
  await lab.db.controlSeries.update({ where: { id: chart.id }, data: { validUntil: "2026-11-30" } });
  expect(await analyst.post(`/api/controls/${chart.id}/points`, { value: "0.12" })).toMatchObject({ status: 409 });
  const { rows } = told<{ rows: { state: string }[] }>(await analyst.get("/api/controls"));
  expect(rows[0]?.state).toBe("stopped");
});
