import crc16modbus from "crc/crc16modbus";
import type { Frame, Framing } from "./frame.ts";

const longest = 256; // serial line specification 2.5.1
const shortest = 5;

/**
 * Modbus RTU on a stream of bytes: silence cannot be measured here, so the length comes from the function code and the
 * byte count, and the CRC says whether that was right. What fits nothing is noise up to the next frame that does.
 */
export function modbusRtu(): Framing {
  const held: number[] = [];
  let skipped: number[] = [];

  return {
    push(bytes) {
      const frames: Frame[] = [];
      for (const byte of bytes) {
        held.push(byte);
        settle(frames, false);
        if (skipped.length >= longest) frames.push(noise());
      }
      return frames;
    },
    pause: flush,
    end: flush,
  };

  function flush(): Frame[] {
    const frames: Frame[] = [];
    settle(frames, true);
    if (skipped.length > 0) frames.push(noise());
    return frames;
  }

  function settle(frames: Frame[], isOver: boolean): void {
    while (held.length > 0) {
      const found = frameLength(held, isOver);
      if (found === "more") return;
      if (found === null) {
        skipped.push(held.shift() ?? 0);
        continue;
      }
      if (skipped.length > 0) frames.push(noise());
      const raw = Uint8Array.from(held.splice(0, found));
      frames.push({ raw, body: raw.subarray(0, -2), end: "whole", fault: null });
    }
  }

  function noise(): Frame {
    const raw = Uint8Array.from(skipped);
    skipped = [];
    return { raw, body: raw, end: "none", fault: "noise" };
  }
}

/** The lengths that a frame beginning like this can have, the shortest first. */
export function modbusLengths(bytes: readonly number[]): number[] {
  const [, code = 0, count = 0] = bytes;
  const counted = bytes.length > 2 && count > 0 && count <= 250 ? [5 + count] : [];
  if (code >= 0x81 && code <= 0x97) return count >= 1 && count <= 11 ? [5] : bytes.length > 2 ? [] : [5];
  if (code >= 1 && code <= 4) return [...new Set([8, ...counted])].sort((a, b) => a - b);
  if (code === 5 || code === 6) return [8];
  if (code === 15 || code === 16) {
    const written = bytes[6];
    return written === undefined || written > 246 ? [8] : [8, 9 + written];
  }
  if (code === 17) return counted.length > 0 || bytes.length > 2 ? counted : [shortest];
  return code === 22 ? [10] : [];
}

/** How long the frame at the beginning is; "more" when that is not known yet, null when there is none. */
function frameLength(bytes: readonly number[], isOver: boolean): number | "more" | null {
  if (bytes.length < 3) return isOver ? null : "more";
  const lengths = modbusLengths(bytes);
  for (const length of lengths) {
    if (bytes.length < length) return isOver ? null : "more";
    if (hasGoodCrc(bytes.slice(0, length))) return length;
  }
  const needsCount = (bytes[1] === 15 || bytes[1] === 16) && bytes.length === 7;
  return needsCount && !isOver ? "more" : null;
}

function hasGoodCrc(bytes: readonly number[]): boolean {
  const crc = modbusCrc(bytes.slice(0, -2));
  return (crc & 0xff) === bytes.at(-2) && crc >> 8 === bytes.at(-1);
}

/** CRC-16 of the serial line specification, appendix B; low byte first on the line. */
export function modbusCrc(bytes: Iterable<number>): number {
  return crc16modbus(Buffer.from([...bytes]));
}
