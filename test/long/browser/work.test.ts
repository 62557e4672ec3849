import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { Page } from "playwright-core";
import type { OrderView } from "../../../server/orders/contract.ts";
import { hasBrowser, openBrowser, scan, sign, type People } from "../../setup/browser.ts";
import { openLab, runningClock, type Lab } from "../../setup/lab.ts";
import { aPerson } from "../../setup/people.ts";
import { aSampleAtTheBench, anOrder, told } from "../../setup/story.ts";

// Work among people: the pool, who may do what, whoever is away, the shift, and samples whose owner nobody at the bench knows.

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

/** An entry of the list that is open; the list is gone before the next one opens. */
async function choose(page: Page, title: string): Promise<void> {
  const list = page.locator(".ant-select-dropdown:visible");
  await list.locator(`.ant-select-item-option[title="${title}"]`).click();
  await list.waitFor({ state: "hidden" });
}
const register = async (changes: Parameters<typeof anOrder>[1] = {}) =>
  told<OrderView>(await (await lab.as("demo-reception")).post("/api/orders", await anOrder(lab, changes)));

test.skipIf(!hasBrowser)(
  "tasks are given only to who is authorised, taken from the pool, and given back with a reason",
  { timeout: 180_000 },
  async () => {
    onTestFailed(() => people.pictureAll("work-pool-failed"));
    const order = await register();
    const supervisor = await people.enter("demo-supervisor");
    await supervisor.goto("/work");
    await scan(supervisor, order.sampleRows[0]?.containers[0]?.number ?? "");
    await supervisor.getByText("已选 2 项任务").first().waitFor();
    const refused = supervisor.getByRole("button", { name: /祁海霞/ });
    await refused.getByText("没有 GB 5009.12-2023 的上岗授权").waitFor();
    expect(await refused.isDisabled()).toBe(true);
    await people.picture(supervisor, "work-1-pool");
    await supervisor.getByLabel("风干牛肉干 水分").first().uncheck();
    await supervisor.getByRole("button", { name: /马晓燕/ }).click();
    await supervisor.getByText("已把 1 项任务分派给 马晓燕").waitFor();

    const other = await people.enter("demo-analyst2");
    await other.goto("/work");
    const moisture = other.getByLabel("风干牛肉干 水分").first();
    await moisture.check();
    await people.picture(other, "work-2-take");
    await other.getByRole("button", { name: "领取 1 项" }).click();
    await other.getByText(/还没有开始的任务（1）/).click();
    await other.locator("details").getByRole("checkbox").check();
    await other.getByLabel("退回原因").fill("下午外出采样");
    await people.picture(other, "work-3-give-back");
    await other.getByRole("button", { name: "退回任务池" }).click();
    await moisture.waitFor();
    await other.getByText("没有分派给您的任务。").waitFor();

    // authorised for one method only: the other stands in the pool with its reason
    const lead = await register({ items: ["铅"] });
    await other.reload();
    await other.getByText("没有授权", { exact: true }).first().waitFor();
    expect(await other.getByLabel("风干牛肉干 铅").first().isDisabled()).toBe(true);
    expect(lead.sampleRows).toHaveLength(1);
    expect(people.troubles).toEqual([]);
  },
);

test.skipIf(!hasBrowser)(
  "an authorisation is granted and ended on the page of all methods, and what ends soon is marked",
  { timeout: 180_000 },
  async () => {
    onTestFailed(() => people.pictureAll("work-qualifications-failed"));
    await aPerson(lab, "马新生", ["analyst"]);
    const manager = await people.enter("demo-manager");
    await manager.goto("/qualifications");
    await manager.getByRole("button", { name: "授权", exact: true }).first().click();
    const form = manager.locator("form.panel");
    await form.getByLabel("人员").click();
    await choose(manager, "马新生");
    await form.getByLabel("自", { exact: true }).fill("20261201");
    await form.getByLabel("至（可不填）").fill("20261231");
    await form.getByLabel("方法", { exact: true }).click();
    await manager.keyboard.type("GB 5009.3");
    await manager.locator(".ant-select-item-option:visible").first().click();
    await manager.keyboard.press("Escape");
    await form.getByLabel("依据（考核、比对等）").fill("盲样考核合格，2026-11-28");
    await people.picture(manager, "work-4-grant");
    await form.getByRole("button", { name: "授权", exact: true }).click();
    await form.waitFor({ state: "hidden" });
    await manager.getByText("1 项授权将在 60 天内到期").waitFor();
    await people.picture(manager, "work-5-qualifications");
    await manager.getByRole("button", { name: /临期 2026-12-31/ }).click();
    const dialog = manager.getByRole("dialog");
    await dialog.getByText("盲样考核合格，2026-11-28").waitFor();
    await dialog.getByLabel("最后有效日").fill("20261201");
    await dialog.getByLabel("终止原因").fill("调离岗位");
    await people.picture(manager, "work-6-end");
    await dialog.getByRole("button", { name: "终止" }).click();
    await dialog.waitFor({ state: "hidden" });
    await manager.getByRole("button", { name: /临期 2026-12-01/ }).waitFor(); // its last day is today
    expect(people.troubles).toEqual([]);
  },
);

test.skipIf(!hasBrowser)(
  "whoever is away hands everything over in one step; the next shift signs for what is in the oven",
  { timeout: 180_000 },
  async () => {
    onTestFailed(() => people.pictureAll("work-cover-failed"));
    const { tasks } = await aSampleAtTheBench(lab);
    const oven = await lab.db.instrument.findFirstOrThrow({ where: { kind: "oven" } });
    const settings = "105 ℃";
    told(
      await (
        await lab.as("demo-analyst")
      ).post(`/api/tasks/${tasks["水分"]}/equipment-uses`, { instrumentNumber: oven.number, settings }),
    );
    const page = await people.enter("demo-supervisor");
    await page.goto("/workload");
    const panel = page.locator(".panel", { hasText: "离岗交接" }).last();
    await panel.getByLabel("离岗人").click();
    await choose(page, "马晓燕");
    await panel.getByLabel("接手人").click();
    await choose(page, "祁海霞");
    await panel.getByText(/可交接 \d+ \/ \d+ 项任务/).waitFor();
    await panel.getByText("接手人没有授权").first().waitFor();
    await panel.getByLabel("原因").fill("年休假，12 月 2 日至 4 日");
    await people.picture(page, "work-7-cover");
    await panel.getByRole("button", { name: "交接", exact: true }).click();
    await page.getByText("已交接。").waitFor();
    await people.picture(page, "work-8-workload");
    const moved = await lab.db.task.findUniqueOrThrow({ where: { id: tasks["水分"] ?? "" } });
    expect(moved.analystName).toBe("祁海霞");

    await page.goto("/shift-notes");
    await page.getByText("105 ℃").first().waitFor();
    await page.getByLabel(/交班说明/).fill("烘箱门封略松，已报修；2 小时后取出复称。");
    await page
      .getByText(/已保存/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "写交接班记录" }).click();
    await page.getByText("待接班").waitFor();
    await people.picture(page, "work-9-shift");
    const next = await people.enter("demo-analyst2");
    await next.goto("/shift-notes");
    await next.getByRole("button", { name: "接班签名" }).click();
    await next.getByRole("dialog").getByLabel("接班备注").fill("已看过烘箱");
    await people.picture(next, "work-10-take-over");
    await sign(next, "我已逐项核对在用设备和未完工作，接班。");
    await next.getByText(/祁海霞 .* 接班/).waitFor();
    await next.getByText("已看过烘箱").waitFor();
    await people.picture(next, "work-11-taken");
    expect(people.troubles).toEqual([]);
  },
);

test.skipIf(!hasBrowser)(
  "a blind sample shows its number and nothing else; who looks behind it says why, and quality reads it",
  { timeout: 180_000 },
  async () => {
    onTestFailed(() => people.pictureAll("work-blind-failed"));
    const { sampleNumber } = await aSampleAtTheBench(lab, {
      items: ["铅"],
      order: { isBlind: true, fee: "4321.00" },
      sample: { name: "牛肉干", trademark: "暗河牌", producer: "暗河食品厂" },
    });
    const analyst = await people.enter("demo-analyst");
    await analyst.goto(`/samples/${sampleNumber}`);
    await analyst.getByText("审核前不显示委托单位").first().waitFor();
    const words = await analyst.locator("body").innerText();
    for (const secret of ["暗河", "临夏示范牛羊肉制品有限公司", "4321"]) expect(words).not.toContain(secret);
    await people.picture(analyst, "work-12-blind-sample");
    await analyst.goto(`/bench?sample=${sampleNumber}`);
    await analyst.locator(".task-tile").first().click();
    await analyst
      .getByText(/GB 5009\.12/)
      .first()
      .waitFor();
    expect(await analyst.locator("body").innerText()).not.toContain("暗河");
    await people.picture(analyst, "work-13-blind-bench");

    const checker = await people.enter("demo-checker");
    await checker.goto(`/samples/${sampleNumber}`);
    await checker.getByLabel(/理由（记录在案/).fill("委托方来电询问方法偏离");
    await checker.getByRole("button", { name: "查看盲样信息" }).click();
    await checker.getByText("暗河食品厂").first().waitFor();
    const quality = await people.enter("demo-quality");
    await quality.goto("/laboratory-days");
    await quality.getByRole("tab", { name: "盲样检测" }).click();
    await quality.getByText("委托方来电询问方法偏离").waitFor();
    await people.picture(quality, "work-14-unblindings");
    await analyst.goto(`/samples/${sampleNumber}`);
    await analyst.getByText("审核前不显示委托单位").first().waitFor();
    expect(await analyst.locator("body").innerText()).not.toContain("暗河");
    expect(people.troubles).toEqual([]);
  },
);
