import { spawn } from "node:child_process";
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { openOutbox } from "../../instruments/outbox/outbox.ts";
import type { Outbox } from "../../instruments/outbox/outbox.ts";
import { aFolder, aLog, aReading, until } from "./bench.ts";

const everything = 1_000_000;
const open = (folder: string, more: { segmentBytes?: number; keepDeliveredMs?: number } = {}) =>
  openOutbox({ folder, log: aLog(), ...more });
const valuesOf = async (outbox: Outbox) =>
  (await outbox.next(everything, Infinity)).map(({ sequence, value }) => `${sequence}:${value}`);
const values = (from: number, to: number, ahead = 0) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index + ahead}:${aReading(from + index).value}`);

async function keep(outbox: Outbox, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1) await outbox.keep(aReading(n));
}

test("what was kept is delivered in order and without a hole, also after a restart", async () => {
  const folder = await aFolder();
  const first = await open(folder);
  await first.agree(0);
  await keep(first, 1, 3);
  await first.close();

  const second = await open(folder);
  await keep(second, 4, 5);
  expect(await valuesOf(second)).toEqual(values(1, 5));
  await second.close();
});

test("nothing is delivered before the server's mark is known, and counting goes on from it", async () => {
  const folder = await aFolder();
  const outbox = await open(folder);
  await keep(outbox, 1, 2);
  expect(await outbox.next(10, Infinity)).toEqual([]);
  await outbox.agree(500);
  expect(await valuesOf(outbox)).toEqual(values(1, 2, 500));
  await outbox.close();

  const again = await open(folder);
  await again.agree(501);
  expect(await valuesOf(again)).toEqual(values(2, 2, 500));
  await again.close();
});

test("a delivered reading is not delivered again, a repeated mark is harmless", async () => {
  const outbox = await open(await aFolder());
  await outbox.agree(0);
  await keep(outbox, 1, 4);
  expect(await outbox.agree(3)).toBe("agreed");
  expect(await outbox.agree(3)).toBe("agreed");
  expect(await valuesOf(outbox)).toEqual(values(4, 4));
  expect(outbox.state().waiting).toBe(1);
  await outbox.close();
});

test("a server put back to an older state gets its readings once more", async () => {
  const outbox = await open(await aFolder(), { segmentBytes: 900 });
  await outbox.agree(7);
  await keep(outbox, 1, 9);
  await outbox.agree(14);
  expect(await outbox.agree(9)).toBe("agreed");
  expect(await valuesOf(outbox)).toEqual(values(3, 9, 7));
  expect(await outbox.agree(16)).toBe("agreed");
  expect(await outbox.agree(7)).toBe("agreed");
  expect(await valuesOf(outbox)).toEqual(values(1, 9, 7));
  await outbox.close();
});

test("a server that knows more than this disk, or asks for what is gone, is not answered with guesses", async () => {
  const outbox = await open(await aFolder());
  await outbox.agree(10);
  await keep(outbox, 1, 2);
  expect(await outbox.agree(13)).toBe("server-ahead");
  expect(await outbox.agree(9)).toBe("server-behind");
  expect(await valuesOf(outbox)).toEqual(values(1, 2, 10));
  await outbox.close();
});

test("a batch ends at its number of readings or of bytes, and holds at least one", async () => {
  const outbox = await open(await aFolder());
  await outbox.agree(0);
  await keep(outbox, 1, 6);
  expect(await outbox.next(2, Infinity)).toHaveLength(2);
  expect(await outbox.next(6, 700)).toHaveLength(2);
  expect(await outbox.next(6, 1)).toHaveLength(1);
  await outbox.close();
});

test("files of delivered readings go when their time is over, and counting survives it", async () => {
  const folder = await aFolder();
  const outbox = await open(folder, { segmentBytes: 900, keepDeliveredMs: 0 });
  await outbox.agree(0);
  await keep(outbox, 1, 30);
  await outbox.agree(30);
  expect((await readdir(folder)).length).toBe(1);
  await keep(outbox, 31, 31);
  await outbox.close();

  const again = await open(folder);
  expect(await valuesOf(again)).toEqual(values(31, 31));
  await again.close();
});

test("a tail torn at any byte costs only what was never acknowledged", async () => {
  const folder = await aFolder();
  const outbox = await open(folder);
  await outbox.agree(0);
  await keep(outbox, 1, 2);
  const file = path.join(folder, (await readdir(folder))[0] ?? "");
  const before = (await readFile(file)).length;
  await keep(outbox, 3, 3);
  await outbox.close();
  const whole = await readFile(file);

  for (let length = before; length < whole.length; length += 7) {
    const torn = await aFolder();
    await writeFile(path.join(torn, path.basename(file)), whole.subarray(0, length));
    const again = await open(torn);
    await keep(again, 4, 4);
    expect((await valuesOf(again)).map((text) => text.split(":")[1])).toEqual([1, 2, 4].map((n) => aReading(n).value));
    await again.close();
  }
});

test("rubbish behind the last line is cut away, and a damaged line in the middle leaves no hole in the numbers", async () => {
  const folder = await aFolder();
  const outbox = await open(folder);
  await outbox.agree(0);
  await keep(outbox, 1, 3);
  await outbox.close();
  const file = path.join(folder, (await readdir(folder))[0] ?? "");
  const bytes = await readFile(file);
  const second = bytes.indexOf(`"value":"${aReading(2).value}"`);
  bytes[second + 9] = "9".charCodeAt(0);
  await writeFile(file, bytes);
  await appendFile(file, Buffer.alloc(300));

  const log = aLog();
  const again = await openOutbox({ folder, log });
  expect(await valuesOf(again)).toEqual([`1:${aReading(1).value}`, `2:${aReading(3).value}`]);
  expect(log.heard.map(({ event }) => event)).toEqual([
    "outbox lines damaged on the disk",
    "outbox cut back to its last whole line",
  ]);
  await again.close();
});

test("an empty file, as a crash between creating and writing leaves it, is no obstacle", async () => {
  const folder = await aFolder();
  const outbox = await open(folder);
  await outbox.agree(0);
  await keep(outbox, 1, 1);
  await outbox.close();
  await writeFile(path.join(folder, "readings-00000002.log"), "");
  const again = await open(folder);
  await keep(again, 2, 2);
  expect(await valuesOf(again)).toEqual(values(1, 2));
  await again.close();
});

test("a disk that takes nothing for a while is waited for", async () => {
  const folder = await aFolder();
  const log = aLog();
  const outbox = await openOutbox({ folder, log });
  await rm(folder, { recursive: true });
  const kept = outbox.keep(aReading(1));
  await until("the outbox says so", () => outbox.state().trouble !== null);
  await mkdir(folder);
  await kept;
  await outbox.agree(0);
  expect(await valuesOf(outbox)).toEqual(values(1, 1));
  expect(outbox.state().trouble).toBe(null);
  expect(log.heard.map(({ event }) => event)).toEqual([
    "outbox cannot write to the disk, trying on",
    "outbox writes to the disk again",
  ]);
  await outbox.close();
});

test("killed at random moments, it loses nothing that counted as kept and doubles nothing", async () => {
  const folder = await aFolder();
  const acknowledged = new Set<number>();
  let next = 1;
  for (let kill = 0; kill < 4; kill += 1) {
    const { told, after } = await writeUntilKilled(folder, next);
    for (const n of told) acknowledged.add(n);
    next = after;
  }
  const outbox = await open(folder);
  const found = (await outbox.next(everything, Infinity)).map(({ sequence, value }) => ({ sequence, value }));
  expect(acknowledged.size).toBeGreaterThan(100);
  expect(found.map(({ sequence }) => sequence)).toEqual(found.map((_, index) => index + 1));
  const kept = found.map(({ value }) => value);
  expect(new Set(kept).size).toBe(kept.length);
  expect([...acknowledged].filter((n) => !kept.includes(aReading(n).value))).toEqual([]);
  await outbox.close();
}, 120_000);

/** Runs the writer as a process and kills it some time after its first acknowledgement. */
async function writeUntilKilled(folder: string, from: number): Promise<{ told: number[]; after: number }> {
  const writer = path.join(import.meta.dirname, "outbox-writer.ts");
  const child = spawn(process.execPath, ["--import", "tsx", writer, folder, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (bytes: Buffer) => {
    if (text === "") setTimeout(() => child.kill("SIGKILL"), 20 + Math.random() * 300);
    text += String(bytes);
  });
  await new Promise((resolve) => child.once("close", resolve));
  const told = text.slice(0, text.lastIndexOf("\n")).split("\n").map(Number);
  // numbers that were on their way when it died may be on the disk: the next writer begins far behind them
  return { told, after: Math.max(...told) + 1_000 };
}
