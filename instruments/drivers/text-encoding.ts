import { z } from "zod";

/** The character sets that instruments and their programs write. */
export const textEncoding = z.enum([
  "iso-8859-1",
  "utf-8",
  "utf-16le",
  "utf-16be",
  "gbk",
  "gb18030",
  "windows-1250",
  "windows-1251",
  "windows-1252",
  "ibm866",
  "shift_jis",
]);
export type TextEncoding = z.output<typeof textEncoding>;

/** Bytes as text. ISO 8859-1 is taken byte for byte: what TextDecoder calls so is another set. */
export function textDecoder(encoding: string): (bytes: Uint8Array) => string {
  if (encoding === "iso-8859-1") return (bytes) => Buffer.from(bytes).toString("latin1");
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes);
}

/** How many bytes a text took in its file. */
export function bytesOf(text: string, encoding: string): number {
  if (encoding === "utf-8") return Buffer.byteLength(text);
  if (encoding.startsWith("utf-16")) return text.length * 2;
  const isDouble = ["gbk", "gb18030", "shift_jis"].includes(encoding);
  return isDouble ? [...text].reduce((sum, letter) => sum + (letter > "\u007f" ? 2 : 1), 0) : text.length;
}

/** The character set of a file, by its mark or its content: UTF-16, UTF-8, else what laboratories in China have, GBK. */
export function guessEncoding(bytes: Uint8Array): TextEncoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "gbk";
  }
}
