// A paper that people sign by hand: head, tables, a place for each signature, page numbers.
import PDFDocument from "pdfkit";
import { toMinute } from "../../kernel/time.ts";
import type { Context } from "../../platform/context.ts";
import { loadFonts } from "../../platform/paper/fonts.ts";
import { takePen } from "../../platform/paper/pen.ts";
import type { FileReply } from "../../platform/serve.ts";
import { bodyWidth, ink, page } from "../pdf/form.ts";
import { collect } from "../pdf/render-certificate.ts";
import { openSheet, type Sheet } from "../pdf/sheet.ts";
import type { Cell, Row } from "../pdf/table.ts";

export type PaperHead = { laboratory: string; title: string; number: string; foot: string };

/** Draws a paper from its head on and answers it as a PDF; `draw` begins below the head. */
export async function makePaper(
  ctx: Context,
  head: PaperHead,
  draw: (sheet: Sheet, y: number) => void,
): Promise<FileReply> {
  const at = ctx.now();
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    font: null as unknown as string,
    info: { Title: `${head.title} ${head.number}`, CreationDate: at, ModDate: at },
  });
  const file = collect(doc);
  const sheet = openSheet(takePen(doc, loadFonts()), new Map());
  sheet.newPage();
  const { pen } = sheet;
  pen.write(head.laboratory, page.width / 2, 50, { size: 12, align: "center", color: ink.text, field: "laboratory" });
  pen.write(head.title, page.width / 2, 78, {
    size: 19,
    weight: "bold",
    align: "center",
    spacing: 3,
    color: ink.text,
    field: "title",
  });
  pen.write(`编号：${head.number}`, page.left + bodyWidth, 98, {
    size: 9.5,
    align: "right",
    color: ink.text,
    field: "number",
  });
  draw(sheet, 106);
  foot(sheet, `${head.foot} · 打印 ${ctx.actor.name} ${toMinute(at)}`);
  doc.end();
  return { bytes: await file, mediaType: "application/pdf", name: `${head.title} ${head.number}.pdf` };
}

function foot({ pen }: Sheet, words: string): void {
  const { count } = pen.doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pen.doc.switchToPage(index);
    pen.write(words, page.left, 812, { size: 8, color: ink.soft, field: "form" });
    const number = `第 ${index + 1} 页 共 ${count} 页`;
    pen.write(number, page.left + bodyWidth, 812, { size: 8, align: "right", color: ink.soft, field: "form" });
  }
}

/** Two labels with what they say, side by side: for tables of four columns. */
export function pair(a: string, one: string, b: string, other: string): Row {
  return { cells: [label(a), text(one), label(b), text(other)] };
}

/** One label with what it says over the rest of four columns. */
export function whole(name: string, said: string): Row {
  return { cells: [label(name), { ...text(said), span: 3 }] };
}

export function label(words: string): Cell {
  return {
    fill: ink.label,
    paragraphs: [{ text: words, size: 9, weight: "bold", align: "center", color: ink.text, field: "form" }],
  };
}

export function text(words: string | null, align: "left" | "center" = "left"): Cell {
  return { paragraphs: [{ text: words || "—", size: 9.5, align, color: ink.text, field: "paper" }] };
}

/** Where somebody signs: the words, and room for a hand and a date. */
export function signatureCell(words: string, after = "日期：        年    月    日"): Cell {
  return {
    isTop: true,
    paragraphs: [
      { text: words, size: 9.5, color: ink.text, field: "form" },
      { text: "\n\n签名（盖章）：", size: 9.5, color: ink.text, field: "form" },
      { text: `\n${after}`, size: 9.5, color: ink.text, field: "form" },
    ],
  };
}

/** ☑ before what is chosen, ☐ before the others. */
export function choice(options: readonly (readonly [string, boolean])[]): string {
  return options.map(([words, isChosen]) => `${isChosen ? "☑" : "☐"} ${words}`).join("    ");
}
