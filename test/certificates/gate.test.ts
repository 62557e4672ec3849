import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MethodView } from "../../server/catalogue/contract.ts";
import { outsideOf } from "../../server/catalogue/rules/environment.ts";
import type { GateCondition } from "../../server/certificates/life-contract.ts";
import type { MaterialView } from "../../server/metrology/material-contract.ts";
import { materialFault, wrongDay } from "../../server/metrology/rules/material.ts";
import type { ConditionsView, RoomView } from "../../server/readings/conditions-contract.ts";
import { aReviewedSample } from "../setup/certified.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { isMissing, run, scratchFolder } from "../setup/outside-programs.ts";
import { aSampleAtTheBench, methodId, password, told, typeValues } from "../setup/story.ts";

let lab: Lab;
let analyst: Client;
let metrologist: Client;
let manager: Client;
beforeAll(async () => {
  lab = await openLab();
  analyst = await lab.as("demo-analyst");
  metrologist = await lab.as("demo-metrologist");
  manager = await lab.as("demo-manager");
});
afterAll(() => lab.close());

const scratch = scratchFolder();
let lots = 0;
const aMaterial = async (changes: object = {}) =>
  told<MaterialView>(
    await metrologist.post("/api/reference-materials", {
      kind: "reference",
      name: "铅标准溶液",
      lot: `GBW08619-${(lots += 1)}`,
      certificateNumber: "GBW(E)080129",
      assigned: "1000 µg/mL，U = 2 µg/mL（k = 2）",
      receivedOn: "2026-10-01",
      openedOn: "2026-11-20",
      expiresOn: "2027-05-31",
      ...changes,
    }),
  );
const corrected = (material: MaterialView, changes: object) => ({
  certificateNumber: material.certificateNumber,
  assigned: material.assigned,
  expiresOn: material.expiresOn,
  openedOn: material.openedOn,
  reason: "证书换版",
  ...changes,
});
const conditions = async (...ids: string[]) =>
  told<ConditionsView>(await analyst.get(`/api/work-conditions?tasks=${ids.join(",")}`));
const unmet = async (sampleNumber: string) =>
  told<{ conditions: GateCondition[] }>(
    await (await lab.as("demo-signatory")).get(`/api/samples/${sampleNumber}/gate`),
  ).conditions.filter(({ isMet }) => !isMet);
const refusedFor = async (sampleNumber: string, code: string) =>
  expect(await (await lab.as("demo-signatory")).post(`/api/samples/${sampleNumber}/approve`, password)).toMatchObject({
    status: 409,
    body: { code: "gate-unmet", details: { codes: [code] } },
  });

/** Lead typed at the bench, with what is done before it is handed in; checked and reviewed. */
async function leadWith(act: (task: string) => Promise<unknown>): Promise<{ sampleNumber: string; task: string }> {
  const { sampleNumber, tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
  const task = tasks["铅"] ?? "";
  await typeValues(lab, analyst, task, ["0.12", "0.13"]);
  await act(task);
  await review(sampleNumber, task);
  return { sampleNumber, task };
}

async function review(sampleNumber: string, task: string, reason?: string): Promise<void> {
  told(await analyst.post(`/api/tasks/${task}/submit`, reason === undefined ? {} : { reason }));
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${task}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sampleNumber}/review`, password));
}

async function sendBack(sampleNumber: string, task: string): Promise<void> {
  const reviewer = await lab.as("demo-reviewer");
  told(await reviewer.post(`/api/samples/${sampleNumber}/send-back`, { taskIds: [task], reason: "核对实验条件" }));
}

async function askEnvironment(temperature: object | null, humidity: object | null): Promise<MethodView> {
  const id = await methodId(lab, "铅");
  const body = { temperature, humidity, reason: "GB 5009.12-2023 仪器条件" };
  return told<MethodView>(await manager.post(`/api/methods/${id}/environment`, body));
}

test.each([
  ["2026-11-19", "before-opening"],
  ["2026-11-20", null],
  ["2026-12-31", null],
  ["2027-01-01", "after-expiry"],
])("a material opened on 20 November and good to the end of the year, used on %s: %s", (on, fault) => {
  expect(materialFault({ openedOn: "2026-11-20", expiresOn: "2026-12-31", endedOn: null }, on)).toBe(fault);
});

test("a material never opened is not used, an ended one no longer; days that cannot be are named", () => {
  expect(materialFault({ openedOn: null, expiresOn: "2026-12-31", endedOn: null }, "2026-12-01")).toBe(
    "before-opening",
  );
  const ended = { openedOn: "2026-11-01", expiresOn: "2026-12-31", endedOn: "2026-12-01" };
  expect([materialFault(ended, "2026-12-01"), materialFault(ended, "2026-12-02")]).toEqual([null, "ended"]);
  const days = { receivedOn: "2026-11-01", openedOn: null, expiresOn: "2026-12-31" };
  expect(wrongDay(days, "2026-12-01")).toBeNull();
  expect(wrongDay({ ...days, receivedOn: "2026-12-02" }, "2026-12-01")).toBe("receivedOn");
  expect(wrongDay({ ...days, expiresOn: "2026-10-31" }, "2026-12-01")).toBe("expiresOn");
  expect(wrongDay({ ...days, openedOn: "2026-10-31" }, "2026-12-01")).toBe("openedOn");
});

test("the ends of a range are within it, and a range that is not stated allows everything", () => {
  const asked = { temperature: { least: "15", most: "25" }, humidity: null };
  expect(outsideOf(asked, { temperature: "25.0", humidity: "99" })).toEqual([]);
  expect(outsideOf(asked, { temperature: "25.1", humidity: "99" })).toEqual(["25.1 ℃（15～25 ℃）"]);
});

describe("reference materials", () => {
  test("are registered once, opened by who uses them, and refused where they are not good that day", async () => {
    const sealed = await aMaterial({ openedOn: undefined });
    expect(sealed).toMatchObject({ openedOn: null, fault: "before-opening" });
    const again = { ...sealed, openedOn: undefined };
    expect(await metrologist.post("/api/reference-materials", again)).toMatchObject({ status: 409 });
    const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
    const task = tasks["铅"] ?? "";
    const use = (id: string, said: object = {}) =>
      analyst.post(`/api/reference-materials/${id}/uses`, { taskIds: [task], ...said });
    expect(await use(sealed.id)).toMatchObject({
      status: 409,
      body: { code: "material-unfit", details: { because: "before-opening" } },
    });
    expect(told(await analyst.post(`/api/reference-materials/${sealed.id}/open`))).toMatchObject({
      openedOn: "2026-12-01",
      fault: null,
    });
    expect(await analyst.post(`/api/reference-materials/${sealed.id}/open`)).toMatchObject({ status: 409 });
    told(await use(sealed.id));
    expect(await use(sealed.id)).toMatchObject({ status: 409, body: { code: "already-exists" } }); // a doubled click
    expect(await use(sealed.id, { usedAt: "2027-01-01T00:00:00.000Z" })).toMatchObject({ status: 400 });
    const expired = await aMaterial({ expiresOn: "2026-11-30" });
    expect(await use(expired.id)).toMatchObject({ body: { details: { because: "after-expiry" } } });
    told(await use(expired.id, { usedAt: "2026-11-30T02:00:00.000Z" })); // written down a day late, used in time

    const [second, first] = (await conditions(task)).materials; // in the order of their use
    expect(first).toMatchObject({ by: "马晓燕", fault: null, withdrawn: null, material: { lot: sealed.lot } });
    expect((await analyst.post(`/api/material-uses/${second?.id}/withdraw`, { reason: "选错批号" })).status).toBe(200);
    expect((await conditions(task)).materials[0]).toMatchObject({ withdrawn: { by: "马晓燕", reason: "选错批号" } });
    told(await metrologist.post(`/api/reference-materials/${sealed.id}/end`, { reason: "用完" }));
    const { rows } = told<{ rows: MaterialView[] }>(await analyst.get("/api/reference-materials"));
    expect(rows.find(({ id }) => id === sealed.id)).toMatchObject({ fault: "ended", uses: 1, endReason: "用完" });
  });

  test("one choice counts for many tasks; somebody else's task, another laboratory's, and who may not are refused", async () => {
    const material = await aMaterial();
    const one = (await aSampleAtTheBench(lab, { items: ["铅"] })).tasks["铅"] ?? "";
    const two = (await aSampleAtTheBench(lab, { items: ["铅"] })).tasks["铅"] ?? "";
    const at = `/api/reference-materials/${material.id}`;
    told(await analyst.post(`${at}/uses`, { taskIds: [one, two] }));
    expect((await conditions(one, two)).materials.map(({ taskId }) => taskId).sort()).toEqual([one, two].sort());
    expect((await analyst.post("/api/reference-materials", {})).status).toBe(403);
    const others = (await aSampleAtTheBench(lab, { items: ["水分"] }, "demo-analyst2")).tasks["水分"] ?? "";
    expect(await analyst.post(`${at}/uses`, { taskIds: [others] })).toMatchObject({ body: { code: "not-your-task" } });

    const county = await lab.as("demo-county");
    await lab.db.person.update({
      where: { login: "demo-county" },
      data: { roles: ["analyst", "metrologist", "technical_manager"] },
    });
    const room = told<RoomView>(
      await analyst.post("/api/room-readings", { room: "天平间", temperature: "21.5", humidity: "45", taskIds: [one] }),
    );
    const { materials, rooms } = await conditions(one);
    const before = await lab.db.trailEntry.count();
    for (const [path, body] of [
      [`${at}/open`, {}],
      [`${at}/end`, { reason: "试试" }],
      [at, corrected(material, {})],
      [`${at}/uses`, { taskIds: [one] }],
      [`/api/material-uses/${materials[0]?.id}/withdraw`, { reason: "试试" }],
      [`/api/room-readings/${room.id}/uses`, { taskIds: [one] }],
      ["/api/room-readings", { room: "甲", temperature: "20", humidity: "50", taskIds: [one] }],
      [`/api/room-uses/${rooms[0]?.id}/withdraw`, { reason: "试试" }],
    ] as const)
      expect(await county.post(path, body), path).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect((await county.get(`/api/work-conditions?tasks=${one}`)).status).toBe(404);
    expect(told(await county.get("/api/reference-materials"))).toEqual({ rows: [] });
    expect(told(await county.get("/api/room-readings"))).toEqual({ rows: [] });
    expect(await lab.db.trailEntry.count()).toBe(before);
  });
});

describe("the gate before issue", () => {
  test("materials-valid: a use after the expiry or before the opening, as the register says now", async () => {
    const material = await aMaterial();
    const { sampleNumber, task } = await leadWith(async (id) =>
      told(await analyst.post(`/api/reference-materials/${material.id}/uses`, { taskIds: [id] })),
    );
    expect(await unmet(sampleNumber)).toEqual([]);
    const correct = async (changes: object) =>
      told(await metrologist.post(`/api/reference-materials/${material.id}`, corrected(material, changes)));
    await correct({ expiresOn: "2026-11-30" });
    expect(await unmet(sampleNumber)).toMatchObject([
      {
        code: "materials-valid",
        mend: "analyst",
        details: [`铅 铅标准溶液 ${material.lot} 2026-12-01 > 2026-11-30`],
      },
    ]);
    await refusedFor(sampleNumber, "materials-valid");
    await correct({ openedOn: null });
    expect(await unmet(sampleNumber)).toMatchObject([
      { code: "materials-valid", details: [expect.stringContaining("2026-12-01 < —")] },
    ]);
    // closed work is not changed; it is sent back, the use withdrawn with its reason, and handed in again
    const [use] = (await conditions(task)).materials;
    const withdraw = () => analyst.post(`/api/material-uses/${use?.id}/withdraw`, { reason: "实际用的是另一瓶" });
    expect(await withdraw()).toMatchObject({ status: 409, body: { code: "state-forbids" } });
    await sendBack(sampleNumber, task);
    told(await withdraw());
    await review(sampleNumber, task, "更正标准物质");
    expect(await unmet(sampleNumber)).toEqual([]);
    const record = await analyst.get(`/api/tasks/${task}/raw-record.pdf`);
    const file = scratch("record.pdf");
    writeFileSync(file, record.bytes);
    if (!isMissing("pdftotext")) {
      const { out } = await run("pdftotext", "-layout", file, "-");
      expect(out).toContain(`铅标准溶液 ${material.lot}`);
      expect(out).toContain("已撤回");
    }
  });

  test("environment-within: outside what the method allows, or not recorded where it states a range", async () => {
    const id = await methodId(lab, "铅");
    expect((await metrologist.post(`/api/methods/${id}/environment`, {})).status).toBe(403);
    const upsideDown = { temperature: { least: "25", most: "15" }, humidity: null, reason: "试试" };
    expect((await manager.post(`/api/methods/${id}/environment`, upsideDown)).status).toBe(400);
    const asked = await askEnvironment({ least: "15", most: "25" }, { least: "20", most: "70" });
    expect(asked.environment).toEqual({
      temperature: { least: "15", most: "25" },
      humidity: { least: "20", most: "70" },
    });
    const bare = await leadWith(() => Promise.resolve());
    expect(await unmet(bare.sampleNumber)).toMatchObject([
      { code: "environment-within", mend: "analyst", details: ["铅 —（15～25 ℃，20～70 %RH）"] },
    ]);
    await refusedFor(bare.sampleNumber, "environment-within");

    const warm = { room: "原子吸收室", temperature: "28.5", humidity: "71" };
    const hot = await leadWith(async (taskId) =>
      told(await analyst.post("/api/room-readings", { ...warm, taskIds: [taskId] })),
    );
    expect(await unmet(hot.sampleNumber)).toMatchObject([
      {
        code: "environment-within",
        details: [
          "铅 原子吸收室 2026-12-01 09:00 28.5 ℃（15～25 ℃）",
          "铅 原子吸收室 2026-12-01 09:00 71 %RH（20～70 %RH）",
        ],
      },
    ]);
    await refusedFor(hot.sampleNumber, "environment-within");

    // sent back, a reading of the room is chosen that a colleague wrote down, and it is issued
    expect(await analyst.post("/api/room-readings", { ...warm, humidity: "101" })).toMatchObject({ status: 400 });
    const colleague = await lab.as("demo-analyst2");
    const cool = told<RoomView>(
      await colleague.post("/api/room-readings", { room: "原子吸收室", temperature: "22.0", humidity: "45" }),
    );
    expect(told<{ rows: RoomView[] }>(await analyst.get("/api/room-readings")).rows[0]).toEqual(cool);
    await sendBack(bare.sampleNumber, bare.task);
    const choose = () => analyst.post(`/api/room-readings/${cool.id}/uses`, { taskIds: [bare.task] });
    told(await choose());
    expect(await choose()).toMatchObject({ status: 409, body: { code: "already-exists" } });
    await review(bare.sampleNumber, bare.task, "补记环境条件");
    expect(await unmet(bare.sampleNumber)).toEqual([]);
    told(await (await lab.as("demo-signatory")).post(`/api/samples/${bare.sampleNumber}/approve`, password));

    await askEnvironment(null, null); // the method states nothing any more
    expect(await unmet(hot.sampleNumber)).toEqual([]);
  });

  test("analysts-qualified: the authorisation did not cover the day of the reading", async () => {
    const sampleNumber = await aReviewedSample(lab);
    const { id: personId } = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
    const where = { personId, methodId: await methodId(lab, "铅") };
    const { validUntil } = await lab.db.qualification.findFirstOrThrow({ where });
    await lab.db.qualification.updateMany({ where, data: { validUntil: "2026-11-30" } });
    expect(await unmet(sampleNumber)).toMatchObject([
      { code: "analysts-qualified", mend: "supervisor", details: [expect.stringContaining("马晓燕")] },
    ]);
    await refusedFor(sampleNumber, "analysts-qualified");
    await lab.db.qualification.updateMany({ where, data: { validUntil } });
  });

  test("limits-confirmed: a limit of low confidence that nobody held against the standard", async () => {
    const sampleNumber = await aReviewedSample(lab);
    const where = { item: "铅" };
    const before = await lab.db.limit.findMany({ where });
    await lab.db.limit.updateMany({ where, data: { confidence: "low", confirmedAt: null } });
    expect(await unmet(sampleNumber)).toMatchObject([
      { code: "limits-confirmed", mend: "technical_manager", details: [expect.stringContaining("GB 2762")] },
    ]);
    await refusedFor(sampleNumber, "limits-confirmed");
    for (const { id, confidence, confirmedAt } of before)
      await lab.db.limit.update({ where: { id }, data: { confidence, confirmedAt } });
    expect(await unmet(sampleNumber)).toEqual([]);
  });

  test("equipment-fit: what was learnt of the instrument after the work stops the certificate", async () => {
    const sampleNumber = await aReviewedSample(lab);
    const aas = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
    await lab.db.instrumentEvent.create({
      data: {
        instrumentId: aas.id,
        kind: "breakdown",
        at: new Date("2026-11-30T00:00:00.000Z"),
        reason: "光源不稳",
        by: "陈志强",
        recordedAt: lab.clock.now(),
      },
    });
    expect(await unmet(sampleNumber)).toMatchObject([{ code: "equipment-fit", mend: "metrologist" }]);
    await refusedFor(sampleNumber, "equipment-fit");
  });
});
