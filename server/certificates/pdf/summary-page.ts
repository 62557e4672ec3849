// The first page of the report proper (首页): sample and client, the conclusion with the place of the seal, three names.
import { zh } from "../../kernel/text/zh.ts";
import type { CertificateContent } from "../content.ts";
import { inLine, sourceText } from "./english.ts";
import { ink, longDay, page } from "./form.ts";
import { label, pair, value, wide } from "./form-rows.ts";
import { peopleTables } from "./people-rows.ts";
import { drawSeal } from "./pictures.ts";
import { sampleRows, severalRows } from "./sample-rows.ts";
import type { Sheet } from "./sheet.ts";
import type { SignaturePlace } from "./signature-field.ts";
import { drawTable, heightOf, type Box, type Cell, type Row, type Table } from "./table.ts";

const columns = [74, 172, 74, 172];
const sealBox = { width: 128, height: 120 };

type Setting = { row: number; type?: number };
const settings = [
  { row: 27 },
  { row: 24 },
  { row: 20 },
  { row: 17 },
  { row: 16, type: 0.92 },
  { row: 15, type: 0.84 }, // 8 points, which every printer shows
] as const satisfies readonly Setting[];

/** Where the signatory signs, and where the laboratory's seal goes. */
export type SignaturePlaces = { signatory: SignaturePlace; laboratory: SignaturePlace };

/** Draws the page(s) and gives the places for the two signatures. */
export function drawSummaryPage(sheet: Sheet, content: CertificateContent): SignaturePlaces {
  const top = sheet.newPage();
  const placeHere = (box: Box): SignaturePlace => ({ box, page: sheet.pen.doc.page });
  const nowhere = placeHere({ x: 0, y: 0, width: 0, height: 0 });
  const places: SignaturePlaces = { signatory: nowhere, laboratory: nowhere };
  const closing = peopleTables(sheet, content, (box) => {
    places.signatory = placeHere(box);
  });
  const remarks: Table = { columns, header: null, rows: remarkRows(content), least: 24 };
  const beneath = closing.reduce((sum, table) => sum + heightOf(sheet, table), heightOf(sheet, remarks));
  const concluded: Cell = { ...value(content.conclusion, "conclusion", 3, 11, content.conclusionEn), isTop: true };
  const least =
    sealBox.height +
    18 +
    heightOf(sheet, {
      columns,
      header: null,
      rows: [{ cells: [label("检验结论", content.language), concluded] }],
      least: 0,
    });

  // Generous rows where there is room; closer ones, then smaller type, where that keeps everything on one page.
  const about = ({ row, type = 1 }: Setting): Table => ({
    ...{ columns, header: null, rows: setIn(aboutRows(content), type), least: row },
    ...(row < 24 && { padding: 2 }),
  });
  const [, ordinary] = settings;
  const roomy = settings.find((one) => top + heightOf(sheet, about(one)) + least + beneath <= page.bottom);
  let y = drawTable(sheet, top, about(roomy ?? ordinary));
  const isApart = y + least + beneath > page.bottom;
  if (isApart) y = sheet.newPage();
  const conclusion: Row = {
    least: Math.max(least, isApart ? 0 : page.bottom - beneath - y),
    cells: [
      label("检验结论", content.language),
      {
        ...concluded,
        also: (box) => {
          places.laboratory = placeHere(drawSealPlace(sheet, content, box));
        },
      },
    ],
  };
  y = drawTable(sheet, y, { columns, header: null, rows: [conclusion], least });
  y = drawTable(sheet, y, remarks);
  for (const table of closing) y = drawTable(sheet, y, table);
  return places;
}

function setIn(rows: Row[], type: number): Row[] {
  if (type === 1) return rows;
  return rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => ({
      ...cell,
      paragraphs: cell.paragraphs.map((paragraph) => ({ ...paragraph, size: paragraph.size * type })),
    })),
  }));
}

function aboutRows(content: CertificateContent): Row[] {
  const { sample, client, sampledEnterprise: sampled, language } = content;
  const isAlone = content.furtherSamples.length === 0;
  const counted = language === "zh" ? null : `${countOf(content)} in all, see the test results`;
  const isSampled =
    isAlone &&
    (sample.sampledOn !== null ||
      sample.samplers !== null ||
      sample.samplingPlace !== null ||
      content.sheetNumber !== null);
  return [
    ...(isAlone ? sampleRows(content) : severalRows(content)),
    wide(language, { label: "委托单位", text: client.name, field: "client.name" }),
    pair(
      language,
      { label: "委托方地址", text: client.address, field: "client.address" },
      { label: "联 系 人", text: client.contact, field: "client.contact" },
    ),
    ...(sampled ? [wide(language, { label: "被抽样单位", text: sampled.name, field: "sampledEnterprise.name" })] : []),
    ...(sampled?.address || sampled?.contact
      ? [
          pair(
            language,
            { label: "被抽样地址", text: sampled.address, field: "sampledEnterprise.address" },
            { label: "联 系 人", text: sampled.contact, field: "sampledEnterprise.contact" },
          ),
        ]
      : []),
    ...(isSampled
      ? [
          pair(
            language,
            { label: "抽样单编号", text: content.sheetNumber, field: "sheetNumber" },
            { label: "抽样日期", text: sample.sampledOn, field: "sample.sampledOn" },
          ),
          pair(
            language,
            { label: "抽样地点", text: sample.samplingPlace, field: "sample.samplingPlace" },
            { label: "抽样人员", text: sample.samplers, field: "sample.samplers" },
          ),
        ]
      : []),
    ...(isAlone && sample.sealNumbers.length > 0
      ? [wide(language, { label: "封样编号", text: sample.sealNumbers.join("、"), field: "sample.sealNumbers" })]
      : []),
    pair(
      language,
      { label: "检验类别", text: sourceText(content), field: "source" },
      { label: "接收日期", text: sample.receivedOn, field: "sample.receivedOn" },
    ),
    pair(
      language,
      { label: "检验日期", text: testedWhen(content), field: "testedFrom" },
      { label: "检验项目", text: `共 ${countOf(content)} 项，见检验检测结果`, english: counted, field: "results" },
    ),
    wide(language, { label: "检验地点", text: content.laboratory.address, field: "laboratory.address" }),
    wide(language, {
      label: "判定依据",
      text:
        content.judgingBasis.length > 0
          ? content.judgingBasis.join("\n")
          : content.source === zh.source.risk_monitoring
            ? "风险监测，仅提供实测数据，不作判定。"
            : "未约定判定依据，仅提供实测数据，不作判定。",
      field: "judgingBasis",
    }),
  ];
}

function remarkRows(content: CertificateContent): Row[] {
  const { decisionRule, decisionRuleEn, replaces, language } = content;
  return [
    ...(decisionRule === null
      ? []
      : [wide(language, { label: "判定规则", text: decisionRule, english: decisionRuleEn, field: "decisionRule" })]),
    ...subcontractRows(content),
    ...(replaces === null
      ? []
      : [
          wide(language, {
            label: "替代说明",
            text: replacedText(replaces),
            english: language === "zh" ? null : `This report replaces No. ${replaces.printedNumber}, which is void.`,
            field: "replaces.reason",
          }),
        ]),
  ];
}

/** Which report it replaces, why, and what was changed (ISO/IEC 17025:2017 7.8.8.1). */
function replacedText({ printedNumber, reason, changes }: NonNullable<CertificateContent["replaces"]>): string {
  const why = `本报告替代编号为${printedNumber}的报告，原报告作废。原因：${reason.replace(/[。.]$/, "")}。`;
  return changes.length === 0 ? why : `${why}\n更改内容：${changes.join("；")}。`;
}

/** The lower right corner of the conclusion, where the seal goes over the date. */
function drawSealPlace(sheet: Sheet, content: CertificateContent, box: Box): Box {
  const { pen } = sheet;
  const { issuedOn } = content;
  const place = { x: box.x + box.width - sealBox.width - 10, y: box.y + box.height - sealBox.height - 8, ...sealBox };
  const { language } = content;
  const words = language === "zh" ? "（检验检测专用章）" : "（检验检测专用章 Seal）";
  pen.write(words, place.x + 8, place.y + 66, {
    size: 10.5,
    align: "right",
    color: ink.text,
    field: "form",
  });
  pen.write(`${inLine("签发日期", language)}：${longDay(issuedOn)}`, place.x + 20, place.y + 90, {
    size: 10.5,
    align: "right",
    color: ink.text,
    field: "issuedOn",
  });
  drawSeal(sheet, content, place.x + place.width / 2, place.y + place.height / 2);
  return place;
}

/** 分包说明 (监督管理办法 Art. 11): which items, which laboratory, which report. */
function subcontractRows(content: CertificateContent): Row[] {
  const told = new Map<string, { laboratory: string; cmaNumber: string; reportNumber: string; items: string[] }>();
  for (const { results } of [content, ...content.furtherSamples])
    for (const { item, subcontract } of results) {
      if (subcontract === null) continue;
      const key = `${subcontract.laboratory} ${subcontract.reportNumber}`;
      const known = told.get(key) ?? { ...subcontract, items: [] };
      told.set(key, { ...known, items: [...new Set([...known.items, item])] });
    }
  if (told.size === 0) return [];
  const text = [...told.values()]
    .map(
      ({ items, laboratory, cmaNumber, reportNumber }) =>
        `带▲的${items.join("、")}经委托方书面同意分包，由${laboratory}（资质认定证书编号 ${cmaNumber}）检验，结果引自其 ${reportNumber} 号报告，非本机构检验。`,
    )
    .join("\n");
  return [
    wide(content.language, {
      label: "分包说明",
      text,
      english:
        content.language === "zh"
          ? null
          : "Items marked ▲ were tested by the laboratory named, with the client's written consent, and are quoted from its report.",
      field: "subcontract",
    }),
  ];
}

function countOf({ results, furtherSamples }: CertificateContent): number {
  return furtherSamples.reduce((sum, one) => sum + one.results.length, results.length);
}

function testedWhen({ testedFrom, testedTo }: CertificateContent): string {
  return testedFrom === testedTo ? testedFrom : `${testedFrom} 至 ${testedTo}`;
}
