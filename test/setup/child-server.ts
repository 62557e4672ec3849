import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { projectRoot } from "../../server/platform/project-root.ts";

export type ServerProcess = {
  /** Where it listens, once it has said so. */
  url: string;
  child: ChildProcess;
  out: () => string;
  err: () => string;
  /** Processes that it started and that are alive now. */
  children: () => number[];
  /** Sends a signal and answers how it ended. */
  end: (signal: NodeJS.Signals) => Promise<Ended>;
};
export type Ended = { code: number | null; signal: NodeJS.Signals | null; out: string; err: string };

const started = new Set<ChildProcess>();

/** The program as `npm start` runs it, compiled from the sources as they are now. */
export function prepareProgram(): void {
  execFileSync(process.execPath, [path.join(projectRoot, "server", "prepare.mjs"), "server", "--quiet"], {
    stdio: "pipe",
  });
  afterAll(() => {
    for (const child of started) child.kill("SIGKILL");
  });
}

/** Starts the server as a process of its own and waits until it says where it listens; on a free port unless told. */
export async function startServer(told: Record<string, string>): Promise<ServerProcess> {
  const { child, out, err, ended } = program("server/main.js", [], { LIMS_PORT: "0", ...told });
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const said = /http:\/\/127\.0\.0\.1:\d+(?=\n[\s\S]*Ctrl-C)/.exec(out())?.[0];
      if (said) resolve(said);
    };
    child.stdout?.on("data", look);
    void ended.then(() => reject(new Error(`The server ended: ${out()}${err()}`)));
  });
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    return ended;
  };
  return { url, child, out, err, end, children: () => childrenOf(child.pid ?? 0) };
}

/** Runs one of the compiled programs to its end. */
export function runProgram(
  name: "server/main.js" | "server/cli.js",
  words: string[],
  told: Record<string, string>,
): Promise<Ended> {
  return program(name, words, told).ended;
}

function program(name: string, words: string[], told: Record<string, string>) {
  // in another folder, so that a developer's own .env stays out of it
  const child = spawn(process.execPath, [path.join(projectRoot, "dist", name), ...words], {
    cwd: os.tmpdir(),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, SystemRoot: process.env.SystemRoot, ...told },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.add(child);
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code, signal) => {
      started.delete(child);
      resolve({ code, signal, out, err });
    });
  });
  return { child, out: () => out, err: () => err, ended };
}

/** Children of a process, from /proc where there is one. */
function childrenOf(pid: number): number[] {
  if (!existsSync("/proc/self/stat")) {
    const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    return rows
      .map((row) => row.trim().split(/\s+/).map(Number))
      .flatMap(([own, parent]) => (parent === pid && own ? [own] : []));
  }
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return Number(parent) === pid && state !== "Z" ? [Number(name)] : [];
    } catch {
      return []; // it ended just now
    }
  });
}
