import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/** Programs of other makers judge what we made. Where one is missing its tests are skipped, but never in CI. */
export function isMissing(...programs: string[]): boolean {
  if (process.env.CI === "true") return false;
  return programs.some((program) => spawnSync("which", [program]).status !== 0);
}

export type Said = { code: number; out: string; err: string };

/** Runs a program to its end; how it ended is for the test to judge. */
export function run(program: string, ...args: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 64 * 1024 * 1024, timeout: 60_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : 127, out, err });
    });
  });
}

/** A folder that is gone when the file's tests are done. */
export function scratchFolder(): (name: string) => string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lims-paper-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => path.join(folder, name);
}
