import { stxBlock } from "../framing/stx-block.ts";
import type { Frame } from "../framing/frame.ts";
import type { Driver, Said } from "./driver.ts";
import { rejected } from "./plain-line.ts";

// Olympus and Beckman: STX, block, ETX or ETB, and one check byte, the exclusive or of all behind STX up to ETX. What stands
// in a block differs from model to model and from menu to menu, so it is told as text and never guessed into a result.

/** Olympus AU and PK, Beckman. */
export const olympus: Driver = {
  name: "olympus",
  speaks: "Olympus and Beckman blocks with check byte (AU, PK): told as text",
  framing: () => stxBlock(1),
  reader: () => ({ read }),
  hasHead: () => true,
  isShown: () => false,
  asks: null,
};

function read(frame: Frame): Said | readonly Said[] {
  if (frame.fault) return rejected(frame.fault);
  if (frame.end === "none") return [];
  const sent = frame.raw.at(-1) ?? 0;
  if (olympusCheck(frame.raw.subarray(1, -1)) !== sent) return rejected("checksum");
  const text = Buffer.from(frame.body).toString("latin1");
  const bcc = sent.toString(16).toUpperCase().padStart(2, "0");
  return {
    kind: "message",
    protocol: "olympus",
    block: text.slice(0, 2).trim(),
    text,
    end: frame.end.toUpperCase(),
    bcc,
  };
}

/** The check byte of a block: of its text and its ETX or ETB. */
export function olympusCheck(bytes: Uint8Array): number {
  return bytes.reduce((check, byte) => check ^ byte, 0);
}
