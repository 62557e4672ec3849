import { performance } from "node:perf_hooks";
import type { ConnectedInstrument, LiveInstrument } from "../server/readings/contract.ts";
import { backOff } from "./back-off.ts";
import { startDialogue, usualPace } from "./dialogue.ts";
import type { Dialogue, Heard, Pace } from "./dialogue.ts";
import { decoder } from "./drivers/decode.ts";
import type { Driver, Identity } from "./drivers/driver.ts";
import type { Log } from "./log.ts";
import type { NewReading } from "./outbox/record.ts";
import type { OpenPort, Port } from "./ports/port.ts";
import { settling } from "./settle.ts";
import { isNoise, toLive, toReading } from "./to-reading.ts";

export type LinePace = Pace & {
  readonly retryFirst: number;
  readonly retryLongest: number;
  readonly noiseEvery: number;
  readonly quietAfter: number; // no byte for so long: what ends with a lone CR is a line
};
const linePace: LinePace = { ...usualPace, retryFirst: 500, retryLongest: 10_000, noiseEvery: 10_000, quietAfter: 50 };

export type LineState = LiveInstrument["state"];
export type LineCounters = { lines: number; refused: number; bytes: number; opened: number; lost: number };

export type Line = {
  state(): LineState;
  counters(): LineCounters;
  stop(): Promise<void>;
};

/** One instrument, connected: opens its port, listens, comes back after the plug was pulled, for as long as it takes. */
export function startLine(asked: {
  instrument: Pick<ConnectedInstrument, "number" | "mode" | "live">;
  driver: Driver;
  open: OpenPort;
  /** Keeps a reading on the disk. */
  keep(reading: NewReading): Promise<void>;
  /** Tells the display; may be lost. */
  show(live: Omit<LiveInstrument, "at">): void;
  log: Log;
  now?: () => Date;
  pace?: Partial<LinePace>;
}): Line {
  const { instrument, driver, open, log, now = () => new Date() } = asked;
  const pace = { ...linePace, ...asked.pace };
  const counters: LineCounters = { lines: 0, refused: 0, bytes: 0, opened: 0, lost: 0 };
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
    const decode = decoder(driver, { midstream: true });
    const isReading = instrument.mode === "stream" ? settling() : () => true;
    let talk: Dialogue | null = null;
    let isLost: string | null = null;
    let opened: Port | null = null;
    let quiet: NodeJS.Timeout | undefined;

    const hear = (heard: Heard) => {
      counters.lines += 1;
      if (talk) talk.hear(heard);
      else take(heard, isReading);
    };
    try {
      opened = await open({
        data(bytes) {
          counters.bytes += bytes.length;
          const at = now();
          for (const decoded of decode.push(bytes)) hear({ ...decoded, at });
          clearTimeout(quiet);
          quiet = setTimeout(() => decode.pause().forEach((decoded) => hear({ ...decoded, at })), pace.quietAfter);
        },
        lost(reason) {
          isLost = reason;
          clearTimeout(quiet);
          const half = decode.end();
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
    if (isReading(said)) keep(toReading(heard, from(), heard.at));
  }

  function takeNoise(heard: Heard): void {
    counters.refused += 1;
    noiseUntold += 1;
    if (performance.now() - noiseAt < pace.noiseEvery) return;
    noiseAt = performance.now();
    log.warn({ said: heard.said, refused: noiseUntold }, "bytes that are no reading");
    keep(toReading(heard, from(), heard.at, noiseUntold > 1 ? `(${noiseUntold})` : undefined));
    noiseUntold = 0;
  }

  function keep(reading: NewReading): void {
    const kept = asked.keep(reading).catch((error: unknown) => {
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
