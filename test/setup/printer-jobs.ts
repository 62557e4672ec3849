/** What a label printer would burn: dots, one byte each, 1 is black. */
export type BurntLabel = { width: number; height: number; dots: Uint8Array };

/** A job in ZPL read as a printer reads it; whatever it would not understand is an error. */
export function readZpl(job: Buffer): BurntLabel[] {
  const labels: BurntLabel[] = [];
  let now: BurntLabel | null = null;
  let [width, at] = [0, { x: 0, y: 0 }];
  for (const command of job.toString("latin1").split("^").slice(1)) {
    const [name, rest] = [command.slice(0, 2), command.slice(2).trimEnd()];
    const figures = rest.split(",");
    if (name === "XA") now = null;
    else if (name === "PW") width = Number(rest);
    else if (name === "LL") now = blank(width, Number(rest));
    else if (name === "LH" && rest === "0,0") continue;
    else if (name === "FO") at = { x: Number(figures[0]), y: Number(figures[1]) };
    else if (name === "GF" && now) burn(now, at, hexGraphic(figures), Number(figures[3]), 1);
    else if (name === "PQ" && now) labels.push(...Array.from({ length: Number(figures[0]) }, () => now ?? blank(0, 0)));
    else if (name !== "FS" && name !== "XZ") throw new Error(`no printer knows ^${command.slice(0, 20)}`);
  }
  return labels;
}

/** `^GFA,bytes,bytes,bytes a row,hexadecimal`: as many bytes as it says. */
function hexGraphic([kind, sent, whole, , hex]: string[]): Buffer {
  const bits = Buffer.from(hex ?? "", "hex");
  if (kind !== "A" || Number(sent) !== bits.length || Number(whole) !== bits.length)
    throw new Error(`a graphic of ${bits.length} bytes says ${sent} and ${whole}`);
  return bits;
}

/** A job in TSPL read as a printer reads it, at eight dots to the millimetre. */
export function readTspl(job: Buffer): BurntLabel[] {
  const labels: BurntLabel[] = [];
  let [now, from] = [blank(0, 0), 0];
  while (from < job.length) {
    const head = job.subarray(from, from + 80).toString("latin1");
    const bitmap = /^BITMAP (\d+),(\d+),(\d+),(\d+),0,/.exec(head);
    const end = job.indexOf("\r\n", from, "latin1");
    if (end < 0 && !bitmap) throw new Error(`a command without an end: ${head}`);
    const size = /^SIZE ([\d.]+) mm, ?([\d.]+) mm\r\n/.exec(head);
    const print = /^PRINT (\d+),(\d+)\r\n/.exec(head);
    if (bitmap) {
      const [x, y, perRow, rows] = bitmap.slice(1).map(Number) as [number, number, number, number];
      const start = from + bitmap[0].length;
      burn(now, { x, y }, job.subarray(start, start + perRow * rows), perRow, 0);
      from = start + perRow * rows + 2;
      continue;
    }
    if (size) now = blank(Number(size[1]) * 8, Number(size[2]) * 8);
    else if (print) labels.push(...Array.from({ length: Number(print[1]) * Number(print[2]) }, () => now));
    else if (head.startsWith("CLS\r\n")) now = blank(now.width, now.height);
    else if (!/^(GAP [\d.]+ mm,[\d.]+( mm)?|DIRECTION [01])\r\n/.test(head))
      throw new Error(`no printer knows ${head.slice(0, 30)}`);
    from = end + 2;
  }
  return labels;
}

/** How far the nearest burnt dot is from any edge of the label, in dots. */
export function freeEdgeOf({ width, height, dots }: BurntLabel): number {
  let free = Math.max(width, height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (dots[y * width + x] === 1) free = Math.min(free, x, y, width - 1 - x, height - 1 - y);
  return free;
}

/** As a picture that scanners' programs read. */
export function pgmOf({ width, height, dots }: BurntLabel): Buffer {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), Buffer.from(dots.map((dot) => (dot ? 0 : 255)))]);
}

function blank(width: number, height: number): BurntLabel {
  return { width, height, dots: new Uint8Array(width * height) };
}

/** Burns a graphic; a dot outside the label is an error, for a printer would leave it out or print it on the next. */
function burn(label: BurntLabel, at: { x: number; y: number }, bits: Buffer, perRow: number, black: 0 | 1): void {
  for (let i = 0; i < bits.length * 8; i += 1) {
    const bit = ((bits[i >> 3] ?? 0) >> (7 - (i & 7))) & 1;
    if (bit !== black) continue;
    const [x, y] = [at.x + (i % (perRow * 8)), at.y + Math.floor(i / (perRow * 8))];
    if (x >= label.width || y >= label.height) throw new Error(`a dot at ${x},${y} is outside the label`);
    label.dots[y * label.width + x] = 1;
  }
}
