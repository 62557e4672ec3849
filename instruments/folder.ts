import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ConnectedInstrument, LiveInstrument, PortSettings } from "../server/readings/contract.ts";
import { decodeAll } from "./drivers/decode.ts";
import type { Driver } from "./drivers/driver.ts";
import type { InstrumentJournal } from "./journal/journal.ts";
import type { Line, LineCounters } from "./line.ts";
import type { Log } from "./log.ts";
import type { NewReading } from "./outbox/record.ts";
import { toReading } from "./to-reading.ts";

const largest = 32 * 1024 * 1024;

/**
 * A folder into which an instrument's program writes its result files. A file is taken when it has stopped growing, once for
 * each content: copied again under another name it gives nothing new. The files stay where they are.
 */
export function startFolder(asked: {
  instrument: Pick<ConnectedInstrument, "number">;
  port: Extract<PortSettings, { kind: "folder" }>;
  driver: Driver;
  journal: InstrumentJournal;
  folder: string;
  keep(reading: NewReading): Promise<void>;
  show(live: Omit<LiveInstrument, "at">): void;
  log: Log;
  now?: () => Date;
  every?: number;
}): Line {
  const { instrument, port, driver, journal, log, now = () => new Date(), every = 1_000 } = asked;
  const { number } = instrument;
  const takenPath = join(asked.folder, "files", `${number}.txt`);
  const counters: LineCounters = { lines: 0, refused: 0, bytes: 0, opened: 0, lost: 0, lastByteAt: null };
  const sizes = new Map<string, string>(); // name → size and time at the last look
  const looked = new Map<string, string>(); // what was taken or refused, as it was then
  let taken: Set<string> | null = null;
  let state: LiveInstrument["state"] = "idle";
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;
  let looking = look();

  return {
    state: () => state,
    counters: () => ({ ...counters }),
    async stop() {
      isOver = true;
      clearTimeout(timer);
      await looking;
    },
  };

  async function look(): Promise<void> {
    try {
      taken ??= await takenBefore();
      const names = (await readdir(port.path)).filter((name) => isWanted(name, port.pattern)).toSorted();
      become("open");
      for (const name of names) if (!isOver) await consider(name);
    } catch (error) {
      if (state !== "lost") log.warn({ err: error, path: port.path }, "folder cannot be read, trying on");
      become("lost");
    }
    if (!isOver) timer = setTimeout(() => void (looking = look()), every);
  }

  async function consider(name: string): Promise<void> {
    const path = join(port.path, name);
    const { size, mtimeMs, isFile } = await stat(path).then((found) => ({
      ...found,
      size: found.size,
      mtimeMs: found.mtimeMs,
      isFile: found.isFile(),
    }));
    const seen = `${size} ${mtimeMs}`;
    const isAtRest = sizes.get(name) === seen;
    sizes.set(name, seen);
    if (!isFile || size === 0 || !isAtRest || looked.get(name) === seen) return;
    if (size > largest) log.error({ name, size }, "file is larger than any export of results; not read");
    else await take(name, await readFile(path));
    looked.set(name, seen);
  }

  async function take(name: string, bytes: Buffer): Promise<void> {
    const file = createHash("sha256").update(bytes).digest("hex");
    if (taken?.has(file)) return;
    const at = now();
    const from = journal.opened(at);
    await journal.append(at, bytes);
    counters.bytes += bytes.length;
    counters.lastByteAt = at;
    const told = decodeAll(driver, bytes).filter(({ said }) => said.kind === "reading" || said.kind === "rejected");
    counters.refused += told.filter(({ said }) => said.kind === "rejected").length;
    const place = { journal: { from, bytes: bytes.length }, file, remark: name };
    const kept = told.map((each, row) =>
      asked.keep(
        toReading(
          { ...each, raw: bytes },
          { number, driver: driver.name },
          at,
          row === 0 ? place : { ...place, within: row },
        ),
      ),
    );
    counters.lines += told.length;
    await Promise.all(kept);
    // only now: a crash before this line reads the file again, and a person sees the doubled rows; none is lost
    await remember(file, name);
    taken?.add(file);
    log.info({ name, readings: told.length }, "file taken");
  }

  async function takenBefore(): Promise<Set<string>> {
    const text = await readFile(takenPath, "utf8").catch(() => "");
    return new Set(text.split("\n").map((line) => line.slice(0, 64)));
  }

  async function remember(file: string, name: string): Promise<void> {
    await mkdir(join(asked.folder, "files"), { recursive: true, mode: 0o700 });
    const handle = await open(takenPath, "a", 0o600);
    await handle.writeFile(`${file} ${name.replaceAll(/\s/g, " ")}\n`);
    await handle.sync();
    await handle.close();
  }

  function become(next: LiveInstrument["state"]): void {
    if (next === state) return;
    state = next;
    asked.show({ number, state, live: null });
  }
}

/** `*.csv`: a star stands for anything, a question mark for one letter. Hidden and temporary files are not looked at. */
export function isWanted(name: string, pattern = "*"): boolean {
  if (/^[.~]|\.(?:tmp|part|crdownload)$/i.test(name)) return false;
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll(/\*+/g, ".*").replaceAll("?", ".")}$`, "i").test(name);
}
