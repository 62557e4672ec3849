import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RowsChanged, SheetView } from "../../server/sheets/contract.ts";
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
