import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../../server/platform/project-root.ts";

export type ServerProcess = {
  url: string;
  child: ChildProcess;
  said: () => string;
  ended: Promise<number | null>;
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

/** The compiled server as a process of its own, as `npm start` runs it; answers when it has said where it is. */
export async function startServer(env: Record<string, string>): Promise<ServerProcess> {
  const server = launch(env);
  const begun = performance.now();
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(server.said())?.[0];
    if (url && server.said().includes("API")) return { ...server, url };
    if (server.child.exitCode !== null || performance.now() - begun > 60_000)
      throw new Error(`the server did not start (${server.child.exitCode ?? "it still runs"}): ${server.said()}`);
    await new Promise((go) => setTimeout(go, 50));
  }
}

/** The same without waiting for an address: for starts that are refused. */
export function launch(env: Record<string, string>): Omit<ServerProcess, "url"> {
  const child = spawn(process.execPath, [path.join(projectRoot, "dist", "server", "main.js")], {
    env: clean(env),
    stdio: ["ignore", "pipe", "pipe"],
    cwd: projectRoot,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (said += bytes.toString()));
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  const stop = (signal: NodeJS.Signals = "SIGINT") => {
    child.kill(signal);
    return ended;
  };
  return { child, said: () => said, ended, stop };
}

/** Compiles the sources as they are now; `npm test` has done that already. */
export function prepareProgram(): void {
  const script = path.join(projectRoot, "server", "prepare.mjs");
  execFileSync(process.execPath, [script, "server", "--quiet"], { stdio: "pipe" });
}

/** The living children of a process, from /proc where there is one. */
export function childrenOf({ pid }: ChildProcess): number[] {
  if (!existsSync("/proc/self/stat")) {
    const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
    const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
    return pairs.flatMap(([own, parent]) => (parent === pid && own ? [own] : []));
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

/** The compiled command line. */
export function lims(
  env: Record<string, string>,
  ...args: string[]
): { code: number | null; out: string; err: string } {
  const run = spawnSync(process.execPath, [path.join(projectRoot, "dist", "server", "cli.js"), ...args], {
    env: clean(env),
    encoding: "utf8",
    cwd: projectRoot,
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

function clean(env: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env["PATH"], HOME: process.env["HOME"], LIMS_PORT: "0", ...env };
}
