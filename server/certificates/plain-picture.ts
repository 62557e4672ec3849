// Pictures as PDF/A takes them without a thought: no transparency, no CMYK, nothing interlaced.
import { PNG } from "pngjs";
import type { Picture } from "./content.ts";

export type PlainPicture = { bytes: Buffer; mediaType: Picture["mediaType"]; width: number; height: number };

const mostSide = 6000;

/** A PNG laid on white paper, or a JPEG as it is; null where it cannot be printed (another kind, CMYK, damaged, too large). */
export function plainPicture(bytes: Buffer, mediaType: string): PlainPicture | null {
  if (mediaType === "image/png") return plainPng(bytes);
  return mediaType === "image/jpeg" ? plainJpeg(bytes) : null;
}

function plainPng(bytes: Buffer): PlainPicture | null {
  try {
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    if (!fits(width, height)) return null;
    const { data } = PNG.sync.read(bytes);
    for (let at = 0; at < data.length; at += 4) {
      const alpha = (data[at + 3] ?? 255) / 255;
      for (let channel = at; channel < at + 3; channel++)
        data[channel] = Math.round((data[channel] ?? 0) * alpha + 255 * (1 - alpha));
      data[at + 3] = 255;
    }
    const written = PNG.sync.write({ width, height, data } as PNG, { colorType: 2, inputHasAlpha: true });
    return { bytes: written, mediaType: "image/png", width, height };
  } catch {
    return null;
  }
}

/** Reads the frame header: 8 bits, one or three colours. */
function plainJpeg(bytes: Buffer): PlainPicture | null {
  if (bytes.readUInt16BE(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes.readUInt16BE(at);
    if (marker < 0xff01) return null;
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      const isPlain = bytes[at + 4] === 8 && [1, 3].includes(bytes[at + 9] ?? 0) && fits(width, height);
      return isPlain ? { bytes, mediaType: "image/jpeg", width, height } : null;
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

function fits(width: number, height: number): boolean {
  return width > 0 && height > 0 && width <= mostSide && height <= mostSide;
}
