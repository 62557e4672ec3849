import type { ConnectedInstrument } from "../server/readings/contract.ts";
import { decoder } from "./drivers/decode.ts";
import type { Decoded } from "./drivers/decode.ts";
import type { Driver } from "./drivers/driver.ts";
import { linkOf } from "./links/link-of.ts";
import type { JournalEntry } from "./journal/entry.ts";
import type { NewReading } from "./outbox/record.ts";
import { settling } from "./settle.ts";
import { isNoise, toReading } from "./to-reading.ts";

/**
 * Readings whose bytes are in the journal and which are not in the outbox: the gateway was killed between the two. `keptUpTo`
 * is the place in the journal up to which the outbox has them; null when it has none of this instrument.
 *
 * Where the gateway itself asks for a display, bytes alone do not tell an answer from a print key; then nothing is made up.
 */
export function unkeptReadings(
  instrument: Pick<ConnectedInstrument, "number" | "mode" | "live" | "profile">,
  driver: Driver,
  entries: readonly JournalEntry[],
  keptUpTo: number | null,
): NewReading[] {
  const isAsked = driver.asks !== null && (instrument.live || instrument.mode === "stream");
  const begin = entries.find((entry) => "from" in entry)?.from;
  if (isAsked || begin === undefined || (keptUpTo === null && begin > 0)) return [];
  const readings: NewReading[] = [];
  let understand = listener(instrument, driver, new Uint8Array());
  let heard = Buffer.alloc(0);
  let isReading = instrument.mode === "stream" ? settling() : () => true;
  let base = begin;
  let frame: { raw: Uint8Array; rows: number } | null = null;
  for (const entry of entries) {
    if ("opened" in entry) {
      understand = listener(instrument, driver, heard);
      isReading = instrument.mode === "stream" ? settling() : () => true;
      base = entry.from;
    }
    if (!("bytes" in entry)) continue;
    const bytes = Buffer.from(entry.bytes, "base64");
    if (repeating.has(driver.name)) heard = Buffer.concat([heard, bytes]).subarray(-mostTail);
    for (const decoded of understand(bytes, Date.parse(entry.at))) take(decoded, new Date(entry.at));
  }
  return readings;

  function take(decoded: Decoded, at: Date): void {
    const { said, raw } = decoded;
    if ((said.kind !== "reading" && said.kind !== "rejected") || isNoise(said) || !isReading(said)) return;
    const journal = { from: base + decoded.offset, bytes: raw.length };
    if (journal.from + journal.bytes <= (keptUpTo ?? 0)) return;
    const isSame = frame?.raw === raw && decoded.part > 0;
    frame = { raw, rows: isSame ? (frame?.rows ?? 0) + 1 : 0 };
    const within = isSame ? frame.rows : undefined;
    readings.push(toReading(decoded, { number: instrument.number, driver: driver.name }, at, { journal, within }));
  }
}

const mostTail = 64 * 1024;
const repeating = new Set(["astm", "contour", "hl7"]);

/**
 * Understands bytes as the line did when they came. Protocols that repeat what was not acknowledged go through their link, which
 * knows a message that comes again, also from before a restart.
 */
function listener(
  { profile }: Pick<ConnectedInstrument, "profile">,
  driver: Driver,
  before: Uint8Array,
): (bytes: Uint8Array, at: number) => readonly Decoded[] {
  if (!repeating.has(driver.name)) {
    const decode = decoder(driver, { midstream: true });
    return (bytes) => decode.push(bytes);
  }
  const link = linkOf(driver, profile, { midstream: true, clock: () => new Date(0), before });
  return (bytes, at) => [...link.tick(at).decoded, ...link.hear(bytes, at).decoded];
}
