import type { InputOf } from "../../kernel/endpoint.ts";
import { shortForm } from "../../kernel/numbers.ts";
import { zh } from "../../kernel/text/zh.ts";
import type { Context } from "../../platform/context.ts";
import type { FileReply } from "../../platform/serve.ts";
import { page } from "../pdf/form.ts";
import type { Sheet } from "../pdf/sheet.ts";
import { drawTable, heightOf, type Table } from "../pdf/table.ts";
import type * as contract from "../papers-contract.ts";
import { basisWords, loadPaperOrder, type PaperOrder, type PaperSample } from "./load-order.ts";
import { label, makePaper, pair, signatureCell, text, whole } from "./paper.ts";

/** 抽样单: what was taken where, by whom, under which seals; one page a sample, signed by sampler and sampled. */
export async function samplingSheetPdf(
  ctx: Context,
  { params }: InputOf<typeof contract.samplingSheetPdf>,
): Promise<FileReply> {
  const { order, laboratory, number } = await loadPaperOrder(ctx, params.number);
  const head = {
    laboratory: laboratory.name,
    title: "食品安全抽样单",
    number: order.sheetNumber ?? number,
    foot: `${laboratory.name} · 委托 ${number}`,
  };
  const bases = new Map<string, string>();
  for (const sample of order.samples) bases.set(sample.id, await basisWords(ctx, { ...order, samples: [sample] }));
  return makePaper(ctx, head, (sheet, top) => {
    for (const [i, sample] of order.samples.entries())
      drawSample(sheet, i === 0 ? top : sheet.newPage(), { order, sample, basis: bases.get(sample.id) ?? "" });
  });
}

type OnSheet = { order: PaperOrder; sample: PaperSample; basis: string };

function drawSample(sheet: Sheet, top: number, { order, sample, basis }: OnSheet): void {
  const sampled = order.sampledEnterprise ?? order.client;
  const four = { columns: [80, 168, 80, 166], header: null, least: 23 };
  let y = drawTable(sheet, top, {
    ...four,
    rows: [
      pair("任务来源", zh.source[order.source], "任务下达单位", order.client.name),
      pair("被抽样单位", sampled.name, "信用代码", sampled.creditCode),
      pair("单位地址", sampled.address, "联系人、电话", [sampled.contact, sampled.phone].filter(Boolean).join(" ")),
      pair("抽样地点", sample.samplingPlace ?? "", "抽样日期", sample.sampledOn ?? ""),
      pair("样品名称", sample.name, "样品编号", shortForm(sample.number)),
      pair("产品分类", sample.category.split(">").at(-1) ?? "", "商标", sample.trademark ?? ""),
      pair("规格型号", sample.specification ?? "", "商品条码", sample.gtin ?? ""),
      pair("生产日期", sample.productionDate ?? "", "批号", sample.batchNumber ?? ""),
      pair("保质期", sample.shelfLife ?? "", "抽样数量", sample.quantity),
      pair("生产者", sample.producer ?? "", "贮存条件", sample.storage),
      whole("样品状态", [sample.stateOnArrival, sample.temperature].filter(Boolean).join("，")),
    ],
  });
  y = drawTable(sheet, y + 10, {
    columns: [46, 90, 110, 124, 124],
    header: { cells: ["序号", "用途", "数量", "封条号", "封条状态"].map(label) },
    least: 22,
    rows: sample.containers.map((container, i) => ({
      cells: [
        text(String(i + 1), "center"),
        text(zh.container[container.kind], "center"),
        text(container.quantity, "center"),
        text(container.sealNumber, "center"),
        text(container.isSealIntact === null ? null : container.isSealIntact ? "完好" : "破损", "center"),
      ],
    })),
  });
  y = drawTable(sheet, y + 10, {
    columns: [90, 404],
    header: null,
    least: 24,
    rows: [
      {
        cells: [
          label("检验项目"),
          text(sample.tasks.map(({ method }) => `${method.item.name}（${method.code}）`).join("；")),
        ],
      },
      { cells: [label("判定依据"), text(basis)] },
      { cells: [label("备注"), text(order.remarks)] },
    ],
  });
  const signatures: Table = {
    columns: [247, 247],
    header: null,
    least: 104,
    rows: [
      {
        cells: [
          signatureCell("被抽样单位：样品已当面封存，上述信息属实，无异议。"),
          signatureCell(`抽样人员（两人）：${sample.samplers ?? ""}`),
        ],
      },
    ],
  };
  y += 12;
  if (y + heightOf(sheet, signatures) > page.bottom) y = sheet.newPage();
  drawTable(sheet, y, signatures);
}
