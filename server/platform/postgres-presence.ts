import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

export interface Presence {
  /** Gives up our place; says whether nobody else is there, so that the server may be stopped. */
  leave(): Promise<boolean>;
}

/**
 * Makes this process known to the server as one that needs it: a shared advisory lock on a connection of its own, which
 * PostgreSQL releases by itself when the process dies. The connection also notices when the server goes away, and then
 * the server is brought back.
 */
export async function enter(
  url: (database: string) => string,
  { bringBack, log }: { bringBack: () => Promise<unknown>; log: (line: string) => void },
): Promise<Presence> {
  const state = { hasLeft: false };
  let current = await hold();

  async function hold(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: url("postgres"),
      application_name: "lims presence",
      keepAlive: true,
    });
    client.on("error", () => undefined);
    await client.connect();
    await client.query("select pg_advisory_lock_shared($1)", [PRESENT]);
    client.once("end", () => void returnToIt());
    return client;
  }

  async function returnToIt(): Promise<void> {
    if (state.hasLeft) return;
    log("PostgreSQL went away; bringing it back …");
    while (!state.hasLeft) {
      try {
        await bringBack();
        if (state.hasLeft) return;
        current = await hold();
        log("PostgreSQL is back.");
        return;
      } catch (error) {
        log(`PostgreSQL could not be brought back yet: ${error instanceof Error ? error.message : String(error)}`);
        await wait(2_000, undefined, { ref: false });
      }
    }
  }

  return {
    async leave() {
      if (state.hasLeft) return false;
      state.hasLeft = true;
      await current.end().catch(() => undefined);
      return isNobodyThere(url("postgres"));
    },
  };
}

const PRESENT = 7_310_215_002;

async function isNobodyThere(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const asked = await client.query<{ free: boolean }>("select pg_try_advisory_lock($1) as free", [PRESENT]);
    return asked.rows[0]?.free === true;
  } catch {
    // A server that does not answer serves nobody.
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}
