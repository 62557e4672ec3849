import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { expect, test } from "vitest";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { aDataFolder, killHard, writeUntil } from "../setup/writer.ts";

test("twenty kills, of the program alone or together with PostgreSQL, lose no acknowledged row", async () => {
  const folder = aDataFolder();
  const acknowledged: number[] = [];
  for (let round = 1; round <= 20; round += 1) {
    let rows = 0;
    const { child, kept } = await writeUntil(folder, (line) => {
      if (line.startsWith("kept ")) rows += 1;
      return rows >= 40 * round;
    });
    const pidFile = path.join(folder, "postgres", "cluster", "postmaster.pid");
    if (round % 3 === 0) process.kill(Number.parseInt(readFileSync(pidFile, "utf8"), 10), "SIGKILL");
    await killHard(child);
    acknowledged.push(...kept);
    if (round % 2 === 0) await wait(300);
  }
  const server = await startEmbeddedPostgres({ dataDir: folder, log: () => undefined });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const rows = await client.query<{ number: number }>("select number::int as number from written");
  await client.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  const found = new Set(rows.rows.map(({ number }) => number));
  expect(acknowledged).toHaveLength(40 * 210);
  expect(acknowledged.filter((number) => !found.has(number))).toEqual([]);
});
