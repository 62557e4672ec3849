import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { helpOf } from "../../../web/desk/help-drawer.tsx";
import { faultsOf, sidewaysOf } from "../../setup/accessible.ts";
import { hasBrowser, openBrowser, type People } from "../../setup/browser.ts";
import { openLab, runningClock, type Lab } from "../../setup/lab.ts";

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

/** Between them they may open everything. */
const everybody = [
  "demo-reception",
  "demo-keeper",
  "demo-supervisor",
  "demo-analyst",
  "demo-reviewer",
  "demo-manager",
  "demo-metrologist",
  "demo-quality",
  "demo-admin",
  "demo-enterprise",
];

/** Every line of the person's menu, and the first thing of each list. */
async function openAll(page: Page, seen: Set<string>, look: (address: string) => Promise<void>): Promise<void> {
  const menu = page.locator("nav.side-menu a");
  for (const link of await menu.evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? ""))) {
    if (seen.has(link)) continue;
    seen.add(link);
    await page.goto(link);
    await settled(page);
    await look(link);
    const row = page.locator("tr.row-opens").first();
    if ((await row.count()) === 0) continue;
    await row.click();
    await settled(page);
    const address = new URL(page.url()).pathname;
    if (address !== link) await look(address);
  }
}

async function settled(page: Page): Promise<void> {
  await page.locator(".page-title h1").waitFor();
  await page.waitForTimeout(400); // what the page asks for has come, what slides in has arrived
}

test.skipIf(!hasBrowser)(
  "every page that anybody may open meets WCAG 2.1 AA in light and dark, has help beside it, and fits 1280 pixels and a tablet",
  { timeout: 300_000 },
  async () => {
    const faults: string[] = [];
    const [seen, seenDark] = [new Set<string>(), new Set<string>()];
    for (const login of everybody) {
      const page = await people.enter(login);
      await openAll(page, seen, async (address) => {
        const at = `${login} ${address}`;
        for (const fault of await faultsOf(page)) faults.push(`${at}: ${fault}`);
        if (!helpOf(address)) faults.push(`${at}: no help`);
        if ((await sidewaysOf(page)) > 0) faults.push(`${at}: wider than 1280`);
        await people.picture(page, `page-${login.replace("demo-", "")}${address.replaceAll(/\W+/g, "-")}`);
        await page.setViewportSize({ width: 1024, height: 768 });
        if ((await sidewaysOf(page)) > 0) faults.push(`${at}: wider than a tablet`);
        await page.setViewportSize({ width: 1280, height: 800 });
      });
      await page.context().close();
      const dark = await people.enter(login, { colorScheme: "dark" });
      await openAll(dark, seenDark, async (address) => {
        for (const fault of await faultsOf(dark, ["color-contrast"]))
          faults.push(`${login} ${address} in the dark: ${fault}`);
      });
      await dark.context().close();
    }
    expect(faults).toEqual([]);
    expect(people.troubles).toEqual([]);
  },
);
