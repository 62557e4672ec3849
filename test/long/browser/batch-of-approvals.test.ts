import { afterAll, beforeAll, expect, test } from "vitest";
import { checkArchive } from "../../../server/certificates/check-archive.ts";
import { hasBrowser, openBrowser, sign, type People } from "../../setup/browser.ts";
import { aReviewedSample } from "../../setup/certified.ts";
import { openLab, runningClock, type Lab } from "../../setup/lab.ts";

let lab: Lab;
let people: People;
beforeAll(async () => {
  if (!hasBrowser) return;
  lab = await openLab({ clock: runningClock() });
  people = await openBrowser(lab);
}, 120_000);
afterAll(async () => {
  if (!hasBrowser) return;
  await people.close();
  await lab.close();
});

test.skipIf(!hasBrowser)(
  "a batch goes on while its page is closed, and tells afterwards what was refused and why (needs a browser)",
  async () => {
    const numbers = [await aReviewedSample(lab), await aReviewedSample(lab), await aReviewedSample(lab)];
    await lab.db.sample.update({ where: { number: numbers[1] ?? "" }, data: { producer: "\u{31350}厂" } });
    const page = await people.enter("demo-signatory");
    await page.goto("/waiting");
    await page.getByRole("button", { name: "全选" }).click();
    await page.getByRole("button", { name: "批准签发所选 3 个样品" }).click();
    await sign(page, "一次签名");
    await page.goto("/samples"); // the page is left at once

    await page.goto("/waiting");
    await page.getByText("已批准 2 个，1 个未通过").waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "知道了" }).waitFor({ timeout: 60_000 });
    await page.getByText("样品生产单位").first().waitFor();
    await people.picture(page, "50-batch");

    await checkArchive(lab.house);
    await page.goto("/certificates");
    await page.getByText(/重新核对了 2 份报告的文件和签名，全部完好/).waitFor();

    const admin = await people.enter("demo-admin");
    await admin.goto("/");
    await admin.getByRole("link", { name: "签名密钥" }).click();
    await admin.getByText("演示密钥（不具有法律效力）").waitFor();
    await admin.getByText(/还有 \d+ 天/).waitFor();
    await people.picture(admin, "51-signing-keys");
    expect(people.troubles).toEqual([]);
  },
  180_000,
);
