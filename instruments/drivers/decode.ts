import type { Frame } from "../framing/frame.ts";
import type { Driver, Said } from "./driver.ts";

/** What some bytes said. */
export type Decoded = {
  readonly raw: Uint8Array;
  readonly offset: number; // of the first of these bytes, counted from the beginning of the connection
  readonly part: number; // several statements can share the same bytes: 0 for the first of them
  readonly said: Said;
};

export type Decoder = {
  push(bytes: Uint8Array): Decoded[];
  /** The line is quiet: see `Framing.pause`. */
  pause(): Decoded[];
  end(): Decoded[];
};

/**
 * Bytes in, statements out: the same statements however the bytes are cut, and every byte in exactly one frame.
 * `midstream` is for a port that was just opened: its first line is presumed cut unless it has a proper head.
 */
export function decoder(driver: Driver, options: { midstream?: boolean } = {}): Decoder {
  const framing = driver.framing();
  const told = teller(driver, options);
  return {
    push: (bytes) => framing.push(bytes).flatMap(told.frame),
    pause: () => (framing.pause?.() ?? []).flatMap(told.frame),
    end: () => [...framing.end().flatMap(told.frame), ...told.end()],
  };
}

/** What the frames of one connection say, one after the other, each with its place. */
export function teller(
  driver: Driver,
  { midstream = false } = {},
): { frame(frame: Frame): Decoded[]; end(): Decoded[] } {
  const reader = driver.reader();
  let first = midstream;
  let offset = 0;

  return {
    frame(frame) {
      const presumedCut = first && !driver.hasHead(frame);
      first = false;
      const from = offset;
      offset += frame.raw.length;
      const read: Said | readonly Said[] = presumedCut ? { kind: "rejected", reason: "truncated" } : reader.read(frame);
      const many = isMany(read) ? read : [read];
      // a frame that says nothing is still told, because its bytes were received
      const statements: readonly Said[] = many.length > 0 ? many : [{ kind: "frame", what: "nothing" }];
      return statements.map((said, part) => ({ raw: frame.raw, offset: from, part, said }));
    },
    // these bytes were already told as frames: what is said now is about the message that they did not finish
    end: () => (reader.end?.() ?? []).map((said) => ({ raw: new Uint8Array(), offset, part: 1, said })),
  };
}

/** All that a whole recording says. */
export function decodeAll(driver: Driver, bytes: Uint8Array): Decoded[] {
  const each = decoder(driver);
  return [...each.push(bytes), ...each.end()];
}

function isMany(said: Said | readonly Said[]): said is readonly Said[] {
  return Array.isArray(said);
}
