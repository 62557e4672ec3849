import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../../shared/standards/", import.meta.url));

/** The tables beside the project that were collected from the standards; null where the folder is missing. */
export function readStandards(file: string): unknown {
  const path = folder + file;
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}
