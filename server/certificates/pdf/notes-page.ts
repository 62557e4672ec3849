import type { CertificateContent } from "../content.ts";
import { beneath, englishOf } from "./english.ts";
import { bodyWidth, ink, page } from "./form.ts";
import { baselineIn, writeLabel, writeParagraph } from "./paragraph.ts";
import type { Sheet } from "./sheet.ts";

/** 注意事项: what a reader must know before relying on the report, and where the laboratory is found. */
export function drawNotesPage(sheet: Sheet, content: CertificateContent): void {
  let y = sheet.newPage() + 26;
  const { pen } = sheet;
  const { language } = content;
  pen.write("注意事项", page.width / 2, y, {
    size: 20,
    weight: "bold",
    align: "center",
    spacing: 12,
    color: ink.text,
    field: "form",
  });
  const english = englishOf("注意事项", language);
  if (english !== null)
    pen.write(english, page.width / 2, y + 17, {
      size: 10,
      align: "center",
      spacing: 3,
      color: ink.soft,
      field: "form",
    });
  y += 34;
  const size = language === "zh" ? 11 : 10;
  const notes = [...content.notes.map((zh, i) => ({ zh, en: content.notesEn[i] ?? "" })), ...aboutThisForm(content)];
  for (const [i, { zh: text, en }] of notes.entries()) {
    const leading = language === "zh" ? 1.75 : 1.5;
    const baseline = baselineIn(y - 2, size * leading, size);
    pen.write(`${i + 1}.`, page.left + 8, baseline, { size, color: ink.text, field: "form" });
    const note = { text, size, leading, color: ink.text, field: `notes.${i}` };
    y += writeParagraph(pen, note, page.left + 32, y - 2, bodyWidth - 44);
    if (language === "zh-en" && en !== "")
      y += writeParagraph(pen, beneath(en, { ...note, size: 11.5 }), page.left + 32, y - 2, bodyWidth - 44);
    y += 5;
    if (y > page.bottom - 150) y = sheet.newPage();
  }
  drawAddress(sheet, content);
}

type Note = { zh: string; en: string };

/** What follows from the form of the report itself; the laboratory's own sentences come before. */
export function aboutThisForm(content: CertificateContent): Note[] {
  const { laboratory, checkCode, isThirdPartySigned, language } = content;
  return [
    aboutTheSample(content),
    {
      zh: "本报告无批准人签名、无检验检测专用章无效；涂改、增删无效；部分复印件无效。",
      en: "Invalid without the approver's signature and the laboratory's seal, if altered, or if copied in part.",
    },
    {
      zh: `本报告为电子报告，带有本机构的数字签名，任何改动都会使签名失效。真伪可扫描封面二维码，或凭报告编号和校验码（${checkCode}）在查验页面查询。`,
      en: `This electronic report is digitally signed; any change breaks the signature. Check it by the QR code on the cover, or by its number and check code (${checkCode}).`,
    },
    ...(isThirdPartySigned
      ? []
      : [
          {
            zh: "电子签名未经第三方认证；需要第三方认可的，以批准人手写签名并加盖检验检测专用章的纸质正本为准。",
            en: "The electronic signature is not vouched for by a third party; where that is needed, the signed and sealed paper original counts.",
          },
        ]),
    {
      zh: "“不判定”表示现有数据不足以作出符合性判定，不等于不合格；“—”表示该项未约定判定依据。",
      en: "“Undetermined” means that the data do not allow a statement of conformity; “—” that no requirement was agreed.",
    },
    ...(language === "zh"
      ? []
      : [{ zh: "本报告为中英文对照，以中文为准。", en: "In case of difference the Chinese text prevails." }]),
    ...(laboratory.isDemo
      ? [
          {
            zh: "出具本报告的实验室为虚构的示范实验室，编号、印章和数据均为演示，不具有任何法律效力。",
            en: "The laboratory is invented for demonstration; numbers, seals and data have no legal effect.",
          },
        ]
      : []),
  ];
}

/** What the results speak of, and whose word the sample's particulars are (ISO/IEC 17025:2017 7.8.2.1 l, 7.8.2.2). */
function aboutTheSample({ sheetNumber, sample, furtherSamples }: CertificateContent): Note {
  const isSampled =
    sheetNumber !== null || [sample, ...furtherSamples.map((one) => one.sample)].every((s) => s.samplers);
  return isSampled
    ? {
        zh: "检验检测结果仅与所抽取的样品有关；样品信息以抽样单和样品标签所载为准。",
        en: "The results relate only to the samples taken; their particulars are those of the sampling sheet and the label.",
      }
    : {
        zh: "检验检测结果仅与收到的样品有关；样品名称、规格、商标、批号、日期和生产单位由委托方提供，其真实性和样品的代表性由委托方负责。",
        en: "The results relate only to the sample as received; its name, specification, trademark, batch, dates and producer are as told by the client, who answers for them and for the sample being representative.",
      };
}

function drawAddress({ pen }: Sheet, { laboratory, language }: CertificateContent): void {
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
    const english = englishOf(label, language);
    if (english !== null) pen.write(english, page.left + 8, y + 20, { size: 6.5, color: ink.soft, field: "form" });
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
