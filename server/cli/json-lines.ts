import { createInterface } from "node:readline";
import type { z } from "zod";
import { Problem } from "../kernel/problems.ts";
import { problemText } from "../kernel/text/problem-text.ts";

/**
 * JSON Lines in, JSON Lines out: one answer for each line, in the same order, with its `id`. A line that cannot be
 * answered gets an error and the next is still answered. Answers the exit code: 1 where any line failed.
 */
export async function answerLines<Q extends z.ZodType>(
  question: Q,
  answer: (asked: z.output<Q>) => Record<string, unknown>,
): Promise<number> {
  let failed = 0;
  let written = "";
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(failed > 0 ? 1 : 0); // whoever read has had enough
    throw error;
  });
  const flush = async () => {
    const chunk = written;
    written = "";
    if (!process.stdout.write(chunk)) await new Promise((resolve) => process.stdout.once("drain", resolve));
  };
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    const text = line.replace(/^\uFEFF/, "");
    if (text.trim() === "") continue;
    const { said, isFailed } = answerLine(text, question, answer);
    if (isFailed) failed++;
    written += `${JSON.stringify(said)}\n`;
    if (written.length > 1 << 16 || process.stdin.readableLength === 0) await flush();
  }
  if (written !== "") await flush();
  return failed > 0 ? 1 : 0;
}

function answerLine<Q extends z.ZodType>(
  text: string,
  question: Q,
  answer: (asked: z.output<Q>) => Record<string, unknown>,
): { said: Record<string, unknown>; isFailed: boolean } {
  let id: unknown = null;
  try {
    const line: unknown = parse(text);
    id = idOf(line);
    const asked = question.safeParse(line);
    if (!asked.success) throw new Problem("bad-request", { fields: asked.error.issues.slice(0, 8).map(faultOf) });
    return { said: { id, ...answer(asked.data) }, isFailed: false };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const message = `${problemText(error, "en")} ${problemText(error, "zh")}`;
    return { said: { id, error: { code: error.code, message } }, isFailed: true };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("not-json");
  }
}

function idOf(line: unknown): unknown {
  return line !== null && typeof line === "object" && "id" in line ? line.id : null;
}

function faultOf(issue: z.core.$ZodIssue): string {
  return `${issue.path.join(".") || "line"}: ${issue.message}`;
}
