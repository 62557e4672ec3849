// Labels in the languages of label printers. The label is sent as the dots it consists of, so that what the preview shows is what is
// printed, in Chinese too, whatever fonts a printer has.
import { loadFonts } from "../../platform/paper/fonts.ts";
import type { Bitmap } from "./bitmap.ts";
import type { Label, LabelForm } from "./label.ts";
import { dotsOf } from "./lay-out-label.ts";
import { drawLabel } from "./render-label-png.ts";

export const printerLanguages = ["zpl", "tspl"] as const;
export type PrinterLanguage = (typeof printerLanguages)[number];

/** What is sent to a printer for these labels, one after the other. */
export function printJob(labels: readonly Label[], form: LabelForm, language: PrinterLanguage): Buffer {
  const fonts = loadFonts();
  const write = language === "zpl" ? zpl : tspl;
  return Buffer.concat(labels.map((label) => write(drawLabel(label, form, fonts), form)));
}

/** ZPL II (Zebra): a graphic field in hexadecimal; a set bit is black. */
function zpl(bitmap: Bitmap): Buffer {
  const rows = packed(bitmap);
  const { width, height } = bitmap;
  const perRow = Math.ceil(width / 8);
  const head = `^XA^PW${width}^LL${height}^LH0,0^FO0,0^GFA,${rows.length},${rows.length},${perRow},`;
  return Buffer.from(`${head}${rows.toString("hex").toUpperCase()}^FS^PQ1^XZ\n`, "latin1");
}

/** TSPL (TSC): raw bytes; a set bit is white. */
function tspl(bitmap: Bitmap, form: LabelForm): Buffer {
  const rows = packed(bitmap).map((byte) => ~byte & 0xff);
  const { width: dots, height: lines } = dotsOf(form);
  const [width, height] = [dots / 8, lines / 8];
  const perRow = Math.ceil(bitmap.width / 8);
  return Buffer.concat([
    Buffer.from(`SIZE ${width} mm,${height} mm\r\nGAP 2 mm,0\r\nDIRECTION 0\r\nCLS\r\n`, "latin1"),
    Buffer.from(`BITMAP 0,0,${perRow},${bitmap.height},0,`, "latin1"),
    Buffer.from(rows),
    Buffer.from("\r\nPRINT 1,1\r\n", "latin1"),
  ]);
}

/** Eight dots a byte, the first in the highest bit, every row on whole bytes. */
function packed({ width, height, dots }: Bitmap): Buffer {
  const perRow = Math.ceil(width / 8);
  const bytes = Buffer.alloc(perRow * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const at = y * perRow + (x >> 3);
      if (dots[y * width + x] === 1) bytes[at] = (bytes[at] ?? 0) | (0x80 >> (x & 7));
    }
  return bytes;
}
