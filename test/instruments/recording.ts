import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { decoder } from "../../instruments/drivers/decode.ts";
import type { Decoded } from "../../instruments/drivers/decode.ts";
import type { Driver } from "../../instruments/drivers/driver.ts";

const own = path.join(import.meta.dirname, "recordings");
const shared = path.join(import.meta.dirname, "../../../shared/captures");

export type Recording = { name: string; bytes: Buffer; expected: unknown };

/** Recordings that belong to the repository: bytes and, beside them, what they say. */
export function ownRecordings(begin: string): Recording[] {
  return readdirSync(own)
    .filter((file) => file.startsWith(begin) && file.endsWith(".bin"))
    .map((file) => ({
      name: file.replace(".bin", ""),
      bytes: readFileSync(path.join(own, file)),
      expected: JSON.parse(readFileSync(path.join(own, file.replace(".bin", ".json")), "utf8")) as unknown,
    }));
}

/** Messages of real instruments that lie beside the repository, where they do. */
export function sharedCaptures(driver: string): Recording[] | null {
  if (!existsSync(path.join(shared, "index.json"))) return null;
  const index = JSON.parse(readFileSync(path.join(shared, "index.json"), "utf8")) as {
    entries: { file: string; driver?: string; expect: unknown }[];
  };
  return index.entries
    .filter((entry) => entry.driver === driver && !entry.file.endsWith(".json"))
    .map((entry) => ({ name: entry.file, bytes: readFileSync(path.join(shared, entry.file)), expected: entry.expect }));
}

/** A conversation with an instrument, where it lies beside the repository: what the device says, and what is in it. */
export function sharedSession(file: string): { pieces: Buffer[]; readings: unknown[] } | null {
  const place = path.join(shared, "sessions", file);
  if (!existsSync(place)) return null;
  const session = JSON.parse(readFileSync(place, "utf8")) as {
    steps: { dev?: string }[];
    expect: { readings: unknown[] };
  };
  return {
    pieces: session.steps.flatMap(({ dev }) => (dev === undefined ? [] : [Buffer.from(dev, "hex")])),
    readings: session.expect.readings,
  };
}

/** Lengths at which bytes are cut, again and again until they are used up. */
export const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });

export function decodeCut(driver: Driver, bytes: Uint8Array, lengths: number[]): Decoded[] {
  const each = decoder(driver);
  const said: Decoded[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    said.push(...each.push(bytes.subarray(at, at + length)));
    at += length;
  }
  return [...said, ...each.end()];
}
