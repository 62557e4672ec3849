import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../../server/platform/project-root.ts";

/** A folder that also the user named postgres can enter, which is who the database runs as when we are root. */
export function aDataFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lims-data-"));
  chmodSync(folder, 0o755);
  return folder;
}

/** Starts test/platform/postgres-writer.ts as a process of its own and listens to it until `isEnough`. */
export async function writeUntil(
  folder: string,
  isEnough: (line: string) => boolean,
): Promise<{ child: ChildProcess; kept: number[] }> {
  const script = path.join(projectRoot, "test", "platform", "postgres-writer.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, folder], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kept: number[] = [];
  for await (const line of createInterface(child.stdout)) {
    const number = /^kept (\d+)$/.exec(line)?.[1];
    if (number) kept.push(Number(number));
    if (isEnough(line)) return { child, kept };
  }
  throw new Error(`The writer ended by itself after ${kept.length} rows.`);
}

/** kill -9, and the end of it awaited. */
export async function killHard(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
