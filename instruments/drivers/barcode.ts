import type { Driver, Scan } from "./driver.ts";
import { gs1Elements } from "./gs1.ts";
import { plainLine } from "./plain-line.ts";

// AIM identifier `]` letter modifier (ISO/IEC 15424), the content, CR. The letters are case-sensitive: d is Data Matrix,
// D is not. GS parts GS1 fields and ends nothing.

const symbologies: Readonly<Record<string, string>> = {
  A: "Code 39",
  C: "Code 128",
  E: "EAN/UPC",
  e: "GS1 DataBar",
  d: "Data Matrix",
  Q: "QR Code",
  L: "PDF417",
  I: "Interleaved 2 of 5",
  F: "Codabar",
  G: "Code 93",
  H: "Code 11",
  M: "MSI",
  S: "2 of 5",
  U: "MaxiCode",
  z: "Aztec Code",
  X: "other",
};
const gs1: Readonly<Record<string, string>> = {
  C1: "GS1-128",
  e0: "GS1 DataBar",
  d2: "GS1 DataMatrix",
  Q3: "GS1 QR Code",
};

/** Barcode readers on a serial port. */
export const barcode: Driver = plainLine({
  name: "barcode",
  speaks: "Barcode readers: AIM identifier where it is sent, content, CR or CR LF",
  ends: ["cr", "crlf"],
  controls: /\u001d/g,
  isWholeByItself: true,
  read(text): Scan {
    const [, letter = "", modifier = "", data = ""] = /^\]([A-Za-z])([0-9A-Za-z])(.*)$/s.exec(text) ?? [];
    if (letter === "") return { kind: "scan", symbology: "unknown", data: text };
    const symbology = gs1[letter + modifier] ?? (Object.hasOwn(symbologies, letter) ? symbologies[letter] : undefined);
    const isGs1 = Object.hasOwn(gs1, letter + modifier);
    const ai = isGs1 ? gs1Elements(data) : null;
    return { kind: "scan", symbology: symbology ?? "unknown", modifier, data, ...(ai ? { ai } : {}) };
  },
});
