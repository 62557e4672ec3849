import { stxBlock } from "../framing/stx-block.ts";
import type { Frame } from "../framing/frame.ts";
import type { Driver, Said } from "./driver.ts";
import { rejected } from "./plain-line.ts";

// Arkray Spotchem: STX, time, number, specimen, then 21 characters for each result, ETX. No checksum: the fixed widths are
// what shows that nothing was lost.

const head = /^(\d\d\/\d\d\/\d\d \d\d:\d\d) ID# (\S*) +\[([^\]]{1,20})\] (.*)$/;
const resultWidth = 21;

/** Arkray Spotchem. */
export const spotchem: Driver = {
  name: "spotchem",
  speaks: "Arkray Spotchem: STX, fixed columns, ETX",
  framing: () => stxBlock(0),
  reader: () => ({ read }),
  hasHead: () => true,
  isShown: (said) => said.kind === "reading",
  asks: null,
};

function read(frame: Frame): Said | readonly Said[] {
  if (frame.fault) return rejected(frame.fault);
  if (frame.end === "none") return []; // the line end behind a block
  const text = Buffer.from(frame.body).toString("latin1");
  if (/[^ -~\u00b5]/.test(text)) return rejected("noise");
  const [, at = "", sample = "", specimen = "", rest = ""] = head.exec(text) ?? [];
  if (at === "") return rejected("syntax");
  const readings: Said[] = [];
  for (let from = 0; rest.slice(from).trim() !== ""; from += resultWidth) {
    const field = rest.slice(from, from + resultWidth);
    const found = /^([A-Za-z][\w-]{0,8})( +)([<>]?)(\d+(?:\.\d+)?|[-*]{1,6})  (\S{1,7}) *$/.exec(field);
    if (!found || field.length !== resultWidth || !field.endsWith(" ")) return rejected("syntax");
    const [, test = "", gap = "", sign = "", value = "", unit = ""] = found;
    if (test.length + gap.length + sign.length + value.length !== 12) return rejected("syntax");
    const isFigure = /^\d/.test(value);
    const qualifier = sign === "<" || sign === ">" ? sign : "=";
    const same = { unit, stable: null, qualifier, test, ...(sample ? { sample } : {}), at } as const;
    readings.push({
      kind: "reading",
      quantity: "result",
      value: isFigure ? value : null,
      ...same,
      ...(isFigure ? {} : { text: value }),
    });
  }
  if (readings.length === 0) return rejected("syntax");
  return [{ kind: "message", protocol: "spotchem", ...(sample ? { sample } : {}), specimen, at }, ...readings];
}
