import { open, readdir, readFile, stat, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { readLines } from "./record.ts";
import type { OutboxRecord } from "./record.ts";

/** One file of the outbox. `size` is how much of it is surely on the disk; what may stand behind is not looked at. */
export type Segment = { readonly path: string; readonly ordinal: number; size: number; last: number };

const piece = 8 * 1024 * 1024; // more than the longest line: a result file of a megabyte is one
const named = /^readings-(\d{8})\.log$/;

/** The files of an outbox in the order they were written. */
export async function findSegments(folder: string): Promise<Segment[]> {
  const names = (await readdir(folder)).filter((name) => named.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, ordinal: Number(named.exec(name)?.[1]), size: (await stat(path)).size, last: 0 };
    }),
  );
}

/** A new file, on the disk with its name before anything is trusted to it. */
export async function makeSegment(
  folder: string,
  ordinal: number,
  begin: Buffer,
): Promise<{ segment: Segment; handle: FileHandle }> {
  const path = join(folder, `readings-${String(ordinal).padStart(8, "0")}.log`);
  const handle = await open(path, "wx+", 0o600);
  try {
    await writeAll(handle, begin, 0);
    await handle.sync();
    await syncFolder(folder);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await unlink(path).catch(() => undefined); // a full disk is tried again every second
    throw error;
  }
  return { segment: { path, ordinal, size: begin.length, last: 0 }, handle };
}

/** All records of a file at start, how far it is whole, and how many of its lines are not. */
export async function recoverSegment(
  segment: Segment,
): Promise<{ records: OutboxRecord[]; wholeTo: number; damaged: number }> {
  const lines = readLines(await readFile(segment.path));
  const records = lines.map((line) => line.record).filter((record) => record !== null);
  const lastWhole = lines.findLastIndex((line) => line.record !== null);
  const damaged = lines.slice(0, lastWhole + 1).length - records.length;
  return { records, wholeTo: lines[lastWhole]?.end ?? 0, damaged };
}

/** The records of a file from a place on, piece by piece, each with the place behind it. */
export async function* recordsOf(
  segment: Segment,
  from: number,
): AsyncGenerator<{ record: OutboxRecord; end: number }> {
  const handle = await open(segment.path, "r");
  try {
    let offset = from;
    const buffer = Buffer.alloc(Math.min(piece, segment.size - from));
    while (offset < segment.size) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(piece, segment.size - offset), offset);
      if (bytesRead === 0) return;
      // copied, because the caller may still hold records when the next piece is read
      const lines = readLines(Buffer.from(buffer.subarray(0, bytesRead)));
      for (const line of lines) if (line.record) yield { record: line.record, end: offset + line.end };
      offset += lines.at(-1)?.end ?? bytesRead; // a piece without any line end is damage: step over it
    }
  } finally {
    await handle.close();
  }
}

/** Writes all bytes at a place; the operating system may take them in parts. */
export async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Takes the end of a file away. */
export async function cutBack(path: string, size: number): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.truncate(size);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes names in a folder durable. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
