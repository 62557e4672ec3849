import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { totalmem } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { isAlive } from "./exclusively.ts";
import type { PostgresPlace } from "./postgres-place.ts";
import { runProgram } from "./run-program.ts";

interface Running {
  port: number;
  kind: "started" | "adopted";
}

/**
 * Sees to it that the server of a cluster runs and answers. One that survived its last user is adopted; one that does
 * not answer is stopped and started again.
 */
export async function runPostgres(
  place: PostgresPlace,
  password: string,
  settings: Record<string, string>,
  log: (line: string) => void,
  wanted = lastPort(place),
): Promise<Running> {
  const port = await adopt(place, password, log);
  const running: Running = port ? { port, kind: "adopted" } : await start(place, settings, wanted);
  await ensureDatabase(password, running.port);
  return running;
}

/** Ends the server: open transactions are rolled back, everything committed stays. */
export async function stopPostgres(place: PostgresPlace): Promise<void> {
  for (const mode of ["fast", "immediate"]) {
    const running = readPidFile(place);
    if (!running || !isPostgres(running.pid)) return;
    try {
      return await runProgram(place.pgCtl, ["stop", "-D", place.cluster, "-m", mode, "-w", "-t", "30"], place);
    } catch (error) {
      if (mode === "immediate" && isPostgres(running.pid)) throw error;
    }
  }
}

/** PostgreSQL's own defaults are for spinning disks and little memory; short questions gain nothing from compiling them first. */
function forThisMachine(): Record<string, string> {
  const megabytes = Math.round(totalmem() / 1_048_576);
  return {
    shared_buffers: `${Math.min(2048, Math.max(128, Math.round(megabytes / 16)))}MB`,
    effective_cache_size: `${Math.round(megabytes / 2)}MB`,
    random_page_cost: "1.1",
    work_mem: "16MB",
    max_wal_size: "4GB",
    jit: "off",
  };
}

async function start(place: PostgresPlace, settings: Record<string, string>, wanted: number): Promise<Running> {
  const journal = path.join(place.home, "server.log");
  if (existsSync(journal) && statSync(journal).size > 10_000_000) renameSync(journal, `${journal}.old`);
  const set = Object.entries({ ...forThisMachine(), ...settings }).map(([name, value]) => `-c ${name}=${value}`);
  for (let tries = 1; ; tries += 1) {
    const port = await freePort(tries === 1 ? wanted : 0);
    const before = existsSync(journal) ? statSync(journal).size : 0;
    const words = [
      "start",
      "-D",
      place.cluster,
      "-l",
      journal,
      "-w",
      "-t",
      "600",
      "-o",
      [`-p ${port}`, ...set].join(" "),
    ];
    try {
      await runProgram(place.pgCtl, words, place);
      return { port, kind: "started" };
    } catch (error) {
      const said = existsSync(journal) ? readFileSync(journal).subarray(before).toString("utf8") : "";
      if (tries < 4 && /could not bind|address already in use/i.test(said)) continue;
      throw new Error(`PostgreSQL did not start. Its log (${journal}) says:\n${said.trim()}`, { cause: error });
    }
  }
}

/** The port of the server that already runs on this cluster, or nothing after having cleared the way for a new one. */
async function adopt(place: PostgresPlace, password: string, log: (line: string) => void): Promise<number | undefined> {
  for (let waited = 0, silent = 0; ; waited += 1) {
    const running = readPidFile(place);
    if (!running || !isAlive(running.pid)) return undefined;
    if (!isPostgres(running.pid)) {
      // The number went to another program after a reboot, or to nobody; PostgreSQL would believe its old self alive.
      rmSync(path.join(place.cluster, "postmaster.pid"), { force: true });
      return undefined;
    }
    const answer = await knock(place, password, running.port);
    if (answer === "ours") return running.port;
    if (answer === "busy") {
      if (waited % 50 === 49) log("PostgreSQL is still recovering or stopping; waiting for it …");
    } else {
      silent += 1;
      if (silent > 25) {
        log("A PostgreSQL that was left running does not answer; it is stopped and started again.");
        await stopPostgres(place);
        return undefined;
      }
    }
    await wait(200);
  }
}

async function knock(place: PostgresPlace, password: string, port: number): Promise<"ours" | "busy" | "silent"> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port,
    user: "lims",
    password,
    database: "postgres",
    connectionTimeoutMillis: 3_000,
    query_timeout: 3_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const found = await client.query<{ folder: string }>("select current_setting('data_directory') as folder");
    const folder = found.rows[0]?.folder;
    return folder && realpathSync(folder) === realpathSync(place.cluster) ? "ours" : "silent";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "28P01") {
      throw new Error(
        `The password in ${path.join(place.folder, "postgres.password")} does not open the database in ${place.cluster}. ` +
          "Put back the file that belongs to it.",
        { cause: error },
      );
    }
    return code === "57P03" ? "busy" : "silent";
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ensureDatabase(password: string, port: number): Promise<void> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "lims", password, database: "postgres" });
  await client.connect();
  try {
    const found = await client.query("select 1 from pg_database where datname = 'lims'");
    if (found.rowCount === 0) await client.query("create database lims");
  } finally {
    await client.end();
  }
}

/** The first lines of postmaster.pid: process, folder, start, port. */
function readPidFile(place: PostgresPlace): { pid: number; port: number } | undefined {
  try {
    const [pid, , , port] = readFileSync(path.join(place.cluster, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number.parseInt(pid ?? "", 10), port: Number.parseInt(port ?? "", 10) || 0 };
  } catch {
    return undefined;
  }
}

function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === "win32") return true;
  if (process.platform === "linux") {
    try {
      // "17 (postgres) S …"; Z is a dead one that nobody buried, as happens in containers.
      return /^\d+ \(postgres.*\) [^Z]/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
    } catch {
      return false;
    }
  }
  return spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).stdout.includes("postgres");
}

/** The port of last time, so that a server that is started again is found where it was. */
function lastPort(place: PostgresPlace): number {
  try {
    const options = readFileSync(path.join(place.cluster, "postmaster.opts"), "utf8");
    return Number.parseInt(/"-p" "(\d+)"/.exec(options)?.[1] ?? "0", 10);
  } catch {
    return 0;
  }
}

function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    server.listen({ port: wanted, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
