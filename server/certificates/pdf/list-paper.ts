// A list on paper: the laboratory, a title, facts, tables, places to sign, and the page numbers at the foot.
import PDFDocument from "pdfkit";
import { loadFonts } from "../../platform/paper/fonts.ts";
import { takePen } from "../../platform/paper/pen.ts";
import { bodyWidth, ink, page } from "./form.ts";
import { collect } from "./render-certificate.ts";
import { openSheet, type Sheet } from "./sheet.ts";
import { drawTable, type Cell, type Row } from "./table.ts";

export type ListTable = {
  heading?: string;
  columns: readonly number[];
  head: readonly string[];
  rows: readonly (readonly string[])[];
};
export type ListPaper = {
  laboratory: string;
  title: string;
  facts: readonly (readonly [string, string, string, string])[];
  tables: readonly ListTable[];
  /** What stands before each line to sign on. */
  signatures: readonly string[];
  foot: string;
  at: Date;
};

/** Draws it on as many pages as it takes. */
export async function drawListPaper(list: ListPaper): Promise<Buffer> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    font: null as unknown as string,
    info: { Title: list.title, CreationDate: list.at, ModDate: list.at },
  });
  const file = collect(doc);
  const sheet = openSheet(takePen(doc, loadFonts()), new Map());
  draw(sheet, list);
  numberPages(sheet, list.foot);
  doc.end();
  return file;
}

function draw(sheet: Sheet, { laboratory, title, facts, tables, signatures }: ListPaper): void {
  sheet.newPage();
  const { pen } = sheet;
  pen.write(laboratory, page.width / 2, 46, { size: 11, align: "center", color: ink.text, field: "laboratory" });
  pen.write(title, page.width / 2, 72, { size: 18, weight: "bold", align: "center", color: ink.text, field: "title" });
  let y = drawTable(sheet, 90, {
    columns: [70, 176, 70, 176],
    header: null,
    least: 22,
    rows: facts.map(([a, one, b, other]) => ({ cells: [head(a), text(one), head(b), text(other)] })),
  });
  for (const { heading, columns, head: heads, rows } of tables) {
    y += 14;
    if (heading) {
      if (y + 60 > page.bottom) y = sheet.newPage() - 30;
      pen.write(heading, page.left, y + 10, { size: 11, weight: "bold", color: ink.text, field: "form" });
      y += 18;
    }
    y = drawTable(sheet, y, {
      columns,
      header: { cells: heads.map(head) },
      least: 20,
      rows: rows.map((cells): Row => ({ cells: cells.map(text) })),
    });
  }
  if (y + 50 > page.bottom) y = sheet.newPage() - 30;
  const width = bodyWidth / Math.max(signatures.length, 1);
  for (const [index, words] of signatures.entries()) {
    const x = page.left + index * width;
    const told = pen.write(words, x, y + 40, { size: 10, color: ink.text, field: "form" });
    pen.doc
      .moveTo(x + told + 6, y + 42)
      .lineTo(x + width - 14, y + 42)
      .lineWidth(0.5)
      .stroke(ink.line);
  }
}

function numberPages({ pen }: Sheet, words: string): void {
  const { count } = pen.doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pen.doc.switchToPage(index);
    pen.write(words, page.left, 812, { size: 8, color: ink.soft, field: "form" });
    const number = `第 ${index + 1} 页 共 ${count} 页`;
    pen.write(number, page.left + bodyWidth, 812, { size: 8, align: "right", color: ink.soft, field: "form" });
  }
}

function head(words: string): Cell {
  return {
    fill: ink.label,
    paragraphs: [{ text: words, size: 9, weight: "bold", align: "center", color: ink.text, field: "form" }],
  };
}

function text(words: string): Cell {
  return { paragraphs: [{ text: words || "—", size: 9, color: ink.text, field: "list" }] };
}
