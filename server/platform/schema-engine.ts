import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";

type AdapterFactory = Parameters<typeof bindMigrationAwareSqlAdapterFactory>[0];
type Datamodels = [file: string, content: string][];

/**
 * Prisma's schema engine as WebAssembly, working through the given database adapter.
 * The ordinary engine is a binary that Prisma downloads at install time; many laboratories cannot reach that host.
 */
export async function openSchemaEngine(factory: AdapterFactory, datamodels: Datamodels): Promise<SchemaEngine> {
  const engine = load();
  return engine.SchemaEngine.new({ datamodels }, () => undefined, bindMigrationAwareSqlAdapterFactory(factory));
}

/** The engine wants to hear about tables that somebody else manages; here there are none. */
export const nothingExternal = { externalTables: [], externalEnums: [] };

/** The migrations in the shape the engine asks for. */
export function migrationList(folder: string, migrations: readonly { name: string; sql: string }[]): MigrationList {
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

let loaded: typeof import("@prisma/schema-engine-wasm") | undefined;

/** The package is made for bundlers, which understand `import … from "x.wasm"`; Node does not, so it is joined by hand. */
function load(): typeof import("@prisma/schema-engine-wasm") {
  if (loaded) return loaded;
  const parts = glue as unknown as typeof import("@prisma/schema-engine-wasm") & {
    __wbg_set_wasm: (exports: WebAssembly.Exports) => void;
  };
  // Where the engine leaves its last words; without it they are lost behind a TypeError.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (words: string) => process.emitWarning(words) },
  });
  const file = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm")
    .replace(/\.js$/, "_bg.wasm");
  const module = new WebAssembly.Module(readFileSync(file));
  const instance = new WebAssembly.Instance(module, {
    "./schema_engine_bg.js": glue as unknown as WebAssembly.ModuleImports,
  });
  parts.__wbg_set_wasm(instance.exports);
  (instance.exports["__wbindgen_start"] as () => void)();
  loaded = parts;
  return loaded;
}
