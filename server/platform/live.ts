import { EventEmitter } from "node:events";
import pg from "pg";
import { LiveEvent } from "../kernel/live-event.ts";
import type { Log } from "./log.ts";

export const liveChannel = "lims_live";

/** Live events of all server processes: said with NOTIFY inside a change, heard with LISTEN by every process. */
export type Live = {
  hear: (listener: (event: LiveEvent) => void) => () => void;
  /** Says something that may be lost (a display's shown weight), outside any change. */
  say: (event: LiveEvent) => Promise<void>;
  close: () => Promise<void>;
};

/** Opens the ear of this process; connects again by itself after the database was away. */
export async function openLive(url: string, log: Log): Promise<Live> {
  const heard = new EventEmitter().setMaxListeners(0);
  let client: pg.Client | undefined;
  let isClosing = false;
  let said: Promise<unknown> = Promise.resolve();
  let again: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const fresh = new pg.Client({ connectionString: url, application_name: "lims live", keepAlive: true });
    fresh.on("error", (error) => log.warn({ error: error.message }, "live events lost their connection"));
    fresh.on("end", () => {
      if (isClosing || client !== fresh) return;
      client = undefined;
      again = setTimeout(() => void connect().catch(() => undefined), 1000);
    });
    fresh.on("notification", (message) => {
      const event = LiveEvent.safeParse(JSON.parse(message.payload ?? "null"));
      if (event.success) heard.emit("event", event.data);
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${liveChannel}`);
      client = fresh;
      heard.emit("event", { type: "changed", topics: [], laboratoryId: null } satisfies LiveEvent);
    } catch (error) {
      if (!isClosing) again = setTimeout(() => void connect().catch(() => undefined), 1000);
      throw error;
    }
  }

  await connect();
  return {
    hear(listener) {
      heard.on("event", listener);
      return () => heard.off("event", listener);
    },
    async say(event) {
      const saying = said.then(() => client?.query("select pg_notify($1, $2)", [liveChannel, JSON.stringify(event)]));
      said = saying.catch(() => undefined); // one after another: a connection runs one query at a time
      await saying;
    },
    async close() {
      isClosing = true;
      clearTimeout(again);
      await client?.end();
    },
  };
}
