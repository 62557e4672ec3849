import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { driverOf, families } from "../../instruments/drivers/index.ts";
import { isWanted, startFolder } from "../../instruments/folder.ts";
import { startLine } from "../../instruments/line.ts";
import type { NewReading } from "../../instruments/outbox/record.ts";
import { tcpPort } from "../../instruments/ports/tcp.ts";
import { startSimulatedInstrument } from "../../instruments/simulator/simulated-instrument.ts";
import { fileWriters } from "../../instruments/simulator/spoken-lines.ts";
import { aJournal, aLog, balanceNumber, until } from "./bench.ts";

// Every driver has a simulated instrument, and the gateway reads it over a real connection, with misfortunes.

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const profiles: Record<string, unknown> = {
  "modbus-rtu": { fc: 4, pollEvery: 100, registers: [{ address: 0, type: "int16", scale: "0.1", unit: "°C" }] },
};
const figureless = new Set(["barcode", "contour", "olympus"]); // what they say is no figure
const names = Object.keys(families).filter((name) => name !== "mt-sics" && !fileWriters[name]);

async function aReader(name: string, misfortunes: object) {
  const simulated = await startSimulatedInstrument({ driver: name, connect: { kind: "tcp" }, misfortunes, seed: 7 });
  const driver = driverOf(name, profiles[name]);
  if (!simulated?.tcpPort || !driver) throw new Error(`no simulator for ${name}`);
  stops.push(() => simulated.stop());
  const kept: NewReading[] = [];
  const line = startLine({
    instrument: { number: balanceNumber, mode: "listen", live: false, profile: profiles[name] as never },
    driver,
    open: tcpPort({ kind: "tcp", host: "127.0.0.1", port: simulated.tcpPort }),
    keep: (reading) => Promise.resolve(void kept.push(reading)),
    journal: aJournal(),
    show: () => undefined,
    log: aLog(),
    pace: { retryFirst: 20, retryLongest: 50, quietFirst: 10 },
  });
  stops.push(() => line.stop());
  await until("the port is open", () => line.state() === "open");
  // of a message that was broken off its figures are kept for a person to see, and are no readings
  const values = () =>
    kept.filter(({ status, value }) => status === "reading" && value !== null).map(({ value }) => value);
  return { simulated, line, kept, values };
}

test.each(names)("%s: what it sends is what is kept, in pieces and with noise between", async (name) => {
  const { simulated, line, values } = await aReader(name, { split: 0.5, noise: 0.3 });
  // the first line after opening may be presumed cut
  for (const grams of ["11.1100", "22.2200", "33.3300", "44.4400"]) {
    await simulated.press(grams);
    await new Promise((done) => setTimeout(done, name === "modbus-rtu" ? 250 : 60));
  }
  if (figureless.has(name)) return until("it was heard", () => line.counters().lines >= 3);
  await until("three figures", () => new Set(values()).size >= 3);
  const shown = new Set(simulated.said.flatMap((grams) => told(Number(grams))));
  for (const value of values())
    if (!["23.7", "25.0", "111.2", "99.1"].includes(value ?? "")) expect(shown).toContain(Number(value));
});

test("an analyser whose acknowledgements get lost repeats its frames, and each result is kept once", async () => {
  const { simulated, values } = await aReader("astm", { lostAck: 0.25 });
  for (const grams of ["1.0000", "2.0000", "3.0000"]) await simulated.press(grams);
  await until("three results", () => values().length >= 3);
  expect(values()).toEqual(["1.00", "2.00", "3.00"]);
}, 60_000);

test("a plug that is pulled is put back, and the instrument is read on", async () => {
  const { simulated, line, values } = await aReader("and", {});
  await simulated.press("1.0000");
  simulated.unplug();
  await until("the port was lost and opened again", () => line.counters().opened >= 2);
  for (const grams of ["2.0000", "3.0000"]) await simulated.press(grams);
  await until("two more", () => values().length >= 2);
  expect(values().at(-1)).toBe("3.00");
});

test.each(Object.keys(fileWriters))(
  "%s: a file in the folder is taken once, with its own bytes and its hash",
  async (name) => {
    const drop = mkdtempSync(path.join(os.tmpdir(), "lims-drop-"));
    const folder = mkdtempSync(path.join(os.tmpdir(), "lims-gateway-"));
    const simulated = await startSimulatedInstrument({ driver: name, connect: { kind: "folder", path: drop } });
    const driver = driverOf(name);
    if (!simulated || !driver) throw new Error(name);
    const kept: NewReading[] = [];
    const start = () =>
      startFolder({
        instrument: { number: balanceNumber },
        port: { kind: "folder", path: drop, pattern: "*.csv" },
        driver,
        journal: aJournal(),
        folder,
        keep: (reading) => Promise.resolve(void kept.push(reading)),
        show: () => undefined,
        log: aLog(),
        every: 20,
      });
    const first = start();
    await simulated.press("12.3400");
    await until("the file is taken", () => kept.length > 0);
    await new Promise((done) => setTimeout(done, 150));
    await first.stop();
    const rows = kept.length;
    const second = start();
    stops.push(() => second.stop());
    await simulated.press("56.7800");
    await until("the next file", () => kept.length === 2 * rows);
    await new Promise((done) => setTimeout(done, 150));
    expect(kept).toHaveLength(2 * rows);
    expect(new Set(kept.map(({ file }) => file)).size).toBe(2);
    expect(Buffer.from(kept[0]?.raw ?? "", "base64").toString()).toContain("SIM1");
    expect(kept.slice(1, rows).every(({ raw, within }) => raw === "" && within !== undefined)).toBe(true);
  },
);

test("temporary and hidden files are not looked at", () => {
  expect(["a.csv", "A.CSV", ".a.csv", "~$a.csv", "a.csv.part", "b.txt"].map((name) => isWanted(name, "*.csv"))).toEqual(
    [true, true, false, false, false, false],
  );
});

/** What a figure becomes on the instruments that show another quantity than grams. */
function told(grams: number): number[] {
  return [grams, Number(grams.toFixed(2)), Number((4 + (grams % 6)).toFixed(2)), Math.round(grams * 10) / 10, 0, 25];
}
