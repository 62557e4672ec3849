// What reception and bench wait for, on a database that holds years of work; the same on a small one, for the ratio between them.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { seed } from "../../prisma/seed/seed.ts";
import { makeApp } from "../../server/app.ts";
import { fillYears } from "../../server/cli/years/fill-years.ts";
import { readConfig } from "../../server/config.ts";
import { openHouse } from "../../server/open-house.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { handsOn } from "./hands-on.ts";
import { listsOf } from "./lists.ts";
import { p95, signIn, type Client } from "./signed-in.ts";

const large = Number(process.env["BENCH_SAMPLES"] ?? 100_000);
const small = Math.min(large, Number(process.env["BENCH_SMALL"] ?? 10_000));
/** A folder in which both databases are kept and taken up again; without it they are thrown away. */
const kept = process.env["BENCH_KEEP"];
const only = process.env["BENCH_ONLY"];

type Found = Record<string, [p95: number, bareSql: number]>;

/** Every list, scans, registering, saving and checking over HTTP, at 10,000 samples and at as many as asked. */
export async function people(): Promise<void> {
  const before = await atSize(small);
  const after = await atSize(large);
  for (const [what, [p95, bare]] of Object.entries(after)) {
    const was = before[what]?.[0] ?? NaN;
    process.stdout.write(
      `  ${what.padEnd(38)} p95 ${p95.toFixed(1).padStart(7)} ms   at ${small}: ${was.toFixed(1).padStart(7)} ms   ratio ${(p95 / was).toFixed(2)} (aim 1.5)   bare SQL ${bare.toFixed(1)} ms\n`,
    );
  }
}

async function atSize(samples: number): Promise<Found> {
  const folder = folderOf(samples);
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
  await migrate(postgres.url);
  const config = readConfig({ LIMS_DATA: folder, LIMS_DEMO: "on", LIMS_LOG: "fatal", LIMS_PORT: "0" });
  const house = await openHouse(config, postgres.url);
  const direct = new pg.Client({ connectionString: postgres.url });
  await direct.connect();
  await seed(house, { demo: true });
  const begun = performance.now();
  await fillYears(postgres.url, samples);
  const size = await direct.query<{ size: string }>(
    "select pg_size_pretty(pg_database_size(current_database())) as size",
  );
  process.stdout.write(
    `  ${samples} samples, ${samples * 10} results: ${size.rows[0]?.size ?? ""}, filled in ${((performance.now() - begun) / 1000).toFixed(0)} s\n`,
  );
  const server = makeApp(house).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const clients = new Map<string, Client>();
    const found: Found = {};
    for (const { who, what, place, sql } of await listsOf(direct)) {
      if (only && !what.includes(only)) continue;
      const client = clients.get(who) ?? (await signIn(url, who));
      clients.set(who, client);
      found[what] = [await p95(() => client.get(place)), await p95(() => direct.query(sql), 10)];
    }
    return only ? found : { ...found, ...(await handsOn(house, direct, url)) };
  } finally {
    server.closeAllConnections();
    server.close();
    await direct.end();
    await house.close();
    await postgres.stop();
    if (!kept) rmSync(folder, { recursive: true, force: true });
  }
}

function folderOf(samples: number): string {
  const folder = kept
    ? path.join(path.resolve(kept), `${samples}`)
    : mkdtempSync(path.join(os.tmpdir(), "lims-bench-"));
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
}
