import { expect, test } from "vitest";
import { driverOf } from "../../instruments/drivers/index.ts";
import { astmFrame } from "../../instruments/framing/astm-units.ts";
import { mllpBlock } from "../../instruments/framing/mllp.ts";
import type { JournalEntry } from "../../instruments/journal/entry.ts";
import { unkeptReadings } from "../../instruments/recover.ts";

// What a killed gateway left in its journal, and what of it was in its outbox.

const instrument = (driver: string) => ({ number: "5622900260000013", mode: "listen" as const, live: false, driver });
const driver = (name: string) => driverOf(name) ?? expect.fail(name);

/** A journal: connections, each with the bytes that came, a second apart. */
function journal(...connections: Buffer[][]): { entries: JournalEntry[]; end: number } {
  let from = 0;
  let n = 0;
  const entries = connections.flatMap((parts): JournalEntry[] => {
    const head = { n: ++n, instrument: "5622900260000013", at: new Date(n * 60_000).toISOString(), from, opened: true };
    return [
      head as JournalEntry,
      ...parts.map((bytes) => {
        const entry = { n: ++n, instrument: "5622900260000013", at: new Date(n * 60_000).toISOString(), from };
        from += bytes.length;
        return { ...entry, bytes: bytes.toString("base64") } as JournalEntry;
      }),
    ];
  });
  return { entries, end: from };
}

const records = ["H|\\^&|||SIM\r", "P|1\r", "O|1|SIM1||^^^GLU\r", "R|1|^^^GLU|5.10|mmol/L\r", "L|1|N\r"];
const message = Buffer.concat([Buffer.from([5]), ...records.map((record, at) => astmFrame(at + 1, record))]);
const weight = (text: string) => Buffer.from(`S S ${text.padStart(10)} g\r\n`);

test("bytes behind the last kept reading become readings, those before it do not", () => {
  const { entries } = journal([weight("1.0001"), weight("1.0002")], [weight("1.0003")]);
  const from = (keptUpTo: number | null) =>
    unkeptReadings(instrument("mt-sics"), driver("mt-sics"), entries, keptUpTo).map(({ value }) => value);
  const one = weight("1.0001").length;
  expect(from(null)).toEqual(["1.0001", "1.0002", "1.0003"]);
  expect(from(one)).toEqual(["1.0002", "1.0003"]);
  expect(from(3 * one)).toEqual([]);
});

test("a message that came again because its answer was lost in a kill is no second one, however often the gateway dies", () => {
  const astm = driver("astm");
  const once = journal([message]);
  expect(unkeptReadings(instrument("astm"), astm, once.entries, null)).toHaveLength(1);
  // kept, killed before the answer, sent again after the restart, killed again before anything else came
  const again = journal([message], [message]);
  expect(unkeptReadings(instrument("astm"), astm, again.entries, message.length)).toEqual([]);
  const thrice = journal([message], [message], [message]);
  expect(unkeptReadings(instrument("astm"), astm, thrice.entries, message.length)).toEqual([]);
  // another message behind it is another measurement
  const other = Buffer.concat([
    Buffer.from([5]),
    ...records.map((record, at) => astmFrame(at + 1, record.replace("SIM1", "SIM2"))),
  ]);
  const two = journal([message], [message, Buffer.from([4]), other]);
  const found = unkeptReadings(instrument("astm"), astm, two.entries, message.length);
  expect(found.map(({ details }) => details?.["sample"])).toEqual(["SIM2"]);
});

test("the same on an HL7 line", () => {
  const block = Buffer.from(
    mllpBlock("MSH|^~\\&|READER|LAB|||20261124||ORU^R01|a1|P|2.6\rOBR|1|YP7\rOBX|1|NM|OD||0.415\r"),
  );
  const hl7 = driver("hl7");
  expect(unkeptReadings(instrument("hl7"), hl7, journal([block]).entries, null)).toHaveLength(1);
  expect(unkeptReadings(instrument("hl7"), hl7, journal([block], [block]).entries, block.length)).toEqual([]);
});
