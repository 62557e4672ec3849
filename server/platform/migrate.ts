import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { projectRoot } from "./project-root.ts";
import { migrationList, nothingExternal, openSchemaEngine } from "./schema-engine.ts";

/** One folder of prisma/migrations. */
export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/**
 * Brings a database to the shape this program expects and says which migrations that took.
 *
 * All of it is one transaction behind a lock: of two processes that start at once one migrates and the other finds the
 * work done, and a process killed halfway leaves the database as it was.
 */
export async function migrate(url: string, migrations = readMigrations()): Promise<{ applied: string[] }> {
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0, application_name: "lims migrate" });
  pool.on("error", () => undefined);
  try {
    await pool.query("begin");
    await pool.query("select pg_advisory_xact_lock($1)", [MIGRATING]);
    const missing = await findMissing(pool, migrations);
    const applied = missing.length === 0 ? [] : await apply(pool, migrations);
    await pool.query("commit");
    return { applied };
  } finally {
    await pool.end();
  }
}

/** The migrations that came with this program, in the order in which they are applied. */
export function readMigrations(folder = path.join(projectRoot, "prisma", "migrations")): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

const MIGRATING = 7_310_215_001;

/** What the database lacks. Refuses a database that another, newer or different program has shaped. */
async function findMissing(pool: pg.Pool, migrations: Migration[]): Promise<string[]> {
  const table = await pool.query<{ found: boolean }>("select to_regclass('_prisma_migrations') is not null as found");
  if (!table.rows[0]?.found) return migrations.map((migration) => migration.name);

  const rows = await pool.query<{ name: string; checksum: string }>(
    "select migration_name as name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null",
  );
  const done = new Map(rows.rows.map((row) => [row.name, row.checksum]));
  const known = new Set(migrations.map((migration) => migration.name));
  const strange = [...done.keys()].find((name) => !known.has(name));
  if (strange) {
    throw new Error(
      `The database was shaped by a newer version of this program (migration ${strange} is unknown here). ` +
        "Start that version, or use another database.",
    );
  }
  const changed = migrations.find(({ name, checksum }) => done.has(name) && done.get(name) !== checksum);
  if (changed) {
    throw new Error(
      `The migration ${changed.name} was changed after this database had been built with it. ` +
        "Put the file back as it was and write a new migration, or use another database.",
    );
  }
  return [...known].filter((name) => !done.has(name));
}

/** Applies what is missing on the one connection that holds the transaction, so that everything lands or nothing. */
async function apply(pool: pg.Pool, migrations: Migration[]): Promise<string[]> {
  const adapters = new PrismaPg(pool);
  let reason: unknown;
  const engine = await openSchemaEngine(
    {
      provider: adapters.provider,
      adapterName: adapters.adapterName,
      connectToShadowDb: () => adapters.connectToShadowDb(),
      connect: async () =>
        Object.assign(await adapters.connect(), {
          // Prisma's adapter cuts a script at every semicolon, also inside the body of a trigger.
          executeScript: async (script: string) => {
            try {
              await pool.query(script);
            } catch (error) {
              reason ??= error;
              throw error;
            }
          },
        }),
    },
    // Applying needs no models, but the engine insists on a schema.
    [["schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n']],
  );
  try {
    const list = migrationList("prisma/migrations", migrations);
    return (await engine.applyMigrations({ migrationsList: list, filters: nothingExternal })).appliedMigrationNames;
  } catch (error) {
    // The engine reports that the transaction is aborted; what aborted it is the useful sentence.
    throw reason instanceof Error ? new Error(`A migration failed: ${reason.message}`, { cause: reason }) : error;
  } finally {
    engine.free();
  }
}
