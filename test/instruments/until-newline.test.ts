import fc from "fast-check";
import { expect, test } from "vitest";
import { untilNewline } from "../../instruments/framing/until-newline.ts";

const lines = (longest: number, ...pieces: string[]) => {
  const framing = untilNewline(longest);
  const frames = pieces.flatMap((piece) => framing.push(Buffer.from(piece, "latin1")));
  return [...frames, ...framing.end()].map((frame) => [
    Buffer.from(frame.body).toString("latin1"),
    frame.end,
    frame.fault,
  ]);
};

test("a line is whole when its CR LF has come, wherever the bytes were cut", () => {
  expect(lines(50, "S S 1", ".00 g\r", "\nS D")).toEqual([
    ["S S 1.00 g", "crlf", null],
    ["S D", "none", "incomplete"],
  ]);
});

test("a lost LF or CR spoils its own line only", () => {
  expect(lines(50, "a\rb\nc\r\n")).toEqual([
    ["a", "cr", null],
    ["b", "lf", null],
    ["c", "crlf", null],
  ]);
});

test("a run without line ends is given up in pieces, and the next line is read again", () => {
  expect(lines(4, "xxxxyyyyzz\r\nok\r\n")).toEqual([
    ["xxxx", "none", "too_long"],
    ["yyyy", "none", "too_long"],
    ["zz", "crlf", "too_long"],
    ["ok", "crlf", null],
  ]);
});

test("a megabyte of noise is taken byte for byte without being held", () => {
  const framing = untilNewline();
  const noise = Buffer.alloc(64, 0x55);
  let longest = 0;
  let bytes = 0;
  for (let piece = 0; piece < 16_384; piece += 1) {
    for (const frame of framing.push(noise)) {
      longest = Math.max(longest, frame.raw.length);
      bytes += frame.raw.length;
    }
  }
  bytes += framing.end().reduce((sum, frame) => sum + frame.raw.length, 0);
  expect({ longest, bytes }).toEqual({ longest: 4096, bytes: 1024 * 1024 });
});

test("every byte belongs to exactly one frame, in order, however the bytes are cut", () => {
  const dense = fc.array(fc.constantFrom(13, 10, 65, 66, 0), { maxLength: 60 }).map((bytes) => Uint8Array.from(bytes));
  fc.assert(
    fc.property(dense, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (bytes, lengths) => {
      const whole = untilNewline(7);
      const expected = [...whole.push(bytes), ...whole.end()];
      const cut = untilNewline(7);
      const frames = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const length = lengths[turn % lengths.length] ?? 1;
        frames.push(...cut.push(bytes.subarray(at, at + length)));
        at += length;
      }
      frames.push(...cut.end());
      expect(frames).toEqual(expected);
      expect(Buffer.concat(frames.map((frame) => frame.raw))).toEqual(Buffer.from(bytes));
    }),
    { numRuns: 2000, seed: 20261201 },
  );
});
