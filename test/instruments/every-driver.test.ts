import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeAll, decoder } from "../../instruments/drivers/decode.ts";
import type { Decoded } from "../../instruments/drivers/decode.ts";
import type { Driver } from "../../instruments/drivers/driver.ts";
import { driverOf, families } from "../../instruments/drivers/index.ts";
import { mutate, mutations } from "./mutations.ts";
import { cuts, decodeCut, ownRecordings, sharedCaptures } from "./recording.ts";
import type { Recording } from "./recording.ts";

// What holds for every driver, whatever it speaks. What a recording says in particular stands in the tests of its driver.

const files = new Set(["csv", "quantstudio", "genexpert", "multiskan"]); // a file is one frame: nothing follows it
const withChecksum = new Set(["astm", "contour", "olympus", "modbus-rtu", "quantstudio"]); // a ZIP has CRC-32
const cases = Number(process.env["LIMS_FUZZ_CASES"] ?? 100_000);
const seed = Number(process.env["LIMS_FUZZ_SEED"] ?? Date.now() % 2 ** 31);

const drivers = Object.keys(families).map((name) => {
  const driver = driverOf(name);
  if (!driver) throw new Error(name);
  return { name, driver, recordings: [...ownRecordings(`${name}-`), ...onLines(sharedCaptures(name))] };
});
const perByte = cases / drivers.reduce((sum, { recordings }) => sum + weightOf(recordings), 0);

describe.each(drivers)("$name", ({ name, driver, recordings }) => {
  test("has recordings that every driver is held against", () => {
    expect(recordings.length).toBeGreaterThan(0);
  });

  test("says the same however the bytes are cut, and counts each byte once", () => {
    for (const { bytes } of recordings) {
      const whole = told(decodeAll(driver, bytes));
      expect(told(decodeCut(driver, bytes, [1]))).toEqual(whole);
      fc.assert(
        fc.property(cuts, (lengths) => {
          expect(told(decodeCut(driver, bytes, lengths))).toEqual(whole);
        }),
        { numRuns: 20, seed },
      );
      expect(lengthOf(decodeAll(driver, bytes))).toBe(bytes.length);
    }
  });

  test(`survives damaged recordings (seed ${seed})`, () => {
    const run = { numRuns: Math.ceil(weightOf(recordings) * perByte), seed, verbose: 1 };
    if (recordings.length === 0) return;
    fc.assert(
      fc.property(fc.constantFrom(...recordings), mutations, ({ bytes }, changes) => {
        const damaged = mutate(bytes, changes);
        const said = files.has(name) ? decodeAll(driver, damaged) : beside(driver, bytes, damaged);
        expect(lengthOf(said)).toBe(files.has(name) ? damaged.length : damaged.length + 3 * bytes.length);
        if (!withChecksum.has(name)) expectVerbatim(said);
      }),
      run,
    );
  }, 600_000);

  test("keeps little in memory while it is fed what never ends", () => {
    const noise = Buffer.alloc(1 << 16);
    for (let at = 0; at < noise.length; at += 1) noise[at] = (at * 7919 + (at >> 3)) & 0xff;
    for (const flood of [Buffer.alloc(1 << 16, 0x41), Buffer.alloc(1 << 16), noise]) {
      const decode = decoder(driver);
      let longest = 0;
      let fed = 0;
      let came = 0;
      const rounds = files.has(name) ? 4 : 40;
      for (let turn = 0; turn < rounds; turn += 1) {
        fed += flood.length;
        for (const { raw, part } of decode.push(flood)) {
          if (part > 0) continue;
          came += raw.length;
          longest = Math.max(longest, raw.length);
        }
      }
      if (!files.has(name)) expect(fed - came).toBeLessThanOrEqual(2 * 1024 * 1024);
      for (const { raw, part } of decode.end()) if (part === 0) came += raw.length;
      expect(came).toBe(fed);
    }
  });
});

/** A whole recording, the damaged one, and two whole ones: the first and the last must be told as if they stood alone. */
function beside(driver: Driver, bytes: Uint8Array, damaged: Uint8Array): Decoded[] {
  const said = decodeAll(driver, Buffer.concat([bytes, damaged, bytes, bytes]));
  const alone = readings(decodeAll(driver, bytes));
  const all = readings(said);
  if (endsClean(driver, bytes)) {
    expect(all.slice(0, alone.length)).toEqual(alone);
    expect(all.slice(all.length - alone.length)).toEqual(alone);
  }
  return said;
}

/** A recording whose last frame waits for more would swallow what follows it, as it should. */
function endsClean(driver: Driver, bytes: Uint8Array): boolean {
  const twice = readings(decodeAll(driver, Buffer.concat([bytes, bytes])));
  return twice.length === 2 * readings(decodeAll(driver, bytes)).length;
}

function expectVerbatim(said: readonly Decoded[]): void {
  for (const { raw, said: each } of said) {
    if (each.kind !== "reading" || each.value === null) continue;
    const text = Buffer.from(raw).toString("latin1");
    expect(text.replaceAll(/\s/g, "")).toContain(each.value.replace(/^-/, ""));
  }
}

function readings(said: readonly Decoded[]): unknown[] {
  return said.flatMap(({ said: each }) => (each.kind === "reading" || each.kind === "scan" ? [each] : []));
}

function told(said: readonly Decoded[]): unknown[] {
  return said.map(({ raw, offset, part, said: each }) => ({
    raw: Buffer.from(raw).toString("hex"),
    offset,
    part,
    each,
  }));
}

function lengthOf(said: readonly Decoded[]): number {
  return said.reduce((sum, { raw, part }) => sum + (part === 0 ? raw.length : 0), 0);
}

/** Messages as text files are one frame, like exports: what is put beside them belongs to them. */
function onLines(captures: Recording[] | null): Recording[] {
  return (captures ?? []).filter(({ name }) => files.has(name) || name.endsWith(".bin"));
}

/** Short recordings are worth as many cases as long ones cost time. */
function weightOf(recordings: readonly Recording[]): number {
  return recordings.reduce((sum, { bytes }) => sum + 1 / Math.max(1, bytes.length / 200), 0);
}
