import type { InputOf } from "../kernel/endpoint.ts";
import { groupNumber } from "../kernel/numbers.ts";
import { toMinute } from "../kernel/time.ts";
import type * as rates from "../metrology/rates-contract.ts";
import { categoryNames, groupNames, nothingDue, verificationRates } from "../metrology/report-rates.ts";
import type * as rounds from "../metrology/rounds-contract.ts";
import { showRound } from "../metrology/show-round.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import { drawListPaper } from "./pdf/list-paper.ts";

const states = { planned: "待送检", sent: "已送出", back: "已收回" } as const;

/** 送检清单: what goes to the institute, with places for those who hand over and take. */
export async function roundPdf(ctx: Context, { params }: InputOf<typeof rounds.roundPdf>): Promise<FileReply> {
  const round = await showRound(ctx, params.id);
  const at = ctx.now();
  const laboratory = await nameOf(ctx);
  const bytes = await drawListPaper({
    laboratory,
    title: "计量器具送检清单",
    facts: [
      ["批次", round.name, "检定机构", round.agency],
      ["计划日期", round.on, "状态", states[round.state]],
      ["方式", round.isAway ? "送出检定" : "现场检定", "数量", `${round.instruments.length} 台（件）`],
    ],
    tables: [
      {
        columns: [24, 104, 100, 76, 90, 64, 62],
        head: ["序号", "仪器编号", "名称型号", "出厂编号", "测量范围", "检定规程", "有效期至"],
        rows: round.instruments.map((i, index) => [
          String(index + 1),
          groupNumber(i.number),
          i.name,
          i.serialNumber,
          i.range,
          i.document ?? "",
          i.validUntil ?? "",
        ]),
      },
    ],
    signatures: ["送检人", "接收人", "收回人", "日期"],
    foot: `${laboratory} · 送检清单 · ${round.name} · 打印 ${ctx.actor.name} ${toMinute(at)}`,
    at,
  });
  return { bytes, mediaType: "application/pdf", name: `送检清单 ${round.name}.pdf` };
}

/** 周期受检率报表: the figures first, then the instruments behind them that hold no valid certificate, then all. */
export async function ratesPdf(ctx: Context, input: InputOf<typeof rates.verificationRatesPdf>): Promise<FileReply> {
  const { rows, trend, asOf } = await verificationRates(ctx, input);
  const at = ctx.now();
  const { from } = input.query;
  const laboratory = await nameOf(ctx);
  const all = rows.filter(({ group, laboratory: own }) => group === "all" && own !== null);
  const behind = (isVerified: boolean) =>
    all.flatMap((row) =>
      row.instruments
        .filter((i) => i.isVerified === isVerified)
        .map((i) => [
          row.laboratory ?? "",
          groupNumber(i.number),
          i.name,
          categoryNames[i.category],
          i.validUntil ?? "",
        ]),
    );
  const columns = [130, 112, 120, 100, 62];
  const heads = ["实验室", "仪器编号", "名称型号", "类别", "有效期至"];
  const [open, held] = [behind(false), behind(true)];
  const bytes = await drawListPaper({
    laboratory,
    title: "计量器具周期受检率报表",
    facts: [
      ["统计期间", `${from} 至 ${asOf}`, "统计范围", all.length > 1 ? `${all.length} 个实验室` : laboratory],
      ["目标", "强制检定工作计量器具 ≥95 %，计量标准器具 100 %", "计算", "已检（有效）÷ 应检，只舍不入"],
    ],
    tables: [
      {
        heading: "一、周期受检率",
        columns: [52, 140, 120, 40, 60, 66, 46, 46],
        head: ["区划", "实验室", "类别", "应检", "已检", "受检率 %", "目标 %", "达到"],
        rows: rows.map((row) => [
          row.county ?? "",
          row.laboratory ?? "合计",
          groupNames[row.group],
          String(row.due),
          String(row.verified),
          row.rate ?? nothingDue,
          row.target ?? "",
          row.isMet === null ? "" : row.isMet ? "是" : "否",
        ]),
      },
      {
        heading: "二、按月",
        columns: [80, 180, 60, 80, 100],
        head: ["月份", "类别", "应检", "已检", "受检率 %"],
        rows: trend
          .filter(({ due }) => due > 0)
          .map((point) => [
            point.month,
            groupNames[point.group],
            String(point.due),
            String(point.verified),
            point.rate ?? nothingDue,
          ]),
      },
      ...(open.length > 0 ? [{ heading: "三、应检而无有效证书", columns, head: heads, rows: open }] : []),
      ...(held.length > 0 ? [{ heading: "四、应检且有效", columns, head: heads, rows: held }] : []),
    ],
    signatures: ["编制", "审核", "批准", "日期"],
    foot: `${laboratory} · 周期受检率 ${from} 至 ${asOf} · 打印 ${ctx.actor.name} ${toMinute(at)}`,
    at,
  });
  return { bytes, mediaType: "application/pdf", name: `周期受检率 ${from}—${asOf}.pdf` };
}

async function nameOf(ctx: Context): Promise<string> {
  if (!ctx.actor.laboratoryId) return "";
  return (await ctx.db.laboratory.findUniqueOrThrow({ where: { id: ctx.actor.laboratoryId } })).name;
}
