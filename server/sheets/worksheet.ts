import { recoveryBandText } from "../catalogue/contract.ts";
import PDFDocument from "pdfkit";
import { bodyWidth, ink, page } from "../certificates/pdf/form.ts";
import { collect } from "../certificates/pdf/render-certificate.ts";
import { openSheet, type Sheet as Paper } from "../certificates/pdf/sheet.ts";
import { drawTable, type Box, type Cell, type Row } from "../certificates/pdf/table.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { groupNumber, shortForm } from "../kernel/numbers.ts";
import { formulaText } from "../kernel/text/formula-text.ts";
import { toMinute } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { code128Bars } from "../platform/paper/bar-modules.ts";
import { loadFonts } from "../platform/paper/fonts.ts";
import { takePen } from "../platform/paper/pen.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./contract.ts";
import type { SheetRow, SheetView } from "./contract.ts";
import { sheetView } from "./show-sheet.ts";

/** 检测批工作单: what is where, with barcodes to scan at the bench and room to write should the network be away. */
export async function worksheet(ctx: Context, { params }: InputOf<typeof contract.worksheet>): Promise<FileReply> {
  const view = await sheetView(ctx, params.sheetId);
  const laboratory = await ctx.db.laboratory.findFirstOrThrow({ where: { id: ctx.actor.laboratoryId ?? "" } });
  const at = ctx.now();
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    font: null as unknown as string,
    info: { Title: `检测批 ${view.number}`, CreationDate: at, ModDate: at },
  });
  const file = collect(doc);
  const paper = openSheet(takePen(doc, loadFonts()), new Map());
  draw(paper, view, laboratory.name);
  foot(paper, `${laboratory.name} · 检测批 ${groupNumber(view.number)} · 打印 ${ctx.actor.name} ${toMinute(at)}`);
  doc.end();
  return { bytes: await file, mediaType: "application/pdf", name: `检测批 ${view.number}.pdf` };
}

function draw(paper: Paper, view: SheetView, laboratory: string): void {
  paper.newPage();
  const { pen } = paper;
  pen.write(laboratory, page.width / 2, 46, { size: 11, align: "center", color: ink.text, field: "laboratory" });
  const title = { size: 18, weight: "bold", align: "center", spacing: 4, color: ink.text, field: "title" } as const;
  pen.write("检测批工作单", page.width / 2, 72, title);
  bars(paper, view.number, { x: page.left + bodyWidth - 150, y: 34, width: 150, height: 36 });
  const y = drawTable(paper, 92, {
    columns: [70, 170, 70, 170],
    header: null,
    least: 22,
    rows: [
      pair("批号", groupNumber(view.number), "检验项目", `${view.method.item}（${view.method.unit}）`),
      pair("检验方法", `${view.method.code} ${view.method.clause}`, "检测员", view.analyst),
      pair("质控要求", criteriaText(view), "计算公式", formulaText(view.method.formula, view.steps, "zh")),
      pair("编制", `${view.createdBy} ${toMinute(new Date(view.createdAt))}`, "备注", view.remarks ?? "—"),
    ],
  });
  drawTable(paper, y + 12, {
    columns: [28, 132, 120, 142, 58],
    header: { cells: ["位置", "条码", "样品 / 质控", "测定值", "结果"].map(head) },
    least: 40,
    rows: view.rows.map((row) => positionRow(paper, row, view)),
  });
}

function positionRow(paper: Paper, row: SheetRow, view: SheetView): Row {
  const [container] = row.containers;
  const steps = row.kind === "sample" ? view.steps : view.controlSteps;
  const lines = row.parallels.flatMap((p) =>
    p.cells.map((cell) => {
      const name = steps.find(({ key }) => key === cell.step)?.name ?? "";
      const from = p.container ? `（${shortForm(p.container)}）` : ""; // of a plan's units each its own
      const which = row.kind === "sample" ? `${p.parallel}${from} ` : "";
      return `${which}${name} ${cell.text || "________"} ${cell.unit}`;
    }),
  );
  return {
    cells: [
      text(String(row.ordinal)),
      container ? { paragraphs: [], also: (box) => bars(paper, container, box) } : text(kinds[row.kind]),
      text([`${row.kind === "sample" ? "" : `${kinds[row.kind]} `}${row.title}`, row.detail].filter(Boolean).join(" ")),
      { paragraphs: lines.map((line) => ({ text: line, size: 9, color: ink.text, field: "record" })) },
      text(row.outcome?.reported ?? row.control?.figure ?? ""),
    ],
    least: 40,
  };
}

const kinds = { sample: "样品", blank: "空白", duplicate: "平行样", spike: "加标", control: "质控样" } as const;

function criteriaText({ criteria, method }: SheetView): string {
  const { blankMost, duplicatePercent, recoveryFrom, recoveryTo, recoveryBands } = criteria;
  const said = [
    blankMost === null ? "" : `空白 ≤ ${blankMost} ${method.unit}`,
    duplicatePercent === null ? "" : `平行相对差 ≤ ${duplicatePercent} %`,
    ...recoveryBands.map((band) => `回收率 ${recoveryBandText(band, method.unit)}`),
    recoveryFrom === null
      ? ""
      : `${recoveryBands.length > 0 ? "其余" : ""}回收率 ${recoveryFrom}～${recoveryTo ?? ""} %`,
  ];
  return said.filter(Boolean).join("；") || "—";
}

/** A bar code with its digits beneath, in a box. */
function bars({ pen }: Paper, number: string, box: Box): void {
  const symbol = code128Bars(number);
  const module = (box.width - 16) / symbol.width;
  const height = box.height - 16;
  pen.doc.fillColor("#000000");
  for (const bar of symbol.bars)
    pen.doc.rect(box.x + 8 + bar.at * module, box.y + 4, bar.width * module, height).fill("#000000");
  pen.write(groupNumber(number), box.x + box.width / 2, box.y + box.height - 4, {
    size: 7,
    align: "center",
    color: ink.text,
    field: "number",
  });
}

function foot({ pen }: Paper, words: string): void {
  const { count } = pen.doc.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pen.doc.switchToPage(index);
    pen.write(words, page.left, 812, { size: 8, color: ink.soft, field: "form" });
    const number = `第 ${index + 1} 页 共 ${count} 页`;
    pen.write(number, page.left + bodyWidth, 812, { size: 8, align: "right", color: ink.soft, field: "form" });
  }
}

function pair(a: string, one: string, b: string, other: string): Row {
  return { cells: [head(a), text(one), head(b), text(other)] };
}

function head(words: string): Cell {
  return {
    fill: ink.label,
    paragraphs: [{ text: words, size: 9, weight: "bold", align: "center", color: ink.text, field: "form" }],
  };
}

function text(words: string): Cell {
  return { paragraphs: [{ text: words || "—", size: 9, color: ink.text, field: "record" }] };
}
