import { spawn } from "node:child_process";
import path from "node:path";
import { projectRoot } from "../../server/platform/project-root.ts";

export type Answered = { lines: Record<string, unknown>[]; code: number | null; stderr: string };

/** What a command of the built program answers to these lines; text is sent as it is, everything else as JSON. */
export function answersOf(command: string, lines: readonly unknown[], args: readonly string[] = []): Promise<Answered> {
  const input = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
  return answersTo(process.execPath, [path.join(projectRoot, "dist/server/cli.js"), command, ...args], input);
}

export function answersTo(
  program: string,
  args: readonly string[],
  input: string,
  settings: Record<string, string> = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: projectRoot,
      env: { ...process.env, DATABASE_URL: undefined, ...settings },
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
    child.stderr.on("data", (bytes: Buffer) => err.push(bytes));
    child.on("error", reject);
    child.on("close", (code) => {
      const said = Buffer.concat(out).toString("utf8").split("\n").slice(0, -1);
      resolve({
        lines: said.map((line) => JSON.parse(line) as Record<string, unknown>),
        code,
        stderr: Buffer.concat(err).toString("utf8"),
      });
    });
    child.stdin.end(input);
  });
}
