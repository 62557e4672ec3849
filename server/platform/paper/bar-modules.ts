// Bar codes as plain modules, so that paper, label and picture draw the very same symbol.
import bwip from "bwip-js";

/** A square symbol: rows of dark (true) and light modules, without its quiet zone. */
export type Modules = readonly (readonly boolean[])[];

/** Bars of a linear symbol: where each begins and how wide it is, in modules, without the quiet zone. */
export type Bars = { width: number; bars: readonly { at: number; width: number }[] };

/** QR code, error correction M. The mask is fixed: any mask reads, and choosing one takes most of the time. */
export function qrModules(text: string): Modules {
  return matrixOf(bwip.raw({ bcid: "qrcode", text, eclevel: "M", mask: 3 } as Parameters<typeof bwip.raw>[0]));
}

/** Data Matrix ECC 200. */
export function dataMatrixModules(text: string): Modules {
  return matrixOf(bwip.raw({ bcid: "datamatrix", text }));
}

/** Code 128; an even count of digits is packed two to a symbol (subset C). */
export function code128Bars(text: string): Bars {
  const { sbs } = first<{ sbs: number[] }>(bwip.raw({ bcid: "code128", text }));
  const bars: { at: number; width: number }[] = [];
  let at = 0;
  for (const [i, width] of sbs.entries()) {
    if (i % 2 === 0) bars.push({ at, width });
    at += width;
  }
  return { width: at, bars };
}

function matrixOf(raw: unknown): Modules {
  const { pixs, pixx, pixy } = first<{ pixs: number[]; pixx: number; pixy: number }>(raw);
  return Array.from({ length: pixy }, (_, y) => Array.from({ length: pixx }, (_unused, x) => pixs[y * pixx + x] === 1));
}

function first<T>(raw: unknown): T {
  const [symbol] = raw as T[];
  if (symbol === undefined) throw new Error("the bar code library made nothing");
  return symbol;
}
