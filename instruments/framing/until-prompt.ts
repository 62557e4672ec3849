import type { Frame, Framing } from "./frame.ts";

const PROMPT = 0x3e;

/** Answers that end with the prompt `>`: the echo of the command, the answer in lines, and the prompt, as one frame. */
export function untilPrompt(longest = 4096): Framing {
  let held: number[] = [];
  let overrun = false;

  return {
    push(bytes) {
      const frames: Frame[] = [];
      for (const byte of bytes) {
        if (held.length === longest) {
          frames.push(take("none", "too_long"));
          overrun = true;
        }
        held.push(byte);
        if (byte === PROMPT) {
          frames.push(take("prompt", overrun ? "too_long" : null));
          overrun = false;
        }
      }
      return frames;
    },
    end: () => (held.length === 0 ? [] : [take("none", overrun ? "too_long" : "incomplete")]),
  };

  function take(end: Frame["end"], fault: Frame["fault"]): Frame {
    const raw = Uint8Array.from(held);
    held = [];
    return { raw, body: end === "prompt" ? raw.subarray(0, -1) : raw, end, fault };
  }
}
