export type StructureFault = "no-signature" | "too-many-signatures" | "not-whole-file" | "unreadable";

/** One signature: the brackets of its hole, how far the bytes under it reach, and the time it claims. */
export type SignedRange = { start: number; end: number; covers: number; claimedAt: Date | null };

/**
 * The signatures of a certificate, in their order. Each must cover everything from the first byte to the end of its own
 * revision except its own hole, and the last must reach the end of the file: what nobody signed has no place in it.
 */
export function findSignatures(pdf: Buffer): SignedRange[] | StructureFault {
  const text = pdf.toString("latin1");
  const marks = [...text.matchAll(/\/ByteRange\s*\[/g)];
  if (marks.length === 0) return "no-signature";
  if (marks.length > 2) return "too-many-signatures";
  if (!text.startsWith("%PDF-")) return "unreadable";
  const ranges: SignedRange[] = [];
  for (const { index } of marks) {
    const written = /^\/ByteRange \[0 (\d{1,10}) (\d{1,10}) (\d{1,10})\] *\n/.exec(text.slice(index, index + 80));
    if (!written) return "unreadable";
    const [start = 0, end = 0, rest = 0] = written.slice(1).map(Number);
    const covers = end + rest;
    if (end <= start || covers > pdf.length || start < index || end > text.indexOf("endobj", index))
      return "not-whole-file";
    if (!text.startsWith("/Contents ", start - 10) || !/^<[0-9a-f]+>$/.test(text.slice(start, end)))
      return "not-whole-file";
    if (!/%%EOF\n?$/.test(text.slice(covers - 7, covers))) return "not-whole-file";
    ranges.push({ start, end, covers, claimedAt: claimedTime(text, start, end) });
  }
  const isInOrder = ranges.every(({ covers }, at) => at === 0 || covers > (ranges[at - 1]?.covers ?? 0));
  const ends = [...text.matchAll(/%%EOF/g)].length;
  const reachesEnd = ranges.at(-1)?.covers === pdf.length;
  return isInOrder && reachesEnd && ends === ranges.length ? ranges : "not-whole-file";
}

function claimedTime(text: string, start: number, end: number): Date | null {
  const from = text.lastIndexOf(" obj", start);
  const object = text.slice(from, start) + text.slice(end, text.indexOf("endobj", end));
  const found = /\/M \(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)/.exec(object);
  if (!found) return null;
  const [, year, month, date, hour, minute, second] = found;
  const at = new Date(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}
