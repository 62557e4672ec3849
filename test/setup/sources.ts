import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../../server/platform/project-root.ts";

export interface Source {
  /** From the project's root, with forward slashes. */
  name: string;
  text: string;
  /** What it imports: other sources by their name from the root, packages as they are written. */
  imports: string[];
}

/** Every file that people wrote in the given folders; nothing generated, no recordings, no pictures. */
export function sourceNames(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
      const name = `${folder}/${entry.name}`;
      if (entry.name.startsWith(".") || name === "prisma/generated" || entry.name === "recordings") return [];
      return entry.isDirectory() ? sourceNames(name) : [name];
    }),
  );
}

/** The TypeScript among them, read. */
export function readSources(...folders: string[]): Source[] {
  return sourceNames(...folders)
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
    .map((name) => {
      const text = readFileSync(path.join(projectRoot, name), "utf8");
      return { name, text, imports: importsOf(name, text) };
    });
}

function importsOf(name: string, text: string): string[] {
  const said = text.matchAll(
    /^\s*(?:import|export)\b[^;"'`]*?\bfrom\s+"([^"]+)"|^\s*import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"/gm,
  );
  return [...said].map(([, from, bare, late]) => {
    const target = from ?? bare ?? late ?? "";
    return target.startsWith(".") ? path.posix.join(path.posix.dirname(name), target) : target;
  });
}
