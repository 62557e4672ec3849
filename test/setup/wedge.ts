import type { CDPSession, Page } from "playwright-core";

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/**
 * A scanner that is a keyboard: real keys at their own pace of milliseconds, whatever else the machine is doing, and Enter at the end.
 * What the page does not take goes where keys go.
 */
export async function wedge(page: Page, code: string, { gap = 2, end = "Enter" as string | null } = {}): Promise<void> {
  const session = await (sessions.get(page) ?? opened(page));
  const from = Date.now() / 1000;
  const keys = [...code, ...(end === null ? [] : [end])];
  const sent: Promise<unknown>[] = [];
  for (const [i, key] of keys.entries()) {
    const timestamp = from + (i * gap) / 1000;
    const early = timestamp * 1000 - Date.now();
    if (early > 0) await new Promise((go) => setTimeout(go, early));
    const text = key.length === 1 ? key : key === "Enter" ? "\r" : undefined;
    const said = { key, code: /^\d$/.test(key) ? `Digit${key}` : key, timestamp };
    sent.push(
      session.send("Input.dispatchKeyEvent", {
        type: text ? "keyDown" : "rawKeyDown",
        ...said,
        ...(text ? { text, unmodifiedText: text } : {}),
        windowsVirtualKeyCode: key === "Enter" ? 13 : key === "Tab" ? 9 : key.toUpperCase().charCodeAt(0),
      }),
      session.send("Input.dispatchKeyEvent", { type: "keyUp", ...said }),
    );
  }
  await Promise.all(sent);
}

function opened(page: Page): Promise<CDPSession> {
  const session = page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

/** Hears every sound and keeps every answer of the scan bar, from now on and on every page that is opened. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const heard: string[] = [];
    const answers: string[] = [];
    let shown = "";
    Object.assign(window, { heard, answers });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      heard.push(this.frequency.value > 500 ? "accepted" : "refused");
      return start.call(this, when);
    };
    new MutationObserver(() => {
      const bar = document.querySelector(".scan-bar");
      const outcome = /scan-(accepted|refused)/.exec(bar?.className ?? "")?.[1];
      const said = bar?.querySelector(".scan-outcome")?.getAttribute("title") ?? "";
      const line = outcome ? `${outcome} ${said}` : "";
      if (line && line !== shown) answers.push(line);
      shown = line;
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
}

/** What was answered since this was asked last. */
export async function answered(page: Page): Promise<{ heard: string[]; answers: string[] }> {
  return page.evaluate(() => {
    const kept = window as unknown as { heard: string[]; answers: string[] };
    return { heard: kept.heard.splice(0), answers: kept.answers.splice(0) };
  });
}
