import { crc32 } from "node:zlib";
import { z } from "zod";
import { DeliveredReading } from "../../server/readings/contract.ts";

// The outbox is a file of lines, so that a person can read it with any program: checksum, blank, JSON. A line whose
// checksum does not fit was never acknowledged (a power cut in mid-write) or was damaged later (a bad disk).

/** A reading before it has its place in the sequence that the server counts. */
export const NewReading = DeliveredReading.omit({ sequence: true });
export type NewReading = z.output<typeof NewReading>;

/** Local number `n` and its reading, or the mark: everything up to local number `upTo` is the server's up to `server`. */
const OutboxRecord = z.union([
  z.object({ n: z.int().positive(), reading: NewReading }),
  z.object({ upTo: z.int().nonnegative(), server: z.int().nonnegative() }),
]);
export type OutboxRecord = z.output<typeof OutboxRecord>;

/** One record as a line of the file. */
export function writeRecord(record: OutboxRecord): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  return Buffer.concat([Buffer.from(`${checksum(json)} `), json, Buffer.from("\n")]);
}

export type ReadLine = { readonly record: OutboxRecord | null; readonly end: number };

/** The lines of a piece of the file; `end` is where each stops. A last line without its end is left out. */
export function readLines(bytes: Buffer): ReadLine[] {
  const lines: ReadLine[] = [];
  let start = 0;
  for (let stop = bytes.indexOf(10); stop >= 0; stop = bytes.indexOf(10, start)) {
    lines.push({ record: readRecord(bytes.subarray(start, stop)), end: stop + 1 });
    start = stop + 1;
  }
  return lines;
}

function readRecord(line: Buffer): OutboxRecord | null {
  const json = line.subarray(9);
  if (line.subarray(0, 9).toString("latin1") !== `${checksum(json)} `) return null;
  try {
    return OutboxRecord.parse(JSON.parse(json.toString("utf8")));
  } catch {
    return null;
  }
}

function checksum(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).padStart(8, "0");
}
