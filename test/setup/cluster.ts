import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { seed } from "../../prisma/seed/seed.ts";
import { readConfig } from "../../server/config.ts";
import { openHouse } from "../../server/open-house.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { isAlive } from "../../server/platform/exclusively.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { standingClock } from "./clocks.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The cluster of this run, at its database `postgres`. */
    clusterUrl: string;
  }
}

interface Shared {
  users: number;
  cluster?: Promise<{ url: string; stop: () => Promise<void> }>;
}

/** Each group of tests loads this file anew, but all of them share one cluster. */
const place = globalThis as { limsTestCluster?: Shared };
const shared = (place.limsTestCluster ??= { users: 0 });

/** Starts one PostgreSQL for the whole run, in a folder of its own, with the template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.users += 1;
  shared.cluster ??= startCluster();
  const { url, stop } = await shared.cluster;
  project.provide("clusterUrl", url);
  return async () => {
    shared.users -= 1;
    if (shared.users === 0) await stop();
  };
}

async function startCluster(): Promise<{ url: string; stop: () => Promise<void> }> {
  clearLeftOvers();
  const folder = mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    log: () => undefined,
    // Nothing here need survive a power cut.
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      max_connections: "200",
      wal_level: "minimal",
      max_wal_senders: "0",
    },
  });
  const url = server.url.replace(/\/lims$/, "/postgres");
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await makeTemplate(url).catch(async (error: unknown) => {
    await stop(); // else the run would hang on a server that nobody uses
    throw error;
  });
  return { url, stop };
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("create database lims_template");
    await migrate(url.replace(/\/postgres$/, "/lims_template"));
    await client.query("alter database lims_template with is_template true allow_connections false");
    await client.query("create database lims_demo template lims_template");
    await seedDemonstration(url.replace(/\/postgres$/, "/lims_demo"));
    await client.query("alter database lims_demo with is_template true allow_connections false");
  } finally {
    await client.end();
  }
}

/** The demonstration as its first start leaves it at 9:00 on 1 December 2026: most test files begin there. */
async function seedDemonstration(url: string): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lims-lab-"));
  const config = readConfig({ LIMS_DATA: folder, LIMS_DEMO: "on", LIMS_LOG: "fatal", LIMS_PORT: "0" });
  const house = await openHouse({ ...config, publicUrl: "http://127.0.0.1", mail: undefined }, url, standingClock());
  try {
    await seed(house, { demo: true });
  } finally {
    await house.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const PREFIX = "lims-test-cluster-";

/** What runs left behind that were killed: their folders, and their servers, which outlive them. */
function clearLeftOvers(): void {
  for (const name of readdirSync(os.tmpdir())) {
    const owner = /^lims-test-cluster-(\d+)-/.exec(name)?.[1];
    if (!owner || isAlive(Number(owner))) continue;
    const folder = path.join(os.tmpdir(), name);
    const pidFile = path.join(folder, "postgres", "cluster", "postmaster.pid");
    try {
      if (existsSync(pidFile)) process.kill(Number.parseInt(readFileSync(pidFile, "utf8"), 10), "SIGQUIT");
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // Another user's, or it ended just now: no concern of this run.
    }
  }
}
