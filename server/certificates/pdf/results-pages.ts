import { groupNumber } from "../../kernel/numbers.ts";
import type { CertificateContent, CertificateResult, FurtherSample } from "../content.ts";
import { beneath, englishOf, labelled, verdictParagraphs } from "./english.ts";
import { bodyWidth, ink, nothing, page, verdictWords } from "./form.ts";
import { writeParagraph, type Paragraph } from "./paragraph.ts";
import { drawPicture } from "./pictures.ts";
import type { Sheet } from "./sheet.ts";
import { drawTable, type Cell, type Row } from "./table.ts";

type Language = CertificateContent["language"];

const columns = [32, 88, 46, 98, 92, 56, 86];

/**
 * The results, one row each with its single verdict, sample by sample; then the equipment, then 以下空白. They begin beneath the list
 * of samples where there is room.
 */
export function drawResultsPages(sheet: Sheet, content: CertificateContent, beneathList: number | null): void {
  const { language, furtherSamples } = content;
  const hasRoom = beneathList !== null && beneathList + 200 < page.bottom;
  let y = drawHeading(sheet, hasRoom ? beneathList + 24 : sheet.newPage() + 6, "检验检测结果", language);
  if (furtherSamples.length === 0) y = drawResults(sheet, y, content.results, language);
  else {
    const first = { conclusion: content.sampleConclusion ?? "", conclusionEn: content.sampleConclusionEn };
    for (const [index, one] of [{ ...content, ...first, photo: content.pictures.photo }, ...furtherSamples].entries())
      y = drawSection(sheet, y, { ...one, ordinal: index + 1 }, language);
  }
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

type Section = FurtherSample & { ordinal: number };

/** One sample of several: whose results these are, the results, and what they come to for this sample. */
function drawSection(sheet: Sheet, y: number, one: Section, language: Language): number {
  const field = `samples.${one.ordinal - 1}`;
  const name: Paragraph = {
    text: `样品 ${one.ordinal}　${one.sample.name}　（${groupNumber(one.sample.number)}）`,
    size: 10.5,
    weight: "bold",
    color: ink.text,
    field: `${field}.name`,
  };
  const concluded: Paragraph = { text: one.conclusion, size: 9, color: ink.text, field: `${field}.conclusion` };
  const closing: Row = {
    cells: [
      {
        span: 2,
        fill: ink.label,
        paragraphs: labelled(
          { text: "检验结论", size: 9, weight: "bold", align: "center", color: ink.text, field: "form" },
          language,
        ),
      },
      {
        span: 5,
        paragraphs: one.conclusionEn === null ? [concluded] : [concluded, beneath(one.conclusionEn, concluded)],
      },
    ],
  };
  const isFirst = one.ordinal === 1;
  const gap = isFirst ? 2 : 20;
  let at = y + gap + 22 + 90 > page.bottom ? sheet.newPage() - gap : y;
  writeParagraph(sheet.pen, name, page.left, at + gap, bodyWidth);
  at = drawResults(sheet, at + gap + 20, one.results, language, closing);
  if (one.photo === null) return at;
  const size = { width: 150, height: 105 };
  if (at + size.height + 26 > page.bottom) at = sheet.newPage();
  drawPicture(sheet, one.photo, { x: page.left, y: at + 8, ...size });
  const caption: Paragraph = { ...name, text: `样品 ${one.ordinal} 照片`, size: 8, weight: "regular", color: ink.soft };
  writeParagraph(sheet.pen, caption, page.left, at + 10 + size.height, size.width);
  return at + 22 + size.height;
}

/** The table of results; `closing` is kept together with the last of them. */
function drawResults(
  sheet: Sheet,
  y: number,
  results: readonly CertificateResult[],
  language: Language,
  closing?: Row,
): number {
  return drawTable(sheet, y, {
    columns,
    header: head(language, "序号", "检验项目", "单位", "标准要求", "检验结果", "单项判定", "检验方法"),
    rows: results.map((result) => resultRow(result, language)),
    least: 26,
    ...(closing && { closing }),
  });
}

/** The sample's photo beneath the results, then where the report ends. */
function drawPhoto(sheet: Sheet, content: CertificateContent, y: number): void {
  const photo = content.furtherSamples.length > 0 ? null : content.pictures.photo;
  if (photo === null) return drawEnd(sheet, y, content.language);
  const size = { width: 300, height: 210 };
  let at = y + 22 + 26 + size.height + 34 > page.bottom ? sheet.newPage() - 22 : y;
  at = drawHeading(sheet, at + 22, "样品照片", content.language);
  drawPicture(sheet, photo, { x: (page.width - size.width) / 2, y: at + 4, ...size });
  drawEnd(sheet, at + 4 + size.height, content.language);
}

/** A heading in the middle of the page; gives where the table beneath it begins. */
export function drawHeading(sheet: Sheet, y: number, chinese: string, language: Language): number {
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
          {
            ...small(withLodBeneath(result.resultText), field("resultText"), 9),
            weight: isFailed ? "bold" : "regular",
            align: isFigure(result.resultText) ? "point" : "center",
          },
          ...maybe(result.lod && `检出限：${result.lod}`, field("lod")),
          ...maybe(result.uncertainty, field("uncertainty")),
          ...result.components.flatMap((text) => maybe(withLodBeneath(text), field("components"))),
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
      { paragraphs: [small(codeAbove(result.methodCode), field("methodCode"), 8.5)] },
    ],
  };
}

/** The number of a method with its year above its clause: GB/T 5750.10-2023 / 顶空气相色谱法. */
function codeAbove(methodCode: string): string {
  return methodCode.replace(/^(.{3,24}?-\d{4}) +/, "$1\n");
}

/** 未检出 above its limit of detection. */
function withLodBeneath(text: string): string {
  return text.replace(/(?<=未检出)（/, "\n（");
}

/** A bare figure: it stands with its decimal point beneath that of the others. */
function isFigure(text: string): boolean {
  return /^[<＜≤>＞≥]?-?\d+(\.\d+)?$/.test(text);
}

function named({ item, itemEn, subcontract }: CertificateResult, language: Language, field: string): Paragraph[] {
  const chinese: Paragraph = { text: item, size: 9, color: ink.text, field };
  const told = language === "zh" || itemEn === null ? [chinese] : [chinese, beneath(itemEn, chinese)];
  if (subcontract === null) return told;
  const { laboratory, reportNumber } = subcontract;
  const text = `▲ 分包：${laboratory}，报告 ${reportNumber}`;
  return [...told, { text, size: 7.5, color: ink.soft, field, leading: 1.35 }];
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
