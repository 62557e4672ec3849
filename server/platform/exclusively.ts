import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/**
 * Runs the work while no other process on this machine runs work under the same lock file.
 * The holder touches the file as long as it lives; a file that nobody touches is left over from a killed process and
 * is taken away.
 */
export async function exclusively<Made>(file: string, work: () => Promise<Made>): Promise<Made> {
  while (!take(file)) {
    if (isLeftOver(file)) takeAway(file);
    else await wait(100);
  }
  const touching = setInterval(() => touch(file), 2_000);
  try {
    return await work();
  } finally {
    clearInterval(touching);
    held.delete(file);
    rmSync(file, { force: true });
  }
}

/** Says whether a process with this number is alive and ours to signal. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Locks of this very process: a file with our own number that is not among them is from before a reboot. */
const held = new Set<string>();
const FORGOTTEN_AFTER = 30_000;

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    held.add(file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // The file is gone: somebody believed us dead. The work goes on; the next one waits at its own lock.
  }
}

function isLeftOver(file: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > FORGOTTEN_AFTER) return true;
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    if (Number.isNaN(pid)) return false;
    return pid === process.pid ? !held.has(file) : !isAlive(pid);
  } catch {
    return false;
  }
}

/** Two processes may find the same left-over: renaming first makes sure that only one of them removes it. */
function takeAway(file: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (isLeftOver(aside)) rmSync(aside, { force: true });
  else renameSync(aside, file);
}
