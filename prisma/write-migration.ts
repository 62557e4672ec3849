import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { readMigrations } from "../server/platform/migrate.ts";
import { nothingExternal, openSchemaEngine } from "../server/platform/schema-engine.ts";

// npm run migration -- NAME: writes prisma/migrations/<time>_<name>/migration.sql with what the schema has and the
// migrations so far do not. A PostgreSQL in memory stands in for the database, so nothing need be running.

/** Compares the migrations so far with the schema and writes the difference as the next migration. */
export async function writeMigration(wanted: string | undefined, at = new Date()): Promise<number> {
  const name = (wanted ?? "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  if (!name) {
    console.error("usage: npm run migration -- NAME        for example: npm run migration -- container_holds");
    return 2;
  }
  const sql = await difference();
  if (sql === "") {
    console.log("The migrations already say everything that prisma/schema says; nothing was written.");
    return 0;
  }
  const stamp = at
    .toISOString()
    .replaceAll(/[^0-9]/g, "")
    .slice(0, 14);
  const folder = path.join(import.meta.dirname, "migrations", `${stamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, "migration.sql"), sql);
  console.log(`Written: ${path.relative(process.cwd(), path.join(folder, "migration.sql"))}`);
  console.log("Read it, add by hand what Prisma cannot say (triggers, partial indexes), then commit it.");
  return 0;
}

/** The SQL from the migrations so far to the schema; empty when they agree. */
export async function difference(): Promise<string> {
  const schema = readSchema();
  const memory = await PGlite.create({ extensions: { pg_trgm } });
  try {
    for (const migration of readMigrations()) await memory.exec(migration.sql);
    const adapters = new PrismaPGlite(memory);
    const files = schema.map(({ path: file, content }): [string, string] => [file, content]);
    const engine = await openSchemaEngine(adapters, files);
    const found = await engine.diff({
      from: { tag: "schemaDatasource", files: schema, configDir: import.meta.dirname },
      to: { tag: "schemaDatamodel", files: schema },
      script: true,
      exitCode: true,
      filters: nothingExternal,
    });
    engine.free();
    return found.exitCode === 0 ? "" : (found.stdout ?? "");
  } finally {
    await memory.close();
  }
}

function readSchema(): { path: string; content: string }[] {
  const folder = path.join(import.meta.dirname, "schema");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".prisma"))
    .sort()
    .map((file) => ({ path: path.join(folder, file), content: readFileSync(path.join(folder, file), "utf8") }));
}

if (process.argv[1] === import.meta.filename) process.exitCode = await writeMigration(process.argv.slice(2).join(" "));
