import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import type { Page } from "playwright-core";
import { hasBrowser, openBrowser, scan, type People } from "../../setup/browser.ts";
import { openLab, runningClock, type Lab } from "../../setup/lab.ts";
import { aSampleAtTheBench } from "../../setup/story.ts";

// Lists that are longer than a page: what is on screen, what is counted, and how one finds what is not on screen.

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

/** The next page is asked for until there is none. */
async function toTheEnd(page: Page): Promise<void> {
  const more = page.getByRole("button", { name: "显示更多" });
  await more.first().click();
  await more.waitFor({ state: "hidden" });
}

test.skipIf(!hasBrowser)(
  "equipment in use shows one's own at the top; a device with several runs inside shows those when it is scanned",
  { timeout: 180_000 },
  async () => {
    onTestFailed(() => people.pictureAll("lists-equipment-failed"));
    const [one, two] = [
      await aSampleAtTheBench(lab, { items: ["水分"] }),
      await aSampleAtTheBench(lab, { items: ["水分"] }),
    ];
    const other = await lab.db.person.findFirstOrThrow({ where: { login: "demo-analyst2" } });
    await lab.db.task.update({ where: { id: two.tasks["水分"] ?? "" }, data: { analystId: other.id } });
    const ovens = await lab.db.instrument.findMany({ where: { driver: null, kind: { in: ["oven", "incubator"] } } });
    const at = lab.clock.now().getTime();
    await lab.db.equipmentUse.createMany({
      data: Array.from({ length: 70 }, (_, n) => ({
        taskId: (n < 3 ? one : two).tasks["水分"] ?? "",
        instrumentId: ovens[n % ovens.length]?.id ?? "",
        settings: { said: "103 ℃ · 4 h" },
        startedAt: new Date(at - n * 600_000),
        dueAt: n % 5 === 0 ? null : new Date(at - n * 600_000 + 4 * 3_600_000),
        startedBy: n < 3 ? "马晓燕" : "祁海霞",
        runId: randomUUID(),
      })),
    });
    const page = await people.enter("demo-analyst");
    const known = page.waitForResponse((answer) => new URL(answer.url()).pathname === "/api/instrument-choices");
    await page.goto("/equipment");
    await known;
    await page.getByRole("heading", { name: "我的，正在使用 3" }).waitFor();
    await page.getByRole("heading", { name: "其他人的，正在使用 67" }).waitFor();
    await page.getByText("已显示 50，共 67").waitFor();
    await people.picture(page, "lists-1-equipment");
    await toTheEnd(page);
    expect(await page.locator(".run").count()).toBe(70);
    await scan(page, ovens[0]?.number ?? "");
    await page.getByText("只显示").waitFor();
    await people.picture(page, "lists-2-one-device");
    await page.getByRole("button", { name: "显示全部" }).click();
    await page.getByLabel("查找设备、位置或样品编号").fill(ovens[0]?.number.slice(-8) ?? "");
    await page.getByRole("heading", { name: "其他人的，正在使用 67" }).waitFor({ state: "hidden" });
    expect(people.troubles).toEqual([]);
  },
);

test.skipIf(!hasBrowser)(
  "retained samples, places, transfers and instruments are counted whole and come page by page",
  { timeout: 180_000 },
  async () => {
    onTestFailed(() => people.pictureAll("lists-custody-failed"));
    const { sampleNumber } = await aSampleAtTheBench(lab, { items: ["水分"] });
    const sample = await lab.db.sample.update({ where: { number: sampleNumber }, data: { state: "certified" } });
    const [own, room] = [sample.laboratoryId, await lab.db.storagePlace.findFirstOrThrow()];
    const county = await lab.db.laboratory.findFirstOrThrow({ where: { id: { not: own } } });
    await lab.db.container.createMany({
      data: Array.from({ length: 230 }, (_, n) => ({
        number: `29${String(n).padStart(16, "0")}`,
        sampleId: sample.id,
        laboratoryId: own,
        kind: "reserve" as const,
        state: "stored" as const,
        storage: "常温",
        placeId: n % 2 === 0 ? room.id : null,
        retainUntil: n < 130 ? "2026-11-01" : "2027-01-05",
      })),
    });
    await lab.db.transfer.createMany({
      data: Array.from({ length: 70 }, (_, n) => ({
        number: `99${String(n).padStart(14, "0")}`,
        fromLaboratoryId: n % 3 === 0 ? county.id : own,
        toLaboratoryId: n % 3 === 0 ? own : county.id,
        toName: "示范县检测中心",
        purpose: "testing",
        state: n % 5 === 0 ? ("sent" as const) : ("received" as const),
        sentById: own,
        sentBy: "赵永福",
        sentAt: lab.clock.now(),
      })),
    });
    const page = await people.enter("demo-keeper");
    await page.goto("/retention");
    await page.getByRole("tab", { name: "到期待处置 130" }).waitFor();
    await toTheEnd(page);
    expect(await page.locator("tbody tr").count()).toBe(130);
    await page.getByLabel("查找样品名称、编号、批号或位置").fill(room.name);
    await page.getByRole("tab", { name: "到期待处置 65" }).waitFor();
    await people.picture(page, "lists-3-retained");
    await page.goto(`/storage/${room.number}`);
    await page.getByRole("heading", { name: "里面的容器（115）" }).waitFor();
    await page.goto("/transfers");
    await page.getByRole("tab", { name: "未完成 14" }).waitFor();
    await page.getByRole("tab", { name: "全部 70" }).click();
    await toTheEnd(page);
    expect(await page.locator("tbody tr").count()).toBe(70);
    await people.picture(page, "lists-4-transfers");

    await lab.db.instrument.createMany({
      data: Array.from({ length: 60 }, (_, n) => ({
        ...{
          number: `59${String(n).padStart(14, "0")}`,
          laboratoryId: own,
          name: "分页烘箱",
          kind: "oven",
          model: "P",
        },
        ...{ serialNumber: `P-${n}`, maker: "厂", range: "250 ℃", category: "other" as const, place: "分页间" },
      })),
    });
    await page.goto("/instruments?look=cards");
    await toTheEnd(page);
    expect(await page.locator(".instrument-card").count()).toBe(
      await lab.db.instrument.count({ where: { laboratoryId: own } }),
    );
    await page.getByLabel("按名称、编号、型号、位置查找").fill("分页间");
    await page.getByText("电子天平").first().waitFor({ state: "hidden" });
    expect(people.troubles).toEqual([]);
  },
);
