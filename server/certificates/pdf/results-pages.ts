import type { CertificateContent, CertificateResult } from "../content.ts";
import { beneath, englishOf, labelled, verdictParagraphs } from "./english.ts";
import { ink, nothing, page, verdictWords } from "./form.ts";
import type { Paragraph } from "./paragraph.ts";
import { drawPicture } from "./pictures.ts";
import type { Sheet } from "./sheet.ts";
import { drawTable, type Cell, type Row } from "./table.ts";

type Language = CertificateContent["language"];

const columns = [30, 96, 48, 96, 90, 60, 78];

/** The results, one row each with its single verdict, then the equipment, then 以下空白. */
export function drawResultsPages(sheet: Sheet, content: CertificateContent): void {
  const { language } = content;
  let y = drawHeading(sheet, sheet.newPage() + 6, "检验检测结果", language);
  y = drawTable(sheet, y, {
    columns,
    header: head(language, "序号", "检验项目", "单位", "标准要求", "检验结果", "单项判定", "检验方法"),
    rows: content.results.map((result) => resultRow(result, language)),
    least: 26,
  });
  if (content.equipment.length > 0) {
    if (y + 110 > page.bottom) y = sheet.newPage() - 22;
    y = drawHeading(sheet, y + 22, "主要仪器设备", language);
    y = drawTable(sheet, y, {
      columns: [33, 187, 160, 114],
      header: head(language, "序号", "名称", "设备编号", "检定/校准有效期至"),
      rows: content.equipment.map(equipmentRow),
      least: 22,
    });
  }
  drawPhoto(sheet, content, y);
}

/** The sample's photo beneath the results, then where the report ends. */
function drawPhoto(sheet: Sheet, content: CertificateContent, y: number): void {
  const { photo } = content.pictures;
  if (photo === null) return drawEnd(sheet, y, content.language);
  const size = { width: 300, height: 210 };
  let at = y + 22 + 26 + size.height + 34 > page.bottom ? sheet.newPage() - 22 : y;
  at = drawHeading(sheet, at + 22, "样品照片", content.language);
  drawPicture(sheet, photo, { x: (page.width - size.width) / 2, y: at + 4, ...size });
  drawEnd(sheet, at + 4 + size.height, content.language);
}

function drawHeading(sheet: Sheet, y: number, chinese: string, language: Language): number {
  const text = [chinese, englishOf(chinese, language)].filter((word) => word !== null).join("  ");
  sheet.pen.write(text, page.width / 2, y + 13, {
    size: 13,
    weight: "bold",
    align: "center",
    spacing: language === "zh" ? 3 : 1,
    color: ink.text,
    field: "form",
  });
  return y + 26;
}

/** Tells where the report ends, so that nothing can be added beneath. */
function drawEnd(sheet: Sheet, y: number, language: Language): void {
  const at = y + 34 > page.bottom ? sheet.newPage() + 20 : y + 30;
  const text = ["以下空白", englishOf("以下空白", language)].filter((word) => word !== null).join("  ");
  sheet.pen.write(`—— ${text} ——`, page.width / 2, at, { size: 11, align: "center", color: ink.text, field: "form" });
}

function head(language: Language, ...names: string[]): Row {
  return {
    least: 26,
    cells: names.map((text) => ({
      fill: ink.label,
      paragraphs: labelled(
        { text, size: 9, weight: "bold", align: "center", color: ink.text, field: "form" },
        language,
      ),
    })),
  };
}

function resultRow(result: CertificateResult, language: Language): Row {
  const field = (name: keyof CertificateResult): string => `results.${result.ordinal}.${name}`;
  const isFailed = result.verdict === "fail" || result.verdict === "conditional_fail";
  return {
    cells: [
      centred(String(result.ordinal), field("ordinal")),
      { paragraphs: named(result, language, field("item")) },
      centred(result.unit || nothing, field("unit")),
      {
        paragraphs: requirements(result, field),
      },
      {
        paragraphs: [
          { ...small(result.resultText, field("resultText"), 9), weight: isFailed ? "bold" : "regular" },
          ...maybe(result.lod && `检出限：${result.lod}`, field("lod")),
          ...maybe(result.uncertainty, field("uncertainty")),
          ...result.components.flatMap((text) => maybe(text, field("components"))),
          ...maybe(result.note, field("note")),
          ...maybe(result.deviation && `方法偏离：${result.deviation}`, field("deviation")),
        ],
      },
      {
        paragraphs: [
          ...verdictParagraphs(
            result.verdict,
            {
              ...small("", field("verdict"), 9),
              weight: isFailed ? "bold" : "regular",
              color: isFailed ? ink.fail : ink.text,
            },
            language,
          ),
          ...apart(result, field),
        ],
      },
      { paragraphs: [small(result.methodCode.replace(" 第", "\n第"), field("methodCode"), 8.5)] },
    ],
  };
}

function named({ item, itemEn }: CertificateResult, language: Language, field: string): Paragraph[] {
  const chinese: Paragraph = { text: item, size: 9, color: ink.text, field };
  return language === "zh" || itemEn === null ? [chinese] : [chinese, beneath(itemEn, chinese)];
}

/** Each requirement above where it stands. */
function requirements(result: CertificateResult, field: (name: keyof CertificateResult) => string): Paragraph[] {
  if (result.requirements.length < 2)
    return [
      small(planLines(result.limitText ?? nothing), field("limitText"), 9),
      ...maybe(result.basis, field("basis")),
    ];
  return result.requirements.flatMap((one) => [
    small(planLines(one.limitText), field("limitText"), 9),
    ...maybe(one.basis, field("basis")),
  ]);
}

/** A sampling plan is parted between its figures, never inside one. */
function planLines(text: string): string {
  return text.replaceAll(/,(?=m=)/g, ",\n").replaceAll(/,(?=M=\d{4})/g, ",\n");
}

/** What is law and what the product declares of itself, each with its own verdict. */
function apart(result: CertificateResult, field: (name: keyof CertificateResult) => string): Paragraph[] {
  const { safetyVerdict, declaredVerdict } = result;
  if (safetyVerdict === null || declaredVerdict === null) return [];
  return [
    ...maybe(`安全标准：\n${verdictWords[safetyVerdict]}`, field("safetyVerdict")),
    ...maybe(`明示标准：\n${verdictWords[declaredVerdict]}`, field("declaredVerdict")),
  ];
}

function equipmentRow({ name, number, validUntil }: CertificateContent["equipment"][number], index: number): Row {
  const field = `equipment.${index + 1}`;
  return {
    cells: [
      centred(String(index + 1), field),
      { paragraphs: [{ text: name, size: 9, color: ink.text, field }] },
      centred(number, field),
      centred(validUntil ?? nothing, field),
    ],
  };
}

function centred(text: string, field: string): Cell {
  return { paragraphs: [small(text, field, 9)] };
}

function small(text: string, field: string, size: number): Paragraph {
  return { text, size, align: "center", color: ink.text, field, leading: 1.35 };
}

function maybe(text: string | null, field: string): Paragraph[] {
  return text === null ? [] : [{ text, size: 7.5, align: "center", color: ink.soft, field, leading: 1.35 }];
}
