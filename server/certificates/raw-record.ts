import PDFDocument from "pdfkit";
import { environmentText } from "../catalogue/rules/environment.ts";
import { groupNumber, shortForm } from "../kernel/numbers.ts";
import { toMinute } from "../kernel/time.ts";
import { formulaText } from "../kernel/text/formula-text.ts";
import { zh } from "../kernel/text/zh.ts";
import type { Context } from "../platform/context.ts";
import { loadFonts } from "../platform/paper/fonts.ts";
import { takePen } from "../platform/paper/pen.ts";
import type { FileReply } from "../platform/serve.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { loadWork } from "../readings/load-work.ts";
import type { ConditionsView } from "../readings/conditions-contract.ts";
import { conditionsOf } from "../readings/show-conditions.ts";
import type { BenchView } from "../results/contract.ts";
import { invalidCounts, type InvalidCount } from "../results/invalid-counts.ts";
import { readBench } from "../results/show-bench.ts";
import type * as contract from "./life-contract.ts";
import { drawSigned, signedBy, type SignedBy } from "./raw-record-signed.ts";
import { bodyWidth, ink, page } from "./pdf/form.ts";
import { collect } from "./pdf/render-certificate.ts";
import { openSheet, type Sheet } from "./pdf/sheet.ts";
import { drawTable, type Cell, type Row } from "./pdf/table.ts";

/** 原始记录: everything of a task as one would have written it by hand, with what the instruments sent, for the archive or an inspector. */
export async function rawRecord(ctx: Context, { params }: InputOf<typeof contract.rawRecord>): Promise<FileReply> {
  const work = await loadWork(ctx, params.taskId);
  const bench = await readBench(ctx, work);
  const conditions = await conditionsOf(ctx, [work.task.id]);
  const laboratory = await ctx.db.laboratory.findUniqueOrThrow({ where: { id: work.task.laboratoryId } });
  const invalid = (await invalidCounts(ctx, [work.task.id])).get(work.task.id) ?? [];
  const signed = await signedBy(ctx, work.task, bench.result?.id ?? null);
  const at = ctx.now();
  const doc = new PDFDocument({
    autoFirstPage: false,
    bufferPages: true,
    font: null as unknown as string,
    info: { Title: `原始记录 ${bench.task.sampleNumber}`, CreationDate: at, ModDate: at },
  });
  const file = collect(doc);
  const sheet = openSheet(takePen(doc, loadFonts()), signed.pictures);
  draw(sheet, { bench, conditions, invalid }, laboratory.name, signed);
  foot(
    sheet,
    `${laboratory.name} · 原始记录 · ${groupNumber(bench.task.sampleNumber)} · 打印 ${ctx.actor.name} ${toMinute(at)}`,
  );
  doc.end();
  return {
    bytes: await file,
    mediaType: "application/pdf",
    name: `原始记录 ${bench.task.sampleNumber} ${bench.task.item}.pdf`,
  };
}

type Recorded = { bench: BenchView; conditions: ConditionsView; invalid: readonly InvalidCount[] };

function draw(sheet: Sheet, { bench, conditions, invalid }: Recorded, laboratory: string, signed: SignedBy): void {
  const { task, outcome } = bench;
  sheet.newPage();
  const { pen } = sheet;
  pen.write(laboratory, page.width / 2, 46, { size: 11, align: "center", color: ink.text, field: "laboratory" });
  const title = { size: 18, weight: "bold", align: "center", spacing: 4, color: ink.text, field: "title" } as const;
  pen.write("检验原始记录", page.width / 2, 72, title);
  let y = drawTable(sheet, 92, {
    columns: [70, 170, 70, 170],
    header: null,
    least: 22,
    rows: [
      pair("样品编号", groupNumber(task.sampleNumber), "样品名称", task.sampleName),
      pair("检验项目", task.item, "检验方法", `${task.methodCode} ${task.clause}`),
      pair("检验人", task.analyst ?? "", "状态", zhState[task.state] ?? task.state),
      pair(
        "计算公式",
        formulaText(outcome.formula, bench.steps, "zh"),
        "重复性要求",
        task.repeatabilityPercent ? `≤ ${task.repeatabilityPercent} %` : "—",
      ),
    ],
  });
  y = drawTable(sheet, y + 12, {
    columns: [36, 70, 78, 90, 92, 114],
    header: {
      cells: [task.resultKind === "plan" ? "件" : "平行", "步骤", "读数", "时间", "读取人", "仪器 / 说明"].map(head),
    },
    least: 20,
    rows: bench.determinations.flatMap((d) =>
      d.steps.flatMap((step) =>
        step.weighings.map((w): Row => ({
          cells: [
            text(
              `${d.round > 1 ? `${d.round}-` : ""}${d.parallel}${d.vessel ? ` (${d.vessel})` : ""}${d.container ? ` ${shortForm(d.container)}` : ""}`,
            ),
            text(bench.steps.find(({ key }) => key === step.key)?.name ?? step.key),
            text(
              `${w.qualifier === "=" || w.qualifier === "text" ? "" : w.qualifier}${w.text} ${w.unit}${w.counts ? "" : "（不计）"}`,
            ),
            text(toMinute(new Date(w.at))),
            text(w.by),
            text(
              [w.instrument, w.instrumentNumber, w.manualReason, w.calculation, correctionText(w.correction)]
                .filter(Boolean)
                .join(" "),
            ),
          ],
        })),
      ),
    ),
  });
  if (invalid.length > 0)
    y = drawTable(sheet, y + 12, {
      columns: [60, 110, 130, 180],
      header: { cells: ["无效计数", "空白对照", "培养基对照", "培养基批号 / 记录"].map(head) },
      least: 20,
      rows: invalid.map(({ unit, blank, mediumControl, mediumLot, by, at }) => ({
        cells: [
          text(unit === null ? "—" : `第 ${unit} 件`),
          text(blank?.join("、") ?? "浑浊"),
          text(mediumControl?.join("、") ?? "—"),
          text(`${mediumLot} ${by} ${toMinute(at)}`),
        ],
      })),
    });
  if (bench.uses.length > 0)
    y = drawTable(sheet, y + 12, {
      columns: [150, 110, 110, 110],
      header: { cells: ["设备", "设定", "放入", "取出"].map(head) },
      least: 20,
      rows: bench.uses.map((use) => ({
        cells: [
          text(`${use.name} ${use.number}`),
          text(use.settings),
          text(`${toMinute(new Date(use.startedAt))} ${use.by}`),
          text(use.endedAt ? toMinute(new Date(use.endedAt)) : "—"),
        ],
      })),
    });
  y = drawConditions(sheet, y, conditions);
  y = drawTable(sheet, y + 12, {
    columns: [70, 170, 70, 170],
    header: null,
    least: 22,
    rows: [
      pair(
        task.resultKind === "plan" ? "各件结果" : "各平行结果",
        outcome.parallels.map(({ parallel, value }) => `${parallel}：${value ?? "—"}`).join("；"),
        task.resultKind === "plan" ? "件数" : "平行差",
        task.resultKind === "plan"
          ? String(outcome.parallels.length)
          : outcome.difference
            ? `${outcome.difference}（允许 ${outcome.allowedDifference ?? "—"}）`
            : "—",
      ),
      pair("未修约值", outcome.unrounded ?? "—", "报告值", `${outcome.reported ?? "—"} ${outcome.unit}`),
      pair(
        "限量与判定",
        outcome.limits
          .map((l) => `${l.basis.replace(/《.*/, "")} ${l.limitText} ${zh.verdict[l.verdict] ?? ""}`)
          .join("；") || "—",
        "提交",
        bench.result
          ? `第 ${bench.result.version} 版 ${bench.result.madeBy} ${toMinute(new Date(bench.result.madeAt))}`
          : "—",
      ),
    ],
  });
  drawSigned(sheet, y, signed);
}

/** What it was done with and in which room; what was withdrawn stays readable with its reason. */
function drawConditions(sheet: Sheet, from: number, { materials, rooms, asked }: ConditionsView): number {
  let y = from;
  if (materials.length > 0)
    y = drawTable(sheet, y + 12, {
      columns: [176, 116, 80, 108],
      header: { cells: ["标准物质 批号", "证书 / 定值", "有效期至", "使用"].map(head) },
      least: 20,
      rows: materials.map(({ material, usedAt, by, withdrawn }) => ({
        cells: [
          text(`${material.name} ${material.lot}${withdrawn ? `（已撤回：${withdrawn.reason}）` : ""}`),
          text(`${material.certificateNumber} ${material.assigned}`),
          text(material.expiresOn),
          text(`${toMinute(new Date(usedAt))} ${by}`),
        ],
      })),
    });
  const range = environmentText(asked[0]?.environment ?? null);
  if (rooms.length > 0 || range !== "")
    y = drawTable(sheet, y + 12, {
      columns: [176, 116, 80, 108],
      header: { cells: ["房间", `温度${range ? `（规定 ${range}）` : ""}`, "相对湿度", "记录"].map(head) },
      least: 20,
      rows: (rooms.length > 0 ? rooms : [null]).map((use) => ({
        cells: use
          ? [
              text(`${use.reading.room}${use.withdrawn ? `（已撤回：${use.withdrawn.reason}）` : ""}`),
              text(`${use.reading.temperature} ℃`),
              text(`${use.reading.humidity} %`),
              text(`${toMinute(new Date(use.reading.at))} ${use.reading.by}`),
            ]
          : [text("没有记录"), text(""), text(""), text("")],
      })),
    });
  return y;
}

const zhState: Readonly<Record<string, string>> = {
  assigned: "待检测",
  in_progress: "检测中",
  completed: "待校核",
  checked: "已校核",
  returned: "退回",
  retest: "复测",
};

function foot({ pen }: Sheet, words: string): void {
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

function correctionText(
  correction: BenchView["determinations"][number]["steps"][number]["weighings"][number]["correction"],
) {
  if (!correction) return null;
  const { corrected, arithmetic, certificateNumber } = correction;
  return corrected === null
    ? `无修正值 ${arithmetic} ${certificateNumber}`
    : `修正后 ${corrected}（${arithmetic}，${certificateNumber}）`;
}
