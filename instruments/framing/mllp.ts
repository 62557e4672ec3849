import type { Frame, Framing } from "./frame.ts";

const VT = 0x0b;
const FS = 0x1c;
const CR = 0x0d;

/**
 * The blocks of HL7's minimal lower layer, VT ... FS CR, and what stands outside of them: nothing on a live line, the
 * message itself in a file that was written without blocks. A block's body is its message; its `end` is "whole".
 */
export function mllp(longest = 1024 * 1024): Framing {
  let held: number[] = [];
  let inside = false;
  let isOverrun = false;

  return {
    push(bytes) {
      const frames: Frame[] = [];
      for (const byte of bytes) take(byte, frames);
      return frames;
    },
    end: () => (held.length > 0 ? [flush(inside ? "incomplete" : null)] : []),
  };

  function take(byte: number, frames: Frame[]): void {
    const isBehindEnd = inside && held.at(-1) === FS;
    if (isBehindEnd && byte === CR) {
      held.push(byte);
      frames.push(flush(null));
      return;
    }
    // a block that goes on behind its end character, or begins again before its end, was damaged
    if (isBehindEnd || (byte === VT && held.length > 0)) frames.push(flush(inside ? "incomplete" : null));
    if (held.length >= longest) {
      frames.push(flush("too_long"));
      isOverrun = true;
    }
    if (byte === VT) {
      inside = true;
      isOverrun = false;
    }
    held.push(byte);
  }

  function flush(fault: Frame["fault"]): Frame {
    const raw = Uint8Array.from(held);
    const isBlock = inside && fault === null;
    const frame: Frame = {
      raw,
      body: isBlock ? raw.subarray(1, -2) : raw.subarray(inside ? 1 : 0),
      end: isBlock ? "whole" : "none",
      fault: isOverrun ? "too_long" : fault,
    };
    held = [];
    inside = false;
    return frame;
  }
}

/** A message as a block. */
export function mllpBlock(message: string): Uint8Array {
  return Buffer.concat([Buffer.from([VT]), Buffer.from(message, "utf8"), Buffer.from([FS, CR])]);
}
