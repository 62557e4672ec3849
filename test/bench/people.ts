// What reception and bench wait for, on a database that holds years of work; the same on a small one, for the ratio between them.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { seed } from "../../prisma/seed/seed.ts";
import { makeApp } from "../../server/app.ts";
import { generate } from "../../server/cli/generate.ts";
import { readConfig } from "../../server/config.ts";
import { openHouse, type OpenHouse } from "../../server/open-house.ts";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { migrate } from "../../server/platform/migrate.ts";
import { handsOn } from "./hands-on.ts";
import { p95, signIn, type Client } from "./signed-in.ts";

const large = Number(process.env["BENCH_SAMPLES"] ?? 100_000);
const small = Math.min(large, Number(process.env["BENCH_SMALL"] ?? 10_000));

/** Lists, searches and scans over HTTP, and registering a batch, at 10,000 samples and at as many as asked. */
export async function people(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lims-bench-"));
  chmodSync(folder, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
  await migrate(postgres.url);
  const config = readConfig({ LIMS_DATA: folder, LIMS_DEMO: "on", LIMS_LOG: "fatal", LIMS_PORT: "0" });
  const house = await openHouse(config, postgres.url);
  const direct = new pg.Client({ connectionString: postgres.url });
  await direct.connect();
  await seed(house, { demo: true });
  const server = makeApp(house).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const reception = await signIn(url, "demo-reception");
    const before = await round(house, url, direct, reception, small);
    const begun = performance.now();
    const after = await round(house, url, direct, reception, large);
    process.stdout.write(
      `  filling to ${large} samples, ${large * 10} results took ${((performance.now() - begun) / 1000).toFixed(0)} s\n`,
    );
    for (const [what, [p95, bare]] of Object.entries(after)) {
      const was = before[what]?.[0] ?? NaN;
      process.stdout.write(
        `  ${what.padEnd(34)} p95 ${p95.toFixed(1)} ms   at ${small}: ${was.toFixed(1)} ms   ratio ${(p95 / was).toFixed(2)} (aim 1.5)   bare SQL ${bare.toFixed(1)} ms\n`,
      );
    }
  } finally {
    server.closeAllConnections();
    server.close();
    await direct.end();
    await house.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function round(
  house: OpenHouse,
  url: string,
  direct: pg.Client,
  reception: Client,
  samples: number,
): Promise<Record<string, [number, number]>> {
  await direct.query("drop table if exists like_it, some_method");
  await generate(direct, samples);
  const { rows } = await direct.query<{ number: string; name: string }>(
    `select number, name from "Sample" where substr(number, 8, 2) >= '90' order by number offset ${Math.floor(samples / 2)} limit 1`,
  );
  const { number = "", name = "" } = rows[0] ?? {};
  const last = name.split(" ").at(-1) ?? "";
  const lists: Record<string, [string, string]> = {
    "scan a sample": [`/api/scan?code=${number}`, `select * from "Sample" where number = '${number}'`],
    "samples, first page": ["/api/samples", `select * from "Sample" order by id desc limit 51`],
    "samples by number": [`/api/samples?q=${number}`, `select * from "Sample" where number = '${number}'`],
    "samples by part of a number": [
      `/api/samples?q=${number.slice(6)}`,
      `select * from "Sample" where number like '%${number.slice(6)}%' order by id desc limit 51`,
    ],
    "samples by a rare name": [
      `/api/samples?q=${encodeURIComponent(last)}`,
      `select * from "Sample" where name like '%${last}%' order by id desc limit 51`,
    ],
    "samples by a common name": [
      `/api/samples?q=${encodeURIComponent("酱牛肉")}`,
      `select * from "Sample" where name like '%酱牛肉%' order by id desc limit 51`,
    ],
    "orders, first page": ["/api/orders", `select * from "Order" order by id desc limit 51`],
    tasks: ["/api/tasks", `select * from "Task" where state = 'pending' limit 200`],
    "certificates, first page": ["/api/certificates", `select * from "Certificate" order by id desc limit 51`],
    today: ["/api/today", "select 1"],
  };
  const found: Record<string, [number, number]> = {};
  for (const [what, [place, sql]] of Object.entries(lists))
    found[what] = [await p95(() => reception.get(place)), await p95(() => direct.query(sql), 10)];
  return { ...found, ...(await handsOn(house, direct, url)) };
}
