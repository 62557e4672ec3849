import { Problem } from "../kernel/problems.ts";

const deepest = 40; // levels of nesting; no form of ours comes near it

/**
 * Refuses what the database cannot keep as text, wherever it stands in what was said: the character U+0000, halves of
 * surrogate pairs, and nesting so deep that reading it would end the process. Done once, before a contract is asked.
 */
export function refuseUnkeepable(said: unknown): void {
  const waiting: { value: unknown; path: string; level: number }[] = [{ value: said, path: "", level: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, path, level } = next;
    if (level > deepest) throw new Problem("bad-request", { fields: [nameOf(path)] });
    if (typeof value === "string" && isUnkeepable(value)) throw new Problem("bad-request", { fields: [nameOf(path)] });
    if (typeof value !== "object" || value === null) continue;
    for (const [key, member] of Object.entries(value)) {
      if (isUnkeepable(key)) throw new Problem("bad-request", { fields: [nameOf(path)] });
      waiting.push({ value: member, path: path === "" ? key : `${path}.${key}`, level: level + 1 });
    }
  }
}

function isUnkeepable(text: string): boolean {
  return text.includes("\u0000") || /\p{Surrogate}/u.test(text);
}

function nameOf(path: string): string {
  return path.length > 80 ? `${path.slice(0, 80)}…` : path || "body";
}
