import { mkdir, stat, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { DeliveredReading } from "../../server/readings/contract.ts";
import type { Log } from "../log.ts";
import { writeRecord } from "./record.ts";
import type { NewReading, OutboxRecord } from "./record.ts";
import { cutBack, findSegments, makeSegment, recordsOf, recoverSegment, syncFolder, writeAll } from "./segment.ts";
import type { Segment } from "./segment.ts";

export type Agreement = "agreed" | "server-ahead" | "server-behind";

/** Readings on this machine's disk until the server has them. */
export type Outbox = {
  /** Resolves when the reading is on the disk, which is when it counts as kept. A full disk is waited for. */
  keep(reading: NewReading): Promise<void>;
  /** The next readings to deliver, numbered for the server; none before the server's mark is known. */
  next(most: number, mostBytes: number): Promise<DeliveredReading[]>;
  /** Takes the server's mark: what is at or below it is delivered. */
  agree(server: number): Promise<Agreement>;
  /** How far in an instrument's journal its readings were kept by earlier runs; null when there is none. */
  keptUpTo(instrumentNumber: string): number | null;
  state(): { waiting: number; agreed: boolean; trouble: string | null };
  onKept(tell: () => void): void;
  close(): Promise<void>;
};

type Waiting = { record: OutboxRecord; bytes: Buffer; done: () => void; failed: (error: Error) => void };
type Place = { ordinal: number; offset: number; n: number };

const mostWaiting = 20_000; // readings in memory while the disk is full
const oneWrite = 2_000;
const retryAfter = 1_000;

/**
 * Opens the outbox in a folder. Readings are appended and synced together (one sync serves all that came meanwhile).
 * After a crash the file is cut back to its last whole line: what is cut was never acknowledged.
 */
export async function openOutbox(asked: {
  folder: string;
  log: Log;
  segmentBytes?: number;
  keepDeliveredMs?: number;
}): Promise<Outbox> {
  const { folder, log, segmentBytes = 4 * 1024 * 1024, keepDeliveredMs = 30 * 24 * 3_600_000 } = asked;
  await mkdir(folder, { recursive: true, mode: 0o700 });

  const segments = await findSegments(folder);
  const recovered = await recover(segments, log);
  let last = recovered.last; // local number of the newest reading, on disk or on its way there
  let mark = recovered.mark;
  let ordinal = segments.at(-1)?.ordinal ?? 0;
  let handle: FileHandle | null = null;
  let place: Place = { ordinal: 0, offset: 0, n: mark?.upTo ?? 0 };
  let queue: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let unwritten: Mark | null = null;
  let trouble: string | null = null;
  let isClosing = false;
  let told = (): void => undefined;

  return {
    keep: (reading) => append((n) => ({ n, reading })),
    next: async (most, mostBytes) => (mark ? (await ahead(most, mostBytes)).map(({ reading }) => reading) : []),
    agree,
    keptUpTo: (instrumentNumber) => recovered.keptUpTo.get(instrumentNumber) ?? null,
    state: () => ({ waiting: last - (mark?.upTo ?? 0), agreed: mark !== null, trouble }),
    onKept(tell) {
      told = tell;
    },
    async close() {
      const last = unwritten;
      if (last) await append(() => last).catch(() => undefined);
      isClosing = true;
      await writing;
      await handle?.close();
      handle = null;
    },
  };

  function append(make: (n: number) => OutboxRecord): Promise<void> {
    if (isClosing) return Promise.reject(new Error("the outbox is closed"));
    if (queue.length >= mostWaiting)
      return Promise.reject(new Error(`the disk takes no more readings: ${trouble ?? "too slow"}`));
    const record = make(last + 1);
    if ("n" in record) last = record.n;
    return new Promise((done, failed) => {
      queue.push({ record, bytes: writeRecord(record), done, failed });
      writing ??= writeQueue();
    });
  }

  async function writeQueue(): Promise<void> {
    await Promise.resolve(); // what is kept in the same moment goes into the same write
    while (queue.length > 0) {
      const batch = queue.slice(0, oneWrite);
      try {
        await write(batch);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        if (trouble !== why)
          log.error({ err: error, waiting: queue.length }, "outbox cannot write to the disk, trying on");
        trouble = why;
        if (isClosing) {
          for (const { failed } of queue) failed(new Error(why));
          queue = [];
          break;
        }
        await pause(retryAfter);
        continue;
      }
      if (trouble) log.info("outbox writes to the disk again");
      trouble = null;
      queue = queue.slice(batch.length);
      for (const { done } of batch) done();
      told();
    }
    writing = null;
  }

  async function write(batch: Waiting[]): Promise<void> {
    const active = await activeSegment();
    if (!handle) throw new Error("no file");
    const marked = unwritten ? [writeRecord(unwritten)] : [];
    unwritten = null;
    const bytes = Buffer.concat([...marked, ...batch.map((waiting) => waiting.bytes)]);
    await writeAll(handle, bytes, active.size);
    try {
      await handle.datasync();
    } catch (error) {
      // after a failed sync nobody knows what is on the disk: the same readings go into a fresh file
      await handle.close().catch(() => undefined);
      handle = null;
      throw error;
    }
    active.size += bytes.length;
    const newest = batch.findLast(({ record }) => "n" in record)?.record;
    if (newest && "n" in newest) active.last = newest.n;
  }

  async function activeSegment(): Promise<Segment> {
    const active = segments.at(-1);
    if (active && handle && active.size < segmentBytes) return active;
    await handle?.close();
    handle = null;
    ordinal += 1;
    // a file begins with the mark, so that older files may go
    const made = await makeSegment(folder, ordinal, mark ? writeRecord(mark) : Buffer.alloc(0));
    segments.push({ ...made.segment, last: active?.last ?? mark?.upTo ?? 0 });
    handle = made.handle;
    return segments.at(-1) ?? made.segment;
  }

  /** Undelivered readings from the place on. The server's numbers count positions, so a damaged line leaves no hole there. */
  async function ahead(most: number, mostBytes: number): Promise<{ reading: DeliveredReading; at: Place }[]> {
    const found: { reading: DeliveredReading; at: Place }[] = [];
    let bytes = 0;
    let n = place.n;
    let sequence = mark?.server ?? 0;
    for (const segment of segments) {
      if (segment.ordinal < place.ordinal || segment.last <= n) continue;
      const from = segment.ordinal === place.ordinal ? place.offset : 0;
      for await (const { record, end } of recordsOf(segment, from)) {
        if (!("n" in record) || record.n <= n) continue;
        n = record.n;
        sequence += 1;
        const reading = numbered(sequence, record.reading);
        bytes += JSON.stringify(reading).length;
        if (found.length > 0 && bytes > mostBytes) return found;
        found.push({ reading, at: { ordinal: segment.ordinal, offset: end, n } });
        if (found.length >= most) return found;
      }
    }
    return found;
  }

  async function agree(server: number): Promise<Agreement> {
    if (!mark) {
      // must be on the disk before the first delivery: a second start would otherwise number the same readings anew
      mark = { upTo: 0, server };
      await append(() => ({ upTo: 0, server }));
      return "agreed";
    }
    const steps = server - mark.server;
    if (steps === 0) return "agreed";
    if (steps < 0) return goBack(server, -steps);
    if (steps > last - mark.upTo) return "server-ahead";
    const at = (await ahead(steps, Infinity))[steps - 1]?.at;
    if (!at) return "server-ahead";
    await moveTo(at, server);
    return "agreed";
  }

  /** The server was restored from a backup and asks for readings that it once had. */
  async function goBack(server: number, steps: number): Promise<Agreement> {
    const delivered: Place[] = [];
    let newest = 0;
    for (const segment of segments) {
      let offset = 0;
      for await (const { record, end } of recordsOf(segment, 0)) {
        if ("n" in record && record.n > newest && record.n <= place.n) {
          delivered.push({ ordinal: segment.ordinal, offset, n: record.n - 1 });
          newest = record.n;
        }
        offset = end;
      }
    }
    const at = delivered.at(-steps);
    if (!at) return "server-behind";
    log.warn({ readings: steps }, "server asks for readings again");
    await moveTo(at, server);
    return "agreed";
  }

  async function moveTo(at: Place, server: number): Promise<void> {
    place = at;
    mark = { upTo: at.n, server };
    const active = segments.at(-1);
    const old = segments.filter((segment) => segment !== active && segment.last <= at.n);
    if (old.length === 0) {
      unwritten = mark; // goes with the next readings: losing a mark means delivering again, which is harmless
      return;
    }
    await append(() => ({ upTo: at.n, server })); // with the readings gone, the mark alone knows where counting goes on
    for (const segment of old) {
      const age = Date.now() - (await stat(segment.path)).mtimeMs;
      if (age < keepDeliveredMs) return;
      await unlink(segment.path);
      segments.splice(segments.indexOf(segment), 1);
      await syncFolder(folder);
    }
  }
}

/** On this disk `within` counts rows back, because the server's numbers are not known when a reading is kept. */
function numbered(sequence: number, { within, ...reading }: NewReading): DeliveredReading {
  return { sequence, ...reading, ...(within === undefined ? {} : { within: sequence - within }) };
}

type Recovered = { last: number; mark: Mark | null; keptUpTo: Map<string, number> };
type Mark = { upTo: number; server: number };

/** What earlier runs left: reads every file, cuts a torn end off the newest. */
async function recover(segments: Segment[], log: Log): Promise<Recovered> {
  const keptUpTo = new Map<string, number>();
  let last = 0;
  let mark: Mark | null = null;
  for (const segment of segments) {
    const { records, wholeTo, damaged } = await recoverSegment(segment);
    if (damaged > 0) log.error({ path: segment.path, lines: damaged }, "outbox lines damaged on the disk");
    for (const record of records) {
      if ("n" in record) {
        last = Math.max(last, record.n);
        const { instrumentNumber, journal } = record.reading;
        const end = journal ? journal.from + journal.bytes : 0;
        if (end > (keptUpTo.get(instrumentNumber) ?? 0)) keptUpTo.set(instrumentNumber, end);
      } else {
        mark = record;
        last = Math.max(last, record.upTo);
      }
    }
    segment.last = last;
    if (segment === segments.at(-1) && wholeTo < segment.size) {
      await cutBack(segment.path, wholeTo);
      log.warn({ path: segment.path, bytes: segment.size - wholeTo }, "outbox cut back to its last whole line");
    }
    segment.size = wholeTo;
  }
  return { last, mark, keptUpTo };
}
