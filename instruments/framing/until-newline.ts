import type { Frame, Framing } from "./frame.ts";

const CR = 13;
const LF = 10;
const endLengths = { crlf: 2, lf: 1, cr: 1, none: 0 } as const;

/**
 * Lines that end in CR LF, and damaged ones that end in either alone, so that one lost byte spoils one line and not two.
 * A run without an end is given up in pieces of `longest` bytes until a line end comes: with a wrong baud rate there is
 * none for hours, and memory stays bounded.
 * `crAlone`: for instruments that end with CR alone, where only silence behind it tells that no LF follows.
 */
export function untilNewline(longest = 4096, { crAlone = false } = {}): Framing {
  const held = new Uint8Array(longest);
  let length = 0;
  let overrun = false; // inside a run that is already too long

  return crAlone ? { push, end, pause } : { push, end };

  function push(bytes: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (const byte of bytes) {
      if (length > 0 && held[length - 1] === CR && byte !== LF) frames.push(take("cr"));
      if (length === longest) {
        frames.push(take("none", "too_long"));
        overrun = true;
      }
      held[length++] = byte;
      if (byte === LF) frames.push(take(length > 1 && held[length - 2] === CR ? "crlf" : "lf"));
    }
    return frames;
  }

  function pause(): Frame[] {
    return length > 0 && held[length - 1] === CR ? [take("cr")] : [];
  }

  function end(): Frame[] {
    if (length === 0) return [];
    return [held[length - 1] === CR ? take("cr") : take("none", "incomplete")];
  }

  function take(lineEnd: keyof typeof endLengths, fault: Frame["fault"] = null): Frame {
    const raw = held.slice(0, length);
    const body = raw.subarray(0, length - endLengths[lineEnd]);
    const frame: Frame = { raw, body, end: lineEnd, fault: overrun ? "too_long" : fault };
    length = 0;
    if (lineEnd !== "none") overrun = false;
    return frame;
  }
}
