import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { demoPassword } from "../../server/people/demo-accounts.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import type { Lab } from "./lab.ts";

const programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const program = process.env["CHROMIUM"] ?? programs.find(existsSync);

/** With CI=true a missing browser is a failure, elsewhere its tests are skipped by name. */
export const hasBrowser = process.env["CI"] === "true" || program !== undefined;

const quiet = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const bench: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  locale: "zh-CN",
  timezoneId: "Asia/Shanghai",
  colorScheme: "light",
};

export type People = {
  /** Signs somebody of the demonstration in, in a browser window of their own. */
  enter: (login: string, options?: BrowserContextOptions) => Promise<Page>;
  /** A window of somebody who has not signed in. */
  nobody: (options?: BrowserContextOptions) => Promise<Page>;
  /** Keeps a picture in test-output/ for people to look at. */
  picture: (page: Page, name: string) => Promise<void>;
  /** What went wrong on any page: exceptions, refused scripts. Refusals of the server are not among it. */
  troubles: string[];
  /** Pictures of every open page, when a story went wrong. */
  pictureAll: (name: string) => Promise<void>;
  close: () => Promise<void>;
};

/** People at their own screens of one laboratory. */
export async function openBrowser(lab: Lab): Promise<People> {
  const browser: Browser = await chromium.launch({ executablePath: program ?? "chromium", args: quiet });
  const troubles: string[] = [];
  const pages: Page[] = [];
  const folder = path.join(projectRoot, "test-output");
  mkdirSync(folder, { recursive: true });
  const nobody = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ ...bench, ...options, baseURL: lab.url });
    const page = await context.newPage();
    pages.push(page);
    page.setDefaultTimeout(30_000);
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        troubles.push(message.text());
    });
    return page;
  };
  return {
    troubles,
    nobody,
    enter: async (login, options) => {
      const page = await nobody(options);
      await page.goto("/");
      await page.getByLabel("用户名").fill(login);
      await page.getByLabel("密码", { exact: true }).fill(demoPassword);
      await page.getByRole("button", { name: "登录", exact: true }).click();
      await page.locator(".frame").waitFor();
      return page;
    },
    picture: async (page, name) => {
      await page.waitForTimeout(300); // what slides in has arrived
      await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
    },
    pictureAll: async (name) => {
      for (const [index, page] of pages.entries())
        await page.screenshot({ path: path.join(folder, `${name}-${index + 1}.png`), fullPage: true });
    },
    close: () => browser.close(),
  };
}

/** What a scanner does: all keys at once, then Enter, wherever the focus is. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.locator(".page-title h1").waitFor(); // the page itself is there, not only its frame
  await page.evaluate(
    (keys) => {
      for (const key of keys)
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
        );
    },
    [...code, "Enter"],
  );
}

/** The password again, below the sentence that is signed. */
export async function sign(page: Page, meaning: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByText(meaning).waitFor();
  await dialog.getByLabel("登录密码").fill(demoPassword);
  await dialog.getByRole("button", { name: "签名" }).click();
  await dialog.waitFor({ state: "hidden" });
}
