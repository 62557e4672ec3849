import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Config } from "./config.ts";
import { openClock } from "./platform/clock.ts";
import type { Clock, House } from "./platform/context.ts";
import { openDatabase } from "./platform/db.ts";
import { openFolderStore } from "./platform/folder-store.ts";
import { openJobs } from "./platform/jobs.ts";
import { openLive } from "./platform/live.ts";
import { openLog } from "./platform/log.ts";
import { openS3Store } from "./platform/s3-store.ts";

export type OpenHouse = House & { close: () => Promise<void> };

/** Everything that lives as long as the process: database, files, live events, jobs, clock. */
export async function openHouse(config: Config, databaseUrl: string, clock: Clock = openClock()): Promise<OpenHouse> {
  const log = openLog(config.logLevel);
  const db = openDatabase(databaseUrl);
  const live = await openLive(databaseUrl, log);
  const jobs = await openJobs(databaseUrl, log);
  return {
    settings: config,
    log,
    db,
    databaseUrl,
    files: config.bucket ? openS3Store(config.bucket) : openFolderStore(path.join(config.dataDir, "files")),
    live,
    jobs,
    clock,
    random: randomBytes,
    async close() {
      await jobs.close();
      await live.close();
      await db.$disconnect();
    },
  };
}
