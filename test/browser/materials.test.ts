import { afterAll, beforeAll, expect, test } from "vitest";
import { faultsOf, sidewaysOf } from "../setup/accessible.ts";
import { hasBrowser, openBrowser, type People } from "../setup/browser.ts";
import { openLab, type Lab } from "../setup/lab.ts";
import { aSampleAtTheBench, methodId, told } from "../setup/story.ts";

let lab: Lab;
let people: People;
beforeAll(async () => {
  if (!hasBrowser) return;
  lab = await openLab();
  people = await openBrowser(lab);
}, 120_000);
afterAll(async () => {
  await people?.close();
  await lab?.close();
}, 60_000);

test.skipIf(!hasBrowser)(
  "a material is registered, opened and chosen at the bench with the room it was used in",
  { timeout: 120_000 },
  async () => {
    const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
    const task = tasks["铅"] ?? "";
    const metrologist = await people.enter("demo-metrologist");
    await metrologist.goto("/reference-materials");
    await metrologist.getByRole("button", { name: "登记标准物质" }).click();
    await metrologist.getByRole("textbox", { name: /^名称/ }).fill("镉标准溶液");
    await metrologist.getByRole("textbox", { name: /^批号/ }).fill("GBW08612-7");
    await metrologist.getByRole("textbox", { name: /^证书号或配制记录号/ }).fill("GBW(E)080119");
    await metrologist.getByRole("textbox", { name: /^定值、单位和 U/ }).fill("1000 µg/mL，U = 2 µg/mL（k = 2）");
    await metrologist.getByRole("textbox", { name: /^收到日期/ }).fill("20261101");
    await metrologist.getByRole("textbox", { name: /^有效期至/ }).fill("20271031");
    await people.picture(metrologist, "materials-register");
    await metrologist.getByRole("button", { name: /保\s?存/ }).click();
    await metrologist.getByText("GBW08612-7").waitFor();
    expect(await faultsOf(metrologist)).toEqual([]);
    expect(await sidewaysOf(metrologist)).toBe(0);
    await people.picture(metrologist, "materials");

    const manager = await people.enter("demo-manager");
    await manager.goto("/methods?q=铅");
    await manager.getByRole("button", { name: "修改环境条件" }).first().click();
    await manager.getByLabel("温度（℃） 不低于").fill("15");
    await manager.getByLabel("温度（℃） 不高于").fill("25");
    await manager.getByRole("textbox", { name: /^依据/ }).fill("GB 5009.12-2023 仪器条件");
    await people.picture(manager, "method-environment");
    await manager.getByRole("button", { name: /保\s?存/ }).click();
    await manager.getByText("15～25 ℃").first().waitFor();
    const method = await lab.db.method.findUniqueOrThrow({ where: { id: await methodId(lab, "铅") } });
    expect(method.environment).toEqual({ temperature: { least: "15", most: "25" }, humidity: null });

    const analyst = await people.enter("demo-analyst");
    await analyst.goto("/reference-materials");
    const line = analyst.getByRole("row").filter({ hasText: "GBW08612-7" });
    await line.getByRole("button", { name: /开\s?封/ }).click();
    await line.getByText("在用").waitFor();
    await analyst.goto(`/bench/${task}`);
    await analyst.getByText("方法规定了环境条件，还没有记录。").waitFor();
    await analyst.getByLabel("选用标准物质").click();
    await analyst.keyboard.type("08612", { delay: 60 });
    await analyst.keyboard.press("Enter");
    await analyst.getByRole("button", { name: "登记使用" }).click();
    await analyst.getByText("镉标准溶液 GBW08612-7").first().waitFor();
    await analyst.getByLabel("房间").fill("原子吸收室");
    await analyst.getByLabel("温度", { exact: true }).fill("28.5");
    await analyst.getByLabel("相对湿度", { exact: true }).fill("45");
    await analyst.getByRole("button", { name: /记\s?录/ }).click();
    await analyst.getByText("超出规定：28.5 ℃（15～25 ℃）").waitFor();
    expect(await faultsOf(analyst)).toEqual([]);
    expect(await sidewaysOf(analyst)).toBe(0);
    await analyst.getByRole("heading", { name: "标准物质与环境" }).scrollIntoViewIfNeeded();
    await people.picture(analyst, "conditions-panel");
    const room = analyst.locator(".uses li").filter({ hasText: "原子吸收室" });
    await room.getByRole("button", { name: "撤回" }).click();
    await analyst.getByRole("button", { name: "登记有误" }).click();
    await analyst
      .getByRole("button", { name: /撤\s?回/ })
      .last()
      .click();
    await analyst.getByText("马晓燕 已撤回：登记有误").waitFor();
    const seen = told(await (await lab.as("demo-analyst")).get(`/api/work-conditions?tasks=${task}`));
    expect(seen).toMatchObject({ rooms: [{ withdrawn: { reason: "登记有误" } }], materials: [{ withdrawn: null }] });
    expect(people.troubles).toEqual([]);
  },
);
