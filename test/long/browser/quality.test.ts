import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { SheetView } from "../../../server/sheets/contract.ts";
import { hasBrowser, openBrowser, scan, type People } from "../../setup/browser.ts";
import { openLab, runningClock, type Lab } from "../../setup/lab.ts";
import { aSampleAtTheBench, methodId, told } from "../../setup/story.ts";

// Quality of the bench on screen: recovery limits by level, a control with its assigned value, a batch scanned into equipment.

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
  "the technical manager types recovery limits; a control with U is judged by Eₙ; a batch's number takes its samples into the oven",
  { timeout: 180_000 },
  async () => {
    onTestFailed(() => people.pictureAll("quality-failed"));
    const manager = await people.enter("demo-manager");
    await manager.goto("/methods?q=铅");
    const card = manager.locator(".panel", { hasText: "GB 5009.12-2023" }).first();
    await card.getByRole("button", { name: "填写回收率限值" }).click();
    const bands = [
      ["", "0.1", "60", "120"],
      ["0.1", "1", "80", "110"],
    ];
    for (const [i, band] of bands.entries()) {
      await card.getByRole("button", { name: "增加一档" }).click();
      for (const [j, name] of ["加标水平下限", "加标水平上限", "回收率最低", "回收率最高"].entries())
        await card.getByLabel(`${name} ${i + 1}`).fill(band[j] ?? "");
    }
    await card.getByLabel("依据").fill("方法验证报告 YZ-7");
    await people.picture(manager, "quality-1-bands");
    await card.getByRole("button", { name: /保\s?存/ }).click();
    await card.getByText("0.1＜x≤1 mg/kg：80～110 %").waitFor();
    await people.picture(manager, "quality-2-method");

    const lead = await methodId(lab, "铅");
    await lab.db.method.update({
      where: { id: lead },
      data: { uncertainty: { kind: "absolute", U: "0.008", k: "2" } },
    });
    await manager.goto("/controls");
    await manager.getByRole("button", { name: "新建质控图" }).click();
    await manager.getByLabel("方法", { exact: true }).first().fill("铅");
    await manager.locator(".ant-select-item-option", { hasText: "GB 5009.12-2023" }).first().click();
    await manager.getByLabel("名称").fill("牛肝粉中铅标准物质");
    await manager.getByLabel("批号").fill("GBW10051c");
    await manager.getByLabel("目标值").fill("0.120");
    await manager.getByLabel("定值的扩展不确定度 U").fill("0.006");
    await manager.getByLabel("标准差 s").fill("0.050");
    await people.picture(manager, "quality-3-series");
    await manager.getByRole("button", { name: /保\s?存/ }).click();
    await manager.getByText("待测").first().waitFor();
    for (const value of ["0.128", "0.135"]) {
      const series = await lab.db.controlSeries.findFirstOrThrow({ where: { lot: "GBW10051c" } });
      told(await (await lab.as("demo-analyst")).post(`/api/controls/${series.id}/points`, { value }));
    }
    await manager.reload();
    await manager.getByText("= 0.015 ÷ √(0.008² + 0.006²) = 1.5 ＞ 1").waitFor();
    await manager.getByText("失控，暂停").first().waitFor();
    await people.picture(manager, "quality-4-en");

    const one = await aSampleAtTheBench(lab, { items: ["水分"] });
    const two = await aSampleAtTheBench(lab, { items: ["水分"] });
    const analyst = await lab.as("demo-analyst");
    const taskIds = [one.tasks["水分"], two.tasks["水分"]];
    const sheet = told<SheetView>(await analyst.post("/api/sheets", { taskIds }));
    const oven = await lab.db.instrument.findFirstOrThrow({ where: { kind: "oven" } });
    const page = await people.enter("demo-analyst");
    const known = page.waitForResponse((answer) => new URL(answer.url()).pathname === "/api/instrument-choices");
    const open = page.waitForResponse((answer) => new URL(answer.url()).pathname === "/api/tasks");
    await page.goto("/equipment");
    await Promise.all([known, open]); // a scan before them goes to the instrument's own page
    await scan(page, oven.number);
    await page
      .getByText(/请扫描样品/)
      .first()
      .waitFor();
    await scan(page, sheet.number);
    await page.getByText("样品与任务（已选 2 项）").waitFor();
    await people.picture(page, "quality-5-equipment");
    expect(people.troubles).toEqual([]);
  },
);
