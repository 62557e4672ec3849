// Reads the first revision of a certificate as far as its own check needs it: objects by number, streams, pages. It knows
// the form in which our writer writes and no other.
import { inflateSync } from "node:zlib";

export type PdfObjects = {
  /** The dictionary of an object as text, without its stream. */
  dictionary(number: string): string;
  /** The stream of an object, inflated. */
  stream(number: string): Buffer;
  /** The pages in their order. */
  pages(): string[];
  /** Numbers of the objects whose dictionary has this entry. */
  having(entry: string): string[];
};

const longestStream = 64 * 1024 * 1024;

/** Objects of a PDF's first revision; throws where it is not in the form we write. */
export function readPdfObjects(pdf: Buffer): PdfObjects {
  const text = pdf.toString("latin1");
  const table = text.lastIndexOf("\nxref\n", text.indexOf("\nstartxref\n"));
  const size = Number(/^\nxref\n0 (\d+)\n/.exec(text.slice(table, table + 40))?.[1]);
  if (!Number.isSafeInteger(size)) throw new Error("the table of objects cannot be read");
  const first = text.indexOf("\n", table + "\nxref\n".length) + 1;
  const places = new Map<string, number>();
  for (let number = 1; number < size; number += 1) {
    const entry = /^(\d{10}) 00000 n \n$/.exec(text.slice(first + number * 20, first + number * 20 + 20));
    if (entry) places.set(String(number), Number(entry[1]));
  }

  const bodyOf = (number: string): { from: number; dictionary: string } => {
    const at = places.get(number) ?? -1;
    const head = `${number} 0 obj\n`;
    if (at < 0 || !text.startsWith(head, at)) throw new Error(`object ${number} is not where the table says`);
    const from = at + head.length;
    const ends = [text.indexOf("\nendobj", from), text.indexOf("\nstream\n", from)].filter((end) => end >= 0);
    return { from, dictionary: text.slice(from, Math.min(...ends)) };
  };

  return {
    dictionary: (number) => bodyOf(number).dictionary,
    stream(number) {
      const { from, dictionary } = bodyOf(number);
      const start = from + dictionary.length + "\nstream\n".length;
      const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1]);
      const bytes = pdf.subarray(start, start + length);
      return dictionary.includes("/FlateDecode") ? inflateSync(bytes, { maxOutputLength: longestStream }) : bytes;
    },
    pages() {
      const root = /\/Root (\d+) 0 R/.exec(text.slice(table))?.[1] ?? "";
      const tree = /\/Pages (\d+) 0 R/.exec(bodyOf(root).dictionary)?.[1] ?? "";
      const kids = /\/Kids \[([^\]]*)\]/.exec(bodyOf(tree).dictionary)?.[1] ?? "";
      return [...kids.matchAll(/(\d+) 0 R/g)].map(([, number = ""]) => number);
    },
    having: (entry) => [...places.keys()].filter((number) => bodyOf(number).dictionary.includes(entry)),
  };
}
