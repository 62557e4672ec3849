import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser, openBrowser, sign, type People } from "../../setup/browser.ts";
import { openLab, type Lab } from "../../setup/lab.ts";
import { aSampleAtTheBench, told, typeValues } from "../../setup/story.ts";

const meaning = "原始记录由我本人完成，真实、完整，结果提交校核。";

describe.skipIf(!hasBrowser)("analysts sign their original records", () => {
  let lab: Lab;
  let people: People;
  beforeAll(async () => {
    lab = await openLab();
    people = await openBrowser(lab);
  });
  afterAll(async () => {
    await people.close();
    await lab.close();
  });

  const aTask = async () => {
    const { tasks } = await aSampleAtTheBench(lab, { items: ["铅"] });
    await typeValues(lab, await lab.as("demo-analyst"), tasks["铅"] ?? "", ["0.12", "0.13"]);
    return tasks["铅"] ?? "";
  };
  const isSigned = async (taskId: string) =>
    (await lab.db.result.findFirst({ where: { taskId, isCurrent: true } }))?.signedAt !== null;

  test("many at once in the bench, one at the bench, and as they submit where the laboratory asks for it", async () => {
    const [first, second, third, fourth] = [await aTask(), await aTask(), await aTask(), await aTask()];
    const client = await lab.as("demo-analyst");
    for (const task of [first, second]) told(await client.post(`/api/tasks/${task}/submit`));
    const page = await people.enter("demo-analyst");
    await page.goto("/bench");
    await page.getByRole("heading", { name: "已提交，待本人签字" }).waitFor();
    await people.picture(page, "to-sign-many");
    await page.getByRole("button", { name: /签字 · \d 项/ }).click();
    await page.getByRole("dialog").getByText(meaning).waitFor();
    await people.picture(page, "to-sign-dialog");
    await sign(page, meaning);
    await page.getByRole("heading", { name: "已提交，待本人签字" }).waitFor({ state: "hidden" });
    expect([await isSigned(first), await isSigned(second)]).toEqual([true, true]);

    // without the setting one key submits; the signature may follow beside the result
    await page.goto(`/bench/${third}`);
    await page.getByRole("button", { name: /提交 ?Ctrl/ }).click();
    await page.getByRole("button", { name: "在原始记录上签字" }).waitFor();
    await people.picture(page, "bench-to-sign");
    expect(await isSigned(third)).toBe(false);
    await page.getByRole("button", { name: "在原始记录上签字" }).click();
    await sign(page, meaning);
    await page.getByRole("button", { name: "在原始记录上签字" }).waitFor({ state: "hidden" });
    expect(await isSigned(third)).toBe(true);

    const manager = await people.enter("demo-manager");
    await manager.goto("/laboratory-days");
    await manager.getByRole("tab", { name: "检测人员签字" }).click();
    await manager.getByRole("switch").last().click();
    await manager.locator(".ant-switch-checked").waitFor();
    await people.picture(manager, "signing-setting");
    await page.goto(`/bench/${fourth}`);
    await page.getByRole("button", { name: /提交 ?Ctrl/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "先提交，稍后与其他结果一并签字" }).waitFor();
    await people.picture(page, "bench-submit-signing");
    await sign(page, meaning);
    await page.getByText(/第 1 版，马晓燕/).waitFor();
    expect(await isSigned(fourth)).toBe(true);

    // a batch: one password for all of it
    const inBatch = [await aTask(), await aTask(), await aTask()];
    const { id } = told<{ id: string }>(await client.post("/api/sheets", { taskIds: inBatch }));
    await page.goto(`/sheets/${id}`);
    await page.getByRole("button", { name: "整批提交" }).click();
    await page.getByRole("dialog").getByText(meaning).waitFor();
    await people.picture(page, "sheet-submit-signing");
    await page.getByRole("button", { name: "先提交，稍后与其他结果一并签字" }).click();
    await page.getByText("已提交，待本人签字").waitFor();
    await people.picture(page, "sheet-to-sign");
    await page.getByRole("button", { name: "签字 · 3 项" }).click();
    await sign(page, meaning);
    await page.getByText("已提交，待本人签字").waitFor({ state: "hidden" });
    expect(await Promise.all(inBatch.map(isSigned))).toEqual([true, true, true]);
    expect(people.troubles).toEqual([]);
  }, 180_000);
});
