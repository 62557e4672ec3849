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
      const box = await lab.db.storagePlace.findFirstOrThrow({ where: { name: "盒 1" } });
      const fridge = await lab.db.storagePlace.findFirstOrThrow({ where: { name: "1 号冰箱" } });

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

  test(
    "scans faster than the screen land right on every custody page: doubled, broken off, a place and a container in one breath",
    { timeout: 240_000 },
    async () => {
      const reception = await lab.as("demo-reception");
      const storm = [];
      for (let i = 0; i < 3; i += 1) {
        const order = told<OrderView>(await reception.post("/api/orders", await anOrder(lab)));
        storm.push(order.sampleRows[0]?.containers.map((c) => c.number) ?? []);
      }
      const [a = "", b = "", c = ""] = storm.map(([first = ""]) => first);
      const keeper = await lab.as("demo-keeper");
      const room = told<{ number: string }>(await keeper.post("/api/storage-places", { kind: "room", name: "风暴室" }));
      const shelf = told<{ number: string }>(
        await keeper.post("/api/storage-places", { kind: "shelf", name: "乙架", within: room.number }),
      );
      const { badge } = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
      const state = async (number: string) => {
        const found = await lab.db.container.findUniqueOrThrow({
          where: { number },
          include: { storedIn: true, moves: true },
        });
        return [found.state, found.storedIn?.name ?? null, found.moves.length];
      };
      const page = await people.enter("demo-keeper");
      try {
        // the shelf, then three containers without waiting for its page; each trigger pressed twice
        await page.goto("/storage");
        await page.locator(".page-title h1").waitFor(); // before it listens nobody hears a scanner
        for (const code of [shelf.number, a, a, b, b, c, c]) await scan(page, code);
        await expect
          .poll(() => Promise.all([a, b, c].map(state)), { timeout: 20_000 })
          .toEqual([
            ["stored", "乙架", 1],
            ["stored", "乙架", 1],
            ["stored", "乙架", 1],
          ]);
        await page.getByRole("heading", { name: "乙架" }).waitFor();

        // a scan that broke off and one with a wrong check digit change nothing; the card, then all three out
        await page.goto("/handover");
        await page.locator(".page-title h1").waitFor();
        await page.evaluate(() => {
          for (const key of "26229002")
            (document.activeElement ?? document.body).dispatchEvent(
              new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
            );
        });
        await page.waitForTimeout(300);
        await scan(page, `${a.slice(0, -1)}${(Number(a.at(-1)) + 1) % 10}`);
        await page
          .getByText(/校验位/)
          .first()
          .waitFor();
        for (const code of [badge ?? "", a, a, b, c]) await scan(page, code);
        await page
          .getByText(/交给 马晓燕/)
          .nth(2)
          .waitFor();
        expect((await Promise.all([a, b, c].map(state))).map(([is]) => is)).toEqual(Array(3).fill("handed_out"));
        // back in the same hurry, and put away together
        for (const code of [a, b, c, shelf.number]) await scan(page, code);
        await page
          .getByText(/已放入 风暴室/)
          .first()
          .waitFor();
        expect((await Promise.all([a, b, c].map(state))).map(([is, at]) => [is, at])).toEqual(
          Array(3).fill(["stored", "乙架"]),
        );
        await people.picture(page, "storm-handover");

        // onto a manifest, and off it at the other laboratory, with one damaged
        await page.goto("/transfers");
        await page.getByRole("button", { name: "新移交" }).click();
        await page.getByLabel("接收方").click();
        await choose(page, "示范县检测中心");
        for (const code of [a, b, b, c]) await scan(page, code);
        await page.getByRole("button", { name: "移交 3 个容器" }).click();
        await page.getByText("撤回未接收的").waitFor();
        const transfer = await lab.db.transfer.findFirstOrThrow({ orderBy: { id: "desc" } });
        const county = await people.enter("demo-county");
        await county.goto("/transfers");
        await county.locator(".page-title h1").waitFor(); // before it listens nobody hears a scanner
        for (const code of [transfer.number, a]) await scan(county, code);
        await county.getByText("接收 1 / 3").waitFor();
        await county.getByLabel("接收状况").fill("外袋破损");
        for (const code of [b, b, c]) await scan(county, code);
        await county.getByText("外袋破损").first().waitFor();
        await expect
          .poll(() => lab.db.transferItem.count({ where: { transferId: transfer.id, receivedAt: { not: null } } }))
          .toBe(3);
        const damaged = await lab.db.transferItem.findMany({
          where: { transferId: transfer.id, condition: "外袋破损" },
          include: { container: true },
        });
        expect(damaged.map(({ container }) => container.number)).toEqual([b]);
        await people.picture(county, "storm-transfer");
        expect(people.troubles).toEqual([]);
      } catch (error) {
        await people.pictureAll("storm-trouble");
        throw error;
      }
    },
  );

  test(
    "a container is split with new labels; a hold stops the disposal until it is released; custody is seen in one look",
    { timeout: 180_000 },
    async () => {
      const order = told<OrderView>(await (await lab.as("demo-reception")).post("/api/orders", await anOrder(lab)));
      const sample = order.sampleRows[0]?.number ?? "";
      const page = await people.enter("demo-keeper");
      try {
        await page.goto(`/samples/${sample}`);
        await page.getByRole("button", { name: "分样" }).click();
        const split = page.getByRole("dialog");
        await split.getByLabel("原容器剩余").fill("1 袋");
        await split.getByLabel("第 1 份").fill("2 袋");
        await split.getByRole("button", { name: "分样" }).click();
        await split
          .getByText(/超过|多于|不能/)
          .first()
          .waitFor();
        await people.picture(page, "split-refused");
        await split.getByLabel("第 1 份").fill("0.5 袋");
        await split.getByRole("button", { name: "再加一份" }).click();
        await split.getByLabel("第 2 份").fill("0.5 袋");
        await split.getByRole("button", { name: "分样" }).click();
        await page.getByText("已分出 2 份，请打印新标签。").waitFor();
        expect(await lab.db.container.count({ where: { sample: { number: sample } } })).toBe(4);
        await page.getByRole("button", { name: "用完" }).last().click();
        await page
          .locator(".ant-popover")
          .getByText(/不能恢复/)
          .waitFor();
        await page.locator(".ant-popover").getByRole("button", { name: "用完" }).click();
        await page.getByText(/已记为用完/).waitFor();
        await people.picture(page, "custody-split");

        const quality = await people.enter("demo-quality");
        await quality.goto(`/samples/${sample}`);
        await quality.getByLabel("暂缓处置").click();
        await choose(quality, "案件");
        await quality.getByLabel("原因").last().fill("公安机关调取");
        await quality.getByRole("button", { name: "暂缓", exact: true }).click();
        await quality.getByText("公安机关调取").first().waitFor();
        await people.picture(quality, "hold-placed");
        await quality.getByLabel("解除理由").fill("已归还");
        await quality.getByRole("button", { name: "解除", exact: true }).click();
        await quality
          .getByText(/已归还/)
          .first()
          .waitFor();
        expect(people.troubles).toEqual([]);
      } catch (error) {
        await people.pictureAll("split-trouble");
        throw error;
      }
    },
  );

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
