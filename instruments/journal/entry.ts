import { crc32 } from "node:zlib";
import { z } from "zod";

// The journal is a file of lines, so that a person can read it with any program: checksum, blank, JSON. `from` counts an
// instrument's bytes since its journal began, through all connections and restarts.

const Bytes = z.object({
  n: z.int(),
  instrument: z.string(),
  at: z.string(),
  from: z.int().nonnegative(),
  bytes: z.base64(),
});
const Opened = z.object({
  n: z.int(),
  instrument: z.string(),
  at: z.string(),
  from: z.int().nonnegative(),
  opened: z.literal(true),
});
const Ends = z.object({ ends: z.record(z.string(), z.int().nonnegative()), n: z.int() });

/** Bytes that came, a port that was opened anew, or how far each instrument's bytes had come when the file was begun. */
export const JournalEntry = z.union([Bytes, Opened, Ends]);
export type JournalEntry = z.output<typeof JournalEntry>;

export function writeEntry(entry: JournalEntry): Buffer {
  const json = JSON.stringify(entry);
  return Buffer.from(`${checksum(json)} ${json}\n`);
}

/** The whole entries of a file and how far it is whole; what is damaged is counted, and skipped. */
export function readEntries(file: Buffer): { entries: JournalEntry[]; wholeTo: number; damaged: number } {
  const entries: JournalEntry[] = [];
  let wholeTo = 0;
  let lines = 0;
  let whole = 0;
  let start = 0;
  for (let stop = file.indexOf(10); stop >= 0; stop = file.indexOf(10, start)) {
    const entry = readEntry(file.toString("utf8", start, stop));
    lines += 1;
    start = stop + 1;
    if (!entry) continue;
    entries.push(entry);
    wholeTo = start;
    whole = lines;
  }
  return { entries, wholeTo, damaged: whole - entries.length };
}

function readEntry(line: string): JournalEntry | null {
  const json = line.slice(9);
  if (line.slice(0, 9) !== `${checksum(json)} `) return null;
  try {
    return JournalEntry.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, "0");
}
