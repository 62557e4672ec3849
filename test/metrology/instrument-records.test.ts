import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "../../server/kernel/time.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import type { ResultExplanation } from "../../server/results/contract.ts";
import { openRegister, type Register } from "../setup/instruments.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, bench, methodId, told } from "../setup/story.ts";
import { openWeighing, weighRound, withDishes, type Weighing } from "../setup/weighing.ts";

// What a certificate says of an instrument, what the laboratory confirms of it, and what either does to a reading.

let lab: Lab;
let weighing: Weighing;
let metrologist: Client;
let certify: Register["certify"];
let register: Register["register"];
let today: Register["today"];
let analyst: Client;
beforeAll(async () => {
  lab = await openLab();
  weighing = await openWeighing(lab);
  ({ metrologist, certify, register, today } = await openRegister(lab));
  analyst = await lab.as("demo-analyst");
});
afterAll(() => lab.close());

let dish = 500;
const numberOf = async (serialNumber: string) =>
  (await lab.db.instrument.findFirstOrThrow({ where: { serialNumber } })).number;
const moisture = async () => {
  const sample = await aSampleAtTheBench(lab, { items: ["水分"] });
  return { sample, work: await withDishes(lab, weighing, sample, [String(dish++), String(dish++)]) };
};
const corrections = {
  kind: "points",
  unit: "g",
  rows: [
    { at: "10", correction: "+0.0010", U: "0.0003" },
    { at: "50", correction: "+0.0050", U: "0.0003" },
  ],
};

describe("corrections", () => {
  test("are kept and not applied unless the confirmation says so", async () => {
    const view = told<InstrumentView>(await certify(weighing.balance, { corrections }));
    expect(view.verifications[0]).toMatchObject({ corrections, usesCorrections: false });
    const { work } = await moisture();
    told(await work.claim());
    await weighing.weigh("30.0000");
    const [first] = (await work.now()).determinations[0]?.steps[0]?.weighings ?? [];
    expect(first).toMatchObject({ text: "30.0000", correction: null });
  });

  test("in use, each reading is corrected by the certificate in force at its instant: seen at the bench, in the explanation, and kept", async () => {
    lab.clock.advance(24 * 60);
    const view = told<InstrumentView>(await certify(weighing.balance, { corrections, usesCorrections: true }));
    const certificateNumber = view.verifications[0]?.certificateNumber;
    const { work } = await moisture();
    await weighRound(work, weighing, {
      empty: ["30.0000", "30.0000"],
      filled: ["35.0000", "35.0000"],
      dried: ["34.0000", "34.0000"],
    });
    const now = await work.now();
    const [first] = now.determinations[0]?.steps[0]?.weighings ?? [];
    // at 30 g half way between 10 and 50: +0.0030
    expect(first).toMatchObject({
      text: "30.0000",
      correction: { corrected: "30.0030", correction: "0.003", U: "0.0003", certificateNumber, lack: null },
    });
    // (35.0035 − 34.0034) ÷ (35.0035 − 30.0030) × 100
    expect(now.outcome.parallels[0]?.substituted).toBe("(35.0035 - 34.0034) ÷ (35.0035 - 30.0030) × 100");
    expect(now.outcome.isComplete).toBe(true);
    told(await analyst.post(`/api/tasks/${work.task}/submit`));
    const result = await lab.db.result.findFirstOrThrow({ where: { taskId: work.task } });
    const explained = told<ResultExplanation>(await analyst.get(`/api/results/${result.id}`));
    expect(explained.result.explanation.grounds[0]).toMatchObject({
      text: "30.0000",
      correction: { corrected: "30.0030", certificateNumber },
    });
    expect(explained.readingChanges.corrected).toBe(0);

    // a certificate of that day entered later says otherwise: the result stays, and says that it would
    told(await certify(weighing.balance, { corrections, usesCorrections: false }));
    const later = told<ResultExplanation>(await analyst.get(`/api/results/${result.id}`));
    expect(later.result.explanation.grounds[0]?.correction?.corrected).toBe("30.0030");
    expect(later.readingChanges.corrected).toBeGreaterThan(0);
  });

  test("a reading outside the corrected range says so, and the result cannot be submitted", async () => {
    lab.clock.advance(24 * 60);
    told(await certify(weighing.balance, { corrections, usesCorrections: true }));
    const { work } = await moisture();
    told(await work.claim());
    await weighing.weigh("60.0000");
    const now = await work.now();
    expect(now.determinations[0]?.steps[0]?.weighings[0]).toMatchObject({
      text: "60.0000",
      correction: { corrected: null, lack: "outside-range", arithmetic: "60.0000 ∉ 10~50 g" },
    });
    expect(now.outcome.missing.map(({ code }) => code)).toContain("correction-missing");
    expect(await analyst.post(`/api/tasks/${work.task}/submit`)).toMatchObject({ status: 422 });
    told(await certify(weighing.balance));
  });

  test("that could be read in two ways, or that are to be used and are not there, are refused", async () => {
    const { number } = await register();
    const twice = { ...corrections, rows: [...corrections.rows, { at: "10.0", correction: "0" }] };
    expect(await certify(number, { corrections: twice })).toMatchObject({ status: 400 });
    expect(await certify(number, { usesCorrections: true })).toMatchObject({ status: 400 });
  });
});

describe("the confirmation against what methods need", () => {
  const bad = { unit: "g", points: [{ at: "100", found: "+0.0020", U: "0.0002" }] };

  test("what the certificate does not meet cannot be confirmed fit; restricted away from the method it can", async () => {
    const { number } = await register();
    const needs = told<{ rows: { method: string; need: object | null }[] }>(
      await metrologist.get(`/api/instruments/${number}/needs`),
    );
    expect(needs.rows.find(({ method }) => method.startsWith("水分"))?.need).toMatchObject({ maxError: "0.001" });
    expect(await certify(number, bad)).toMatchObject({ status: 422, body: { code: "needs-unmet" } });
    expect(await certify(number, { ...bad, conclusion: "restricted", restriction: "不用于水分" })).toMatchObject({
      status: 422,
    });
    const limits = { notForMethods: [await methodId(lab, "水分")] };
    const view = told<InstrumentView>(
      await certify(number, { ...bad, conclusion: "restricted", restriction: "不用于水分", limits }),
    );
    expect(view.fitness).toMatchObject({ state: "restricted", limits: [limits] });
    expect(view.verifications[0]?.needs).toMatchObject([{ isMet: false, because: "100 g：|+0.0020| > 0.001 g" }]);
  });

  test("the technical manager says what a method needs, and only of equipment that it uses", async () => {
    const manager = await lab.as("demo-manager");
    const id = await methodId(lab, "铅");
    const needs = [{ kind: "aas", unit: "mg/L", maxUncertainty: "0.01" }];
    expect(await analyst.post(`/api/methods/${id}/equipment-needs`, { needs, reason: "方法验证" })).toMatchObject({
      status: 403,
    });
    expect(
      await manager.post(`/api/methods/${id}/equipment-needs`, {
        needs: [{ kind: "oven", unit: "℃" }],
        reason: "方法验证",
      }),
    ).toMatchObject({ status: 400 });
    expect(
      told<{ equipmentNeeds: object[] }>(
        await manager.post(`/api/methods/${id}/equipment-needs`, { needs, reason: "方法验证" }),
      ).equipmentNeeds,
    ).toEqual(needs);
    told(await manager.post(`/api/methods/${id}/equipment-needs`, { needs: [], reason: "撤回" }));
  });

  test("a calibration's interval comes from the confirmation, and the day less is the laboratory's rule", async () => {
    const { number } = await register({ periodMonths: undefined });
    expect(await certify(number, { on: "2026-08-31" })).toMatchObject({
      status: 422,
      body: { code: "validity-needed" },
    });
    expect(
      told<InstrumentView>(await certify(number, { on: "2026-08-31", intervalMonths: 6 })).fitness.validUntil,
    ).toBe("2027-02-28");
    expect(
      told<InstrumentView>(await certify(number, { on: "2026-09-06", intervalMonths: 6 })).fitness.validUntil,
    ).toBe("2027-03-05");
    expect(await analyst.post("/api/verification-due-rule", { lessOneDay: false })).toMatchObject({ status: 403 });
    told(await metrologist.post("/api/verification-due-rule", { lessOneDay: false }));
    expect(
      told<InstrumentView>(await certify(number, { on: "2026-09-07", intervalMonths: 6 })).fitness.validUntil,
    ).toBe("2027-03-07");
    told(await metrologist.post("/api/verification-due-rule", { lessOneDay: true }));
  });

  test("a restriction by range or method is refused wherever a reading could come in; elsewhere the instrument is used", async () => {
    lab.clock.advance(24 * 60);
    const range = { from: "1", to: "32", unit: "g" };
    told(
      await certify(weighing.balance, { conclusion: "restricted", restriction: "仅用于 32 g 以下", limits: { range } }),
    );
    const { work } = await moisture();
    told(await work.claim()); // no figure yet
    await weighing.weigh("30.0000", "33.0000");
    const [one, two] = (await work.now()).determinations;
    expect(one?.steps[0]?.weighings.map(({ text }) => text)).toEqual(["30.0000"]);
    expect(two?.steps[0]?.weighings).toEqual([]); // refused, kept in the tray
    const { rows } = told<{ rows: { id: string; text: string }[] }>(await analyst.get("/api/tray"));
    const waiting = rows.find(({ text }) => text === "33.0000");
    const refused = { status: 409, body: { code: "instrument-restricted", details: { because: "range" } } };
    const to = { determinationId: two?.id, step: "dish", reason: "称量时未扫描" };
    expect(await analyst.post(`/api/tray/${waiting?.id}/assign`, to)).toMatchObject(refused);
    const typed = { step: "dish", text: "33.0000", instrumentNumber: weighing.balance, reason: "按显示录入" };
    expect(await analyst.post(`/api/determinations/${two?.id}/manual-readings`, typed)).toMatchObject(refused);
    told(await analyst.post(`/api/determinations/${two?.id}/manual-readings`, { ...typed, text: "31.0000" }));

    // entered for the same day: no longer for this method at all
    const limits = { notForMethods: [await methodId(lab, "水分")] };
    told(await certify(weighing.balance, { conclusion: "restricted", restriction: "不用于水分", limits }));
    expect(await work.claim()).toMatchObject({
      status: 409,
      body: { code: "instrument-restricted", details: { because: "method" } },
    });
    expect((await work.now()).outcome.missing).toContainEqual({
      code: "instrument-restricted",
      detail: "电子天平（不用于水分）",
    });
    const oven = await numberOf("OV-0102");
    told(await certify(oven, { conclusion: "restricted", restriction: "不用于水分", limits }));
    expect(
      await analyst.post(`/api/tasks/${work.task}/equipment-uses`, { instrumentNumber: oven, settings: "103 ℃" }),
    ).toMatchObject({ status: 409, body: { code: "instrument-restricted" } });
    told(await certify(oven));
    told(await certify(weighing.balance));
  });
});

test("one that has lapsed or failed gets no permit by any route", async () => {
  lab.clock.advance(24 * 60);
  const lapse = async (serialNumber: string) => {
    const { id, number } = await lab.db.instrument.findFirstOrThrow({ where: { serialNumber } });
    const last = await lab.db.verification.findFirstOrThrow({ where: { instrumentId: id, conclusion: "fit" } });
    await lab.db.verification.deleteMany({ where: { instrumentId: id, id: { not: last.id } } });
    await lab.db.verification.update({
      where: { id: last.id },
      data: { on: addDays(today(), -40), validUntil: addDays(today(), -1) },
    });
    return number;
  };
  const unfit = { status: 409, body: { code: "instrument-unfit", details: { reasons: ["检定已过期"] } } };
  const { work, sample } = await moisture();
  told(await work.claim());

  // the gateway's reading, after the claim was given in time
  await lapse("SIM-0001");
  const before = await lab.db.readingUse.count();
  await weighing.weigh("30.0000");
  expect(await lab.db.readingUse.count()).toBe(before);
  const [one] = (await work.now()).determinations;
  expect(await work.claim()).toMatchObject(unfit);
  const typed = { step: "dish", text: "30.0000", instrumentNumber: weighing.balance, reason: "按显示录入" };
  expect(await analyst.post(`/api/determinations/${one?.id}/manual-readings`, typed)).toMatchObject(unfit);
  const { rows } = told<{ rows: { id: string; text: string }[] }>(await analyst.get("/api/tray"));
  const waiting = rows.find(({ text }) => text === "30.0000");
  expect(
    await analyst.post(`/api/tray/${waiting?.id}/assign`, { determinationId: one?.id, step: "dish", reason: "未扫描" }),
  ).toMatchObject(unfit);

  // equipment that sends nothing
  const oven = await lapse("OV-0102");
  expect(
    await analyst.post(`/api/tasks/${work.task}/equipment-uses`, { instrumentNumber: oven, settings: "103 ℃" }),
  ).toMatchObject(unfit);

  // a file of results: kept, placed nowhere
  const lead = await aSampleAtTheBench(lab, { items: ["铅"] });
  const aas = await lapse("AA-0007");
  const calculation = { kind: "solution", volume: "25" };
  const mapping = { test: "Pb", methodId: await methodId(lab, "铅"), step: "content", calculation };
  told(await metrologist.post(`/api/instruments/${aas}/mappings`, { rows: [mapping] }));
  const lines = ["Sample ID,Element,Conc,Units,Weight (g),Dilution", `${lead.container},Pb,12.05,ug/L,0.5012,1`];
  const file = { name: "lapsed.csv", bytes: Buffer.from(`${lines.join("\r\n")}\r\n`).toString("base64") };
  const taken = told<{ rows: { because: string | null }[] }>(
    await analyst.post(`/api/instruments/${aas}/result-files`, file),
  );
  expect(taken.rows.map(({ because }) => because)).toEqual(["instrument-unfit"]);
  const [content] = (await bench(analyst, lead.tasks["铅"] ?? "")).determinations;
  expect(
    await analyst.post(`/api/determinations/${content?.id}/manual-readings`, {
      step: "content",
      text: "0.1",
      instrumentNumber: aas,
      reason: "按谱图录入",
    }),
  ).toMatchObject(unfit);

  // a run of wells
  const species = await aSampleAtTheBench(lab, { items: ["猪源性成分"] });
  const pcr = await lapse("PC-0007");
  const well = { position: "B4", target: "猪源性成分", role: "sample", ct: null, hasCurve: false };
  expect(
    await analyst.post("/api/pcr-runs", {
      name: "PCR-X",
      instrumentNumber: pcr,
      ranAt: lab.clock.now().toISOString(),
      wells: [{ ...well, sample: species.sampleNumber }],
    }),
  ).toMatchObject(unfit);

  // and no extension, being late
  expect(
    await (
      await lab.as("demo-manager")
    ).post(`/api/instruments/${oven}/extensions`, { until: addDays(today(), 30), reason: "等待送检" }),
  ).toMatchObject({ status: 409, body: { code: "extension-refused" } });
  expect(sample.sampleNumber).not.toBe("");

  // entered late, the certificate of an earlier day heals the reading that was kept, and the trail says which
  told(await certify(weighing.balance, { on: addDays(today(), -2) }));
  told(
    await analyst.post(`/api/tray/${waiting?.id}/assign`, {
      determinationId: one?.id,
      step: "dish",
      reason: "证书补登后关联",
    }),
  );
  expect(
    await lab.db.trailEntry.findFirstOrThrow({
      where: { action: "instrument.healed", subject: `instrument ${weighing.balance}` },
      orderBy: { id: "desc" },
    }),
  ).toMatchObject({ detail: { readings: 1 } });
  for (const number of [oven, aas, pcr]) told(await certify(number));
});
