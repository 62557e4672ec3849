import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import type { EmbeddedPostgres } from "../../server/platform/embedded-postgres.ts";
import { aDataFolder, killHard, writeUntil } from "../setup/writer.ts";

const running: EmbeddedPostgres[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test("what was acknowledged before a kill -9 is there at the next start, which adopts the surviving server", async () => {
  const folder = aFolder();
  const { child, kept } = await writeUntil(folder, (line) => line === "kept 200");
  await killHard(child);
  const server = await start(folder);
  expect(server.kind).toBe("adopted");
  const rows = await ask(server.url, "select number::int as number from written");
  const found = new Set(rows.map(({ number }) => number));
  expect(kept).toHaveLength(200);
  expect(kept.filter((number) => !found.has(number))).toEqual([]);
});

test("a first start that was killed halfway stands in nobody's way", async () => {
  const folder = aFolder();
  const { child } = await writeUntil(folder, (line) => line.startsWith("Making the database"));
  for (let tries = 0; tries < 200 && !hasHalfMade(folder); tries += 1) await wait(5);
  await killHard(child);
  expect(existsSync(path.join(folder, "postgres", "cluster"))).toBe(false);
  const server = await start(folder);
  expect(server.kind).toBe("started");
  expect(await ask(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await wait(500);
  expect(hasHalfMade(folder)).toBe(false);
});

test("two programs on one data folder share one server, and the last to leave stops it", async () => {
  const folder = aFolder();
  const [first, second] = await Promise.all([start(folder), start(folder)]);
  expect([first.kind, second.kind].sort()).toEqual(["adopted", "started"]);
  expect(second.url).toBe(first.url);

  await first.stop();
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await second.stop();
  await expect(ask(second.url, "select 1 as one")).rejects.toThrow(/ECONNREFUSED/);
});

test("a server that dies under a running program comes back at the same address with all its rows", async () => {
  const folder = aFolder();
  const server = await start(folder);
  await ask(server.url, "create table kept as select 7 as number");
  process.kill(postmaster(folder), "SIGKILL");
  let rows: Record<string, unknown>[] = [];
  for (let tries = 0; tries < 100 && rows.length === 0; tries += 1) {
    await wait(200);
    rows = await ask(server.url, "select number from kept").catch(() => []);
  }
  expect(rows).toEqual([{ number: 7 }]);
});

test("a lock file of PostgreSQL that is left from before a reboot does not keep it from starting", async () => {
  const folder = aFolder();
  const server = await start(folder);
  const pidFile = path.join(folder, "postgres", "cluster", "postmaster.pid");
  const lines = readFileSync(pidFile, "utf8").split("\n");
  await server.stop();
  // The number now belongs to another living process: this very test.
  writeFileSync(pidFile, [String(process.pid), ...lines.slice(1)].join("\n"), { mode: 0o600 });
  const again = await start(folder);
  expect(again.kind).toBe("started");
});

test("the password is for its owner alone, and only this machine can knock", async () => {
  const folder = aFolder();
  const server = await start(folder);
  expect(statSync(path.join(folder, "postgres.password")).mode & 0o777).toBe(0o600);
  expect(statSync(path.join(folder, "postgres")).mode & 0o777).toBe(0o700);
  expect(await ask(server.url, "show listen_addresses")).toEqual([{ listen_addresses: "127.0.0.1" }]);
  expect(await ask(server.url, "show fsync")).toEqual([{ fsync: "on" }]);
  await expect(ask(server.url.replace(/:[0-9a-f]{48}@/, ":wrong@"), "select 1")).rejects.toThrow(/password/);
});

const isRoot = process.getuid?.() === 0;

test("root's own folders are closed to PostgreSQL, so the database goes where it can live, and says so", async (context) => {
  if (!isRoot) return context.skip("only root has such folders");
  const closed = mkdtempSync(path.join(os.tmpdir(), "lims-closed-"));
  folders.push(closed);
  const said: string[] = [];
  const server = await start(closed, said);
  const elsewhere = readFileSync(path.join(closed, "postgres-is-in"), "utf8").trim();
  folders.push(elsewhere);
  expect(said.join("\n")).toContain(elsewhere);
  await ask(server.url, "create table kept as select 7 as number");
  await server.stop();
  const again = await start(closed);
  expect(await ask(again.url, "select number from kept")).toEqual([{ number: 7 }]);
});

function aFolder(): string {
  const folder = aDataFolder();
  folders.push(folder);
  return folder;
}

async function start(dataDir: string, said: string[] = []): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: (line) => said.push(line) });
  running.push(server);
  return server;
}

function hasHalfMade(folder: string): boolean {
  const home = path.join(folder, "postgres");
  return existsSync(home) && readdirSync(home).some((name) => name.startsWith("new-"));
}

function postmaster(folder: string): number {
  const pidFile = path.join(folder, "postgres", "cluster", "postmaster.pid");
  return Number.parseInt(readFileSync(pidFile, "utf8"), 10);
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
