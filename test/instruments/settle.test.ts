import { expect, test } from "vitest";
import { decodeAll } from "../../instruments/drivers/decode.ts";
import { mettlerMtSics } from "../../instruments/drivers/mettler-mt-sics.ts";
import { settling } from "../../instruments/settle.ts";

function readingsOf(...lines: string[]): string[] {
  const isReading = settling();
  const bytes = Buffer.from(lines.map((line) => `${line}\r\n`).join(""));
  return decodeAll(mettlerMtSics, bytes)
    .filter(({ said }) => isReading(said))
    .map(({ said }) => (said.kind === "reading" ? (said.value ?? "") : said.kind === "rejected" ? said.reason : ""));
}

test("a streaming balance gives one reading for each load that came to rest", () => {
  expect(
    readingsOf(
      "S S 0.0000 g",
      "S D 12.0 g",
      "S S 30.1202 g",
      "S S 30.1202 g",
      "S S 30.1203 g",
      "S D 5.0 g",
      "S S 0.0002 g",
      "S S 2.5000 g",
    ),
  ).toEqual(["30.1202", "2.5000"]);
});

test("an empty pan is no reading, and a load below thirty digits neither", () => {
  expect(readingsOf("S S 0.0000 g", "S S 0.0029 g", "S S -0.0029 g", "S S 0.0030 g")).toEqual(["0.0030"]);
});

test("an overload in a stream is said once, not ten times a second", () => {
  expect(readingsOf("S +", "S +", "S +", "S S 3.0000 g", "S +")).toEqual(["overload", "3.0000", "overload"]);
});
