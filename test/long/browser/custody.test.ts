import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OrderView } from "../../../server/orders/contract.ts";
import { hasBrowser, openBrowser, scan, sign, type People } from "../../setup/browser.ts";
import { aCertificate } from "../../setup/certified.ts";
import { openLab, type Lab } from "../../setup/lab.ts";
import { aPerson } from "../../setup/people.ts";
import { anOrder, told } from "../../setup/story.ts";

describe.skipIf(!hasBrowser)("the keeper's day", () => {
  let lab: Lab;
  let people: People;
  beforeAll(async () => {
    lab = await openLab();
    people = await openBrowser(lab);
  });
  afterAll(async () => {
    await people?.close();
    await lab?.close();
  });

  test("places, cards, scans in and out, a transfer and a disposal with two names", { timeout: 240_000 }, async () => {
    const certified = await aCertificate(lab, {}, { productionDate: "2026-11-25", shelfLife: "5 天" });
    lab.clock.set("2026-12-02T01:00:00.000Z");
    const reception = await lab.as("demo-reception");
    const order = told<OrderView>(await reception.post("/api/orders", await anOrder(lab)));
    const [testPart, reserve] = order.sampleRows[0]?.containers.map((c) => c.number) ?? [];
    const page = await people.enter("demo-keeper");
    try {
      await page.getByText("留样到期待处置").waitFor();
      await people.picture(page, "keeper-today");

      // a room, a fridge in it, a box in the fridge
      await page.goto("/storage");
      const addPlace = async (kind: string, name: string, within: string | null, temperature?: string) => {
        await page.getByRole("button", { name: "增加位置" }).click();
        const dialog = page.getByRole("dialog");
        await dialog.getByLabel("类别").click();
        await choose(page, kind);
        await dialog.getByLabel("名称").fill(name);
        if (within) {
          await dialog.getByLabel("放在").click();
          await choose(page, within);
        }
        if (temperature) {
          await dialog.getByLabel("温度").click();
          await choose(page, temperature);
        }
        if (kind === "样品盒") await people.picture(page, "add-place");
        await dialog.getByRole("button", { name: "增加" }).click();
        await dialog.waitFor({ state: "hidden" });
      };
      await addPlace("房间", "留样室", null, "常温");
      await addPlace("冰箱", "1 号冰箱", "留样室", "冷藏");
      await addPlace("货架、层", "A 架", "留样室");
      await addPlace("样品盒", "盒 1", "留样室 / A 架");
      const box = await lab.db.storagePlace.findFirstOrThrow({ where: { kind: "box" } });
      const fridge = await lab.db.storagePlace.findFirstOrThrow({ where: { kind: "fridge" } });

      // scan the box, then both containers; the reserve is moved into the fridge, where it does not belong
      await scan(page, box.number);
      await page.getByRole("heading", { name: "盒 1" }).waitFor();
      await scan(page, testPart ?? "");
      await page.locator(".cell-taken").first().waitFor();
      await scan(page, reserve ?? "");
      await page.locator(".cell-taken").nth(1).waitFor();
      await people.picture(page, "box-grid");
      await scan(page, fridge.number);
      await page.getByRole("heading", { name: "1 号冰箱" }).waitFor();
      await scan(page, reserve ?? "");
      await page.getByText("应常温存放").first().waitFor();
      await page.goto("/storage");
      await page.getByText("1 个容器的位置温度与贮存条件不符").waitFor();
      await people.picture(page, "storage");
      await page.getByRole("button", { name: "工牌" }).click();
      await page.getByRole("button", { name: "为没有工牌的人发号" }).click();
      await page.getByRole("button", { name: "挂失换号" }).first().waitFor();
      await people.picture(page, "badges");
      const analyst = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });

      // person, container: out; container: back; place: put away
      await page.goto("/handover");
      await page.getByText("请扫描工牌").waitFor();
      await scan(page, analyst.badge ?? "");
      await page.getByText("马晓燕：请扫描容器").waitFor();
      await scan(page, testPart ?? "");
      await page
        .getByText(/交给 马晓燕/)
        .first()
        .waitFor();
      await scan(page, reserve ?? "");
      await page.locator(".ink-bad").waitFor();
      await page.waitForTimeout(1100); // the same code within a second is one scan
      await scan(page, testPart ?? "");
      await page
        .locator(".ink-good")
        .getByText(/收回入库/)
        .waitFor();
      await scan(page, box.number);
      await page
        .locator(".ink-good")
        .getByText(/已放入 留样室/)
        .waitFor();
      await people.picture(page, "handover");

      await page.goto(`/samples/${order.sampleRows[0]?.number}`);
      await page.getByText("保管时间线").waitFor();
      await people.picture(page, "custody-of-a-sample");

      // to the county and received there
      await page.goto("/transfers");
      await page.getByRole("button", { name: "新移交" }).click();
      await page.getByLabel("接收方").click();
      await choose(page, "示范县检测中心");
      await page.getByLabel("运送人").fill("韩师傅");
      await scan(page, testPart ?? "");
      await page.getByRole("button", { name: "移交 1 个容器" }).waitFor();
      await people.picture(page, "send-transfer");
      await page.getByRole("button", { name: "移交 1 个容器" }).click();
      await page.getByText("撤回未接收的").waitFor();
      const transfer = await lab.db.transfer.findFirstOrThrow();
      const county = await people.enter("demo-county");
      await county.getByText("移交来的样品待接收").waitFor();
      await scan(county, transfer.number);
      await county.getByText(/逐件扫描容器即接收/).waitFor();
      await scan(county, testPart ?? "");
      await county
        .getByText("接收 1 / 1")
        .waitFor({ state: "hidden" })
        .catch(() => undefined);
      await county.getByRole("button", { name: "接收完毕" }).click();
      await county.getByText("已接收").first().waitFor();
      await people.picture(county, "receive-transfer");

      // disposal: two names
      await page.goto("/retention");
      await page.getByLabel("全选").check();
      await people.picture(page, "retention-due");
      await page.getByLabel("处置方式").fill("高压灭菌后作无害化处理");
      await page.getByRole("button", { name: /第一人签名/ }).click();
      await sign(page, "我已逐件核对留样处置清单，均已到期且无暂缓，同意处置。");
      const supervisor = await people.enter("demo-supervisor");
      await supervisor.getByText("处置清单待我签名").click();
      await supervisor.getByRole("button", { name: "第二人签名" }).click();
      await sign(supervisor, "我已到场核对清单和实物，证明所列留样已按记录的方式处置。");
      await supervisor.getByText("已处置").first().waitFor();
      await people.picture(supervisor, "disposal");
      const gone = await lab.db.container.count({
        where: { sample: { number: certified.sampleNumber }, state: "disposed" },
      });
      expect(gone).toBeGreaterThan(0);
      expect(people.troubles).toEqual([]);
    } catch (error) {
      await people.pictureAll("custody-trouble");
      throw error;
    }
  });

  test("a picture of one's signature is uploaded on the account page and compared by a manager", async () => {
    const page = await people.enter("demo-reviewer");
    await page.goto("/account");
    const png = PNG.sync.write(new PNG({ width: 300, height: 120 }));
    await page
      .getByLabel("上传 我的签名图片")
      .setInputFiles({ name: "signature.png", mimeType: "image/png", buffer: png });
    await page.getByText("待核对启用").waitFor();
    await people.picture(page, "my-signature");
    const manager = await people.enter("demo-manager");
    await manager.goto("/certificate-form");
    await manager.getByRole("button", { name: "核对启用" }).click();
    await sign(manager, "我已将此图片与本人签名样式核对一致，同意在其签名的报告上印出。");
    await manager.getByText("张守诚 核对启用").waitFor();
    await people.picture(manager, "people-signatures");
    expect(people.troubles).toEqual([]);
  });

  test("the technical manager gives a new signatory a field and ends it", { timeout: 120_000 }, async () => {
    await aPerson(lab, "马新华", ["signatory"], { maySign: false });
    const page = await people.enter("demo-manager");
    await page.goto("/qualifications");
    const panel = page.locator(".panel", { hasText: "授权签字人签字领域" });
    await panel.getByText("没有签字领域，不能批准报告").waitFor();
    await panel.getByRole("button", { name: "授予签字领域" }).click();
    await panel.getByLabel("授权签字人", { exact: true }).click();
    await choose(page, "马新华");
    await panel.getByLabel("自", { exact: true }).fill("20261202");
    await panel.getByText("按产品类别").click();
    await panel.getByLabel("产品类别（含其下各类）").click();
    await page.keyboard.type("肉及肉制品");
    await choose(page, "肉及肉制品");
    await page.keyboard.press("Escape");
    await panel.getByLabel("依据（评审、考核等）").fill("资质认定评审");
    await people.picture(page, "signatory-scopes");
    await panel.locator("form").getByRole("button", { name: "授予签字领域" }).click();
    const row = panel.locator("tr", { hasText: "马新华" });
    await row.getByText("资质认定评审 · 张守诚 授予").waitFor();
    await row.getByRole("button", { name: "终止" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("最后有效日").fill("20261202");
    await dialog.getByLabel("终止原因").fill("缩小领域");
    await dialog.getByRole("button", { name: "终止" }).click();
    await row.getByText("缩小领域").waitFor();
    expect(people.troubles).toEqual([]);
  });
});

/** An entry of the list that is open. */
async function choose(page: Page, title: string): Promise<void> {
  await page.locator(`.ant-select-item-option[title="${title}"]:visible`).click();
}
