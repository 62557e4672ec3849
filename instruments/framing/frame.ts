/**
 * A stretch of bytes that belongs together. Every byte received belongs to exactly one frame, so nothing disappears:
 * what is no line is a frame too, and says why.
 */
export type Frame = {
  readonly raw: Uint8Array; // the bytes as they came, with their end
  readonly body: Uint8Array; // without the end
  readonly end: "crlf" | "lf" | "cr" | "none";
  readonly fault: null | "too_long" | "incomplete";
};

/** Cuts bytes into frames. It holds what has no end yet, and never more than its limit. */
export type Framing = {
  /** The frames that these bytes complete. */
  push(bytes: Uint8Array): Frame[];
  /** What is left when nothing more will come. */
  end(): Frame[];
};
