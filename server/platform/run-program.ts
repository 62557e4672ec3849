import { spawn } from "node:child_process";
import type { PostgresPlace } from "./postgres-place.ts";
import { quietEnvironment } from "./postgres-place.ts";

/** Runs one of PostgreSQL's programs to its end as the user it must run as; what it printed is the error when it fails. */
export function runProgram(program: string, words: string[], { as, home }: PostgresPlace): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, {
      ...as,
      cwd: home,
      env: quietEnvironment(),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    const said: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (text: string) => said.push(text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => said.push(text));
    child.on("error", reject);
    // Not "close": the server that pg_ctl leaves behind may hold the pipes open.
    child.on("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${program} ended with ${signal ?? code}: ${said.join("").trim()}`));
      child.stdout.destroy();
      child.stderr.destroy();
    });
  });
}
