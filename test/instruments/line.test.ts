import { afterEach, expect, test } from "vitest";
import { mettlerMtSics } from "../../instruments/drivers/mettler-mt-sics.ts";
import { startLine } from "../../instruments/line.ts";
import type { InstrumentJournal } from "../../instruments/journal/journal.ts";
import type { Line, LinePace } from "../../instruments/line.ts";
import type { NewReading } from "../../instruments/outbox/record.ts";
import { memoryPort } from "../../instruments/ports/memory.ts";
import type { OpenPort } from "../../instruments/ports/port.ts";
import { serialPort } from "../../instruments/ports/serial.ts";
import { tcpPort } from "../../instruments/ports/tcp.ts";
import { startSimulatedBalance } from "../../instruments/simulator/simulated-balance.ts";
import type { SimulatedBalance } from "../../instruments/simulator/simulated-balance.ts";
import type { LiveInstrument } from "../../server/readings/contract.ts";
import { aJournal, aLog, aSerialPair, balanceNumber, hasSocat, until } from "./bench.ts";
import type { SerialPair } from "./bench.ts";

const quick: Partial<LinePace> = {
  quietFirst: 20,
  askEvery: 30,
  answerWithin: 400,
  restAfterSilence: 200,
  retryFirst: 20,
  retryLongest: 100,
};
/** A busy machine is late with an answer; it must not be taken for the print key. */
const patient = { answerWithin: 20_000 };
const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** Readings are kept after their bytes, a moment later. */
const written = () => new Promise((resolve) => setImmediate(resolve));

type Followed = { line: Line; kept: NewReading[]; shown: Omit<LiveInstrument, "at">[]; values(): (string | null)[] };

function follow(
  open: OpenPort,
  how: { mode?: "listen" | "stream"; live?: boolean; pace?: Partial<LinePace>; journal?: InstrumentJournal } = {},
): Followed {
  const kept: NewReading[] = [];
  const shown: Omit<LiveInstrument, "at">[] = [];
  const line = startLine({
    instrument: { number: balanceNumber, mode: how.mode ?? "listen", live: how.live ?? false },
    driver: mettlerMtSics,
    open,
    keep: (reading) => {
      kept.push(reading);
      return Promise.resolve();
    },
    journal: how.journal ?? aJournal(),
    show: (live) => shown.push(live),
    log: aLog(),
    pace: { ...quick, ...how.pace },
  });
  stops.push(() => line.stop());
  return { line, kept, shown, values: () => kept.map(({ value }) => value) };
}

const serial = (path: string) =>
  serialPort({ kind: "serial", path, baudRate: 9600, dataBits: 8, parity: "none", stopBits: 1 });

async function balanceOn(pair: SerialPair): Promise<SimulatedBalance> {
  const balance = await startSimulatedBalance({
    connect: { kind: "serial", path: pair.instrument },
    serialNumber: "B77",
    settleMs: 100,
  });
  stops.push(() => balance.stop());
  return balance;
}

async function pairOfPorts(): Promise<SerialPair> {
  const pair = await aSerialPair();
  stops.push(() => pair.unplug());
  return pair;
}

test("a printed weight is kept to the last byte and the last zero", async () => {
  const port = memoryPort();
  const { line, kept } = follow(port.open);
  await until("the port is open", () => line.state() === "open");
  port.send("S S    30.1");
  port.send("200 g\r\n");
  await written();
  expect(kept).toMatchObject([
    {
      instrumentNumber: balanceNumber,
      value: "30.1200",
      unit: "g",
      stable: true,
      status: "reading",
      kind: "weight",
      driver: "mt-sics",
    },
  ]);
  expect(Buffer.from(kept[0]?.raw ?? "", "base64").toString()).toBe("S S    30.1200 g\r\n");
});

test("a reading is kept only after its bytes are in the journal, whose place would else be given away by a crash", async () => {
  const port = memoryPort();
  const slow: (() => void)[] = [];
  const journal = { ...aJournal(), append: () => new Promise<void>((resolve) => slow.push(resolve)) };
  const { line, kept, values } = follow(port.open, { journal });
  await until("the port is open", () => line.state() === "open");
  port.send("S S     1.0000 g\r\nS S     2.0000 g\r\n");
  port.send("S S     3.0000 g\r\n");
  await written();
  expect(kept).toEqual([]);
  for (const done of slow) done();
  await written();
  expect(values()).toEqual(["1.0000", "2.0000", "3.0000"]);
});

test("what is no stable weight is kept for what it is", async () => {
  const port = memoryPort();
  const { line, kept } = follow(port.open);
  await until("the port is open", () => line.state() === "open");
  port.send("S D    30.1200 g\r\nS +\r\nS -\r\nS I\r\nS S Error 10b\r\nS S    30.1200 st\r\n");
  await written();
  expect(kept.map(({ status, value }) => [status, value])).toEqual([
    ["unstable", "30.1200"],
    ["overload", null],
    ["underload", null],
    ["busy", null],
    ["error", null],
    ["unknown", null],
  ]);
});

test("answers about tare, zero and identity are no readings", async () => {
  const port = memoryPort();
  const { line, kept } = follow(port.open);
  await until("the port is open", () => line.state() === "open");
  port.send('I4 A "B77"\r\nT S     2.0000 g\r\nZ A\r\nTAC A\r\n');
  await written();
  expect(kept).toEqual([]);
});

test("a flood of noise is kept once and counted, and the next weight is read", async () => {
  const port = memoryPort();
  const { line, kept } = follow(port.open);
  await until("the port is open", () => line.state() === "open");
  for (let turn = 0; turn < 500; turn += 1) port.send(Buffer.from([0x80, 0xff, 0x00, 0x55, 0x0a]));
  port.send("S S     1.0000 g\r\n");
  await written();
  expect(kept.map(({ status }) => status)).toEqual(["truncated", "reading"]);
  expect(line.counters()).toMatchObject({ refused: 500, lines: 501 });
});

test("the tail of a line that was under way while the port opened is no weight", async () => {
  const port = memoryPort();
  const { line, kept } = follow(port.open);
  await until("the port is open", () => line.state() === "open");
  port.send("   30.1200 g\r\nS S    30.1200 g\r\n");
  await written();
  expect(kept.map(({ status, value }) => [status, value])).toEqual([
    ["truncated", null],
    ["reading", "30.1200"],
  ]);
});

test("half a line is not joined to what comes after the plug was pulled", async () => {
  const port = memoryPort();
  const { line, values } = follow(port.open);
  await until("the port is open", () => line.state() === "open");
  port.send("S S    30.");
  port.unplug();
  expect(line.state()).toBe("lost");
  port.plug();
  await until("the port is open again", () => line.state() === "open");
  port.send("1200 g\r\nS S     2.0000 g\r\n");
  await written();
  expect(values()).toEqual([null, "2.0000"]);
});

test("asking for the shown weight makes no reading, and a print in between is exactly one", async () => {
  const port = memoryPort();
  let load = "S S     1.0000 g\r\n";
  port.onWrite = (text) => {
    if (text === "SI\r\n") port.send(load);
    else port.send("ES\r\n");
  };
  const { kept, shown, values } = follow(port.open, { live: true });
  await until("the display is known", () => shown.some(({ live }) => live?.value === "1.0000"));
  await written();
  expect(kept).toEqual([]);
  port.send("S S     1.0000 g\r\n");
  await written();
  expect(values()).toEqual(["1.0000"]);
  // printed at the very moment of a question, and the load taken off at once: two lines for one question
  load = "S S     2.0000 g\r\nS D     1.5000 g\r\n";
  await until("the second print", () => kept.length > 1);
  load = "S D     1.2000 g\r\n";
  await until("the display moved on", () => shown.at(-1)?.live?.value === "1.2000");
  await written();
  expect(values().slice(0, 2)).toEqual(["1.0000", "2.0000"]);
  expect(kept.every(({ status }) => status === "reading")).toBe(true);
});

test("an instrument that answers nothing is left alone for a while and still listened to", async () => {
  const port = memoryPort();
  const { line, values } = follow(port.open, { live: true, pace: { answerWithin: 30, restAfterSilence: 10_000 } });
  await until("the port is open", () => line.state() === "open");
  await until("it was asked", () => port.written.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(port.written).toEqual(["I4\r\n"]);
  port.send("S S     1.0000 g\r\n");
  await written();
  expect(values()).toEqual(["1.0000"]);
});

test("a streaming instrument is told to stream again after it was switched off and on", async () => {
  const port = memoryPort();
  port.onWrite = (text) => {
    if (text.startsWith("I")) port.send("ES\r\n");
  };
  const { line } = follow(port.open, { mode: "stream", pace: { restAfterSilence: 60_000 } });
  const starts = () => port.written.filter((text) => text === "SIR\r\n").length;
  await until("it streams", () => starts() === 1);
  port.send('I4 A "B77"\r\n');
  await until("it streams again", () => starts() === 2);
  await line.stop();
  expect(port.written.at(-1)).toBe("SI\r\n");
});

test.skipIf(!hasSocat)(
  "over a real serial line: who it is, the shown weight, and one reading a print (needs socat)",
  async () => {
    const pair = await pairOfPorts();
    const balance = await balanceOn(pair);
    const { shown, values } = follow(serial(pair.gateway), { live: true, pace: patient });
    await until("it told who it is", () => shown.at(-1)?.serialNumber === "B77");
    for (const grams of ["30.1202", "30.12", "0.5"]) await balance.press(grams);
    await until("three readings", () => values().length === 3);
    await until("the display shows it", () => shown.at(-1)?.live?.value === "0.5000");
    await written();
    expect(values()).toEqual(["30.1202", "30.1200", "0.5000"]);
  },
);

test.skipIf(!hasSocat)(
  "over a real serial line: pulled out, put back, it goes on by itself (needs socat)",
  async () => {
    const pair = await pairOfPorts();
    const balance = await balanceOn(pair);
    const { line, values } = follow(serial(pair.gateway), { live: true, pace: patient });
    await until("the port is open", () => line.state() === "open");
    await balance.press("1");
    await until("the first reading", () => values().length === 1);
    for (let turn = 2; turn <= 3; turn += 1) {
      await pair.unplug();
      await until("the loss is noticed at both ends", () => line.state() === "lost" && balance.connections() === 0);
      expect(await balance.press("9")).toBe(null);
      await pair.plug();
      await until("the port is open again", () => line.state() === "open");
      await until("the balance is plugged in again", () => balance.connections() === 1);
      await balance.press(String(turn));
      await until("the next reading", () => values().length === turn);
    }
    await written();
    expect(values()).toEqual(["1.0000", "2.0000", "3.0000"]);
    expect(line.counters()).toMatchObject({ opened: 3 });
  },
);

test.skipIf(!hasSocat)(
  "a port that is not there, or held by another program, is tried until it is free (needs socat)",
  async () => {
    const pair = await pairOfPorts();
    const other = await serial(pair.gateway)({ data: () => undefined, lost: () => undefined });
    const { line } = follow(serial(pair.gateway));
    await until("it was tried", () => line.counters().lost > 1);
    expect(line.state()).toBe("lost");
    await other.close();
    await until("it is free", () => line.state() === "open");
  },
);

test("a balance behind a device server comes back after the network did", async () => {
  const first = await startSimulatedBalance({ connect: { kind: "tcp" }, serialNumber: "N1", settleMs: 50 });
  const port = first.tcpPort ?? 0;
  const { line, shown, values } = follow(tcpPort({ kind: "tcp", host: "127.0.0.1", port }), { live: true });
  await until("it told who it is", () => shown.at(-1)?.serialNumber === "N1");
  await first.press("1.5");
  await until("the first reading", () => values().length === 1);
  await first.stop();
  await until("the loss is noticed", () => line.state() === "lost");
  const second = await startSimulatedBalance({ connect: { kind: "tcp", port }, serialNumber: "N2", settleMs: 50 });
  stops.push(() => second.stop());
  await until("the other balance told who it is", () => shown.at(-1)?.serialNumber === "N2");
  await second.press("2.5");
  await until("the second reading", () => values().length === 2);
  await written();
  expect(values()).toEqual(["1.5000", "2.5000"]);
});
