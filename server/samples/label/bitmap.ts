// A picture of black and white dots, as a label printer makes it: no greys, no edges smoothed.
import { crc32, deflateSync } from "node:zlib";
import type { PathCommand } from "fontkit";

export type Bitmap = { width: number; height: number; /** one byte a dot: 1 is black */ dots: Uint8Array };

const fine = 4; // each dot is looked at in 4 × 4 places

export function blankBitmap(width: number, height: number): Bitmap {
  return { width, height, dots: new Uint8Array(width * height) };
}

/** Blackens whole dots. */
export function fillArea(bitmap: Bitmap, x: number, y: number, width: number, height: number): void {
  for (let row = Math.max(0, y); row < Math.min(bitmap.height, y + height); row++) {
    bitmap.dots.fill(1, row * bitmap.width + Math.max(0, x), row * bitmap.width + Math.min(bitmap.width, x + width));
  }
}

/** Fills an outline given in ems (y upwards) at a size in dots; a dot turns where nearly half of it is covered. */
export function fillOutline(
  bitmap: Bitmap,
  commands: readonly PathCommand[],
  x: number,
  y: number,
  size: number,
  isLight: boolean,
): void {
  const edges = edgesOf(commands, x, y, size);
  if (edges.length === 0) return;
  const top = Math.max(0, Math.floor(Math.min(...edges.map((e) => Math.min(e.y0, e.y1)))));
  const bottom = Math.min(bitmap.height, Math.ceil(Math.max(...edges.map((e) => Math.max(e.y0, e.y1)))));
  for (let row = top; row < bottom; row++) {
    const covered = new Uint8Array(bitmap.width);
    for (let part = 0; part < fine; part++) coverLine(covered, edges, row + (part + 0.5) / fine);
    for (const [column, count] of covered.entries())
      if (count >= fine * fine * 0.45) bitmap.dots[row * bitmap.width + column] = isLight ? 0 : 1;
  }
}

/** The bitmap as a PNG of one bit a dot that knows its resolution. */
export function encodePng({ width, height, dots }: Bitmap, dotsPerMetre: number): Buffer {
  const stride = Math.ceil(width / 8) + 1;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * stride + 1 + (x >> 3);
      if (dots[y * width + x] !== 1) rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 1; // bits a dot; all that follows is zero: grey, deflate, no interlacing
  const density = Buffer.alloc(9);
  density.writeUInt32BE(dotsPerMetre, 0);
  density.writeUInt32BE(dotsPerMetre, 4);
  density[8] = 1; // metres
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("pHYs", density),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

type Edge = { x0: number; y0: number; x1: number; y1: number };

function edgesOf(commands: readonly PathCommand[], x: number, y: number, size: number): Edge[] {
  const edges: Edge[] = [];
  let here = { x, y };
  let start = here;
  const point = (args: number[], i: number): { x: number; y: number } => ({
    x: x + (args[i] ?? 0) * size,
    y: y - (args[i + 1] ?? 0) * size,
  });
  const lineTo = (to: { x: number; y: number }): void => {
    if (to.y !== here.y) edges.push({ x0: here.x, y0: here.y, x1: to.x, y1: to.y });
    here = to;
  };
  for (const { command, args } of commands) {
    if (command === "moveTo") here = start = point(args, 0);
    else if (command === "lineTo") lineTo(point(args, 0));
    else if (command === "closePath") lineTo(start);
    else {
      const from = here;
      const [a, b, c] =
        command === "quadraticCurveTo"
          ? [point(args, 0), point(args, 0), point(args, 2)]
          : [point(args, 0), point(args, 2), point(args, 4)];
      const isCubic = command === "bezierCurveTo";
      for (let i = 1; i <= 8; i++) lineTo(isCubic ? cubic(from, a, b, c, i / 8) : quadratic(from, a, c, i / 8));
    }
  }
  return edges;
}

type Point = { x: number; y: number };

function quadratic(p: Point, q: Point, r: Point, t: number): Point {
  const u = 1 - t;
  return { x: u * u * p.x + 2 * u * t * q.x + t * t * r.x, y: u * u * p.y + 2 * u * t * q.y + t * t * r.y };
}

function cubic(p: Point, q: Point, r: Point, s: Point, t: number): Point {
  return quadratic(mix(p, q, t), mix(q, r, t), mix(r, s, t), t);
}

function mix(p: Point, q: Point, t: number): Point {
  return { x: p.x + (q.x - p.x) * t, y: p.y + (q.y - p.y) * t };
}

/** Counts, for one fine line, the fine places of each dot that lie inside (non-zero winding). */
function coverLine(covered: Uint8Array, edges: readonly Edge[], y: number): void {
  const crossings: { x: number; turn: number }[] = [];
  for (const { x0, y0, x1, y1 } of edges) {
    const isDown = y0 <= y && y1 > y;
    if (isDown || (y1 <= y && y0 > y))
      crossings.push({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), turn: isDown ? 1 : -1 });
  }
  crossings.sort((a, b) => a.x - b.x);
  let winding = 0;
  for (const [i, { x, turn }] of crossings.entries()) {
    winding += turn;
    const next = crossings[i + 1];
    if (winding === 0 || !next) continue;
    const last = Math.min(covered.length * fine - 1, Math.ceil(next.x * fine - 0.5) - 1);
    for (let place = Math.max(0, Math.ceil(x * fine - 0.5)); place <= last; place++) {
      const column = Math.floor(place / fine);
      covered[column] = (covered[column] ?? 0) + 1;
    }
  }
}
