import { decoder } from "../drivers/decode.ts";
import { driverOf } from "../drivers/index.ts";
import type { NewReading } from "../outbox/record.ts";
import { readJournal } from "../journal/journal.ts";
import { isNoise, toReading } from "../to-reading.ts";

/** A reading as a driver makes it of journaled bytes, with where they stand in the journal. */
export type Reread = { from: number; bytes: number; part: number } & Pick<
  NewReading,
  "value" | "unit" | "stable" | "status" | "kind" | "takenAt"
>;

/**
 * What a driver of today makes of all that a gateway's journal holds of one instrument. Throws when there is no such driver or its
 * settings do not fit.
 */
export async function rereadJournal(asked: {
  folder: string;
  instrument: string;
  driver: string;
  profile: unknown;
}): Promise<Reread[]> {
  const driver = driverOf(asked.driver, asked.profile);
  if (!driver) throw new Error(`unknown driver ${asked.driver}`);
  const found: Reread[] = [];
  let base = 0;
  let decode = decoder(driver, { midstream: true });
  let at = new Date(0);
  const take = (decoded: ReturnType<typeof decode.push>) => {
    for (const one of decoded) {
      if ((one.said.kind !== "reading" && one.said.kind !== "rejected") || isNoise(one.said)) continue;
      const { value, unit, stable, status, kind, takenAt } = toReading(
        one,
        { number: asked.instrument, driver: driver.name },
        at,
      );
      const place = { from: base + one.offset, bytes: one.raw.length, part: one.part };
      found.push({ ...place, value, unit, stable, status, kind, takenAt });
    }
  };
  for (const entry of await readJournal(asked.folder, asked.instrument)) {
    if ("opened" in entry) {
      take(decode.end());
      decode = decoder(driver, { midstream: true });
      base = entry.from;
    }
    if (!("bytes" in entry)) continue;
    at = new Date(entry.at);
    take(decode.push(Buffer.from(entry.bytes, "base64")));
  }
  take(decode.end());
  return found;
}
