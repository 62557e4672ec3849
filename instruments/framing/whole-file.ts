import type { Frame, Framing } from "./frame.ts";

/** A file: all bytes up to its end are one frame. What is larger than an export of results can be is given up in pieces. */
export function wholeFile(largest = 32 * 1024 * 1024): Framing {
  let held: Uint8Array[] = [];
  let length = 0;
  let isTooLarge = false;

  return {
    push(bytes) {
      held.push(bytes.slice());
      length += bytes.length;
      if (length <= largest && !isTooLarge) return [];
      isTooLarge = true;
      return [take()];
    },
    end: () => (length === 0 ? [] : [take()]),
  };

  function take(): Frame {
    const raw = Buffer.concat(held);
    held = [];
    length = 0;
    return { raw, body: raw, end: isTooLarge ? "none" : "whole", fault: isTooLarge ? "too_long" : null };
  }
}
