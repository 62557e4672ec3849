import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import type { RowsChanged, SheetView } from "../../server/sheets/contract.ts";
import { openRegister } from "../setup/instruments.ts";
import { openLab, type Client, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, told } from "../setup/story.ts";

let lab: Lab;
let analyst: Client;
beforeAll(async () => {
  lab = await openLab();
  analyst = await lab.as("demo-analyst");
});
afterAll(() => lab.close());

const stewed = "肉及肉制品>酱卤肉制品类";
const run = { mediumLot: "PCA 20260901", controls: { blank: [0], mediumControl: [0] } };

async function aBatch(item: string) {
  const { tasks } = await aSampleAtTheBench(lab, { items: [item], sample: { category: stewed } });
  const sheet = told<SheetView>(await analyst.post("/api/sheets", { taskIds: [tasks[item]] }));
  const [row] = sheet.rows;
  const unit = (n: number, version: string | null, said: object) => ({
    positionId: row?.id,
    determinationId: row?.parallels[n - 1]?.determinationId,
    basedOn: version,
    ...said,
  });
  const save = (units: object[], more: object = run, who = analyst) =>
    who.post(`/api/sheets/${sheet.id}/counts`, { units, ...more });
  return { sheet, unit, save };
}
const plates = (...counts: (number | string)[][]) => ({
  dilutions: counts.map((of, i) => ({ exponent: i + 2, plates: of })),
});

describe("plates in the grid of a batch", () => {
  test("a unit's count follows from its plates by GB 4789.2, stands with every colony, and is counted again over it", async () => {
    const { sheet, unit, save } = await aBatch("菌落总数");
    const first = told<RowsChanged>(await save([unit(1, null, plates([232, 244], [33, 35]))]));
    expect(first.rows[0]?.parallels[0]?.cells[0]).toMatchObject({
      text: "24727.2727272727",
      state: "calculated",
      record: { dilutions: [{ exponent: 2, plates: [232, 244] }, { exponent: 3 }], mediumLot: "PCA 20260901" },
      calculation: expect.stringContaining("7.1.2"),
    });
    const version = first.versions[0] ?? null;
    const again = told<RowsChanged>(await save([unit(1, version, plates([230, 244], [33, 35]))]));
    expect(again.rows[0]?.parallels[0]?.cells[0]).toMatchObject({
      state: "changed",
      earlier: [{ text: "24727.2727272727" }],
    });
    const stale = await save([unit(1, version, plates([1, 1]))]);
    expect(stale).toMatchObject({ status: 409, body: { code: "cell-changed" } });
    const undone = told<RowsChanged>(
      await analyst.post(`/api/sheets/${sheet.id}/undo`, {
        ...unit(1, again.versions[0] ?? null, {}),
        step: "count",
      }),
    );
    expect(undone.rows[0]?.parallels[0]?.cells[0]).toMatchObject({ text: "24727.2727272727" });
  });

  test("all or none: a colony on the blank, an overgrown unit or another's batch keeps every unit out", async () => {
    const { sheet, unit, save } = await aBatch("菌落总数");
    const good = unit(1, null, plates([100, 110]));
    expect(await save([good], { ...run, controls: { blank: [1], mediumControl: [0] } })).toMatchObject({
      status: 422,
      body: { code: "plates-uncounted" },
    });
    expect(await save([good, unit(2, null, plates(["spread", "spread"]))])).toMatchObject({
      body: { code: "plates-uncounted" },
    });
    expect(await save([good], { ...run, controls: { isBlankClear: true } })).toMatchObject({
      body: { code: "step-unknown" },
    });
    expect(await save([good], { ...run, mediumLot: " " })).toMatchObject({ status: 400 });
    expect(await save([good], run, await lab.as("demo-county"))).toMatchObject({ status: 404 });
    const { rows } = told<SheetView>(await analyst.get(`/api/sheets/${sheet.id}`));
    expect(rows[0]?.parallels.every(({ cells }) => cells[0]?.state === "empty")).toBe(true);
  });

  test("all five units at once give the plan its verdict", async () => {
    const { unit, save } = await aBatch("菌落总数");
    const five = [1, 2, 3, 4, 5].map((n) => unit(n, null, plates([30 + n, 32 + n])));
    const { rows } = told<RowsChanged>(await save(five));
    expect(rows[0]?.outcome).toMatchObject({ verdict: "pass", reported: "3200，3300，3400，3500，3600" });
    expect(rows[0]?.outcome?.units.map((u) => u.container)).toEqual(rows[0]?.parallels.map((p) => p.container));
  });
});

describe("MPN tubes in the grid of a batch", () => {
  const tubesRun = { mediumLot: "7.5 % 氯化钠肉汤 20260820", controls: { isBlankClear: true } };
  const tubes = (...positive: number[]) => ({ tubes: { exponent: 1, positive } });

  test("positive tubes are looked up, stand with the count, and all units give the plan its figures", async () => {
    const { sheet, unit, save } = await aBatch("金黄色葡萄球菌");
    const first = told<RowsChanged>(
      await save([unit(1, null, tubes(1, 0, 0)), unit(2, null, tubes(0, 0, 0))], tubesRun),
    );
    const [one, two] = first.rows[0]?.parallels ?? [];
    expect(one?.cells[0]).toMatchObject({
      text: "3.6",
      state: "calculated",
      record: { tubes: { exponent: 1, positive: [1, 0, 0] }, mediumLot: tubesRun.mediumLot },
    });
    expect(two?.cells[0]).toMatchObject({ text: "3.0", qualifier: "<" });
    expect(first.rows[0]?.outcome?.units.map(({ reported }) => reported)).toEqual(["3.6", "＜3.0"]);
    const again = told<RowsChanged>(await save([unit(1, first.versions[0] ?? null, tubes(2, 0, 0))], tubesRun));
    expect(again.rows[0]?.parallels[0]?.cells[0]).toMatchObject({ state: "changed", earlier: [{ text: "3.6" }] });
    expect(await save([unit(1, first.versions[0] ?? null, tubes(3, 0, 0))], tubesRun)).toMatchObject({
      status: 409,
      body: { code: "cell-changed" },
    });
    expect((await analyst.get(`/api/sheets/${sheet.id}/worksheet.pdf`)).status).toBe(200);
  });

  test("an unlikely combination, a clouded blank or plates in place of tubes keep every unit out", async () => {
    const { sheet, unit, save } = await aBatch("金黄色葡萄球菌");
    const good = unit(1, null, tubes(1, 0, 0));
    expect(await save([good, unit(2, null, tubes(0, 3, 3))], tubesRun)).toMatchObject({
      status: 422,
      body: { code: "plates-uncounted" },
    });
    expect(await save([good], { ...tubesRun, controls: { isBlankClear: false } })).toMatchObject({
      status: 422,
      body: { code: "plates-uncounted", details: { because: "blank-grew" } },
    });
    // it was seen, and stays on the record of its task
    const [entry] = await lab.db.trailEntry.findMany({ where: { action: "count.invalid" }, orderBy: { id: "desc" } });
    expect(entry?.detail).toMatchObject({ unit: 1, isBlankClear: false });
    const record = await analyst.get(`/api/tasks/${entry?.subject.replace("task ", "")}/raw-record.pdf`);
    expect(record.status).toBe(200);
    expect(await save([unit(1, null, plates([30, 32]))])).toMatchObject({ body: { code: "step-unknown" } });
    const { rows } = told<SheetView>(await analyst.get(`/api/sheets/${sheet.id}`));
    expect(rows[0]?.parallels.every((p) => p.cells[0]?.state === "empty")).toBe(true);
  });
});

describe("a corrected reading in the grid of a batch", () => {
  /** Lead in one sample, its two parallels typed from this instrument. */
  async function typed(instrumentNumber: string): Promise<RowsChanged> {
    const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
    const sheet = told<SheetView>(await analyst.post("/api/sheets", { taskIds: [tasks["铅"]] }));
    const [row] = sheet.rows;
    const cells = ["0.120", "0.130"].map((text, i) => ({
      positionId: row?.id,
      determinationId: row?.parallels[i]?.determinationId,
      step: "content",
      text,
      basedOn: null,
    }));
    const said = { cells, instrumentNumber, reason: "工作站未联网" };
    return told<RowsChanged>(await analyst.post(`/api/sheets/${sheet.id}/cells`, said));
  }

  test("a reading that the instrument's confirmation corrects counts as corrected, and stands as it was read", async () => {
    const { certify } = await openRegister(lab);
    const { number } = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
    const corrections = { kind: "ranges", unit: "mg/kg", rows: [{ from: "0", to: "1", factor: "1.1" }] };
    const certified = told<InstrumentView>(await certify(number, { corrections, usesCorrections: true }));
    const { rows } = await typed(number);
    expect(rows[0]?.parallels[0]?.cells[0]).toMatchObject({
      text: "0.120",
      correction: {
        corrected: "0.132",
        correction: "0.012",
        certificateNumber: certified.verifications[0]?.certificateNumber,
      },
    });
    expect(rows[0]?.outcome).toMatchObject({ unrounded: "0.1375" }); // (0.132 + 0.143) ÷ 2
    lab.clock.advance(24 * 60);
    told(await certify(number));
    const plain = await typed(number);
    expect(plain.rows[0]?.parallels[0]?.cells[0]).toMatchObject({ text: "0.120", correction: null });
  });
});
