import type { Pen } from "../../platform/paper/pen.ts";
import type { CertificateContent } from "../content.ts";
import { inLine } from "./english.ts";
import { ink, page } from "./form.ts";
import { drawSealSlice } from "./pictures.ts";
import type { Sheet } from "./sheet.ts";

/** Head and foot of every page, drawn last, when their count is known: all pages are one report, and say so. */
export function drawFurniture(sheet: Sheet, content: CertificateContent): void {
  const { pen } = sheet;
  const { count } = pen.doc.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    pen.doc.switchToPage(index);
    if (index > 0) drawHead(pen, content, index + 1, count);
    drawFoot(pen, content, index + 1, count);
    if (content.hasPagingSeal && content.heading === null) drawSealSlice(sheet, content, index, count);
  }
}

function drawHead(pen: Pen, content: CertificateContent, number: number, count: number): void {
  if (content.heading !== null) {
    const about = { size: 8.5, align: "center", color: ink.fail, field: "heading" } as const;
    pen.write(content.heading, page.width / 2, 35, about); // a page by itself must not pass for one with a mark
  }
  pen.write(content.laboratory.name, page.width / 2, 52, {
    size: 12,
    weight: "bold",
    align: "center",
    color: ink.text,
    field: "laboratory.name",
  });
  pen.write(content.title, page.width / 2, 70, {
    size: 11,
    align: "center",
    spacing: 4,
    color: ink.text,
    field: "title",
  });
  pen.write(`${inLine("报告编号", content.language)}：${content.printedNumber}`, page.left, 88, {
    size: 9,
    color: ink.text,
    field: "printedNumber",
  });
  pen.write(pageOf(content, number, count), page.right, 88, {
    size: 9,
    align: "right",
    color: ink.text,
    field: "form",
  });
  pen.doc.lineWidth(0.9).moveTo(page.left, 95).lineTo(page.right, 95).stroke(ink.text);
}

function drawFoot(pen: Pen, content: CertificateContent, number: number, count: number): void {
  const y = 812;
  pen.doc
    .lineWidth(0.5)
    .moveTo(page.left, y - 14)
    .lineTo(page.right, y - 14)
    .stroke(ink.hair);
  const words = content.laboratory.isDemo ? "演示报告，不具有法律效力" : "本报告经数字签名，涂改无效";
  pen.write(`${words} · 校验码 ${content.checkCode}`, page.left, y, { size: 8, color: ink.soft, field: "checkCode" });
  const tail = number === 1 ? pageOf(content, 1, count) : content.printedNumber;
  pen.write(tail, page.right, y, {
    size: number === 1 ? 9 : 8,
    align: "right",
    color: number === 1 ? ink.text : ink.soft,
    field: "printedNumber",
  });
}

function pageOf({ language }: CertificateContent, number: number, count: number): string {
  return `第 ${number} 页 共 ${count} 页${language === "zh" ? "" : `  Page ${number} of ${count}`}`;
}
