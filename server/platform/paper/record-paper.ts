// Plain records on A4: a heading, facts in pairs, a table that goes over pages, lines to sign, a number to scan at the top.
import PDFDocument from "pdfkit";
import { code128Bars } from "./bar-modules.ts";
import { breakLines } from "./break-lines.ts";
import { loadFonts } from "./fonts.ts";
import { takePen, type Ink, type Pen } from "./pen.ts";

export type RecordPaper = {
  laboratory: string;
  title: string;
  /** Printed as Code 128 at the top right, with its digits in groups beneath. */
  scan?: { number: string; shown: string };
  facts: readonly (readonly [label: string, value: string])[];
  columns: readonly { title: string; width: number }[];
  rows: readonly (readonly string[])[];
  /** Paragraphs beneath the table. */
  notes: readonly string[];
  /** Two to a line: what is signed, and who has signed already. */
  signatures: readonly (readonly [label: string, value: string])[];
  foot: string;
  at: Date;
};

const sheet = { width: 595.28, height: 841.89, left: 45, right: 550.28, bottom: 790 } as const;
const wide = sheet.right - sheet.left;
const body: Ink = { size: 9, field: "record" };
const strong: Ink = { ...body, weight: "bold" };
const line = 13;
const room = 4;

/** The record as PDF. */
export async function renderRecordPaper(paper: RecordPaper): Promise<Buffer> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    font: null as unknown as string,
    info: { Title: paper.title, CreationDate: paper.at, ModDate: paper.at },
  });
  const parts: Buffer[] = [];
  const file = new Promise<Buffer>((resolve, reject) => {
    doc.on("data", (part: Buffer) => parts.push(part));
    doc.on("error", reject);
    doc.on("end", () => resolve(Buffer.concat(parts)));
  });
  const pen = takePen(doc, loadFonts());
  let y = facts(pen, heading(pen, paper), paper.facts);
  y = table(pen, y + 10, paper);
  for (const note of paper.notes) y = paragraph(pen, y + 8, note);
  signatures(pen, y + 18, paper.signatures);
  feet(pen, paper.foot);
  doc.end();
  return await file;
}

function newPage(pen: Pen): number {
  pen.doc.addPage({ size: [sheet.width, sheet.height], margin: 0 });
  return 46;
}

function heading(pen: Pen, { laboratory, title, scan }: RecordPaper): number {
  newPage(pen);
  const middle = scan ? sheet.left + (wide - 190) / 2 : sheet.width / 2;
  pen.write(laboratory, middle, 52, { ...body, size: 11, align: "center" });
  pen.write(title, middle, 78, { ...strong, size: 18, align: "center", spacing: 3 });
  if (scan) {
    const { width, bars } = code128Bars(scan.number);
    const module = 180 / width;
    for (const bar of bars)
      pen.doc.rect(sheet.right - 180 + bar.at * module, 38, bar.width * module, 34).fill("#000000");
    pen.write(scan.shown, sheet.right - 90, 84, { ...body, align: "center" });
  }
  return 98;
}

function facts(pen: Pen, top: number, pairs: RecordPaper["facts"]): number {
  let y = top;
  for (let i = 0; i < pairs.length; i += 2) {
    const cells = [pairs[i], pairs[i + 1]].flatMap((pair) => (pair ? [pair] : []));
    const set = cells.map(([, value]) => linesOf(pen, value, wide / cells.length - 74 - 2 * room));
    const height = Math.max(...set.map((lines) => lines.length)) * line + 2 * room;
    for (const [j, [label]] of cells.entries()) {
      const x = sheet.left + (j * wide) / cells.length;
      box(pen, x, y, 74, height, "#f1f3f6");
      box(pen, x + 74, y, wide / cells.length - 74, height);
      pen.write(label, x + 37, y + height / 2 + 3.3, { ...strong, align: "center" });
      for (const [k, text] of (set[j] ?? []).entries()) pen.write(text, x + 74 + room, y + room + 9.5 + k * line, body);
    }
    y += height;
  }
  return y;
}

function table(pen: Pen, top: number, { columns, rows }: RecordPaper): number {
  const all = columns.reduce((sum, c) => sum + c.width, 0);
  const widths = columns.map((c) => (c.width / all) * wide);
  const row = (y: number, cells: readonly string[], isHead: boolean): number => {
    const set = cells.map((cell, i) => linesOf(pen, cell, (widths[i] ?? 0) - 2 * room));
    const height = Math.max(1, ...set.map((lines) => lines.length)) * line + 2 * room;
    let at = y;
    if (at + height > sheet.bottom) {
      at = newPage(pen);
      if (!isHead) at = head(at);
    }
    let x = sheet.left;
    for (const [i, lines] of set.entries()) {
      box(pen, x, at, widths[i] ?? 0, height, isHead ? "#f1f3f6" : undefined);
      for (const [k, text] of lines.entries())
        pen.write(text, x + room, at + room + 9.5 + k * line, isHead ? strong : body);
      x += widths[i] ?? 0;
    }
    return at + height;
  };
  const head = (y: number) =>
    row(
      y,
      columns.map((c) => c.title),
      true,
    );
  let y = head(top);
  for (const cells of rows) y = row(y, cells, false);
  return y;
}

function paragraph(pen: Pen, top: number, text: string): number {
  let y = top;
  for (const words of linesOf(pen, text, wide)) {
    if (y + line > sheet.bottom) y = newPage(pen);
    pen.write(words, sheet.left, y + 9.5, body);
    y += line;
  }
  return y;
}

function signatures(pen: Pen, top: number, pairs: RecordPaper["signatures"]): void {
  let y = top;
  for (let i = 0; i < pairs.length; i += 2) {
    if (y + 26 > sheet.bottom) y = newPage(pen);
    for (const [j, pair] of [pairs[i], pairs[i + 1]].entries()) {
      if (!pair) continue;
      const x = sheet.left + (j * wide) / 2;
      const width = pen.write(`${pair[0]}：`, x, y + 12, strong);
      if (pair[1]) pen.write(pair[1], x + width + 4, y + 12, body);
      else
        pen.doc
          .lineWidth(0.6)
          .moveTo(x + width + 4, y + 15)
          .lineTo(x + wide / 2 - 20, y + 15)
          .stroke("#4a505c");
    }
    y += 28;
  }
}

function feet(pen: Pen, words: string): void {
  const { count } = pen.doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pen.doc.switchToPage(index);
    pen.write(words, sheet.left, 815, { ...body, size: 8, color: "#5b6270" });
    const page = `第 ${index + 1} 页 共 ${count} 页`;
    pen.write(page, sheet.right, 815, { ...body, size: 8, align: "right", color: "#5b6270" });
  }
}

function box(pen: Pen, x: number, y: number, width: number, height: number, fill?: string): void {
  if (fill) pen.doc.rect(x, y, width, height).fill(fill);
  pen.doc.lineWidth(0.6).rect(x, y, width, height).stroke("#4a505c");
}

function linesOf(pen: Pen, text: string, width: number): readonly string[] {
  return breakLines(text === "" ? "—" : text, "regular", pen.fonts, width / body.size, body.field);
}
