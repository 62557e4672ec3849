import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { faultsOf, sidewaysOf } from "../../setup/accessible.ts";
import { hasBrowser, openBrowser, type People } from "../../setup/browser.ts";
import { aCertificate } from "../../setup/certified.ts";
import { openLab, type Lab } from "../../setup/lab.ts";
import { issuedOf } from "../../setup/paper-gallery.ts";
import { password, told } from "../../setup/story.ts";

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

const sizes = [
  ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ["desk", { viewport: { width: 1280, height: 800 } }],
] as const;

type Shown = { state: string; address: string; word: string; more?: string };

/** One certificate in each state that the public page knows, as people bring them there. */
async function certificates(): Promise<Shown[]> {
  const quality = await lab.as("demo-quality");
  const signatory = await lab.as("demo-signatory");
  const address = async (number: string) => {
    const { checkCode } = await lab.db.certificate.findUniqueOrThrow({ where: { number } });
    return `/verify?n=${number}&c=${checkCode}`;
  };
  const question = async (number: string, reason: string) =>
    told(await quality.post(`/api/certificates/${number}/question`, { reason }));
  const [valid, questioned, revoked, replaced] = [
    await aCertificate(lab),
    await aCertificate(lab),
    await aCertificate(lab),
    await aCertificate(lab),
  ];
  await question(questioned.number, "仪器失准影响评估");
  await question(revoked.number, "检验结果有误");
  const revocation = { reason: "检验结果有误", ...password };
  told(await signatory.post(`/api/certificates/${revoked.number}/revoke`, revocation));
  await question(replaced.number, "批号录入有误");
  const amendment = { reason: "批号录入有误", corrections: { batchNumber: "B-2" }, ...password };
  const fresh = told<{ number: string; printedNumber: string }>(
    await signatory.post(`/api/certificates/${replaced.number}/amend`, amendment),
  );
  const { sample } = await lab.db.certificate.findUniqueOrThrow({
    where: { number: fresh.number },
    include: { sample: true },
  });
  await issuedOf(lab, sample.orderId);
  return [
    { state: "valid", address: await address(valid.number), word: "有效", more: "来样所检项目符合" },
    { state: "under-review", address: await address(questioned.number), word: "核查中" },
    { state: "revoked", address: await address(revoked.number), word: "已撤销" },
    { state: "replaced", address: await address(replaced.number), word: "已作废", more: fresh.printedNumber },
    { state: "number-alone", address: `/verify?n=${valid.number}`, word: "请输入校验码" },
    { state: "unknown", address: `/verify?n=${valid.number}&c=AAAABBBBCCCC`, word: "未查询到" },
  ];
}

test.skipIf(!hasBrowser)(
  "each answer of the public check is one large word, on a telephone and on a desk, and guessing is told to wait",
  async () => {
    onTestFailed(() => people.pictureAll("failed-public-check"));
    const all = await certificates();
    for (const [size, screen] of sizes) {
      const page = await people.nobody(screen);
      for (const { state, address, word, more } of all) {
        await page.goto(address);
        const answer = page.locator(".verify-answer");
        await answer.waitFor();
        expect(await answer.locator(".verify-word").textContent(), state).toContain(word);
        if (more) expect(await answer.textContent()).toContain(more);
        if (state !== "valid") expect(await answer.textContent(), state).not.toContain("所检项目符合");
        await look(page, `public-${size}-${state}`);
      }
    }
    const guesser = await people.nobody(sizes[0][1]);
    const [first] = all;
    for (let n = 0; n < 12; n += 1)
      await lab.nobody.post("/api/verify", { number: first?.address.slice(10, 26), code: "AAAABBBBCCCC" });
    await guesser.goto(first?.address ?? "");
    await guesser.locator(".refusal, .ant-alert").first().waitFor();
    await look(guesser, "public-phone-rate-limited");
    expect(people.troubles).toEqual([]);
  },
  240_000,
);

/** Fits the screen without sideways scroll, meets WCAG 2.1 AA, and is kept as a picture. */
async function look(page: Page, name: string): Promise<void> {
  await people.picture(page, name);
  expect(await sidewaysOf(page), name).toBe(0);
  expect(await faultsOf(page), name).toEqual([]);
}
