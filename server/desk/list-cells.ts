import { stateWords } from "../kernel/text/state-words.ts";
import { en } from "../kernel/text/en.ts";
import { zh } from "../kernel/text/zh.ts";
import { toMinute } from "../kernel/time.ts";
import type { ListName } from "./lists-contract.ts";

const of = { samples: "sample", orders: "order", certificates: "certificate", tasks: "task" } as const;

/** What a cell of a list says in a spreadsheet: states and sources as words, instants in the laboratory's zone. */
export function cellText(
  list: ListName,
  row: Readonly<Record<string, unknown>>,
  key: string,
  language: "zh" | "en",
): string {
  const value = row[key];
  if (value === null || value === undefined) return "";
  if (key === "state") {
    const words: Record<string, { zh: string; en: string }> = stateWords[of[list]];
    return words[String(value)]?.[language] ?? String(value);
  }
  if (key === "source") return (language === "zh" ? zh : en).source[value as keyof typeof zh.source] ?? String(value);
  if (key.endsWith("At")) return toMinute(new Date(String(value)));
  return String(value);
}

/**
 * One line of a CSV file (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it:
 * names come from outside, and a file that runs what somebody typed is a trap.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(/^[=+@\t\r]|^-(?![\d.])/.test(cell) ? `'${cell}` : cell)).join(",")}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
