import type { AstmUnit } from "./astm-units.ts";
import type { RejectedReason } from "../drivers/driver.ts";

/** What came between two rests of the line: one message with all that was tried for it, or something that is none. */
export type Transfer = {
  readonly raw: Uint8Array;
  readonly what: "message" | "incomplete" | "keep_alive" | "control" | "noise";
  /** The text of the accepted frames. `follows` is false where something is missing before a piece. */
  readonly pieces: readonly { readonly text: Uint8Array; readonly follows: boolean }[];
  readonly frames: readonly { readonly fn: string; readonly end: "ETX" | "ETB"; readonly checksum: string }[];
  /** Frames that came again because our acknowledgement was lost. */
  readonly repeated: number;
  readonly faults: readonly { readonly reason: RejectedReason; readonly code?: string; readonly bytes: number }[];
};

export type AstmAssembly = {
  /** What one unit completes, and what the receiver has to answer. `ready` is false when nothing can be kept. */
  take(unit: AstmUnit, ready?: boolean): { done: Transfer[]; reply: "ack" | "nak" | null };
  /** Gives up what is held: silence, or nothing more will come. */
  giveUp(): Transfer[];
  readonly isReceiving: boolean;
};

export type AstmStrictness = {
  /**
   * `strict`: only the next frame number is taken, as a receiver that can ask for a frame again must. `listening`: bytes
   * are only looked at; a frame behind a damaged one is taken, and what it lost is marked. `any`: for instruments that do
   * not count as the standard says (Horiba Yumizen, Immulite); named in the instrument's profile.
   */
  readonly numbers: "strict" | "listening" | "any";
  readonly longestMessage?: number;
};

/** The receiver of E1381 6.5: which frames are taken, which are duplicates, which are refused. It has no clock. */
export function astmAssembly({ numbers, longestMessage = 1024 * 1024 }: AstmStrictness): AstmAssembly {
  let raws: Uint8Array[] = [];
  let bytes = 0;
  let pieces: { text: Uint8Array; follows: boolean }[] = [];
  let frames: { fn: string; end: "ETX" | "ETB"; checksum: string }[] = [];
  let faults: { reason: RejectedReason; code?: string; bytes: number }[] = [];
  let repeated = 0;
  let isReceiving = false;
  let expected = 1;
  let before: { number: number; text: Buffer } | null = null; // the frame accepted last
  let recent = "\r"; // the end of the text, to see a terminator record; a CR stands for the beginning

  return {
    take,
    giveUp: () => {
      isReceiving = false;
      return bytes > 0 ? [flush(frames.length > 0 ? "incomplete" : faults.length > 0 ? "noise" : "control")] : [];
    },
    get isReceiving() {
      return isReceiving;
    },
  };

  function take(unit: AstmUnit, ready = true): { done: Transfer[]; reply: "ack" | "nak" | null } {
    const done: Transfer[] = [];
    if (bytes + unit.raw.length > longestMessage && bytes > 0) {
      faults.push({ reason: "too_long", bytes: 0 });
      done.push(flush("incomplete"));
      isReceiving = false;
    }
    if (unit.what === "enq") return enquired(unit, ready, done);
    if (unit.what === "eot") return ended(unit, done);
    if (unit.what === "frame") return framed(unit, done);
    hold(unit);
    if (unit.what === "noise" && !isBlank(unit.raw))
      faults.push({ reason: unit.fault === "too_long" ? "too_long" : "noise", bytes: unit.raw.length });
    if (!isReceiving) done.push(flush(faults.length > 0 ? "noise" : "control"));
    return { done, reply: null };
  }

  function enquired(unit: AstmUnit, ready: boolean, done: Transfer[]): ReturnType<typeof take> {
    // the sender began anew: what it left unfinished is no message
    if (bytes > 0) done.push(flush(frames.length > 0 ? "incomplete" : faults.length > 0 ? "noise" : "control"));
    hold(unit);
    isReceiving = ready;
    expected = 1;
    before = null;
    if (!ready) done.push(flush("control"));
    return { done, reply: ready ? "ack" : "nak" };
  }

  function ended(unit: AstmUnit, done: Transfer[]): ReturnType<typeof take> {
    const isEmptySession = frames.length === 0 && faults.length === 0 && bytes > 0;
    const what = frames.length > 0 ? "incomplete" : faults.length > 0 ? "noise" : isEmptySession ? "keep_alive" : null;
    hold(unit);
    isReceiving = false;
    done.push(flush(what ?? "control"));
    return { done, reply: null };
  }

  function framed(unit: AstmUnit, done: Transfer[]): ReturnType<typeof take> {
    const { number } = unit;
    if (unit.fault !== null || number === null) return refused(unit, { reason: unit.fault ?? "syntax" }, done);
    const text = Buffer.from(unit.text);
    const isHead = /^H[^\w\s]/i.test(text.toString("latin1", 0, 2));
    if (isReceiving && before?.number === number && before.text.equals(text)) {
      hold(unit);
      repeated += 1;
      if (frames.length === 0) done.push(flush("control")); // its message was already handed over
      return { done, reply: "ack" };
    }
    const isNext = isReceiving ? number === expected : number === 1;
    const isNew = number === 1 && isHead;
    if (!isNext && !isNew && numbers === "strict")
      return refused(unit, { reason: "error", code: "frame-number" }, done);
    if (isHead && frames.length > 0) done.push(flush("incomplete"));
    const follows = isNext || isNew || numbers === "any";
    if (!follows) recent = "";
    isReceiving = true;
    hold(unit);
    accept(unit, text, follows);
    if (endsMessage(unit.last)) done.push(flush("message"));
    return { done, reply: "ack" };
  }

  function accept(unit: AstmUnit, text: Buffer, follows: boolean): void {
    const number = unit.number ?? 0;
    pieces.push({ text, follows });
    frames.push({ fn: String(number), end: unit.last ? "ETX" : "ETB", checksum: unit.checksum });
    before = { number, text };
    expected = (number + 1) % 8;
    recent = (recent + text.toString("latin1")).slice(-64);
  }

  function endsMessage(last: boolean): boolean {
    const isClosed = /[\r\n]$/.test(recent);
    const record = /[\r\n]([^\r\n]*)[\r\n]*$/.exec(isClosed ? recent.replace(/[\r\n]+$/, "") : recent)?.[1];
    return (isClosed || last) && record !== undefined && /^L(?:[^\w\s]|$)/i.test(record);
  }

  function refused(unit: AstmUnit, why: { reason: RejectedReason; code?: string }, done: Transfer[]) {
    hold(unit);
    faults.push({ ...why, bytes: unit.raw.length });
    if (isReceiving) return { done, reply: "nak" as const };
    done.push(flush("noise"));
    return { done, reply: null };
  }

  function hold(unit: AstmUnit): void {
    raws.push(unit.raw);
    bytes += unit.raw.length;
  }

  function flush(what: Transfer["what"]): Transfer {
    const transfer: Transfer = { raw: Buffer.concat(raws), what, pieces, frames, repeated, faults };
    raws = [];
    bytes = 0;
    pieces = [];
    frames = [];
    faults = [];
    repeated = 0;
    recent = "\r";
    return transfer;
  }
}

function isBlank(raw: Uint8Array): boolean {
  return raw.every((byte) => byte === 13 || byte === 10);
}
