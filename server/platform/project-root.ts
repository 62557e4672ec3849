import { existsSync } from "node:fs";
import path from "node:path";

/**
 * The folder of package.json, the same from the sources (tsx, vitest) and from dist/. Files that are read by path, such
 * as migrations and fonts, are found from here, because the compiler copies none of them to dist/.
 */
export const projectRoot = findProjectRoot();

function findProjectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(path.join(folder, "package.json"))) {
    const above = path.dirname(folder);
    if (above === folder) throw new Error("The program's own folder (with package.json) was not found.");
    folder = above;
  }
  return folder;
}
