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
import { openHouse, type OpenHouse } from "../../server/open-house.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { handsOn } from "./hands-on.ts";
import { listsOf } from "./lists.ts";
import { p95, p95OfBoth, signIn, type Client } from "./signed-in.ts";

const large = Number(process.env["BENCH_SAMPLES"] ?? 100_000);
const small = Math.min(large, Number(process.env["BENCH_SMALL"] ?? 10_000));
/** A folder in which both databases are kept and taken up again; without it they are thrown away. */
const kept = process.env["BENCH_KEEP"];
const only = process.env["BENCH_ONLY"];

type Measured = { p95: number; bareSql: number };
type Opened = { house: OpenHouse; direct: pg.Client; url: string; close: () => Promise<void> };

/** Every list, scans, registering, saving and checking over HTTP, at 10,000 samples and at as many as asked. */
export async function people(): Promise<void> {
  const sizes = [await open(small), await open(large)] as const;
  try {
    await lists(...sizes);
    if (only) return;
    const [before, after] = [await handsOn(...partsOf(sizes[0])), await handsOn(...partsOf(sizes[1]))];
    for (const [what, [p95, bareSql]] of Object.entries(after))
      tell(what, { p95: before[what]?.[0] ?? NaN }, { p95, bareSql }, "");
  } finally {
    for (const { close } of sizes) await close();
  }
}

const partsOf = ({ house, direct, url }: Opened) => [house, direct, url] as const;

/** Turn by turn on both, so that what the machine does besides weighs on both alike. */
async function lists(few: Opened, many: Opened): Promise<void> {
  const asked = { few: await listsOf(few.direct), many: await listsOf(many.direct) };
  const clients = { few: remembering(few.url), many: remembering(many.url) };
  for (const [at, { who, what, place, sql }] of asked.many.entries()) {
    const same = asked.few[at];
    if (!same || (only && !what.includes(only))) continue;
    const [small, large] = [await clients.few(same.who), await clients.many(who)];
    const rows = `${rowsOf(await small.get(same.place))}/${rowsOf(await large.get(place))} rows`;
    const [before, after] = await p95OfBoth(
      () => small.get(same.place),
      () => large.get(place),
    );
    tell(what, { p95: before }, { p95: after, bareSql: await p95(() => many.direct.query(sql), 10) }, rows);
  }
}

function tell(what: string, before: { p95: number }, { p95, bareSql }: Measured, rows: string): void {
  process.stdout.write(
    `  ${what.padEnd(38)} p95 ${p95.toFixed(1).padStart(7)} ms   at ${small}: ${before.p95.toFixed(1).padStart(7)} ms   ratio ${(p95 / before.p95).toFixed(2)} (aim 1.5)   bare SQL ${bareSql.toFixed(1)} ms   ${rows}\n`,
  );
}

function rowsOf(answer: unknown): number {
  const { rows } = answer as { rows?: unknown[] };
  return rows?.length ?? 1;
}

function remembering(url: string): (who: string) => Promise<Client> {
  const known = new Map<string, Promise<Client>>();
  return (who) => {
    const client = known.get(who) ?? signIn(url, who);
    known.set(who, client);
    return client;
  };
}

async function open(samples: number): Promise<Opened> {
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
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await direct.end();
    await house.close();
    await postgres.stop();
    if (!kept) rmSync(folder, { recursive: true, force: true });
  };
  return { house, direct, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function folderOf(samples: number): string {
  const folder = kept
    ? path.join(path.resolve(kept), `${samples}`)
    : mkdtempSync(path.join(os.tmpdir(), "lims-bench-"));
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  return folder;
}
