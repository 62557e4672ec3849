import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { gatewayConfiguration, GatewayConfiguration } from "../server/readings/contract.ts";
import { backOff } from "./back-off.ts";
import type { Log } from "./log.ts";
import { syncFolder } from "./outbox/segment.ts";
import { reasonOf } from "./server-link.ts";
import type { ServerLink } from "./server-link.ts";

/**
 * Follows what the server wants this gateway to read. The last known is kept on the disk, so that after a power cut the
 * balances are read although the server is still down. `use` is told whether it came from the server just now.
 */
export function followConfiguration(asked: {
  link: ServerLink;
  folder: string;
  log: Log;
  use(configuration: GatewayConfiguration, fresh: boolean): Promise<void>;
  pace?: { every: number; first: number; longest: number };
}): { stop(): Promise<void> } {
  const { link, folder, log, use, pace = { every: 2_000, first: 500, longest: 10_000 } } = asked;
  const path = join(folder, "configuration.json");
  const wait = backOff(pace.first, pace.longest);
  const stopping = new AbortController();
  let trouble = "";
  let kept = "";
  const running = follow();

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };

  async function follow(): Promise<void> {
    const before = await readKept();
    if (before) await use(before, false);
    while (!stopping.signal.aborted) {
      const fresh = await ask();
      if (fresh) {
        wait.reset();
        await keep(fresh);
        await use(fresh, true);
      }
      await rest(fresh ? pace.every : wait.next());
    }
  }

  async function ask(): Promise<GatewayConfiguration | null> {
    try {
      const answer = await link.call(gatewayConfiguration, {});
      if (!answer.ok) return failed(`refused with ${answer.status}: ${answer.why}`);
      if (trouble) log.info("server reached");
      trouble = "";
      return answer.reply;
    } catch (error) {
      return failed(reasonOf(error));
    }
  }

  function failed(why: string): null {
    if (why !== trouble && !stopping.signal.aborted) log.warn({ why }, "no configuration from the server, trying on");
    trouble = why;
    return null;
  }

  async function readKept(): Promise<GatewayConfiguration | null> {
    const text = await readFile(path, "utf8").catch(() => null);
    if (text === null) return null;
    try {
      kept = text;
      return GatewayConfiguration.parse(JSON.parse(text));
    } catch (error) {
      log.warn({ err: error, path }, "kept configuration cannot be read, waiting for the server");
      return null;
    }
  }

  async function keep(configuration: GatewayConfiguration): Promise<void> {
    // its mark changes with each reading and means nothing later
    const text = `${JSON.stringify({ ...configuration, upTo: 0 }, null, 2)}\n`;
    if (text === kept) return;
    try {
      const file = await open(`${path}.new`, "w", 0o600);
      await file.writeFile(text);
      await file.sync();
      await file.close();
      await rename(`${path}.new`, path);
      await syncFolder(folder);
      kept = text;
    } catch (error) {
      log.error({ err: error, path }, "configuration could not be kept on the disk");
    }
  }

  async function rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal: stopping.signal }).catch(() => undefined);
  }
}
