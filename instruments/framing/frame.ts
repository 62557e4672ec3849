/**
 * A stretch of bytes that belongs together. Every byte received belongs to exactly one frame, so nothing disappears:
 * what is no line is a frame too, and says why.
 */
export type Frame = {
  readonly raw: Uint8Array; // the bytes as they came, with their end
  readonly body: Uint8Array; // without the end
  readonly end: "crlf" | "lf" | "cr" | "prompt" | "etx" | "etb" | "whole" | "none"; // whole: its length or kind ends it
  readonly fault: null | "too_long" | "incomplete" | "noise";
};

/** Cuts bytes into frames. It holds what has no end yet, and never more than its limit. */
export type Framing = {
  /** The frames that these bytes complete. */
  push(bytes: Uint8Array): Frame[];
  /** What is left when nothing more will come. */
  end(): Frame[];
  /**
   * The line has been quiet for a while: what would be whole if nothing followed. For instruments that end with CR alone,
   * where only silence tells that no LF follows.
   */
  pause?(): Frame[];
};
