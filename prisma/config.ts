import path from "node:path";
import { defineConfig } from "prisma/config";

// Only `prisma generate`, `validate` and `format` read this file. Migrations are written by write-migration.ts and
// applied by server/platform/migrate.ts, because the engine that the Prisma command line would download is out of reach.
export default defineConfig({
  schema: path.join(import.meta.dirname, "schema"),
  migrations: { path: path.join(import.meta.dirname, "migrations") },
});
