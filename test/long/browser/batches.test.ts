import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { SheetView } from "../../../server/sheets/contract.ts";
import { hasBrowser, openBrowser, scan, type People } from "../../setup/browser.ts";
import { openLab, runningClock, type Lab } from "../../setup/lab.ts";
import { aSampleAtTheBench, methodId, told } from "../../setup/story.ts";

let lab: Lab;
let people: People;
beforeAll(async () => {
  if (!hasBrowser) return;
  lab = await openLab({ clock: runningClock() });
  people = await openBrowser(lab);
}, 120_000);
afterAll(async () => {
  await people?.close();
  await lab?.close();
}, 60_000);

test.skipIf(!hasBrowser)(
  "a batch under way takes a scanned sample, a blank and a spike with their lots, and gives up what was not measured",
  { timeout: 180_000 },
  async () => {
    onTestFailed(() => people.pictureAll("positions-failed"));
    told(
      await (
        await lab.as("demo-supervisor")
      ).post("/api/controls", {
        methodId: await methodId(lab, "铅"),
        kind: "control",
        name: "牛肝粉成分分析标准物质",
        lot: "GBW10051",
        target: "0.120",
        sd: "0.010",
        unit: "mg/kg",
      }),
    );
    const [on, more, other] = [
      await aSampleAtTheBench(lab, { items: ["铅"] }),
      await aSampleAtTheBench(lab, { items: ["铅"] }),
      await aSampleAtTheBench(lab, { items: ["水分"] }),
    ];
    const analyst = await lab.as("demo-analyst");
    const sheet = told<SheetView>(await analyst.post("/api/sheets", { taskIds: [on?.tasks["铅"]], blanks: 1 }));
    const page = await people.enter("demo-analyst");
    await page.goto(`/sheets/${sheet.id}`);
    await page.locator(".sheet-grid").waitFor();
    await scan(page, on?.container ?? "");
    await page.getByText(/→ 位置 2/).waitFor();
    await scan(page, more?.container ?? ""); // not on the batch: the panel opens with it
    await page.getByRole("button", { name: /^不加 / }).waitFor();
    await scan(page, other?.container ?? "");
    await page.getByText(/不能加入本批/).waitFor();
    await page.getByRole("combobox", { name: "加标 1" }).click();
    await page.locator(".ant-select-item-option", { hasText: "+ 风干牛肉干" }).click();
    await page.getByLabel("加标量 1").fill("0.20");
    await page.getByLabel("批号 1").fill("GSB04-1742");
    await people.picture(page, "positions-1-adding");
    await page.getByLabel("加标量 1").press("Control+Enter");
    await page.locator(".sheet-grid tbody tr").nth(3).waitFor();
    await people.picture(page, "positions-2-added");
    await page.getByRole("button", { name: "加样 / 加质控" }).click();
    await page.getByRole("button", { name: /移出位置 1 空白/ }).click();
    await page.getByRole("button", { name: /移出位置 1 空白/ }).waitFor({ state: "detached" });
    await people.picture(page, "positions-3-left");
    expect(await lab.db.sheetPosition.count({ where: { sheetId: sheet.id, removedAt: null } })).toBe(3);
    expect(people.troubles).toEqual([]);
  },
);
