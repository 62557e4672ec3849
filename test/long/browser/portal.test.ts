import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { Page } from "playwright-core";
import { faultsOf, sidewaysOf } from "../../setup/accessible.ts";
import { eventually } from "../../setup/bench.ts";
import { hasBrowser, openBrowser, scan, type People } from "../../setup/browser.ts";
import { aCertificate, sampledAt } from "../../setup/certified.ts";
import { openLab, type Lab } from "../../setup/lab.ts";
import { openMailServer, type MailServer } from "../../setup/mail-server.ts";
import { password, told, typeValues } from "../../setup/story.ts";

let lab: Lab;
let people: People;
let mail: MailServer;
beforeAll(async () => {
  if (!hasBrowser) return;
  mail = await openMailServer();
  lab = await openLab({ mail: { url: mail.url, from: "检测中心 <lims@lab.example>" } });
  people = await openBrowser(lab);
}, 120_000);
afterAll(async () => {
  await people?.close();
  await lab?.close();
  await mail?.close();
}, 60_000);

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

/** Fits the screen without sideways scroll, meets WCAG 2.1 AA, and is kept as a picture. */
async function look(page: Page, name: string): Promise<void> {
  await page.locator(".page-title h1").waitFor();
  await people.picture(page, name);
  expect(await sidewaysOf(page), name).toBe(0);
  expect(await faultsOf(page), name).toEqual([]);
}

const unread = (page: Page) => page.getByRole("button", { name: /条未读/ });

test.skipIf(!hasBrowser)(
  "an enterprise commissions on its telephone, reception scans the code, and the certificate comes back",
  async () => {
    onTestFailed(() => people.pictureAll("failed-portal"));
    const boss = await people.enter("demo-enterprise", phone);
    await boss.goto("/account");
    await boss.getByLabel("接收消息的邮箱").fill("boss@meat.example");
    await boss.getByRole("button", { name: "保存" }).click();
    await boss.getByText("已保存。").waitFor();
    const number = await commission(boss);
    const orderNumber = await takeOver(number);

    await boss.bringToFront();
    await boss.getByText("样品已收到，委托已受理。").waitFor(); // by itself: the page was told
    await unread(boss).click();
    await boss.getByText(`委托已受理`).first().waitFor();
    await look(boss, "portal-5-notices");

    await certify(orderNumber);
    await boss.goto("/portal");
    await boss.locator('.stages[aria-label="已出报告"]').waitFor();
    await look(boss, "portal-6-orders");
    await boss.getByRole("link", { name: "我的报告" }).click();
    await look(boss, "portal-7-certificates");
    const certificate = await lab.db.certificate.findFirstOrThrow({ where: { state: "issued" } });
    const [download] = await Promise.all([
      boss.waitForEvent("download"),
      boss.getByRole("link", { name: "PDF" }).click(),
    ]);
    const bytes = readFileSync(await download.path());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(certificate.sha256);
    await eventually("the mails are sent", () => mail.received.length >= 2);
    expect(mail.received.map(({ to }) => to[0])).toEqual(["boss@meat.example", "boss@meat.example"]);
    expect(people.troubles).toEqual([]);
  },
  240_000,
);

async function commission(boss: Page): Promise<string> {
  await boss.goto("/portal/commissions");
  await boss.getByRole("button", { name: "新委托" }).click();
  await choose(boss, "委托的实验室", "示范清真食品检测中心");
  await boss.locator('[data-field="0-name"]').fill("风干牛肉干");
  await choose(boss, "产品分类 1", "熟肉干制品（牛肉干等）");
  await boss.locator('[data-field="0-quantity"]').fill("3 袋");
  await boss.locator('[data-field="0-batchNumber"]').fill("B-20261120");
  await choose(boss, "检测项目 1", "铅");
  await boss.keyboard.press("Escape");
  await boss.getByRole("button", { name: /按现行标准判定/ }).click();
  await boss.getByText("还缺 2 项").waitFor();
  await boss.locator('[data-field="contact"]').fill("马守信");
  await boss.getByText(/已保存 \d/).waitFor();
  await look(boss, "portal-1-new-commission");
  await boss.reload(); // nothing typed is lost
  expect(await boss.locator('[data-field="0-name"]').inputValue()).toBe("风干牛肉干");
  await boss.locator('[data-field="phone"]').fill("0930-0000011");
  await boss.getByRole("button", { name: "提交委托" }).click();
  await boss.locator(".screen-code").waitFor();
  await look(boss, "portal-2-code");
  return (await lab.db.commission.findFirstOrThrow()).number;
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  const box = page.getByRole("combobox", { name: label });
  if (await box.isEditable()) await box.fill(option);
  await page.locator(".ant-select-item-option", { hasText: option }).first().click();
}

async function takeOver(number: string): Promise<string> {
  const page = await people.enter("demo-reception");
  await unread(page).click();
  await page.getByText("提交了委托").waitFor();
  await page.getByRole("link", { name: /网上委托：/ }).click();
  await page.getByRole("button", { name: "受理：带入收样登记" }).waitFor();
  await look(page, "portal-3-commission");
  await page.goto("/orders/new");
  await scan(page, number);
  await page.getByText(/由网上委托 .* 带入/).waitFor();
  expect(await page.locator('[data-cell="0:name"]').inputValue()).toBe("风干牛肉干");
  await people.picture(page, "portal-4-reception");
  await page.getByRole("button", { name: "样品 1：贮存条件" }).click();
  await page.locator('[data-field="0-storage"]').fill("常温");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /登记并打印标签/ }).click();
  await page.waitForURL(/\/orders\/\d{16}/);
  return (await lab.db.order.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).number;
}

/** What the laboratory does behind its doors. */
async function certify(orderNumber: string): Promise<void> {
  const sample = await lab.db.sample.findFirstOrThrow({
    where: { order: { number: orderNumber } },
    include: { tasks: true, containers: true },
  });
  const analyst = await lab.as("demo-analyst");
  const { id: analystId } = await lab.db.person.findUniqueOrThrow({ where: { login: "demo-analyst" } });
  const taskIds = sample.tasks.map(({ id }) => id);
  told(await (await lab.as("demo-supervisor")).post("/api/tasks/assign", { taskIds, analystId }));
  told(await analyst.post(`/api/containers/${sample.containers[0]?.number}/hand-out`));
  for (const id of taskIds) {
    await typeValues(lab, analyst, id, ["0.12", "0.13"]);
    told(await analyst.post(`/api/tasks/${id}/submit`));
    told(await (await lab.as("demo-checker")).post(`/api/tasks/${id}/check`, password));
  }
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sample.number}/review`, password));
  told(await (await lab.as("demo-signatory")).post(`/api/samples/${sample.number}/approve`, password));
  await eventually(
    "the certificate is issued",
    async () => (await lab.db.sample.findUniqueOrThrow({ where: { id: sample.id } })).state === "certified",
  );
}

test.skipIf(!hasBrowser)(
  "a sampled enterprise finds its clock and its form; its administrator gives somebody an account; the outbox says what was sent",
  async () => {
    onTestFailed(() => people.pictureAll("failed-portal-rest"));
    const dairy = "广河示范清真乳品有限公司";
    await aCertificate(lab, ...(await sampledAt(lab, dairy, "supervisory", "CJ-9")), ["0.81", "0.83"]);
    const { number } = await lab.db.order.findFirstOrThrow({ where: { sheetNumber: "CJ-9" } });
    told(await (await lab.as("demo-reception")).post(`/api/orders/${number}/notified`, { on: "2026-12-01" }));
    const page = await people.enter("demo-enterprise2", phone);
    await page.getByRole("link", { name: "我的报告" }).click();
    await page.getByText("可在 2026-12-10 前（含当日）申请复检，还有 7 个工作日。").waitFor();
    await look(page, "portal-8-reinspection");
    const [form] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "下载复检申请书" }).click(),
    ]);
    expect(
      readFileSync(await form.path())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");

    await page.getByRole("link", { name: "员工账号" }).click();
    await page.getByRole("button", { name: "新增员工账号" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("姓名").fill("李会计");
    await dialog.getByLabel("用户名").fill("dairy-li");
    await dialog.getByRole("button", { name: "保存" }).click();
    await page.getByText("李会计 的初始密码").waitFor();
    const given = (await page.locator(".given-password").textContent()) ?? "";
    await people.picture(page, "portal-9-password");
    await page.getByRole("button", { name: "已告知本人" }).click();
    await page.locator(".portal-list").getByText("dairy-li").waitFor();
    await look(page, "portal-10-staff");

    const li = await people.nobody(phone);
    await li.goto("/");
    await li.getByLabel("用户名").fill("dairy-li");
    await li.getByLabel("密码", { exact: true }).fill(given);
    await li.getByRole("button", { name: "登录", exact: true }).click();
    await li.getByText("请设置只有您自己知道的密码").waitFor();

    const admin = await people.enter("demo-admin");
    await admin.goto("/mail");
    await admin.getByLabel("收件邮箱").fill("admin@lab.example");
    await admin.getByRole("button", { name: "发送测试邮件" }).click();
    await admin.getByRole("cell", { name: "admin@lab.example" }).waitFor();
    await admin.getByRole("row", { name: /admin@lab\.example.*已发出/ }).waitFor();
    await look(admin, "portal-11-mail");
    expect(people.troubles).toEqual([]);
  },
  180_000,
);
