// Forms that people print and sign: what is known is filled in, what is not has its place.
import PDFDocument from "pdfkit";
import { bodyWidth, ink, page } from "../certificates/pdf/form.ts";
import { collect } from "../certificates/pdf/render-certificate.ts";
import { openSheet, type Sheet } from "../certificates/pdf/sheet.ts";
import type { Cell } from "../certificates/pdf/table.ts";
import { loadFonts } from "../platform/paper/fonts.ts";
import { takePen } from "../platform/paper/pen.ts";

/** Draws a form and numbers its pages; the same facts at the same moment give the same bytes. */
export async function drawForm(
  said: { title: string; at: Date; foot: string },
  draw: (sheet: Sheet) => void,
): Promise<Buffer> {
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    lang: "zh-CN",
    font: null as unknown as string, // no standard font: those are never embedded
    info: { Title: said.title, CreationDate: said.at, ModDate: said.at },
  });
  const file = collect(doc);
  const sheet = openSheet(takePen(doc, loadFonts()), new Map());
  draw(sheet);
  const { count } = doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    doc.switchToPage(index);
    sheet.pen.write(said.foot, page.left, 812, { size: 8, color: ink.soft, field: "form" });
    const number = `第 ${index + 1} 页 共 ${count} 页`;
    sheet.pen.write(number, page.left + bodyWidth, 812, { size: 8, align: "right", color: ink.soft, field: "form" });
  }
  doc.end();
  return file;
}

/** A label of a form. */
export function label(words: string): Cell {
  return {
    fill: ink.label,
    paragraphs: [{ text: words, size: 9, weight: "bold", align: "center", color: ink.text, field: "form" }],
  };
}

/** What is filled in; an empty place where nothing is known. */
export function filled(words: string | null | undefined, more: { span?: number; size?: number } = {}): Cell {
  return {
    ...(more.span === undefined ? {} : { span: more.span }),
    paragraphs: [{ text: words || " ", size: more.size ?? 9.5, color: ink.text, field: "form" }],
  };
}
