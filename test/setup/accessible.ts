import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Found = { violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] };

/** What axe-core finds on a page against WCAG 2.1 A and AA: each fault with its rule and the elements it is about. */
export async function faultsOf(page: Page, only = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]): Promise<string[]> {
  // through the debugger, not by a script element: the page's content security policy stays as it is
  await page.evaluate(`${axe};0`);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(only)}, resultTypes: ["violations"] })`,
  )) as Found;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 4)
      .map((node) => `${id}: ${node.target.join(" ")} ${(node.failureSummary ?? "").split("\n")[1]?.trim() ?? ""}`),
  );
}

/** How far a page reaches beyond the window's right edge. */
export function sidewaysOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
