import { mkdir, open, readdir, readFile, stat, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../log.ts";
import { cutBack, syncFolder, writeAll } from "../outbox/segment.ts";
import { readEntries, writeEntry } from "./entry.ts";
import type { JournalEntry } from "./entry.ts";

/** One instrument's part of the journal. */
export type InstrumentJournal = {
  /** A port was opened: gives the place of the next byte, counted from the first that this instrument ever sent. */
  opened(at: Date): number;
  /** Resolves when these bytes are on the disk. */
  append(at: Date, bytes: Uint8Array): Promise<void>;
  /** The newest bytes, as far as they are at hand: at least the last message that an instrument could repeat. */
  newest(): Uint8Array;
  /** False while the disk takes nothing: then a protocol with acknowledgements says so. */
  isReady(): boolean;
};

export type Journal = {
  of(instrument: string): InstrumentJournal;
  /** What earlier runs wrote last: the newest two files. */
  found(instrument: string): readonly JournalEntry[];
  state(): { trouble: string | null; bytes: number };
  close(): Promise<void>;
};

const named = /^bytes-(\d{8})\.log$/;
const mostHeld = 64 * 1024 * 1024; // bytes in memory while the disk is full
const mostTail = 64 * 1024;
const retryAfter = 1_000;

/** Every byte that an instrument sent, with its time and its order, kept for as long as the laboratory wants. */
export async function openJournal(asked: {
  folder: string;
  log: Log;
  keepMs: number;
  segmentBytes?: number;
}): Promise<Journal> {
  const { folder, log, keepMs, segmentBytes = 16 * 1024 * 1024 } = asked;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ends = new Map<string, number>();
  const tails = new Map<string, Buffer>();
  const found = new Map<string, JournalEntry[]>();
  let n = 0;
  let ordinal = await recover(folder, log, (entry) => {
    n = Math.max(n, entry.n);
    if ("instrument" in entry) {
      const before = found.get(entry.instrument);
      if (before) before.push(entry);
      else found.set(entry.instrument, [entry]);
    }
    if ("ends" in entry) for (const [instrument, end] of Object.entries(entry.ends)) ends.set(instrument, end);
    else if ("bytes" in entry) grow(entry.instrument, entry.from, Buffer.from(entry.bytes, "base64"));
  });
  let handle: FileHandle | null = null;
  let size = 0;
  let queue: { line: Buffer; done: () => void; failed: (error: Error) => void }[] = [];
  let held = 0;
  let total = 0;
  let writing: Promise<void> | null = null;
  let trouble: string | null = null;
  let isClosing = false;

  return {
    of: (instrument) => ({
      opened(at) {
        const from = ends.get(instrument) ?? 0;
        put({ n: ++n, instrument, at: at.toISOString(), from, opened: true }).catch(() => undefined);
        return from;
      },
      append(at, bytes) {
        const from = ends.get(instrument) ?? 0;
        grow(instrument, from, bytes);
        total += bytes.length;
        return put({ n: ++n, instrument, at: at.toISOString(), from, bytes: Buffer.from(bytes).toString("base64") });
      },
      newest: () => tails.get(instrument) ?? new Uint8Array(),
      isReady: () => trouble === null && !isClosing,
    }),
    found: (instrument) => found.get(instrument) ?? [],
    state: () => ({ trouble, bytes: total }),
    async close() {
      isClosing = true;
      await writing;
      await handle?.close();
      handle = null;
    },
  };

  function grow(instrument: string, from: number, bytes: Uint8Array): void {
    ends.set(instrument, from + bytes.length);
    const grown = Buffer.concat([tails.get(instrument) ?? Buffer.alloc(0), bytes]);
    tails.set(instrument, grown.length > 2 * mostTail ? Buffer.from(grown.subarray(-mostTail)) : grown);
  }

  function put(entry: JournalEntry): Promise<void> {
    if (isClosing) return Promise.reject(new Error("the journal is closed"));
    const line = writeEntry(entry);
    if (held + line.length > mostHeld)
      return Promise.reject(new Error(`the disk takes no more bytes: ${trouble ?? "too slow"}`));
    held += line.length;
    return new Promise((done, failed) => {
      queue.push({ line, done, failed });
      writing ??= writeQueue();
    });
  }

  async function writeQueue(): Promise<void> {
    await Promise.resolve(); // what comes in the same moment goes into the same write
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      try {
        await write(Buffer.concat(batch.map(({ line }) => line)));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (trouble !== why) log.error({ err: error, bytes: held }, "journal cannot write to the disk, trying on");
        trouble = why;
        queue = [...batch, ...queue];
        if (isClosing) {
          for (const { failed } of queue) failed(new Error(why));
          break;
        }
        await pause(retryAfter);
        continue;
      }
      if (trouble) log.info("journal writes to the disk again");
      trouble = null;
      for (const { line, done } of batch) {
        held -= line.length;
        done();
      }
    }
    writing = null;
  }

  async function write(bytes: Buffer): Promise<void> {
    if (!handle || size >= segmentBytes) await nextFile();
    if (!handle) throw new Error("no file");
    try {
      await writeAll(handle, bytes, size);
      await handle.datasync();
      size += bytes.length;
    } catch (error) {
      // after a failed sync nobody knows what is on the disk: the same bytes go into a fresh file
      await handle.close().catch(() => undefined);
      handle = null;
      throw error;
    }
  }

  async function nextFile(): Promise<void> {
    await handle?.close();
    handle = null;
    await forgetOld(folder, keepMs);
    ordinal += 1;
    const made = await open(join(folder, nameOf(ordinal)), "wx", 0o600);
    const begin = writeEntry({ n, ends: Object.fromEntries(ends) });
    await writeAll(made, begin, 0);
    await made.sync();
    await syncFolder(folder);
    handle = made;
    size = begin.length;
  }
}

/** All that a journal holds of one instrument, in order. */
export async function readJournal(folder: string, instrument: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (const name of await filesIn(folder)) {
    const read = readEntries(await readFile(join(folder, name)));
    entries.push(...read.entries.filter((entry) => "instrument" in entry && entry.instrument === instrument));
  }
  return entries;
}

/** Takes up what earlier runs left; a torn end was never answered for. Gives the number of the newest file. */
async function recover(folder: string, log: Log, take: (entry: JournalEntry) => void): Promise<number> {
  const names = await filesIn(folder);
  const newest = names.at(-1);
  if (newest === undefined) return 0;
  // the newest file begins with how far everybody had come; the one before it may hold the last message
  for (const name of names.slice(-2, -1)) readEntries(await readFile(join(folder, name))).entries.forEach(take);
  const path = join(folder, newest);
  const file = await readFile(path);
  const { entries, wholeTo, damaged } = readEntries(file);
  for (const entry of entries) take(entry);
  if (damaged > 0) log.error({ path, lines: damaged }, "journal lines damaged on the disk");
  if (wholeTo < file.length) {
    await cutBack(path, wholeTo);
    log.warn({ path, bytes: file.length - wholeTo }, "journal cut back to its last whole line");
  }
  return Number(named.exec(newest)?.[1] ?? 0);
}

async function forgetOld(folder: string, keepMs: number): Promise<void> {
  for (const name of (await filesIn(folder)).slice(0, -1)) {
    const path = join(folder, name);
    if (Date.now() - (await stat(path)).mtimeMs >= keepMs) await unlink(path);
  }
}

async function filesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => named.test(name)).toSorted();
}

function nameOf(ordinal: number): string {
  return `bytes-${String(ordinal).padStart(8, "0")}.log`;
}
