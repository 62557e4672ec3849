import { randomBytes } from "node:crypto";
import { chownSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, readdirSync } from "node:fs";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { PostgresPlace } from "./postgres-place.ts";
import { runProgram } from "./run-program.ts";

/** The password of the embedded server, made once and readable by its owner only. */
export function keepPassword(place: PostgresPlace): string {
  const file = path.join(place.folder, "postgres.password");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  if (existsSync(place.cluster)) {
    throw new Error(
      `${file} is missing, and without it the database in ${place.cluster} cannot be opened. Put it back.`,
    );
  }
  const password = randomBytes(24).toString("hex");
  writeFileSync(`${file}.new`, `${password}\n`, { mode: 0o600 });
  sync(`${file}.new`);
  renameSync(`${file}.new`, file);
  sync(place.folder);
  return password;
}

/**
 * Makes the cluster when there is none. It grows under another name and is renamed when complete, so that a start that
 * was killed leaves nothing that looks like a database.
 */
export async function createCluster(
  place: PostgresPlace,
  password: string,
  { log, isSynced }: { log: (line: string) => void; isSynced: boolean },
): Promise<void> {
  if (existsSync(place.cluster)) return checkVersion(place);
  for (const left of readdirSync(place.home).filter((name) => name.startsWith("new-"))) {
    // An initdb that outlived its killed program may still be writing there.
    rmSync(path.join(place.home, left), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  log("Making the database …");
  const half = path.join(place.home, `new-${randomBytes(4).toString("hex")}`);
  const secret = `${half}.password`;
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  if (place.as.uid !== undefined) chownSync(secret, place.as.uid, place.as.gid ?? place.as.uid);
  try {
    await runProgram(
      place.initdb,
      [
        `--pgdata=${half}`,
        `--pwfile=${secret}`,
        "--username=lims",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        // PostgreSQL's own locale: an index keeps its order when the operating system is upgraded.
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
        ...(isSynced ? [] : ["--no-sync"]),
        ...Object.entries(alwaysSo).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
      place,
    );
    renameSync(half, place.cluster);
    if (isSynced) sync(place.home);
  } finally {
    rmSync(secret, { force: true });
  }
}

/** Loopback only, and no socket file: the folder's path may be longer than a socket's may be. */
const alwaysSo = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
};

const MAJOR = "18";

function checkVersion(place: PostgresPlace): void {
  const made = readFileSync(path.join(place.cluster, "PG_VERSION"), "utf8").trim();
  if (made === MAJOR) return;
  throw new Error(
    `The database in ${place.cluster} was made by PostgreSQL ${made}, this program brings PostgreSQL ${MAJOR}. ` +
      "Start the version of this program that made it, or move the data over with pg_dump and set DATABASE_URL.",
  );
}

function sync(file: string): void {
  if (process.platform === "win32") return;
  const opened = openSync(file, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
