import { groupNumber } from "../../kernel/numbers.ts";
import { sampleNames, type CertificateContent } from "../content.ts";
import { beneath, englishOf, labelled } from "./english.ts";
import { ink, nothing } from "./form.ts";
import { pair, wide } from "./form-rows.ts";
import type { Paragraph } from "./paragraph.ts";
import { drawHeading } from "./results-pages.ts";
import type { Sheet } from "./sheet.ts";
import { drawTable, type Cell, type Row } from "./table.ts";

/** What a single sample is, in rows of two. */
export function sampleRows({ sample, language }: CertificateContent): Row[] {
  return [
    pair(
      language,
      { label: "样品名称", text: sample.name, field: "sample.name" },
      { label: "样品编号", text: groupNumber(sample.number), field: "sample.number" },
    ),
    pair(
      language,
      { label: "规格型号", text: sample.specification, field: "sample.specification" },
      { label: "商　　标", text: sample.trademark, field: "sample.trademark" },
    ),
    pair(
      language,
      { label: "生产日期", text: sample.productionDate, field: "sample.productionDate" },
      { label: "批　　号", text: sample.batchNumber, field: "sample.batchNumber" },
    ),
    pair(
      language,
      { label: "保 质 期", text: sample.shelfLife, field: "sample.shelfLife" },
      { label: "样品数量", text: sample.quantity, field: "sample.quantity" },
    ),
    pair(
      language,
      { label: "到样状态", text: sample.stateOnArrival, field: "sample.stateOnArrival" },
      { label: "储存条件", text: sample.storage, field: "sample.storage" },
    ),
    wide(language, { label: "生产单位", text: sample.producer, field: "sample.producer" }),
  ];
}

/** Of several samples each has its line in a list of its own, behind this page. */
export function severalRows(content: CertificateContent): Row[] {
  const count = content.furtherSamples.length + 1;
  return [
    wide(content.language, { label: "样品名称", text: sampleNames(content), field: "sample.name" }),
    wide(content.language, { label: "样品数量", text: `${count} 个，见样品一览`, field: "samples" }),
  ];
}

/** 样品一览: each sample of a certificate of several in a row of its own; gives where it ended, of one sample nothing. */
export function drawSampleList(sheet: Sheet, content: CertificateContent): number | null {
  if (content.furtherSamples.length === 0) return null;
  const { language } = content;
  const names = ["序号", "样品名称", "样品编号", "生产日期", "生产单位", "样品数量", "到样状态"];
  return drawTable(sheet, drawHeading(sheet, sheet.newPage() + 6, "样品一览", language), {
    columns: [30, 96, 106, 78, 88, 54, 70],
    header: {
      cells: names.map((text) => ({
        fill: ink.label,
        paragraphs: labelled(
          { text, size: 9, weight: "bold", align: "center", color: ink.text, field: "form" },
          language,
        ),
      })),
    },
    rows: [content, ...content.furtherSamples].map(({ sample }, index) => listRow(sample, index, language)),
    least: 30,
  });
}

function listRow(sample: CertificateContent["sample"], index: number, language: CertificateContent["language"]): Row {
  const field = (name: string) => `samples.${index}.${name}`;
  const small = (label: string, said: string | null, name: string): Paragraph[] =>
    said === null ? [] : [beneath(`${label}：${said}`, { text: "", size: 10.5, field: field(name), align: "center" })];
  const cell = (text: string | null, name: string, more: Paragraph[] = []): Cell => ({
    paragraphs: [
      { text: text ?? nothing, size: 9, align: "center", color: ink.text, field: field(name), leading: 1.35 },
      ...more,
    ],
  });
  const word = (label: string) => englishOf(label, language) ?? label;
  return {
    cells: [
      cell(String(index + 1), "ordinal"),
      cell(sample.name, "name", [
        ...small(word("规格型号"), sample.specification, "specification"),
        ...small(word("商标"), sample.trademark, "trademark"),
      ]),
      cell(
        groupNumber(sample.number),
        "number",
        small(word("封样编号"), sample.sealNumbers.join("、") || null, "sealNumbers"),
      ),
      cell(sample.productionDate, "productionDate", [
        ...small(word("批号"), sample.batchNumber, "batchNumber"),
        ...small(word("保质期"), sample.shelfLife, "shelfLife"),
      ]),
      cell(sample.producer, "producer"),
      cell(sample.quantity, "quantity"),
      cell(sample.stateOnArrival, "stateOnArrival", [
        ...small(word("储存条件"), sample.storage, "storage"),
        ...small(word("抽样日期"), sample.sampledOn, "sampledOn"),
        ...small(word("抽样地点"), sample.samplingPlace, "samplingPlace"),
        ...small(word("抽样人员"), sample.samplers, "samplers"),
      ]),
    ],
  };
}
