import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { OrderView } from "../../../server/orders/contract.ts";
import { hasBrowser, openBrowser, type People } from "../../setup/browser.ts";
import { openLab, runningClock, type Lab } from "../../setup/lab.ts";
import { scratchFolder } from "../../setup/outside-programs.ts";
import { anOrder, told } from "../../setup/story.ts";

const file = scratchFolder();
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
  "reception gives an item to another laboratory, and its result is entered from the report",
  { timeout: 180_000 },
  async () => {
    onTestFailed(() => people.pictureAll("subcontract-failed"));
    const said = (await anOrder(lab, { items: ["铅", "水分"] })) as { samples: object[] };
    const order = told<OrderView>(
      await (
        await lab.as("demo-reception")
      ).post("/api/orders", {
        ...said,
        combinesSamples: true,
        samples: [said.samples[0], { ...said.samples[0], name: "酱牛肉干" }],
      }),
    );
    const quality = await people.enter("demo-quality");
    await quality.goto("/partners");
    await quality.getByRole("button", { name: "登记能力附表" }).click();
    await quality.getByLabel("项目和方法（可多选）").click();
    await quality.keyboard.type("酸价");
    await quality
      .getByTitle(/^酸价 GB/)
      .first()
      .click();
    await quality.keyboard.press("Escape");
    await quality.getByLabel("自", { exact: true }).fill("20260101");
    await quality.getByLabel("附表依据（页码、序号或查询网址）").fill("附表第 13 页 第 2 项");
    await people.picture(quality, "partners-1-scope");
    await quality.getByRole("button", { name: "保存" }).click();
    await quality.getByRole("rowheader", { name: "酸价" }).waitFor();
    await people.picture(quality, "partners-2");

    const page = await people.enter("demo-reception");
    await page.goto(`/orders/${order.number}`);
    await page.getByText("合并为一份").waitFor();
    await page.getByRole("button", { name: "登记分包" }).click();
    await page.getByLabel("分包机构").click();
    await page.getByTitle(/示范省食品检验研究院/).click();
    await page
      .getByText(/铅.*不在其能力附表内/)
      .first()
      .waitFor();
    await page.getByRole("checkbox", { name: /水分.*风干牛肉干/ }).check();
    const today = lab.clock.now().toISOString().slice(0, 10);
    for (const [label, text] of [
      ["委托方同意人", "马经理"],
      ["同意日期", today],
      ["同意的书面依据", "委托检验协议书 2026-018"],
    ] as const)
      await page.getByLabel(label).fill(text);
    await people.picture(page, "subcontract-1-consent");
    await page.getByRole("button", { name: "委托方已同意，登记" }).click();
    await page.getByText("已同意", { exact: true }).waitFor();
    await page
      .getByRole("checkbox", { name: /风干牛肉干/ })
      .first()
      .check();
    await page.getByLabel("送样方式、经手人（取消时写原因）").fill("冷链专车 马师傅");
    await page.getByRole("button", { name: "样品发出" }).click();
    await page.getByText("已发样", { exact: true }).waitFor();
    writeFileSync(file("report.pdf"), "%PDF-1.4\n%%EOF\n");
    await page.getByLabel("对方报告编号").fill("SP2026-0771");
    await page.getByLabel("报告日期").fill(today);
    await page.getByLabel("对方报告（PDF）").setInputFiles(file("report.pdf"));
    await page.getByRole("button", { name: "上传报告" }).click();
    await page.getByText("报告已到", { exact: true }).waitFor();

    const analyst = await people.enter("demo-analyst");
    await analyst.goto(`/orders/${order.number}`);
    await analyst.getByLabel("水分 结果").fill("16.4");
    await people.picture(analyst, "subcontract-2-result");
    await analyst.getByRole("button", { name: "录入，等待他人校核" }).click();
    await analyst.getByText("16.4 g/100 g").waitFor();
    await people.picture(analyst, "subcontract-3-entered");
    expect(people.troubles).toEqual([]);
  },
);
