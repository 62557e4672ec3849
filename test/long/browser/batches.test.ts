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

test.skipIf(!hasBrowser)(
  "plates are counted in the grid: a container scanned finds its unit, a line is counted when it is left, a colony on the blank keeps it out",
  { timeout: 240_000 },
  async () => {
    onTestFailed(() => people.pictureAll("plates-failed"));
    const { tasks, order } = await aSampleAtTheBench(lab, {
      items: ["菌落总数"],
      sample: { category: "肉及肉制品>酱卤肉制品类", name: "酱牛肉" },
    });
    const analyst = await lab.as("demo-analyst");
    const sheet = told<SheetView>(await analyst.post("/api/sheets", { taskIds: [tasks["菌落总数"]] }));
    const page = await people.enter("demo-analyst");
    await page.goto(`/sheets/${sheet.id}`);
    await page.locator(".plates-grid").waitFor();
    const boxes = order.sampleRows[0]?.containers.filter(({ kind }) => kind === "test") ?? [];
    const plate = (unit: number, head: string, nth: number) =>
      page.getByLabel(`位置 1 第 ${unit} 件 ${head} 第 ${nth} 皿`);
    await page.getByLabel("培养基批号").fill("PCA 20260901");
    await page.getByLabel("空白对照菌落数").fill("1");
    await page.getByLabel("培养基对照菌落数").fill("0");
    await page.locator(".sheet-views").waitFor();
    await page.locator(".plates-run .ant-segmented-item", { hasText: "10⁻²" }).click();
    await scan(page, boxes[1]?.number ?? "");
    await page
      .getByText(/位置 1 第 2 件/)
      .first()
      .waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "位置 1 第 2 件 10⁻² 第 1 皿",
    );
    for (const [i, text] of ["232", "244", "33", "35"].entries()) {
      if (i > 0) await page.keyboard.press("ArrowRight");
      await page.keyboard.type(text, { delay: 60 });
    }
    await page.keyboard.press("Enter");
    await page.getByText("未计数").waitFor();
    await people.picture(page, "plates-1-blank-grew");
    await page.getByLabel("空白对照菌落数").fill("0");
    await plate(2, "10⁻³", 2).focus();
    await page.keyboard.press("Enter");
    await page.locator(".plates-count", { hasText: "25000" }).waitFor();
    await plate(2, "10⁻²", 1).focus();
    await people.picture(page, "plates-2-counted");
    await page.locator(".sheet-views").getByText("结果").click();
    await page.locator(".sheet-of").first().waitFor();
    await people.picture(page, "plates-3-results");
    expect(people.troubles).toEqual([]);
  },
);
