import { appendSealRevision, type Evidence } from "./seal-revision.ts";
import type { SignedRange } from "./signed-ranges.ts";

/**
 * Whether the second revision holds the laboratory's signature and evidence and nothing else: read, built again from what
 * was read, and compared byte for byte. So nothing can be slipped over the pages that the first signature covers.
 */
export function isSealRevision(
  pdf: Buffer,
  first: SignedRange | undefined,
  second: SignedRange,
): { isAsMade: boolean; evidence: Evidence | null } {
  const no = { isAsMade: false, evidence: null };
  if (!first) return no;
  const base = pdf.subarray(0, first.covers);
  const added = pdf.subarray(first.covers);
  const text = added.toString("latin1");
  const words = { name: textAt(text, "Name"), reason: textAt(text, "Reason"), location: textAt(text, "Location") };
  try {
    const evidence = evidenceIn(added, text);
    const again = appendSealRevision(base, { words, evidence });
    const hole = { start: second.start, end: second.end };
    if (again.length !== pdf.length) return no;
    // what signing filled in: the hole, the range and the time
    const filled = Buffer.from(again);
    pdf.copy(filled, hole.start, hole.start, hole.end);
    for (const [key, length] of [
      ["/ByteRange [", 47],
      ["/M (D:", 21],
    ] as const) {
      const at = again.indexOf(key, first.covers, "latin1");
      pdf.copy(filled, at, at, at + length);
    }
    return { isAsMade: filled.equals(pdf), evidence };
  } catch {
    return no;
  }
}

function textAt(text: string, key: string): string {
  const [, hex = ""] = new RegExp(`^/${key} <feff([0-9a-f]*)>$`, "m").exec(text) ?? [];
  return Buffer.from(hex, "hex").swap16().toString("utf16le");
}

function evidenceIn(added: Buffer, text: string): Evidence | null {
  const store = /\/Type \/DSS\n\/Certs \[([^\]]*)\]\n(?:\/CRLs \[([^\]]*)\]\n)?>>/.exec(text);
  if (!store) return null;
  const streams = (list: string | undefined) =>
    [...(list ?? "").matchAll(/(\d+) 0 R/g)].map(([, number = ""]) => streamOf(added, text, number));
  return { certificates: streams(store[1]), revocations: streams(store[2]) };
}

function streamOf(added: Buffer, text: string, number: string): Buffer {
  const head = new RegExp(`\\n${number} 0 obj\\n<<\\n/Length (\\d+)\\n>>\\nstream\\n`).exec(text);
  if (!head) throw new Error("evidence is missing");
  const from = head.index + head[0].length;
  return added.subarray(from, from + Number(head[1]));
}
