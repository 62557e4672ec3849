import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeAll, decoder } from "../../instruments/drivers/decode.ts";
import type { Said } from "../../instruments/drivers/driver.ts";
import { mettlerMtSics as driver } from "../../instruments/drivers/mettler-mt-sics.ts";
import { cuts, decodeCut, ownRecordings, sharedCaptures, sharedSession } from "./recording.ts";

const runs = { numRuns: 300, seed: 20261201 };
const own = ownRecordings("mt-sics");
const shared = sharedCaptures("mt-sics");
const saidOf = (bytes: Uint8Array | string): Said[] =>
  decodeAll(driver, typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes).map(({ said }) => said);

describe.each(own)("recording $name", ({ bytes, expected }) => {
  test("says what stands beside it", () => {
    expect(saidOf(bytes)).toEqual(expected);
  });

  test("says the same byte by byte and in any pieces", () => {
    const whole = decodeAll(driver, bytes);
    expect(decodeCut(driver, bytes, [1])).toEqual(whole);
    fc.assert(
      fc.property(cuts, (lengths) => {
        expect(decodeCut(driver, bytes, lengths)).toEqual(whole);
      }),
      runs,
    );
  });
});

describe.skipIf(!shared)("messages of real instruments (skipped where ../shared/captures is missing)", () => {
  test.each(shared ?? [])("$name says what its index says, whole and in any pieces", ({ bytes, expected }) => {
    const whole = decodeAll(driver, bytes);
    expect(
      inWordsOfTheIndex(
        whole.map(({ said }) => said),
        Array.isArray(expected),
      ),
    ).toEqual(expected);
    expect(decodeCut(driver, bytes, [1])).toEqual(whole);
    fc.assert(
      fc.property(cuts, (lengths) => {
        expect(decodeCut(driver, bytes, lengths)).toEqual(whole);
      }),
      runs,
    );
  });
});

const dialog = sharedSession("mtsics_dialog.json");
test.skipIf(!dialog)("a conversation gives its readings (skipped where ../shared/captures is missing)", () => {
  const each = decoder(driver);
  const said = (dialog?.pieces ?? []).flatMap((piece) => each.push(piece)).map((decoded) => decoded.said);
  const readings = said.filter(({ kind }) => kind === "reading");
  expect(readings.map(itemOf)).toEqual(dialog?.readings);
});

test("a weight that lost its beginning, its end or its unit is no weight", () => {
  const line = "S S    30.1202 g\r\n";
  for (let cut = 1; cut < line.length; cut += 1) {
    expect(saidOf(line.slice(cut)).every((said) => said.kind !== "reading")).toBe(true);
    expect(saidOf(line.slice(0, cut)).every((said) => said.kind !== "reading")).toBe(true);
  }
});

test("the first line after a port was opened is presumed cut unless it has its head", () => {
  const first = (text: string) => decoder(driver, { midstream: true }).push(Buffer.from(text))[0]?.said;
  expect(first("    30.1202 g\r\n")).toEqual({ kind: "rejected", reason: "truncated" });
  expect(first("S S    30.1202 g\r\n")).toMatchObject({ kind: "reading", value: "30.1202" });
});

test("an error word behind status S is no weight", () => {
  expect(saidOf("S S Error 10b\r\n")).toEqual([{ kind: "rejected", reason: "error", of: "S", code: "10b" }]);
});

test("another dialect that begins alike (S and blanks) gives no weight", () => {
  expect(saidOf("S       0.00 GN\r\nSD     -1.14 GN\r\n").map(({ kind }) => kind)).toEqual(["rejected", "rejected"]);
});

test("no damage to the bytes makes a weight that does not stand in them", () => {
  const clean = Buffer.concat(own.map(({ bytes }) => bytes));
  const damage = fc.array(
    fc.record({
      how: fc.constantFrom("flip", "drop", "double", "insert"),
      at: fc.integer({ min: 0, max: clean.length - 1 }),
      bit: fc.integer({ min: 0, max: 7 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(damage, cuts, (wounds, lengths) => {
      let bytes: Buffer = Buffer.from(clean);
      for (const { how, at, bit } of wounds) bytes = wound(bytes, how, at, bit);
      for (const { raw, said } of decodeCut(driver, bytes, lengths)) {
        if (said.kind !== "reading") continue;
        const line = Buffer.from(raw).toString("latin1");
        expect(bytes.includes(Buffer.from(raw))).toBe(true);
        expect(line).toMatch(/^S [SD] +-?\d+(\.\d+)? \S+ *\r\n$/);
        expect(line).toContain(` ${said.value} ${said.unit}`);
      }
    }),
    { numRuns: 5000, seed: 20261201 },
  );
});

function wound(bytes: Buffer, how: string, at: number, bit: number): Buffer {
  if (at >= bytes.length) return bytes;
  const before = bytes.subarray(0, at);
  if (how === "drop") return Buffer.concat([before, bytes.subarray(at + 1)]);
  if (how === "double") return Buffer.concat([before, bytes.subarray(at, at + 1), bytes.subarray(at)]);
  if (how === "insert") return Buffer.concat([before, Buffer.from([(at * 37 + bit) % 256]), bytes.subarray(at)]);
  const flipped = Buffer.from(bytes);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
  return flipped;
}

/** The index describes messages in words of its own: readings and errors as a list, an identity as one object. */
function inWordsOfTheIndex(said: Said[], asList: boolean): unknown {
  if (asList) return said.map(itemOf);
  const identity: Record<string, unknown> = {};
  for (const each of said) {
    if (each.kind !== "identity") continue;
    const { of, parts = [], model, capacity, unit, serial, software } = each;
    if (of === "I4") identity.serial = serial;
    if (of === "I2") Object.assign(identity, { model }, capacity === undefined ? {} : { capacity, unit });
    if (of === "I3" && said.some((other) => other.kind === "identity" && other.parts?.includes("x1")))
      identity.software = software;
    if (of === "I1" && /^\d+$/.test(parts[0] ?? "")) identity.levels = parts[0];
  }
  const listed = listOf(said);
  if (listed.length > 0 && identity.serial === undefined) return { commands: listed };
  return listed.length > 0 ? { ...identity, i0: listed } : identity;
}

function listOf(said: Said[]): unknown[] {
  return said.flatMap((each) =>
    each.kind === "identity" && each.of === "I0" && each.parts?.length ? [each.parts] : [],
  );
}

function itemOf(said: Said): unknown {
  if (said.kind === "reading") return { value: said.value, unit: said.unit, stable: said.stable };
  if (said.kind === "identity") return { reset: said.serial };
  if (said.kind === "reply") {
    if (said.what === "tare") return { tare: said.value, unit: said.unit };
    return said.what === "zero" ? { zero: "ok" } : { tare: "cleared" };
  }
  if (said.kind !== "rejected") throw new Error(`no balance says ${said.kind}`);
  const names: Record<string, string> = { ES: "syntax", ET: "transmission", EL: "logical", L: "bad-parameter" };
  const reason = said.reason === "busy" ? "busy-or-timeout" : said.reason;
  return { error: said.code === undefined ? reason : (names[said.code] ?? said.code) };
}
