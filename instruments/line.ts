import { performance } from "node:perf_hooks";
import type { ConnectedInstrument, LiveInstrument } from "../server/readings/contract.ts";
import { backOff } from "./back-off.ts";
import { startDialogue, usualPace } from "./dialogue.ts";
import type { Dialogue, Heard, Pace } from "./dialogue.ts";
import type { Driver, Identity } from "./drivers/driver.ts";
import type { InstrumentJournal } from "./journal/journal.ts";
import { linkOf } from "./links/link-of.ts";
import type { Step } from "./links/link.ts";
import type { Log } from "./log.ts";
import type { NewReading } from "./outbox/record.ts";
import type { OpenPort, Port } from "./ports/port.ts";
import { settling } from "./settle.ts";
import { isNoise, toLive, toReading } from "./to-reading.ts";

export type LinePace = Pace & {
  readonly retryFirst: number;
  readonly retryLongest: number;
  readonly noiseEvery: number;
};
const linePace: LinePace = { ...usualPace, retryFirst: 500, retryLongest: 10_000, noiseEvery: 10_000 };

export type LineState = LiveInstrument["state"];
export type LineCounters = {
  lines: number;
  refused: number;
  bytes: number;
  opened: number;
  lost: number;
  lastByteAt: Date | null;
};

export type Line = {
  state(): LineState;
  counters(): LineCounters;
  stop(): Promise<void>;
};

/** One instrument, connected: opens its port, listens, comes back after the plug was pulled, for as long as it takes. */
export function startLine(asked: {
  instrument: Pick<ConnectedInstrument, "number" | "mode" | "live" | "profile">;
  driver: Driver;
  open: OpenPort;
  /** Keeps a reading on the disk. */
  keep(reading: NewReading): Promise<void>;
  /** Where every byte that comes is written down first. */
  journal: InstrumentJournal;
  /** Lets somebody who sets it up look on. */
  saw?: (bytes: Uint8Array) => void;
  /** Tells the display; may be lost. */
  show(live: Omit<LiveInstrument, "at">): void;
  log: Log;
  now?: () => Date;
  pace?: Partial<LinePace>;
}): Line {
  const { instrument, driver, open, log, now = () => new Date() } = asked;
  const pace = { ...linePace, ...asked.pace };
  const counters: LineCounters = { lines: 0, refused: 0, bytes: 0, opened: 0, lost: 0, lastByteAt: null };
  const wait = backOff(pace.retryFirst, pace.retryLongest);
  const keeping = new Set<Promise<void>>();
  let state: LineState = "idle";
  let serialNumber: string | null = null;
  let port: Port | null = null;
  let dialogue: Dialogue | null = null;
  let retry: NodeJS.Timeout | undefined;
  let opening: Promise<void> | null = null;
  let isOver = false;
  let lastTrouble = "";
  let noiseAt = -Infinity;
  let noiseUntold = 0;
  let frame: { raw: Uint8Array; rows: number } | null = null; // whose readings are being kept
  let written = Promise.resolve(); // the newest bytes are in the journal

  goOpen();
  return {
    state: () => state,
    counters: () => ({ ...counters }),
    async stop() {
      isOver = true;
      clearTimeout(retry);
      dialogue?.stop();
      await opening;
      if (port && instrument.mode === "stream" && driver.asks?.stream) {
        await port.write(Buffer.from(driver.asks.stream.stop, "latin1")).catch(() => undefined);
      }
      await port?.close();
      port = null;
      become("idle");
      await Promise.allSettled(keeping);
    },
  };

  function goOpen(): void {
    opening = connect().finally(() => {
      opening = null;
    });
  }

  async function connect(): Promise<void> {
    const link = linkOf(driver, instrument.profile, { midstream: true, clock: now, before: asked.journal.newest() });
    const isReading = instrument.mode === "stream" ? settling() : () => true;
    const journalFrom = asked.journal.opened(now());
    let talk: Dialogue | null = null;
    let isLost: string | null = null;
    let opened: Port | null = null;
    let timer: NodeJS.Timeout | undefined;
    let saying = Promise.resolve();

    const hear = (heard: Heard) => {
      counters.lines += 1;
      if (talk) talk.hear(heard);
      else take(heard, isReading);
    };
    /** What was understood is kept; what the protocol answers is said when the bytes and the readings are on the disk. */
    const goOn = ({ decoded, say }: Step, at: Date, journalled: Promise<void>) => {
      const before = new Set(keeping);
      frame = null;
      for (const each of decoded)
        hear({ ...each, at, journal: { from: journalFrom + each.offset, bytes: each.raw.length } });
      if (say.length > 0) {
        const kept = [...keeping].filter((each) => !before.has(each));
        saying = saying.then(async () => {
          await Promise.all([journalled, ...kept]);
          for (const bytes of say) await opened?.write(Buffer.from(bytes));
        });
        saying = saying.catch((error: unknown) => log.error({ err: error }, "no answer: what came could not be kept"));
      }
      clearTimeout(timer);
      const next = link.nextAt();
      if (next !== null && isLost === null)
        timer = setTimeout(
          () => goOn(link.tick(performance.now()), now(), written),
          Math.max(1, next - performance.now()),
        );
    };
    try {
      opened = await open({
        data(bytes) {
          counters.bytes += bytes.length;
          const at = now();
          counters.lastByteAt = at;
          asked.saw?.(bytes);
          const journalled = (written = asked.journal.append(at, bytes));
          journalled.catch((error: unknown) => log.error({ err: error }, "bytes could not be written down"));
          goOn(link.hear(bytes, performance.now(), asked.journal.isReady()), at, journalled);
        },
        lost(reason) {
          isLost = reason;
          clearTimeout(timer);
          const half = link.end();
          if (half.length > 0) log.warn({ bytes: half[0]?.raw.length }, "half a line lost with the port");
          if (opened) lost(reason);
        },
      });
    } catch (error) {
      lost(error instanceof Error ? error.message : String(error));
      return;
    }
    if (isLost !== null) return lost(isLost);
    if (isOver) return opened.close();
    port = opened;
    counters.opened += 1;
    lastTrouble = "";
    wait.reset();
    log.info({ address: opened.address }, "port opened");
    const writer = opened;
    dialogue = talk = startDialogue({
      driver,
      mode: instrument.mode,
      live: instrument.live,
      pace,
      say: (text) => writer.write(Buffer.from(text, "latin1")),
      identified,
      shown: (heard) => show(heard),
      unasked: (heard) => take(heard, isReading),
    });
    become("open");
    goOn(link.tick(performance.now()), now(), Promise.resolve());
  }

  function lost(reason: string): void {
    dialogue?.stop();
    dialogue = null;
    port = null;
    if (isOver) return;
    counters.lost += 1;
    // an unplugged instrument fails again every few seconds; once is enough in the log
    if (reason !== lastTrouble) log.warn({ reason }, "port lost, trying on");
    lastTrouble = reason;
    become("lost");
    clearTimeout(retry);
    retry = setTimeout(goOpen, wait.next());
  }

  function take(heard: Heard, isReading: (said: Heard["said"]) => boolean): void {
    const { said } = heard;
    if (said.kind !== "reading" && said.kind !== "rejected") return;
    if (isNoise(said)) return takeNoise(heard);
    if (isReading(said)) keepHeard(heard);
  }

  /** Several readings of one message share its bytes: the first row has them, the others say how far back that is. */
  function keepHeard(heard: Heard, remark?: string): void {
    const isSame = frame !== null && frame.raw === heard.raw && heard.part > 0;
    frame = isSame && frame ? { raw: heard.raw, rows: frame.rows + 1 } : { raw: heard.raw, rows: 0 };
    const within = isSame ? frame.rows : undefined;
    keep(toReading(heard, from(), heard.at, { remark, journal: heard.journal, within }));
  }

  function takeNoise(heard: Heard): void {
    counters.refused += 1;
    noiseUntold += 1;
    if (performance.now() - noiseAt < pace.noiseEvery) return;
    noiseAt = performance.now();
    log.warn({ said: heard.said, refused: noiseUntold }, "bytes that are no reading");
    keepHeard(heard, noiseUntold > 1 ? `(${noiseUntold})` : undefined);
    noiseUntold = 0;
  }

  /** A reading is kept after its bytes: killed between the two, the gateway would else give their place in the journal to others. */
  function keep(reading: NewReading): void {
    const add = () => asked.keep(reading);
    const kept = written.then(add, add).catch((error: unknown) => {
      log.error({ err: error, reading }, "reading could not be kept");
    });
    keeping.add(kept);
    void kept.finally(() => keeping.delete(kept));
  }

  function from() {
    return { number: instrument.number, driver: driver.name };
  }

  function identified(identity: Identity): void {
    log.info({ identity }, "instrument told who it is");
    if (identity.serial !== undefined) serialNumber = identity.serial;
    asked.show({ number: instrument.number, state, live: null, serialNumber });
  }

  function show(heard: Heard): void {
    asked.show({ number: instrument.number, state, live: toLive(heard), serialNumber });
  }

  function become(next: LineState): void {
    if (next === "lost") serialNumber = null; // another instrument may be plugged in
    state = next;
    asked.show({ number: instrument.number, state, live: null, serialNumber });
  }
}
