import type { Frame, Framing } from "../framing/frame.ts";

export type Quantity = "weight" | "count" | "percent" | "pH" | "conductivity" | "temperature" | "volume" | "result";

export type RejectedReason =
  | "checksum"
  | "truncated"
  | "overload"
  | "underload"
  | "busy"
  | "error"
  | "syntax"
  | "unit"
  | "noise"
  | "too_long"
  | "incomplete";

/** A figure as sent, to the last zero. */
export type Measured = {
  readonly kind: "reading";
  readonly quantity: Quantity;
  readonly value: string | null;
  readonly unit: string | null;
  readonly stable: boolean | null;
  readonly qualifier: "=" | "<" | ">";
  readonly mode?: "net" | "gross" | "tare" | "total";
  readonly text?: string;
};

/** Who the instrument says it is. */
export type Identity = {
  readonly kind: "identity";
  readonly of: string;
  readonly serial?: string;
  readonly model?: string;
  readonly capacity?: string;
  readonly unit?: string;
  readonly software?: string;
  readonly parts?: readonly string[];
};

/** An answer that is understood and is no reading: a tare was set, zero was done, a command was carried out. */
export type Reply = {
  readonly kind: "reply";
  readonly of: string;
  readonly what: string;
  readonly value?: string;
  readonly unit?: string;
};

/** Bytes that give no reading, and why. `of` names the command it answers, where the protocol says so. */
export type Rejected = {
  readonly kind: "rejected";
  readonly reason: RejectedReason;
  readonly of?: string;
  readonly code?: string;
};

export type Said = Measured | Identity | Reply | Rejected;

/** A question to an instrument, and how its answer is known. */
export type Question = { readonly say: string; isAnswer(said: Said): boolean };

/** One family of instruments: pure, so that recordings, fuzzing and replay run the very code that the bench runs. */
export type Driver = {
  readonly name: string;
  readonly speaks: string;
  framing(): Framing;
  /** What one frame says. */
  read(frame: Frame): Said;
  /** Does it begin as a whole line of this protocol does? After opening a port the first line may lack its head. */
  hasHead(frame: Frame): boolean;
  /** A weight-like statement: what a display shows or a print key sends, also when that is an overload. */
  isShown(said: Said): boolean;
  readonly asks: {
    readonly identity: readonly Question[];
    readonly now: Question;
    readonly stream: { readonly start: string; readonly stop: string };
  } | null;
};
