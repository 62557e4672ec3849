import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import modbus from "jsmodbus";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { driverOf } from "../../instruments/drivers/index.ts";
import { astmFrame } from "../../instruments/framing/astm-units.ts";
import { mllpBlock } from "../../instruments/framing/mllp.ts";
import { modbusCrc } from "../../instruments/framing/modbus-rtu.ts";
import { openJournal, readJournal } from "../../instruments/journal/journal.ts";
import type { InstrumentJournal } from "../../instruments/journal/journal.ts";
import { startLine } from "../../instruments/line.ts";
import { linkOf } from "../../instruments/links/link-of.ts";
import type { NewReading } from "../../instruments/outbox/record.ts";
import { tcpPort } from "../../instruments/ports/tcp.ts";
import { projectRoot } from "../../server/platform/project-root.ts";
import { answersTo } from "../cli/json-lines.ts";
import { aJournal, aLog, balanceNumber, until } from "./bench.ts";

// Instruments that wait for an answer, over real sockets: what they may forget is on the disk before they are told so.

const stops: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** An instrument as a device server shows it: a TCP port that the gateway opens. */
async function aDevice(): Promise<{ port: number; heard: string[]; say(bytes: Uint8Array | string): void }> {
  let socket: Socket | null = null;
  const heard: string[] = [];
  const server = createServer((opened) => {
    socket = opened;
    opened.on("data", (bytes) => heard.push(bytes.toString("latin1")));
    opened.on("error", () => undefined);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  stops.push(() => {
    socket?.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    heard,
    say: (bytes) => void socket?.write(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes),
  };
}

async function aLine(name: string, profile: unknown, journal: InstrumentJournal = aJournal(), isSlow = false) {
  const device = await aDevice();
  const driver = driverOf(name, profile);
  if (!driver) throw new Error(name);
  const kept: NewReading[] = [];
  const waiting: (() => void)[] = [];
  const line = startLine({
    instrument: { number: balanceNumber, mode: "listen", live: false, profile: profile as never },
    driver,
    open: tcpPort({ kind: "tcp", host: "127.0.0.1", port: device.port }),
    keep: (reading) => {
      kept.push(reading);
      return isSlow ? new Promise((done) => waiting.push(done)) : Promise.resolve();
    },
    journal,
    show: () => undefined,
    log: aLog(),
  });
  stops.push(() => line.stop());
  await until("the port is open", () => line.state() === "open");
  return { ...device, kept, release: () => waiting.splice(0).forEach((done) => done()) };
}

const records = [
  "H|\\^&|||A^1|||||||P|1\r",
  "O|1|YP7||^^^SO2\r",
  "R|1|^^^SO2|0.031|g/kg\r",
  "R|2|^^^NO2|<0.5|mg/kg\r",
  "L|1|N\r",
];

test("an ASTM analyser gets its last ACK only when its results are on the disk, and they share one message", async () => {
  const { heard, say, kept, release } = await aLine("astm", undefined, aJournal(), true);
  say("\x05");
  for (const [at, record] of records.entries()) {
    await until("the answer before", () => heard.join("").length === at + 1);
    say(astmFrame(at + 1, record));
  }
  await until("two results", () => kept.length === 2);
  await new Promise((done) => setTimeout(done, 100));
  expect(heard.join("")).toBe("\x06".repeat(5)); // ENQ and four frames; the fifth is understood and not yet answered
  release();
  await until("the last answer", () => heard.join("") === "\x06".repeat(6));
  expect(kept).toMatchObject([
    { value: "0.031", unit: "g/kg", details: { sample: "YP7", test: "^^^SO2" }, journal: { from: 0 } },
    { value: "0.5", qualifier: "<", raw: "", within: 1 },
  ]);
});

test("with a disk that takes nothing an analyser is told to wait", async () => {
  const journal = { ...aJournal(), isReady: () => false };
  const { heard, say } = await aLine("astm", undefined, journal);
  say("\x05");
  await until("an answer", () => heard.length > 0);
  expect(heard.join("")).toBe("\x15");
});

test("an HL7 reader gets AA with its own control number, AE for what is no message, and CA when it asks for it", async () => {
  const { heard, say, kept } = await aLine("hl7", undefined);
  const head = (id: string, more = "") => `MSH|^~\\&|READER|LAB|||20261124||ORU^R01|${id}|P|2.6${more}\r`;
  say(mllpBlock(`${head("{a-1}")}OBR|1|YP7\rOBX|1|NM|OD||0.415\r`));
  say(mllpBlock(`${head("b|2".replace("|", "!"))}no segment\r`));
  say(mllpBlock(`${head("c-3", "|||AL|NE")}OBR|1|YP8\rOBX|1|NM|OD||0.1\r`));
  await until("three answers", () => heard.join("").split("\x1c").length === 4);
  expect([...heard.join("").matchAll(/MSA\|(\w\w)\|([^\r]*)/g)].map(([, code, id]) => [code, id])).toEqual([
    ["AA", "{a-1}"],
    ["AE", "b!2"],
    ["CA", "c-3"],
  ]);
  expect(kept.filter(({ status }) => status === "reading").map(({ value }) => value)).toEqual(["0.415", "0.1"]);
});

test("a thermometer on Modbus is asked for its registers, and an answer that nobody asked for gives no value", async () => {
  const profile = {
    unit: 1,
    fc: 4,
    pollEvery: 100,
    registers: [{ address: 0, type: "int16", scale: "0.1", unit: "°C" }],
  };
  const { heard, say, kept } = await aLine("modbus-rtu", profile);
  const answer = withCrc("0104020101");
  await until("a question", () => heard.length > 0);
  expect(Buffer.from(heard[0] ?? "", "latin1").toString("hex")).toBe(withCrc("010400000001").toString("hex"));
  say(answer);
  await until("a value", () => kept.length > 0);
  say(answer);
  await until("the unasked one", () => kept.length > 1);
  expect(kept).toMatchObject([
    { value: "25.7", unit: "°C", status: "reading", kind: "temperature" },
    { value: null, status: "error", details: { code: "unasked" } },
  ]);
});

test("a message that comes again because its answer was lost is answered and not kept again, through a restart too", () => {
  const driver = driverOf("astm");
  if (!driver) throw new Error("astm");
  const message = Buffer.concat([Buffer.from([5]), ...records.map((record, at) => astmFrame(at + 1, record))]);
  const figures = (link: ReturnType<typeof linkOf>, now: number) =>
    link.hear(message, now).decoded.filter(({ said }) => said.kind === "reading").length;
  const link = linkOf(driver, undefined, { clock: () => new Date(0) });
  expect(figures(link, 0)).toBe(2);
  expect(link.hear(Buffer.from([4]), 16_000).say).toEqual([]); // it waited for an answer in vain
  const again = link.hear(message, 26_000);
  expect(again.say).toHaveLength(6);
  expect(again.decoded.map(({ said }) => said)).toContainEqual({
    kind: "frame",
    of: "message",
    what: "repeated message",
  });
  // it heard the answer and went on at once: the same letters are then another measurement
  link.hear(Buffer.from([4]), 26_010);
  expect(figures(link, 40_000)).toBe(2);
  const after = linkOf(driver, undefined, { clock: () => new Date(0), before: message });
  expect(figures(after, 0)).toBe(0);
});

test("a maintained Modbus server of somebody else understands what we ask, and we what it answers", async () => {
  const wire = new Duplex({ read: () => undefined, write: (bytes: Buffer, _, done) => (answers.push(bytes), done()) });
  const answers: Buffer[] = [];
  const holding = Buffer.alloc(200);
  holding.writeInt16BE(-125, 2 * 40);
  holding.writeFloatBE(36.6, 2 * 41);
  new modbus.server.RTU(wire as never, { holding });
  const profile = {
    unit: 7,
    registers: [
      { address: 40, type: "int16", scale: "0.1", unit: "°C" },
      { address: 41, type: "float32", unit: "°C" },
    ],
  };
  const driver = driverOf("modbus-rtu", profile);
  const link = linkOf(driver as never, profile, { clock: () => new Date(0) });
  for (const asked of link.tick(0).say) wire.push(Buffer.from(asked));
  await until("its answer", () => answers.length > 0);
  const said = link.hear(Buffer.concat(answers), 20).decoded.map((each) => each.said);
  expect(said.filter(({ kind }) => kind === "reading")).toMatchObject([
    { value: "-12.5" },
    { value: expect.stringMatching(/^36\.6/) },
  ]);
});

test("a broken sensor is an error and no temperature, whatever the word order", () => {
  const says = (profile: unknown, hex: string) => {
    const driver = driverOf("modbus-rtu", profile);
    const link = linkOf(driver as never, profile, { clock: () => new Date(0) });
    link.tick(0);
    return link.hear(withCrc(hex), 1).decoded.map(({ said }) => said);
  };
  const one = (order: string) => ({ registers: [{ address: 0, order, unit: "°C" }] });
  for (const [order, hex] of Object.entries({ ABCD: "47F12000", CDAB: "200047F1", BADC: "F1470020", DCBA: "0020F147" }))
    expect(says(one(order), `010304${hex}`)[1]).toMatchObject({ value: "123456", unit: "°C" });
  expect(says(one("ABCD"), "0103047fc00000")[1]).toMatchObject({ kind: "rejected", reason: "error" });
  expect(says({ registers: [{ address: 0 }] }, "0103028000")[1]).toMatchObject({ kind: "rejected", reason: "error" });
});

test("the journal has every byte in order through restarts, and its torn end is cut away", async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "lims-journal-"));
  const opened = () => openJournal({ folder, log: aLog(), keepMs: 1e12, segmentBytes: 600 });
  const at = new Date("2026-11-24T01:00:00Z");
  let journal = await opened();
  for (let turn = 0; turn < 12; turn += 1) await journal.of("a").append(at, Buffer.from(`line ${turn}\r\n`));
  await journal.of("b").append(at, Buffer.from("other"));
  await journal.close();
  const newest = path.join(folder, readdirSync(folder).toSorted().at(-1) ?? "");
  writeFileSync(newest, `${readFileSync(newest, "utf8")}0123abcd {"n":`);
  journal = await opened();
  const from = journal.of("a").opened(at);
  await journal.of("a").append(at, Buffer.from("after"));
  await journal.close();
  const entries = await readJournal(folder, "a");
  const bytes = Buffer.concat(entries.map((entry) => Buffer.from("bytes" in entry ? entry.bytes : "", "base64")));
  expect(bytes.toString()).toBe(`${Array.from({ length: 12 }, (_, turn) => `line ${turn}\r\n`).join("")}after`);
  expect(from).toBe(bytes.length - 5);
});

test("a recorded session is played against our side: what we say, what we understood, and whether it was right", async () => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "lims-session-")), "session.json");
  const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  const steps = [{ dev: "05" }, { host: "06" }];
  const play = (last: string) => {
    const frames = records.flatMap((record, at) => [
      { dev: hexOf(astmFrame(at + 1, record)) },
      { host: at === 4 ? last : "06" },
    ]);
    writeFileSync(file, JSON.stringify({ protocol: "astm", steps: [...steps, ...frames, { dev: "04" }] }));
    return answersTo(process.execPath, [path.join(projectRoot, "dist/server/cli.js"), "replay", "--session", file], "");
  };
  const right = await play("06");
  expect(right.code).toBe(0);
  expect(right.lines.filter(({ kind }) => kind === "host")).toEqual(
    Array.from({ length: 6 }, () => ({ kind: "host", hex: "06" })),
  );
  expect(right.lines.filter(({ kind }) => kind === "reading").map(({ value }) => value)).toEqual(["0.031", "0.5"]);
  expect((await play("15")).code).toBe(1);
});

function withCrc(hex: string): Buffer {
  const bytes = Buffer.from(hex, "hex");
  const crc = modbusCrc(bytes);
  return Buffer.concat([bytes, Buffer.from([crc & 0xff, crc >> 8])]);
}
