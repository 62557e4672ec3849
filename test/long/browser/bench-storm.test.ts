import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { SheetView } from "../../../server/sheets/contract.ts";
import { hasBrowser, openBrowser, type People } from "../../setup/browser.ts";
import { openLab, runningClock, type Lab } from "../../setup/lab.ts";
import { aSampleAtTheBench, told, type Registered } from "../../setup/story.ts";
import { answered, listen, wedge } from "../../setup/wedge.ts";

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

/** As fast as fingers: faster is a scanner. */
const keys = (page: Page, text: string) => page.keyboard.type(text, { delay: 90 });
const cell = (page: Page, line: number, column = 0) =>
  page.locator(".sheet-grid tbody tr").nth(line).locator(".sheet-cell").nth(column);
const here = (page: Page) =>
  page.evaluate(() => document.querySelector('[data-here="yes"]')?.getAttribute("aria-label")?.replace(/:.*/, ""));
/** What stands in the cells, typed or kept. */
const figures = (page: Page) =>
  page
    .locator(".sheet-grid tbody .sheet-cell")
    .evaluateAll((all) =>
      all.map((one) => one.querySelector("input")?.value ?? one.querySelector(".sheet-text")?.textContent ?? ""),
    );
async function instrument(kind: string) {
  const { laboratoryId } = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  return lab.db.instrument.findFirstOrThrow({ where: { kind, laboratoryId: laboratoryId ?? "" } });
}
async function badge(login: string): Promise<string> {
  told(await (await lab.as("demo-keeper")).post("/api/badges", {})); // those who have none get one
  return (await lab.db.person.findUniqueOrThrow({ where: { login } })).badge ?? "";
}
async function samples(count: number, item: string, sample = {}): Promise<Registered[]> {
  const found = [];
  for (let i = 0; i < count; i += 1) found.push(await aSampleAtTheBench(lab, { items: [item], sample }));
  return found;
}
async function aBatch(of: readonly Registered[], item: string): Promise<SheetView> {
  const analyst = await lab.as("demo-analyst");
  return told<SheetView>(await analyst.post("/api/sheets", { taskIds: of.map(({ tasks }) => tasks[item] ?? "") }));
}
/** The one answer a scan got. */
async function answer(page: Page, text: RegExp): Promise<void> {
  await page.locator(".scan-outcome", { hasText: text }).waitFor();
}

test.skipIf(!hasBrowser)(
  "a storm of scans over the batch grid: each is answered once, none leaves a digit in a cell, nothing typed is lost",
  { timeout: 240_000 },
  async () => {
    onTestFailed(() => people.pictureAll("bench-storm-grid"));
    const [a, b, c] = await samples(3, "铅");
    const [d] = await samples(1, "铅");
    const sheet = await aBatch(
      [a, b, c].flatMap((one) => one ?? []),
      "铅",
    );
    const other = await aBatch(
      [d].flatMap((one) => one ?? []),
      "铅",
    );
    const aas = await instrument("aas");
    const balance = await instrument("balance");
    const page = await people.enter("demo-analyst");
    await listen(page);
    await page.goto(`/sheets/${sheet.id}`);
    await page.locator(".sheet-grid").waitFor();
    await page.getByRole("button", { name: "工作站未联网" }).click();
    const nothing = Array<string>(6).fill("");

    // a cell has the keyboard, nothing is typed yet; the trigger is pressed twice
    await cell(page, 0).click();
    await wedge(page, b?.container ?? "", { gap: 1 });
    await wedge(page, b?.container ?? "", { gap: 5 });
    await answer(page, /位置 2/);
    expect(await here(page)).toMatch(/位置 2/);
    expect(await figures(page)).toEqual(nothing);
    expect(await answered(page)).toMatchObject({ heard: ["accepted"], answers: [expect.stringContaining("accepted")] });

    // the instrument of the run is scanned while a figure is half typed; the figure goes on
    await keys(page, "0.0");
    await wedge(page, aas.number, { gap: 3 });
    await answer(page, /用于本批/);
    await keys(page, "52");
    await page.keyboard.press("Enter");
    await expect.poll(() => figures(page)).toEqual(["", "", "0.052", "", "", ""]);
    await page.getByText("✓ 已保存").waitFor();
    expect((await answered(page)).answers).toEqual([expect.stringMatching(/accepted.*用于本批/)]);

    // another sample is scanned in the middle of a figure: what is typed is kept where it was typed
    await cell(page, 0).click();
    await keys(page, "0.121");
    await wedge(page, c?.container ?? "", { gap: 2 });
    await answer(page, /位置 3/);
    await expect.poll(() => figures(page)).toEqual(["0.121", "", "0.052", "", "", ""]);
    expect(await here(page)).toMatch(/位置 3/);

    // what cannot be understood yet is not left alone by a scan
    await keys(page, "0.1x");
    await wedge(page, a?.container ?? "", { gap: 2 });
    await answer(page, /未接受.*正在录入/);
    expect(await figures(page)).toEqual(["0.121", "", "0.052", "", "0.1x", ""]);
    await page.keyboard.press("Escape");
    await answered(page);

    // broken off in the middle, over an empty cell and over a figure: refused aloud, and nothing of it stays
    await wedge(page, (a?.container ?? "").slice(0, 9), { gap: 4, end: null });
    await answer(page, /未接受.*扫描不完整/);
    expect(await figures(page)).toEqual(["0.121", "", "0.052", "", "", ""]);
    await keys(page, "0.03");
    await wedge(page, (a?.container ?? "").slice(0, 5), { gap: 4, end: null });
    await page.waitForTimeout(300);
    await wedge(page, b?.container ?? "", { gap: 1 });
    await answer(page, /位置 2/);
    await expect.poll(() => figures(page)).toEqual(["0.121", "", "0.052", "", "0.03", ""]);
    await page.getByText("✓ 已保存").waitFor();
    const after = await answered(page);
    expect(after.answers.map((line) => line.split(" ")[0])).toEqual(["refused", "refused", "accepted"]);

    // things that have no business here are refused, and the page stays
    for (const [code, said] of [
      [await badge("demo-analyst"), /未接受.*(工牌|没有识别)/],
      [balance.number, /未接受.*不用/],
      [`${(b?.container ?? "").slice(0, -1)}${(Number((b?.container ?? "").at(-1)) + 1) % 10}`, /校验位/],
    ] as const) {
      await wedge(page, code);
      await answer(page, said);
    }
    expect(page.url()).toContain(sheet.id);
    expect((await answered(page)).heard).toEqual(["refused", "refused", "refused"]);

    // quick fingers are no scanner: all of what they type is there
    await cell(page, 0, 1).click();
    await wedge(page, "123", { gap: 45, end: null });
    await page.waitForTimeout(250);
    await keys(page, ".4");
    expect(await figures(page)).toEqual(["0.121", "123.4", "0.052", "", "0.03", ""]);
    await page.keyboard.press("Escape");
    await wedge(page, "12.3", { gap: 55 });
    await expect.poll(() => figures(page)).toEqual(["0.121", "12.3", "0.052", "", "0.03", ""]);
    await people.picture(page, "bench-storm-grid");

    // another batch's number opens that batch, and what was half typed here waits here
    await cell(page, 1, 1).click();
    await keys(page, "0.09");
    await wedge(page, other.number);
    await page.waitForURL(new RegExp(other.id));
    await page.goBack();
    await expect.poll(() => figures(page)).toEqual(["0.121", "12.3", "0.052", "0.09", "0.03", ""]);

    // the page is still on its way: the scan waits for it
    await page.route(`**/api/sheets/${sheet.id}`, async (route) => {
      await new Promise((later) => setTimeout(later, 2_000));
      await route.continue().catch(() => undefined); // the page may have gone meanwhile
    });
    await page.goto(`/sheets/${sheet.id}`, { waitUntil: "commit" });
    await page.locator('main [aria-busy="true"]').waitFor();
    await wedge(page, c?.container ?? "", { gap: 3 });
    await answer(page, /位置 3/);
    await page.unroute(`**/api/sheets/${sheet.id}`);

    // two tabs of one person: each hears its own scanner, and what is typed in one arrives in the other
    const second = await page.context().newPage();
    second.setDefaultTimeout(30_000);
    await second.goto(`/sheets/${sheet.id}`);
    await second.locator(".sheet-grid").waitFor();
    await second.bringToFront();
    await cell(second, 2, 1).click();
    await keys(second, "0.03");
    await Promise.all([wedge(page, a?.container ?? ""), wedge(second, b?.container ?? "")]);
    await answer(page, /位置 1/);
    await answer(second, /位置 2/);
    const both = ["0.121", "12.3", "0.052", "0.09", "0.03", "0.03"];
    await expect.poll(() => figures(second)).toEqual(both);
    await expect.poll(() => figures(page)).toEqual(both);
    await second.close();
    expect(people.troubles).toEqual([]);
  },
);

test.skipIf(!hasBrowser)("a dialog keeps scans away from the page behind it", { timeout: 120_000 }, async () => {
  onTestFailed(() => people.pictureAll("bench-storm-dialog"));
  const [a, b] = await samples(2, "铅");
  const page = await people.enter("demo-supervisor");
  await listen(page);
  await page.goto(`/samples/${a?.sampleNumber}`);
  await page
    .getByRole("button", { name: /打印标签/ })
    .first()
    .click();
  await page.getByRole("dialog").waitFor();
  await answered(page);
  for (const code of [b?.container ?? "", a?.container ?? ""]) {
    await wedge(page, code);
    await answer(page, /未接受.*有窗口开着/);
  }
  expect(page.url()).toContain(a?.sampleNumber);
  expect((await answered(page)).heard).toEqual(["refused", "refused"]);
  expect(people.troubles).toEqual([]);
});

test.skipIf(!hasBrowser)(
  "at the bench of one task a storm takes container and balance in hand while a weight is typed, and a plate stays as it was counted",
  { timeout: 240_000 },
  async () => {
    onTestFailed(() => people.pictureAll("bench-storm-bench"));
    const [a, b] = await samples(2, "水分");
    const balance = await instrument("balance");
    const page = await people.enter("demo-analyst");
    await listen(page);
    await page.goto(`/bench/${a?.tasks["水分"]}`);
    await page.locator(".bench-now").waitFor();
    await page.getByRole("button", { name: /手工录入/ }).click();
    await page.getByLabel("测定值").click();
    await keys(page, "30.1");
    for (const code of [a?.container ?? "", a?.container ?? "", balance.number, balance.number])
      await wedge(page, code, { gap: 1 });
    await page.locator(".scan-accepted", { hasText: balance.name }).waitFor();
    await keys(page, "202");
    expect(await page.getByLabel("测定值").inputValue()).toBe("30.1202");
    expect((await answered(page)).heard).toEqual(["accepted", "accepted"]);
    await wedge(page, await badge("demo-analyst"));
    await answer(page, /未接受.*(工牌|没有识别)/);
    await wedge(page, (b?.container ?? "").slice(0, 8), { end: null });
    await answer(page, /扫描不完整/);
    expect(await page.getByLabel("测定值").inputValue()).toBe("30.1202");
    // the container of another sample leads to its bench with it in hand; the weight waits where it was typed
    await wedge(page, b?.container ?? "");
    await page.waitForURL(new RegExp(b?.tasks["水分"] ?? "-"));
    await page.locator(".bench-now").waitFor();
    await wedge(page, balance.number);
    await page.locator(".scan-accepted", { hasText: balance.name }).waitFor();
    await people.picture(page, "bench-storm-bench");
    await page.goBack();
    await page.getByRole("button", { name: /手工录入/ }).click();
    await expect.poll(() => page.getByLabel("测定值").inputValue()).toBe("30.1202");
    // sealed: refused here as well, whatever page it was scanned on
    const reserve = b?.order.sampleRows[0]?.containers.find(({ kind }) => kind === "reserve")?.number ?? "";
    await wedge(page, reserve);
    await page.waitForURL(new RegExp(b?.tasks["水分"] ?? "-"));
    await page.locator(".news-bad", { hasText: /备样/ }).waitFor();

    const [stew] = await samples(1, "菌落总数", { category: "肉及肉制品>酱卤肉制品类", name: "酱牛肉" });
    const analyst = await lab.as("demo-analyst");
    const sheet = told<SheetView>(await analyst.post("/api/sheets", { taskIds: [stew?.tasks["菌落总数"] ?? ""] }));
    await page.goto(`/sheets/${sheet.id}`);
    const plate = page.locator('[data-plate="0 0"]');
    await page.getByLabel("空白对照菌落数").fill("0");
    await page.getByLabel("培养基对照菌落数").fill("0");
    await page.getByLabel("培养基批号").click();
    const boxes = stew?.order.sampleRows[0]?.containers.filter(({ kind }) => kind === "test") ?? [];
    // the lot's field takes lots, also short ones, not our own numbers
    await wedge(page, "PCA2026", { gap: 3 });
    await expect.poll(() => page.getByLabel("培养基批号").inputValue()).toBe("PCA2026");
    await wedge(page, boxes[0]?.number ?? "", { gap: 3 });
    await answer(page, /位置 1/);
    expect(await page.getByLabel("培养基批号").inputValue()).toBe("PCA2026");
    await plate.click();
    await keys(page, "23");
    await wedge(page, boxes.at(-1)?.number ?? "", { gap: 2 });
    await answer(page, /位置 1/);
    await expect.poll(() => plate.inputValue()).toBe("23");
    const last = page.locator(".plates-grid tbody tr").last();
    await expect
      .poll(() =>
        last.locator("input").evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value).join("")),
      )
      .toBe("");
    expect(await last.locator(".plates-count").innerText()).toBe("");
    await people.picture(page, "bench-storm-plates");
    expect(people.troubles).toEqual([]);
  },
);

test.skipIf(!hasBrowser)(
  "equipment and all that goes into it are scanned in one breath, from the first moment of the page",
  { timeout: 120_000 },
  async () => {
    onTestFailed(() => people.pictureAll("bench-storm-equipment"));
    const of = await samples(3, "水分");
    const oven = await instrument("oven");
    const page = await people.enter("demo-analyst");
    await listen(page);
    await page.route("**/api/tasks?*", async (route) => {
      await new Promise((later) => setTimeout(later, 700));
      await route.continue().catch(() => undefined); // the page may have gone meanwhile
    });
    await page.goto("/equipment", { waitUntil: "commit" });
    await page.locator("main").waitFor();
    await wedge(page, oven.number, { gap: 1 });
    for (const { container } of of) {
      await wedge(page, container, { gap: 2 });
      await wedge(page, container, { gap: 2 });
    }
    await page.locator(".choices .ant-checkbox-wrapper-checked").nth(2).waitFor();
    const { heard, answers } = await answered(page);
    expect(heard).toEqual(Array(4).fill("accepted"));
    expect(answers.filter((line) => line.startsWith("refused"))).toEqual([]);
    await people.picture(page, "bench-storm-equipment");
    expect(people.troubles).toEqual([]);
  },
);
