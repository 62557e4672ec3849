import { mkdirSync } from "node:fs";
import path from "node:path";
import { exclusively } from "./exclusively.ts";
import { createCluster, keepPassword } from "./postgres-cluster.ts";
import { findPostgresPlace } from "./postgres-place.ts";
import { enter } from "./postgres-presence.ts";
import { runPostgres, stopPostgres } from "./postgres-server.ts";

export interface EmbeddedPostgres {
  /** The connection string of the database `lims`; it stays the same until `stop`. */
  url: string;
  /** Leaves; the last process to leave stops the server. */
  stop(): Promise<void>;
  kind: "started" | "adopted";
}

export interface EmbeddedPostgresOptions {
  dataDir: string;
  /** One sentence at a time, for the person who waits. */
  log: (line: string) => void;
  /** Further server settings, for example `{ fsync: "off" }` in tests. */
  settings?: Record<string, string>;
}

/**
 * Starts the PostgreSQL that comes with the program on a data folder, or joins the one that already runs there.
 *
 * The server is a process of its own: killing ours loses nothing that was acknowledged, and the next start adopts it.
 * Several of our processes may use one data folder. Whoever comes first starts the server and whoever leaves last stops
 * it, so that stopping one never takes the database from another. PostgreSQL itself counts who is there (each holds a
 * shared lock on one connection), so a killed process is not counted. No signal handler is installed here: call `stop`
 * when your work is drained.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = path.resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const settings = options.settings ?? {};
  const lock = path.join(dataDir, "postgres.lock");

  return exclusively(lock, async () => {
    const place = await findPostgresPlace(dataDir, options.log);
    const password = keepPassword(place);
    await createCluster(place, password, { log: options.log, isSynced: settings["fsync"] !== "off" });

    const { port, kind } = await runPostgres(place, password, settings, options.log);
    const url = (database: string) => `postgresql://lims:${password}@127.0.0.1:${port}/${database}`;
    const presence = await enter(url, {
      bringBack: () => exclusively(lock, () => runPostgres(place, password, settings, options.log, port)),
      log: options.log,
    });
    const stop = () =>
      exclusively(lock, async () => {
        if (await presence.leave()) await stopPostgres(place);
      });
    return { url: url("lims"), stop, kind };
  });
}
