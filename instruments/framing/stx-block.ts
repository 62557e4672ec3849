import type { Frame, Framing } from "./frame.ts";

const [STX, ETX, ETB] = [2, 3, 23] as const;

/**
 * STX, text, ETX or ETB, then `checkBytes` bytes that may be anything, so that no control character is looked for among
 * them. What stands outside of blocks is handed out as noise, bare line ends as nothing.
 */
export function stxBlock(checkBytes: 0 | 1, longest = 16_384): Framing {
  let held: number[] = [];
  let inside = false;
  let left = -1; // check bytes still to come

  return {
    push(bytes) {
      const frames: Frame[] = [];
      for (const byte of bytes) take(byte, frames);
      return frames;
    },
    end: () => (held.length === 0 ? [] : [flush(inside ? "incomplete" : outside())]),
  };

  function take(byte: number, frames: Frame[]): void {
    if (left > 0) {
      held.push(byte);
      left -= 1;
      if (left === 0) frames.push(flush(null));
      return;
    }
    if (byte === STX) {
      if (held.length > 0) frames.push(flush(inside ? "incomplete" : outside()));
      inside = true;
    }
    held.push(byte);
    if (inside && (byte === ETX || byte === ETB)) {
      left = checkBytes;
      if (left === 0) frames.push(flush(null));
    } else if (held.length >= (inside ? longest : 256)) frames.push(flush(inside ? "too_long" : outside()));
  }

  function outside(): Frame["fault"] {
    return held.every((byte) => byte === 13 || byte === 10) ? null : "noise";
  }

  function flush(fault: Frame["fault"]): Frame {
    const raw = Uint8Array.from(held);
    const isBlock = inside && fault === null;
    const stop = raw.length - checkBytes - 1;
    held = [];
    inside = false;
    left = -1;
    if (!isBlock) return { raw, body: raw, end: "none", fault };
    return { raw, body: raw.subarray(1, stop), end: raw[stop] === ETX ? "etx" : "etb", fault };
  }
}
