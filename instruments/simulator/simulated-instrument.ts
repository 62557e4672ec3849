import { writeFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { driverOf } from "../drivers/index.ts";
import { ACK, EOT, NAK } from "../framing/astm-units.ts";
import { mllpBlock } from "../framing/mllp.ts";
import { modbusCrc } from "../framing/modbus-rtu.ts";
import { astmSender } from "../links/astm-sender.ts";
import { openConnections } from "./connections.ts";
import type { Connect, SimulatedEnd } from "./connections.ts";
import { dice, noMisfortunes, onTheWay } from "./misfortunes.ts";
import type { Misfortunes } from "./misfortunes.ts";
import { fileWriters, hl7Message, isQuestion, recordsOf, speakers } from "./spoken-lines.ts";
import type { Shown } from "./spoken-lines.ts";

export type SimulatedInstrument = {
  readonly address: string;
  readonly tcpPort: number | null;
  /** What it has said so far, as figures, in order. */
  readonly said: readonly string[];
  /** Shows this figure and sends it, as a person who presses a key. False when the plug was pulled before it was through. */
  press(grams: string): Promise<boolean>;
  unplug(): void;
  stop(): Promise<void>;
};

type End = SimulatedEnd & { print(shown: Shown): Promise<boolean> };
const pieceEvery = 15; // ms between the pieces of a split message

/** An instrument of any driver but MT-SICS, which has a balance of its own. Null when there is no such driver. */
export async function startSimulatedInstrument(asked: {
  driver: string;
  connect: Connect | { kind: "folder"; path: string };
  misfortunes?: Partial<Misfortunes>;
  seed?: number;
}): Promise<SimulatedInstrument | null> {
  const { driver: name, connect, seed = 1 } = asked;
  const misfortunes = { ...noMisfortunes, ...asked.misfortunes };
  const roll = dice(seed);
  const said: string[] = [];
  let n = 0;
  const next = (grams: string): Shown => {
    said.push(grams);
    return { grams, n: (n += 1), isStable: true };
  };
  const write = fileWriters[name];
  if (connect.kind === "folder") {
    if (!write) return null;
    return {
      address: connect.path,
      tcpPort: null,
      said,
      async press(grams) {
        const file = write(next(grams));
        await writeFile(join(connect.path, `.${file.name}`), file.text);
        await rename(join(connect.path, `.${file.name}`), join(connect.path, file.name));
        return true;
      },
      unplug: () => undefined,
      stop: () => Promise.resolve(),
    };
  }
  const make = makerOf(name, misfortunes, roll);
  if (!make) return null;
  const connections = await openConnections(connect, make);
  return {
    address: connections.address,
    tcpPort: connections.tcpPort,
    said,
    async press(grams) {
      const shown = next(grams);
      const ends = [...connections.ends];
      const through = await Promise.all(ends.map((end) => end.print(shown)));
      return through.length > 0 && through.every(Boolean);
    },
    unplug: connections.unplug,
    async stop() {
      for (const end of connections.ends) end.stop();
      await connections.stop();
    },
  };
}

function makerOf(
  name: string,
  misfortunes: Misfortunes,
  roll: () => number,
): ((write: (bytes: Uint8Array) => void) => End) | null {
  const driver = driverOf(name);
  if (!driver) return null;
  if (name === "astm") return (write) => analyser(write, misfortunes, roll);
  if (name === "hl7") return (write) => reader(write, misfortunes, roll);
  if (name === "modbus-rtu") return (write) => thermometer(write);
  const speak = speakers[name];
  if (!speak) return null;
  return (write) => {
    let shown: Shown = { grams: "0.0000", n: 0, isStable: true };
    const print = async (now: Shown) => {
      shown = now;
      await sendOn(write, asBytes(speak(now)), misfortunes, roll);
      return true;
    };
    return {
      hear(bytes) {
        if (isQuestion(driver, Buffer.from(bytes).toString("latin1"))) void print(shown);
      },
      print,
      stop: () => undefined,
    };
  };
}

/** An ASTM analyser: enquires, sends frame after frame, tries again when it does not hear its acknowledgement. */
function analyser(write: (bytes: Uint8Array) => void, misfortunes: Misfortunes, roll: () => number): End {
  const sender = astmSender({ answerWithin: 1_500, pauseAfterFailure: 500, pauseAfterMessage: 20 });
  const say = (bytes: Uint8Array) => void sendOn(write, bytes, { ...misfortunes, noise: 0 }, roll);
  const ticking = setInterval(() => sender.tick(performance.now(), true, say), 20);
  let isOver = false;
  return {
    hear(bytes) {
      for (const byte of bytes) {
        if (byte === ACK && roll() < misfortunes.lostAck) continue;
        if (byte === ACK || byte === NAK || byte === EOT) sender.hear(byte, performance.now(), say);
      }
    },
    async print(shown) {
      sender.queue(recordsOf(shown).join(""));
      while (sender.waiting > 0 && !isOver) await pause(10);
      return !isOver;
    },
    stop() {
      isOver = true;
      clearInterval(ticking);
    },
  };
}

/** An HL7 reader: sends a block and sends it again until it is answered. */
function reader(write: (bytes: Uint8Array) => void, misfortunes: Misfortunes, roll: () => number): End {
  let answered = "";
  let isOver = false;
  return {
    hear(bytes) {
      if (roll() >= misfortunes.lostAck) answered += Buffer.from(bytes).toString("latin1");
    },
    async print(shown) {
      for (let tries = 0; tries < 5 && !isOver; tries += 1) {
        await sendOn(write, mllpBlock(hl7Message(shown)), { ...misfortunes, noise: 0 }, roll);
        for (let waited = 0; waited < 100 && !isOver; waited += 1) {
          if (answered.includes(`|SIM-${shown.n}\r`)) return true;
          await pause(10);
        }
      }
      return false;
    },
    stop: () => (isOver = true),
  };
}

/** A thermometer on Modbus: answers for its first registers, tenths of a degree. */
function thermometer(write: (bytes: Uint8Array) => void): End {
  let tenths = 250;
  return {
    hear(bytes) {
      const asked = Buffer.from(bytes);
      if (asked.length !== 8 || (asked[1] !== 3 && asked[1] !== 4)) return;
      const count = asked.readUInt16BE(4);
      const body = Buffer.alloc(3 + 2 * count);
      body.set([asked[0] ?? 1, asked[1], 2 * count]);
      for (let at = 0; at < count; at += 1) body.writeInt16BE(tenths, 3 + 2 * at);
      const crc = modbusCrc(body);
      write(Buffer.concat([body, Buffer.from([crc & 0xff, crc >> 8])]));
    },
    print({ grams }) {
      tenths = Math.round(Number(grams) * 10) % 1_000;
      return Promise.resolve(true);
    },
    stop: () => undefined,
  };
}

async function sendOn(
  write: (bytes: Uint8Array) => void,
  bytes: Uint8Array,
  misfortunes: Misfortunes,
  roll: () => number,
) {
  const [first, ...rest] = onTheWay(bytes, misfortunes, roll);
  if (first) write(first);
  for (const piece of rest) {
    await pause(pieceEvery);
    write(piece);
  }
}

function asBytes(spoken: string | Uint8Array): Uint8Array {
  return typeof spoken === "string" ? Buffer.from(spoken, "latin1") : spoken;
}
