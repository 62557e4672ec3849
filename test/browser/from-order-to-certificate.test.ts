import { createHash, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { Page } from "playwright-core";
import { openBench, type Bench } from "../setup/bench.ts";
import { hasBrowser, openBrowser, scan, sign, type People } from "../setup/browser.ts";
import { openLab, runningClock, type Lab } from "../setup/lab.ts";

let lab: Lab;
let balance: Bench;
let people: People;

beforeAll(async () => {
  if (!hasBrowser) return;
  lab = await openLab({ clock: runningClock() });
  balance = await openBench(lab, { kind: "tcp", host: "127.0.0.1", port: 1 }, { kind: "tcp" });
  people = await openBrowser(lab);
}, 120_000);

afterAll(async () => {
  await people?.close();
  await balance?.close();
  await lab?.close();
}, 60_000);

test.skipIf(!hasBrowser)(
  "five people take beef jerky from the counter to a certificate that anyone can check",
  { timeout: 300_000 },
  async () => {
    onTestFailed(() => people.pictureAll("failed"));
    const { container, sample } = await receive();
    await assign();
    const analyst = await people.enter("demo-analyst");
    await weigh(analyst, container);
    await typeLead(analyst, container);
    await checkAndSendBack(analyst, sample);
    await reviewAndApprove(sample);
    await fetchAndVerify();
    expect(people.troubles).toEqual([]);
  },
);

/** Reception: the client by name, the product by its barcode, the items with the limit that the product declares. */
async function receive(): Promise<{ container: string; sample: string }> {
  const page = await people.enter("demo-reception");
  await page.goto("/orders/new");
  await page.getByRole("combobox", { name: "委托单位" }).fill("牛羊肉");
  await page.getByText("临夏示范牛羊肉制品有限公司").first().click();
  await page.getByText("只出数据，不作判定").waitFor();
  await page.getByRole("button", { name: "按现行食品安全国家标准判定" }).click();
  await scan(page, "9521234500018");
  await page.getByText("风干牛肉干").first().waitFor();
  await page.locator('[data-cell="0:productionDate"]').fill("20261010");
  await page.locator('[data-cell="0:quantity"]').fill("3 袋");
  await page.getByRole("button", { name: /详情/ }).first().click();
  const drawer = page.getByRole("dialog");
  for (const item of ["水分", "铅"]) {
    await drawer.getByRole("combobox", { name: "选择项目" }).fill(item);
    await page.locator(".ant-select-dropdown:visible .method-line", { hasText: item }).first().click();
  }
  await drawer.getByRole("combobox", { name: "产品明示标准" }).first().click();
  await page.getByText("不大于 ≤").click();
  await drawer.locator('[data-field="0-limitValue-0"]').fill("20");
  await drawer.locator('[data-field="0-limitSource-0"]').fill("Q/LXSF 0001S-2025");
  await drawer.locator('[data-field="0-stateOnArrival"]').fill("包装完好");
  await drawer.getByText("到样情况").scrollIntoViewIfNeeded();
  await people.picture(page, "01-reception-details");
  await page.keyboard.press("Escape");
  await people.picture(page, "02-reception");
  await page.getByRole("button", { name: "登记并打印标签" }).click();
  await page.waitForURL(/\/orders\/\d{16}/);
  await people.picture(page, "03-labels");
  const made = await lab.db.sample.findFirstOrThrow({ include: { containers: true, tasks: true } });
  expect(made.tasks).toHaveLength(2);
  expect(made.tasks[0]?.declaredLimit).toMatchObject({ kind: "max", value: "20" });
  return { container: made.containers.find((c) => c.kind === "test")?.number ?? "", sample: made.number };
}

/** The supervisor gives both tasks to somebody authorised; who is not is shown with the reason and cannot be chosen. */
async function assign(): Promise<void> {
  const page = await people.enter("demo-supervisor");
  await page.goto("/work");
  await page.getByRole("checkbox", { name: "选中全部" }).check();
  const other = page.getByRole("button", { name: /祁海霞/ });
  await other.getByText(/没有 GB 5009.12-2023 的上岗授权/).waitFor();
  expect(await other.isDisabled()).toBe(true);
  await people.picture(page, "04-assign");
  await page.getByRole("button", { name: /马晓燕/ }).click();
  await page.getByText("已把 2 项任务分派给 马晓燕").waitFor();
}

/** The bench: scanner, keypad and print key; nothing else is touched until the result is handed in. */
async function weigh(page: Page, container: string): Promise<void> {
  const oven = await lab.db.instrument.findFirstOrThrow({ where: { kind: "oven", model: "DHG-9070A" } });
  const now = page.locator(".instruction");
  await page.goto("/bench");
  await scan(page, container);
  await page.getByText("这个样品有几项任务，请选择").waitFor();
  await page.getByRole("link", { name: /水分/ }).click();
  await now.getByText("请输入皿号").waitFor();
  await scan(page, balance.balance);
  await page.getByText("接着输入平行 1 的皿号").waitFor();
  await people.picture(page, "05-bench-asks-for-the-dish");

  await weighIn(page, "17", "30.1232");
  await weighIn(page, "18", "29.8740");
  await weighIn(page, "17", "30.1215"); // at once again
  await page.getByText("间隔不足，不计入").first().waitFor();
  await now.getByText("还不到下次称量的时间").waitFor();
  await people.picture(page, "06-bench-too-soon");

  await dry(page, oven.number);
  await weighIn(page, "17", "30.1202");
  await weighIn(page, "18", "29.8716");
  await dry(page, oven.number);
  await weighIn(page, "17", "30.1201");
  await weighIn(page, "18", "29.8715");
  await page.locator(".constant").nth(1).waitFor();
  await weighIn(page, "17", "33.1205");
  await weighIn(page, "18", "32.8722");
  for (const [first, second] of [
    ["32.5986", "32.3492"],
    ["32.5980", "32.3489"],
  ] as const) {
    await dry(page, oven.number);
    await weighIn(page, "17", first);
    await weighIn(page, "18", second);
  }
  await now.getByText("步骤已全部完成").waitFor();
  await people.picture(page, "07-bench-complete");
  await page.getByText("判定依据与计算过程").click();
  await page.getByText(/四舍六入五成双/).waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByText("第 1 版，马晓燕").waitFor();
  const result = await lab.db.result.findFirstOrThrow({ where: { isCurrent: true } });
  expect(result).toMatchObject({ reported: "17.4", verdict: "pass" });
}

/** A dish by its engraved number, then the print key: the weight stands in its cell without touching the screen. */
async function weighIn(page: Page, dish: string, grams: string): Promise<void> {
  await page.keyboard.type(dish);
  await page.keyboard.press("Enter");
  await page.getByText(`皿号 ${dish} → 平行`).waitFor();
  await page.locator(".move-wait-for-reading").waitFor();
  await balance.press(grams);
  await page.locator(".news").getByText(`读数 ${grams} g`).waitFor();
  await page.locator(".weighings .figure", { hasText: grams }).waitFor();
}

/** Into the oven, hours later out of it, the balance again; the page is loaded anew and has forgotten nothing. */
async function dry(page: Page, oven: string): Promise<void> {
  await scan(page, oven);
  await page.getByText("已记录放入").waitFor();
  await balance.advance(95);
  await page.reload();
  await page.locator(".in-hand").getByText("-01").waitFor();
  await scan(page, oven);
  await page.getByText("已记录取出").waitFor();
  await scan(page, balance.balance);
  await page.getByText("已关联").waitFor();
}

/** Lead comes from an instrument that nothing is connected to: typed, with the instrument scanned and a reason tapped. */
async function typeLead(page: Page, container: string): Promise<void> {
  const aas = await lab.db.instrument.findFirstOrThrow({ where: { kind: "aas" } });
  await page.goto("/work");
  await scan(page, container); // one task is left
  await page.getByText("手工录入读数").waitFor();
  await scan(page, aas.number);
  await page.getByText("用于手工录入").waitFor();
  for (const figure of ["0.123", "0.131"]) {
    const reason = page.getByRole("button", { name: "仪器无数据接口" });
    await page.getByLabel("测定值").fill(figure);
    if ((await reason.getAttribute("aria-pressed")) !== "true") await reason.click();
    await page.locator(".manual").getByRole("button", { name: /录入$/ }).click();
    await page.locator(".weighings .figure", { hasText: figure }).first().waitFor();
  }
  await page.getByText("GB 2762-2025").first().waitFor();
  await people.picture(page, "08-lead-typed");
  await page.keyboard.press("Control+Enter");
  await page.getByText("第 1 版，马晓燕").waitFor();
}

/** The checker returns one line with a reason, the analyst sees it and hands it in again, the checker signs both. */
async function checkAndSendBack(analyst: Page, sample: string): Promise<void> {
  const page = await people.enter("demo-checker");
  await page.goto("/waiting");
  await page.getByRole("link", { name: /风干牛肉干/ }).click();
  await page.getByText("铅：有手工录入的读数").waitFor();
  await people.picture(page, "09-check");
  await page.locator(".desk-actions").getByRole("button", { name: "退回" }).click();
  await page.getByRole("checkbox", { name: "铅" }).check();
  await page.getByLabel("退回原因").fill("请附谱图编号");
  await people.picture(page, "10-send-back");
  await page.locator(".send-back").getByRole("button", { name: "退回" }).click();
  await page.getByText("已退回，检测员会看到原因。").waitFor();

  await analyst.goto("/work");
  await analyst.getByText("请附谱图编号").waitFor();
  await analyst.getByRole("link", { name: /铅/ }).click();
  await analyst.locator(".returned").getByText("请附谱图编号").waitFor();
  await people.picture(analyst, "11-returned");
  await analyst.keyboard.press("Control+Enter");
  await analyst.getByRole("button", { name: "按退回意见重做" }).click();
  await analyst.locator(".bench-actions form").getByRole("button", { name: "提交" }).click();
  await analyst.getByText("第 2 版，马晓燕").waitFor();

  await page.goto(`/desk/${sample}`);
  await page.getByRole("button", { name: /校核通过 · 共 2 项/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("登录密码").fill("not the password");
  await dialog.getByRole("button", { name: "签名" }).click();
  await dialog.getByText("密码不对，没有签名").waitFor();
  await people.picture(page, "12-check-signature");
  await sign(page, "我已按原始记录和仪器读数校核本项结果。");
  await page.getByText("已校核签名。").waitFor();
}

async function reviewAndApprove(sample: string): Promise<void> {
  const reviewer = await people.enter("demo-reviewer");
  await reviewer.goto(`/desk/${sample}`);
  await reviewer.getByRole("button", { name: "审核通过" }).waitFor();
  await people.picture(reviewer, "13-review");
  await reviewer.getByRole("button", { name: "审核通过" }).click();
  await sign(reviewer, "我已审核本样品全部结果和检验结论。");
  await reviewer.getByText("已审核签名。").waitFor();

  const signatory = await people.enter("demo-signatory");
  await signatory.goto(`/desk/${sample}`);
  await signatory.getByRole("button", { name: "批准并签发报告" }).click();
  await people.picture(signatory, "14-approve");
  await sign(signatory, "我批准签发本检验检测报告。");
  await signatory.getByRole("link", { name: "查看报告" }).click();
  await signatory.getByText("文件 SHA-256").waitFor();
  await signatory.waitForTimeout(1500); // the browser's own PDF page draws by itself
  await people.picture(signatory, "15-certificate");
}

/** The enterprise fetches the file; anybody asks on a telephone whether it is genuine. */
async function fetchAndVerify(): Promise<void> {
  const certificate = await lab.db.certificate.findFirstOrThrow({ where: { state: "issued" } });
  const phone = { viewport: { width: 390, height: 844 } };
  const page = await people.enter("demo-enterprise", phone);
  await page.waitForURL(/\/portal/);
  await page.getByRole("link", { name: "我的报告" }).click();
  await page.getByText(certificate.printedNumber).waitFor();
  await people.picture(page, "16-portal");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /PDF/ }).click(),
  ]);
  expect(
    createHash("sha256")
      .update(readFileSync(await download.path()))
      .digest("hex"),
  ).toBe(certificate.sha256);

  const anybody = await people.nobody(phone);
  await anybody.goto(`/verify?n=${certificate.number}&c=${certificate.checkCode}`);
  await anybody.locator(".verify-word").getByText("有效", { exact: true }).waitFor();
  await anybody.getByText("风干牛肉干").first().waitFor();
  await people.picture(anybody, "17-verify");
  await anybody.goto("/verify");
  await anybody.getByLabel("报告编号").fill(certificate.printedNumber);
  await anybody.getByRole("button", { name: "查询" }).click();
  await anybody.locator(".verify-word").getByText("请输入校验码").waitFor();
  await anybody.getByLabel("校验码").fill("AAAAAAAAAAAA");
  await anybody.getByRole("button", { name: "查询" }).click();
  await anybody.locator(".verify-word").getByText("未查询到该报告").waitFor();

  // a file that is dropped is looked at on the telephone itself: of all that is sent nothing is as long as a page of it
  const sent: string[] = [];
  anybody.on("request", (request) => sent.push(request.postData() ?? ""));
  await anybody.locator("input[type=file]").setInputFiles(await download.path());
  await anybody.getByText(`：有效`).waitFor();
  expect(sent.filter(Boolean)).toEqual([JSON.stringify({ sha256: certificate.sha256 })]);
  await anybody.getByText("不依靠本网站也能验证").click();
  const roots = (await lab.nobody.get("/api/verify/root.pem")).bytes;
  await anybody.getByText(new X509Certificate(roots).fingerprint256).waitFor();
  await people.picture(anybody, "18-verify-alone");
}
