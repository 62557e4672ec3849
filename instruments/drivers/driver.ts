import type { Frame, Framing } from "../framing/frame.ts";

/** What was measured. `result` is a figure whose meaning stands in `test` or `name`. */
export type Quantity =
  | "weight"
  | "count"
  | "percent"
  | "moisture"
  | "pH"
  | "mV"
  | "slope"
  | "conductivity"
  | "resistivity"
  | "salinity"
  | "dissolved-solids"
  | "oxygen"
  | "pressure"
  | "concentration"
  | "temperature"
  | "volume"
  | "absorbance"
  | "ct"
  | "result";

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

/** A figure as sent, to the last zero. What stands in the optional fields is the instrument's own text, unchanged. */
export type Measured = {
  readonly kind: "reading";
  readonly quantity: Quantity;
  readonly value: string | null; // null: the result is no figure and stands in `text`
  readonly unit: string | null;
  readonly stable: boolean | null; // null: the protocol does not say
  readonly qualifier: "=" | "<" | ">";
  readonly mode?: "net" | "gross" | "tare" | "total";
  readonly test?: string;
  readonly sample?: string;
  readonly at?: string; // the device's own time, never turned into ours
  readonly status?: string;
  readonly flag?: string;
  readonly range?: string;
  readonly name?: string;
  readonly well?: string;
  readonly target?: string;
  readonly ct?: string;
  /** How the measured solution was made, where a file says it: dilution, volume in mL, sample mass in g. */
  readonly dilution?: string;
  readonly volume?: string;
  readonly mass?: string;
  readonly text?: string;
  readonly incomplete?: true; // its message was never finished or lost a part: for a person to see, not for a result
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

/** A barcode. `ai` holds the GS1 element strings where the content is valid GS1. */
export type Scan = {
  readonly kind: "scan";
  readonly symbology: string;
  readonly data: string;
  readonly modifier?: string;
  readonly ai?: Readonly<Record<string, string>>;
};

/** What stands around results: an ASTM or HL7 message, a meter's line, a file. The results follow as readings of their own. */
export type Message = {
  readonly kind: "message";
  readonly protocol: string;
  readonly records?: string; // the record letters in their order: HPORL
  readonly sample?: string;
  readonly controlId?: string;
  readonly terminator?: string;
  readonly at?: string;
  readonly sender?: string;
  readonly [more: string]: unknown;
};

/** One frame of a link or bus, understood as such. */
export type LinkFrame = {
  readonly kind: "frame";
  readonly unit?: number;
  readonly fc?: number;
  readonly registers?: readonly string[]; // as hexadecimal words: 0xAE41
  readonly exception?: number;
  readonly [more: string]: unknown;
};

/** Bytes that give no reading, and why. `of` names the command it answers, where the protocol says so. */
export type Rejected = {
  readonly kind: "rejected";
  readonly reason: RejectedReason;
  readonly of?: string;
  readonly code?: string;
  readonly bytes?: number; // where several statements share a frame: how many of its bytes this one is about
};

export type Said = Measured | Identity | Reply | Scan | Message | LinkFrame | Rejected;

/** Reads the frames of one connection in their order. */
export type Reader = {
  /** What one frame says: one statement, or several that share its bytes. */
  read(frame: Frame): Said | readonly Said[];
  /** What is still to be said when nothing more will come, such as that a message was never finished. */
  end?(): readonly Said[];
};

/** A question to an instrument, and how its answer is known. */
export type Question = { readonly say: string; isAnswer(said: Said): boolean };

/** One instrument's protocol: pure, so that recordings, fuzzing and replay run the very code that the bench runs. */
export type Driver = {
  readonly name: string;
  readonly speaks: string;
  framing(): Framing;
  /** A reader for one connection. A protocol whose lines stand alone gives one without memory. */
  reader(): Reader;
  /** Does it begin as a whole line of this protocol does? After opening a port the first line may lack its head. */
  hasHead(frame: Frame): boolean;
  /** A weight-like statement: what a display shows or a print key sends, also when that is an overload. */
  isShown(said: Said): boolean;
  readonly asks: {
    readonly identity: readonly Question[];
    readonly now: Question;
    readonly stream: { readonly start: string; readonly stop: string } | null; // null: it only answers
  } | null;
};

/** A family of instruments: what it is called, and a driver made for one of them by its profile (JSON, undefined without). */
export type DriverFamily = {
  readonly name: string;
  readonly speaks: string;
  /** Throws an Error with a sentence for the technician when the profile does not fit. */
  driver(profile?: unknown): Driver;
};

/** A family in which nothing is left to choose. */
export function fixedFamily(driver: Driver): DriverFamily {
  return {
    name: driver.name,
    speaks: driver.speaks,
    driver(profile) {
      const isEmpty = profile === undefined || profile === null || JSON.stringify(profile) === "{}";
      if (!isEmpty) throw new Error(`The driver "${driver.name}" has no settings; leave its profile empty.`);
      return driver;
    },
  };
}
