import type { Decoded } from "../drivers/decode.ts";

/**
 * Statements as JSON Lines, in order. `bytes` says how many of the input's bytes a line is about and `offset` where they
 * begin: over all lines every byte is counted once, also where several statements share a frame.
 */
export function statementLines(decoded: readonly Decoded[]): string {
  let lines = "";
  for (let from = 0; from < decoded.length;) {
    let to = from + 1;
    while (to < decoded.length && (decoded[to]?.part ?? 0) > 0) to++;
    lines += frameLines(decoded.slice(from, to));
    from = to;
  }
  return lines;
}

/** What one frame said: some statements tell how many of its bytes they are about, the first of the others has the rest. */
function frameLines(statements: readonly Decoded[]): string {
  const total = statements[0]?.raw.length ?? 0;
  let left = total;
  const shares = statements.map(({ said }) => {
    const own = said.kind === "rejected" && said.bytes !== undefined ? Math.min(said.bytes, left) : null;
    left -= own ?? 0;
    return own;
  });
  const heir = Math.max(0, shares.indexOf(null));
  let lines = "";
  statements.forEach(({ said, offset }, at) => {
    const bytes = (shares[at] ?? 0) + (at === heir ? left : 0);
    lines += `${JSON.stringify({ ...said, bytes, offset })}\n`;
  });
  return lines;
}
