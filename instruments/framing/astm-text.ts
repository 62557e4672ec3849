import type { Frame, Framing } from "./frame.ts";
import { untilNewline } from "./until-newline.ts";

/** Records without a link around them, one a line: a frame is a message, from what stands before its H to its L. */
export function astmText(longestMessage = 1024 * 1024): Framing {
  const lines = untilNewline(64_000);
  let held: Uint8Array[] = [];
  let bytes = 0;
  const taken = (each: Frame[]): Frame[] => each.flatMap(take);

  return {
    push: (pushed) => taken(lines.push(pushed)),
    end: () => {
      const frames = taken(lines.end());
      return bytes > 0 ? [...frames, flush("incomplete")] : frames;
    },
  };

  function take(line: Frame): Frame[] {
    const isTooMuch = bytes > 0 && bytes + line.raw.length > longestMessage;
    const frames = isTooMuch ? [flush("too_long")] : [];
    held.push(line.raw);
    bytes += line.raw.length;
    const isLast = /^L(?:[^\w\s]|$)/i.test(Buffer.from(line.body.subarray(0, 2)).toString("latin1"));
    return isLast && line.fault !== "too_long" ? [...frames, flush(null)] : frames;
  }

  function flush(fault: "incomplete" | "too_long" | null): Frame {
    const raw = Buffer.concat(held);
    held = [];
    bytes = 0;
    return { raw, body: raw, end: fault === null ? "whole" : "none", fault };
  }
}
