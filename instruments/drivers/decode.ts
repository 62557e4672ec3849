import type { Driver, Said } from "./driver.ts";

/** What some bytes said. */
export type Decoded = { readonly raw: Uint8Array; readonly said: Said };

export type Decoder = { push(bytes: Uint8Array): Decoded[]; end(): Decoded[] };

/**
 * Bytes in, statements out: the same statements however the bytes are cut, and every byte in exactly one of them.
 * `midstream` is for a port that was just opened: its first line is presumed cut unless it has a proper head.
 */
export function decoder(driver: Driver, { midstream = false } = {}): Decoder {
  const framing = driver.framing();
  let first = midstream;

  return { push: (bytes) => framing.push(bytes).map(decoded), end: () => framing.end().map(decoded) };

  function decoded(frame: ReturnType<typeof framing.push>[number]): Decoded {
    const presumedCut = first && !driver.hasHead(frame);
    first = false;
    return { raw: frame.raw, said: presumedCut ? { kind: "rejected", reason: "truncated" } : driver.read(frame) };
  }
}

/** All that a whole recording says. */
export function decodeAll(driver: Driver, bytes: Uint8Array): Decoded[] {
  const each = decoder(driver);
  return [...each.push(bytes), ...each.end()];
}
