import { qrModules } from "../../platform/paper/bar-modules.ts";
import type { Pen } from "../../platform/paper/pen.ts";
import { sampleNames, type CertificateContent } from "../content.ts";
import { englishOf, inLine, sourceText } from "./english.ts";
import { bodyWidth, ink, longDay, page } from "./form.ts";
import { drawParagraph, setParagraph, writeLabel, writeParagraph, type SetParagraph } from "./paragraph.ts";
import { drawPicture, drawSeal } from "./pictures.ts";
import type { Sheet } from "./sheet.ts";
import { drawModules } from "./symbol.ts";

const middle = page.width / 2;

/** The cover: who reports what for whom, under which number, and how to check that it is genuine. */
export function drawCoverPage(sheet: Sheet, content: CertificateContent): void {
  sheet.newPage();
  const { pen } = sheet;
  drawMarks(sheet, content);
  drawTitle(pen, content);
  drawFields(pen, content);
  drawLaboratory(sheet, content);
  drawCheck(pen, content);
}

/** Marks and accreditation numbers: the marks are the laboratory's own pictures and never drawn by the program. */
function drawMarks(sheet: Sheet, { laboratory, heading, pictures, language }: CertificateContent): void {
  const { pen } = sheet;
  if (pictures.logo) drawPicture(sheet, pictures.logo, { x: middle - 60, y: 108, width: 120, height: 70 });
  if (heading !== null) return; // outside the scope there is no mark
  const marks = [
    { number: laboratory.cmaNumber, mark: pictures.cma, name: "CMA", words: "资质认定证书编号" },
    { number: laboratory.catlNumber, mark: pictures.catl, name: "CATL", words: "考核合格证书编号" },
  ].filter(({ number }) => number !== null);
  let x: number = page.left;
  let y = 74;
  for (const { mark, name } of marks) {
    if (mark !== null) drawPicture(sheet, mark, { x, y: 58, width: 64, height: 38 });
    else if (laboratory.isDemo) drawDemoMark(pen, name, x);
    else continue;
    x += 76;
    y = 108;
  }
  for (const { number, words, name } of marks) {
    pen.write(`${inLine(words, language)}：${number ?? ""}`, page.left, y, {
      size: 9,
      color: ink.text,
      field: name === "CMA" ? "laboratory.cmaNumber" : "laboratory.catlNumber",
    });
    y += 13;
  }
}

function drawDemoMark(pen: Pen, name: string, x: number): void {
  pen.doc.lineWidth(0.9).roundedRect(x, 62, 64, 30, 3).stroke(ink.line);
  pen.write(name, x + 32, 77, {
    size: 13,
    weight: "bold",
    align: "center",
    spacing: 2,
    color: ink.text,
    field: "form",
  });
  pen.write("演示标志位", x + 32, 88, { size: 7, align: "center", color: ink.soft, field: "form" });
}

function drawTitle(pen: Pen, content: CertificateContent): void {
  pen.write(`${inLine("报告编号", content.language)}：${content.printedNumber}`, page.right, 74, {
    size: 10.5,
    weight: "bold",
    align: "right",
    color: ink.text,
    field: "printedNumber",
  });
  if (content.heading !== null) {
    writeParagraph(
      pen,
      { text: content.heading, size: 12, weight: "bold", align: "center", color: ink.fail, field: "heading" },
      page.left,
      152,
      bodyWidth,
    );
    if (content.language === "zh-en")
      pen.write("For the client's own reference; no evidence for others", middle, 180, {
        ...{ size: 9, align: "center", color: ink.fail, field: "form" },
      });
  }
  pen.write(content.title, middle, 234, {
    size: 40,
    weight: "bold",
    align: "center",
    spacing: 14,
    color: ink.text,
    field: "title",
  });
  pen.write("TEST REPORT", middle, 262, { size: 12, align: "center", spacing: 5, color: ink.soft, field: "form" });
  pen.doc
    .lineWidth(1.6)
    .moveTo(middle - 34, 282)
    .lineTo(middle + 34, 282)
    .stroke(ink.text);
  if (content.replaces !== null) {
    const text = `本报告替代编号为${content.replaces.printedNumber}的报告，原报告作废。`;
    writeParagraph(
      pen,
      { text, size: 11, align: "center", color: ink.fail, field: "replaces.printedNumber" },
      page.left,
      296,
      bodyWidth,
    );
  }
}

function drawFields(pen: Pen, content: CertificateContent): void {
  const fields: { label: string; text: string; field: string }[] = [
    { label: "样品名称", text: sampleNames(content), field: "sample.name" },
    { label: "委托单位", text: content.client.name, field: "client.name" },
    ...(content.sampledEnterprise
      ? [{ label: "被抽样单位", text: content.sampledEnterprise.name, field: "sampledEnterprise.name" }]
      : []),
    { label: "检验类别", text: sourceText(content), field: "source" },
  ];
  const left = 196;
  const width = 480 - left;
  const set = (size: number): SetParagraph[] =>
    fields.map(({ text, field }) =>
      setParagraph(pen, { text, size, leading: 1.5, align: "center", color: ink.text, field }, width - 12),
    );
  // Long names are set smaller until everything stands above the laboratory's own name.
  const room = 222;
  const size = [14, 12, 10.5, 9, 8].find((one) => heightOf(set(one)) <= room) ?? 7;
  let y = 346;
  for (const [i, one] of set(size).entries()) {
    const label = fields[i]?.label ?? "";
    writeLabel(pen, label, 112, y + 15.5, 14, 5);
    const english = englishOf(label, content.language);
    if (english !== null) pen.write(english, 112, y + 26, { size: 7.5, color: ink.soft, field: "form" });
    const top = y + Math.max(0, 21 - one.height);
    drawParagraph(pen, one, left + 6, top, width - 12);
    y = top + one.height + 3;
    pen.doc
      .lineWidth(0.7)
      .moveTo(left, y)
      .lineTo(left + width, y)
      .stroke(ink.line);
    y += fieldGap;
  }
}

const fieldGap = 18;

function heightOf(fields: SetParagraph[]): number {
  return fields.reduce((sum, { height }) => sum + Math.max(21, height) + 3 + fieldGap, -fieldGap);
}

function drawLaboratory(sheet: Sheet, content: CertificateContent): void {
  const { pen } = sheet;
  const { laboratory, issuedOn, language } = content;
  const isBoth = language === "zh-en" && laboratory.nameEn !== null;
  const name = setParagraph(
    pen,
    { text: laboratory.name, size: 19, weight: "bold", align: "center", color: ink.text, field: "laboratory.name" },
    bodyWidth,
  );
  drawParagraph(pen, name, page.left, (isBoth ? 616 : 630) - name.height, bodyWidth);
  if (isBoth)
    pen.write(laboratory.nameEn ?? "", middle, 628, {
      size: 10,
      align: "center",
      color: ink.soft,
      field: "laboratory.nameEn",
    });
  pen.write(longDay(issuedOn), middle, 652, { size: 13, align: "center", color: ink.text, field: "issuedOn" });
  drawSeal(sheet, content, middle + 112, 648);
}

function drawCheck(pen: Pen, content: CertificateContent): void {
  const size = 74;
  const top = 704;
  drawModules(pen.doc, qrModules(content.verifyUrl), page.left + 10, top, size);
  const x = page.left + 10 + size + 18;
  const words = (label: string): string => inLine(label, content.language);
  pen.write(words("扫描二维码查验本报告真伪"), x, top + 13, {
    size: 10,
    weight: "bold",
    color: ink.text,
    field: "form",
  });
  pen.write(`${words("校验码")}：${content.checkCode}`, x, top + 31, {
    size: 10.5,
    weight: "bold",
    color: ink.text,
    field: "checkCode",
  });
  pen.write(`${words("系统编号")}：${content.systemNumber}`, x, top + 47, {
    size: 9,
    color: ink.text,
    field: "systemNumber",
  });
  const address = {
    text: `${words("查验网址")}：${content.verifyUrl.split("?")[0] ?? ""}`,
    size: 8,
    leading: 1.3,
    color: ink.soft,
    field: "verifyUrl",
  };
  writeParagraph(pen, address, x, top + 54, page.right - x);
}
