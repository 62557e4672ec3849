import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { Page } from "playwright-core";
import { eventually } from "../../setup/bench.ts";
import { hasBrowser, openBrowser, scan, sign, type People } from "../../setup/browser.ts";
import { openLab, runningClock, type Lab } from "../../setup/lab.ts";
import { addDays, toDay } from "../../../server/kernel/time.ts";
import { aSampleAtTheBench, password, told } from "../../setup/story.ts";
import { openWeighing, weighRound, withDishes, type Weighing } from "../../setup/weighing.ts";

// The life of a balance as people see it: overdue and refused, not extendable, healed by a certificate that came late, used,
// found off by the institute, what rests on it assessed, a certificate revoked, and the public told.

let lab: Lab;
let weighing: Weighing;
let people: People;

beforeAll(async () => {
  if (!hasBrowser) return;
  lab = await openLab({ clock: runningClock() });
  weighing = await openWeighing(lab);
  people = await openBrowser(lab);
}, 120_000);

afterAll(async () => {
  await people?.close();
  await lab?.close();
}, 60_000);

const institute = "示范州计量检定测试所";

test.skipIf(!hasBrowser)(
  "a balance that lapsed is refused at the bench and cannot be extended; a late certificate heals it; found off, its certificate is recalled and the public is told",
  { timeout: 300_000 },
  async () => {
    onTestFailed(() => people.pictureAll("recall-failed"));
    const today = toDay(lab.clock.now());
    await lapse(addDays(today, -1));

    const waiting = await aSampleAtTheBench(lab, { items: ["水分"] });
    await withDishes(lab, weighing, waiting, ["301", "302"]);
    const analyst = await people.enter("demo-analyst");
    await refusedAtTheBench(analyst, waiting.tasks["水分"] ?? "", waiting.container);
    await refusedExtension();

    const metrologist = await people.enter("demo-metrologist");
    await metrologist.goto(`/instruments/${weighing.balance}`);
    await metrologist.getByText("已超期").first().waitFor();
    await record(metrologist, { on: addDays(today, -2), certificateNumber: "天检字第 9001 号", kind: "校准" });
    await metrologist.locator(".page-title .tone-good", { hasText: "合格" }).waitFor();
    await people.picture(metrologist, "recall-3-healed-by-a-late-certificate");

    await scan(analyst, weighing.balance);
    await analyst.getByText("请放上称量，稳定后按打印键").waitFor();
    await people.picture(analyst, "recall-4-accepted-again");

    const certificate = await certified(["34.0002", "35.0002"]); // 19.996 of at most 20
    const verificationId = await foundOff(metrologist, today);
    await assess(metrologist, verificationId, certificate.printedNumber);
    await publicly(certificate, "核查中", "recall-7-public-under-review");
    await revoke(certificate.number);
    await publicly(certificate, "已撤销", "recall-9-public-revoked");
    expect(people.troubles).toEqual([]);
  },
);

/** Its calibration ended the day before. */
async function lapse(validUntil: string): Promise<void> {
  const { id } = await lab.db.verification.findFirstOrThrow({
    where: { instrument: { number: weighing.balance } },
    orderBy: { on: "desc" },
  });
  await lab.db.verification.update({ where: { id }, data: { validUntil, kind: "calibration" } });
}

/** The container, then the balance: refused with the reason and what to do, before anything is weighed. */
async function refusedAtTheBench(page: Page, task: string, container: string): Promise<void> {
  await page.goto(`/bench/${task}`);
  await scan(page, container);
  await page.getByText("请扫描天平标签").waitFor();
  await scan(page, weighing.balance);
  await page
    .getByText(/此时不可用/)
    .first()
    .waitFor();
  await people.picture(page, "recall-1-refused-at-the-bench");
}

/** The technical manager is too late: an interval is extended before it lapses or not at all. */
async function refusedExtension(): Promise<void> {
  const page = await people.enter("demo-manager");
  await page.goto(`/instruments/${weighing.balance}`);
  await page.getByRole("button", { name: "延长校准间隔" }).click();
  await page.getByLabel("延长至").fill("20270331");
  await page.getByLabel("原因").fill("等待送检");
  await page
    .getByRole("button", { name: /登\s?记/ })
    .last()
    .click();
  await page.getByText("校准已到期，不能再延长").waitFor();
  await people.picture(page, "recall-2-extension-refused");
}

type Recorded = { on: string; certificateNumber: string; kind: "检定" | "校准"; isUnfit?: boolean; points?: string };

/** The metrologist types a certificate as it lies before them. */
async function record(page: Page, said: Recorded): Promise<void> {
  await page.getByRole("button", { name: "登记检定、校准" }).click();
  const form = page.locator("form", { hasText: "证书编号" }).first();
  await form.locator(".ant-segmented-item", { hasText: said.kind }).first().click();
  await form.getByLabel("日期").first().fill(said.on);
  await form.getByLabel("证书编号").fill(said.certificateNumber);
  await form.getByLabel("机构").fill(institute);
  if (said.isUnfit) await form.locator(".ant-segmented-item", { hasText: "不合格" }).click();
  if (said.points) {
    await form.getByLabel(/示值误差/).fill(said.points);
    await form.getByLabel("单位").fill("g");
  }
  await form.getByRole("button", { name: /保\s?存/ }).click();
  await form.waitFor({ state: "hidden" });
  await page.getByText(said.certificateNumber).first().waitFor();
}

/** Moisture near its declared limit, weighed on the balance, tested, checked, reviewed, approved and issued. */
async function certified(
  dried: [string, string],
): Promise<{ number: string; printedNumber: string; checkCode: string }> {
  const sample = await aSampleAtTheBench(lab, { items: ["水分"] });
  const dishes = await withDishes(lab, weighing, sample, ["311", "312"]);
  await weighRound(dishes, weighing, { empty: ["30.0000", "31.0000"], filled: ["35.0000", "36.0000"], dried });
  told(await dishes.analyst.post(`/api/tasks/${dishes.task}/submit`));
  told(await (await lab.as("demo-checker")).post(`/api/tasks/${dishes.task}/check`, password));
  told(await (await lab.as("demo-reviewer")).post(`/api/samples/${sample.sampleNumber}/review`, password));
  const { number } = told<{ number: string }>(
    await (await lab.as("demo-signatory")).post(`/api/samples/${sample.sampleNumber}/approve`, password),
  );
  const issued = () => lab.db.certificate.findUniqueOrThrow({ where: { number } });
  await eventually("it is issued", async () => (await issued()).state === "issued");
  return issued();
}

/** The institute finds it off: out of service at once, and the way to what rests on it stands beside the finding. */
async function foundOff(page: Page, today: string): Promise<string> {
  const certificateNumber = "结果通知书第 77 号";
  await page.goto(`/instruments/${weighing.balance}`);
  await record(page, { on: today, certificateNumber, kind: "检定", isUnfit: true, points: "20 +0.0010\n50 -0.0020" });
  await page.goto(`/instruments/${weighing.balance}`); // the finding may have led on to its impact
  await page.locator(".page-title .tone-bad", { hasText: "停用" }).waitFor();
  await people.picture(page, "recall-5-found-off");
  return (await lab.db.verification.findFirstOrThrow({ where: { certificateNumber } })).id;
}

/** The nearest to turning stands first; the assessment is signed, and the certificate goes under review. */
async function assess(page: Page, verificationId: string, printedNumber: string): Promise<void> {
  await page.locator(`a[href="/impact/${verificationId}"]`).first().click();
  await page.waitForURL(`**/impact/${verificationId}`);
  const first = page.locator("table[aria-label='失准影响评估'] tbody tr").first();
  await first.getByText(printedNumber).waitFor();
  await first.locator(".tone-bad").first().waitFor();
  await first.locator("summary").click();
  await people.picture(page, "recall-6-impact");
  await page.getByLabel("结论", { exact: false }).last().fill("一份报告的判定可能改变，转入核查。");
  await page.getByRole("button", { name: "签署评估" }).click();
  await sign(page, "我已评估仪器失准");
  await page.getByText("一份报告的判定可能改变，转入核查。").first().waitFor();
}

async function revoke(number: string): Promise<void> {
  const page = await people.enter("demo-signatory");
  await page.goto(`/certificates/${number}`);
  await page.getByRole("button", { name: "撤销报告" }).click();
  await page.getByLabel("原因").last().fill("仪器失准，判定可能改变");
  await page
    .getByRole("button", { name: /签\s?名/ })
    .first()
    .click();
  await sign(page, "我撤销本检验检测报告");
  await page.locator(".tone-bad", { hasText: "已撤销" }).first().waitFor();
  await people.picture(page, "recall-8-revoked");
}

/** Anybody, on a telephone. */
async function publicly(
  { number, checkCode }: { number: string; checkCode: string },
  words: string,
  picture: string,
): Promise<void> {
  const page = await people.nobody({ viewport: { width: 390, height: 844 } });
  await page.goto(`/verify?n=${number}&c=${checkCode}`);
  await page.getByText(words).first().waitFor();
  await people.picture(page, picture);
}
