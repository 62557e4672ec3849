import type { CertificateContent } from "../content.ts";
import { bodyWidth, ink, page } from "./form.ts";
import { writeLabel, writeParagraph } from "./paragraph.ts";
import type { Sheet } from "./sheet.ts";

/** 注意事项: what a reader must know before relying on the report, and where the laboratory is found. */
export function drawNotesPage(sheet: Sheet, content: CertificateContent): void {
  let y = sheet.newPage() + 26;
  const { pen } = sheet;
  pen.write("注意事项", page.width / 2, y, {
    size: 20,
    weight: "bold",
    align: "center",
    spacing: 12,
    color: ink.text,
    field: "form",
  });
  y += 34;
  const notes = [...content.notes, ...aboutThisForm(content)];
  for (const [i, text] of notes.entries()) {
    pen.write(`${i + 1}.`, page.left + 8, y + 11.5, { size: 11, color: ink.text, field: "form" });
    const height = writeParagraph(
      pen,
      { text, size: 11, leading: 1.75, color: ink.text, field: `notes.${i}` },
      page.left + 32,
      y - 2,
      bodyWidth - 44,
    );
    y += height + 5;
    if (y > page.bottom - 150) y = sheet.newPage();
  }
  drawAddress(sheet, content);
}

/** What follows from the form of the report itself; the laboratory's own sentences come before. */
function aboutThisForm({ laboratory, checkCode, isThirdPartySigned }: CertificateContent): string[] {
  return [
    "本报告无批准人签名、无检验检测专用章无效；涂改、增删无效；部分复印件无效。",
    `本报告为电子报告，带有本机构的数字签名，任何改动都会使签名失效。真伪可扫描封面二维码，或凭报告编号和校验码（${checkCode}）在查验页面查询。`,
    ...(isThirdPartySigned
      ? []
      : ["电子签名未经第三方认证；需要第三方认可的，以批准人手写签名并加盖检验检测专用章的纸质正本为准。"]),
    "“不判定”表示现有数据不足以作出符合性判定，不等于不合格；“—”表示该项未约定判定依据。",
    ...(laboratory.isDemo
      ? ["出具本报告的实验室为虚构的示范实验室，编号、印章和数据均为演示，不具有任何法律效力。"]
      : []),
  ];
}

function drawAddress({ pen }: Sheet, { laboratory }: CertificateContent): void {
  const rows = [
    { label: "检验检测机构", text: laboratory.name, field: "laboratory.name" },
    { label: "地址", text: laboratory.address, field: "laboratory.address" },
    { label: "联系电话", text: laboratory.phone, field: "laboratory.phone" },
    { label: "机构代码", text: laboratory.code, field: "laboratory.code" },
  ];
  let y = page.bottom - 118;
  pen.doc.lineWidth(0.6).moveTo(page.left, y).lineTo(page.right, y).stroke(ink.line);
  y += 12;
  for (const { label, text, field } of rows) {
    writeLabel(pen, label, page.left + 8, y + 12.5, 10.5, 6);
    y += Math.max(
      22,
      writeParagraph(
        pen,
        { text, size: 10.5, leading: 1.6, color: ink.text, field },
        page.left + 88,
        y,
        bodyWidth - 96,
      ),
    );
  }
}
