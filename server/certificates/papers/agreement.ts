import type { InputOf } from "../../kernel/endpoint.ts";
import { groupNumber, shortForm } from "../../kernel/numbers.ts";
import { zh } from "../../kernel/text/zh.ts";
import type { Context } from "../../platform/context.ts";
import type { FileReply } from "../../platform/serve.ts";
import { maySubcontract } from "../../work/rules/subcontract.ts";
import { ink, page } from "../pdf/form.ts";
import { writeParagraph } from "../pdf/paragraph.ts";
import type { Sheet } from "../pdf/sheet.ts";
import { drawTable, heightOf, type Row, type Table } from "../pdf/table.ts";
import type * as contract from "../papers-contract.ts";
import { basisWords, loadPaperOrder, sampleWords, type PaperOrder, type PaperSample } from "./load-order.ts";
import { choice, label, makePaper, pair, signatureCell, text, whole } from "./paper.ts";

type Laboratory = Awaited<ReturnType<typeof loadPaperOrder>>["laboratory"];

/** 委托检验协议书: everything that both sides agree on before anything is tested (ISO/IEC 17025 7.1), to be signed by hand. */
export async function agreementPdf(
  ctx: Context,
  { params }: InputOf<typeof contract.agreementPdf>,
): Promise<FileReply> {
  const { order, laboratory, number } = await loadPaperOrder(ctx, params.number);
  const by = await ctx.db.person.findUnique({ where: { id: order.createdById } });
  const head = {
    laboratory: laboratory.name,
    title: "委托检验协议书",
    number,
    foot: `${laboratory.name} · 委托 ${number}`,
  };
  const basis = await basisWords(ctx, order);
  return makePaper(ctx, head, (sheet, y) => draw(sheet, y, { ...order, basis }, laboratory, by?.name ?? ""));
}

type Agreed = PaperOrder & { basis: string };

function draw(sheet: Sheet, top: number, order: Agreed, laboratory: Laboratory, by: string): void {
  const { client, sampledEnterprise: sampled } = order;
  const four = { columns: [76, 172, 76, 170], header: null, least: 22 };
  let y = drawTable(sheet, top, {
    ...four,
    rows: [
      pair("委托单位", client.name, "信用代码", client.creditCode),
      pair("地址", client.address, "联系人、电话", [client.contact, client.phone].filter(Boolean).join(" ")),
      ...(sampled ? [pair("被抽样单位", sampled.name, "抽样单编号", order.sheetNumber ?? "")] : []),
      pair("任务来源", zh.source[order.source], "收样日期", order.receivedOn),
    ],
  });
  y = drawTable(sheet, y + 10, {
    columns: [88, 150, 60, 90, 106],
    header: { cells: ["样品编号", "样品名称、规格、批号", "数量", "样品状态", "贮存条件"].map(label) },
    least: 22,
    rows: order.samples.map((sample) => ({
      cells: [
        text(`样品 ${shortForm(sample.number)}\n${groupNumber(sample.number)}`, "center"),
        text(sampleWords(sample)),
        text(sample.quantity, "center"),
        text([sample.stateOnArrival, sample.temperature, sample.refusal && "拒收"].filter(Boolean).join("，")),
        text(sample.storage),
      ],
    })),
  });
  y = drawTable(sheet, y + 10, {
    columns: [74, 100, 216, 104],
    header: { cells: ["样品", "检验项目", "检验方法（版本）", "资质"].map(label) },
    least: 20,
    rows: testRows(order.samples),
  });
  y = drawTable(sheet, y + 10, { ...four, rows: agreed(order) });
  y += 8;
  const notes = notesOf(order.source, laboratory);
  if (y + 190 > page.bottom) y = sheet.newPage();
  for (const [i, note] of notes.entries())
    y += writeParagraph(
      sheet.pen,
      { text: `${i + 1}. ${note}`, size: 8.5, color: ink.text, field: "note" },
      page.left,
      y,
      page.right - page.left,
    );
  const signatures: Table = {
    columns: [247, 247],
    header: null,
    least: 96,
    rows: [
      {
        cells: [
          signatureCell("委托方：已阅读并同意以上内容，对所送样品和所提供信息的真实性负责。"),
          signatureCell(`受理方：${laboratory.name}${by ? `，受理人 ${by}` : ""}`),
        ],
      },
    ],
  };
  y += 8;
  if (y + heightOf(sheet, signatures) > page.bottom) y = sheet.newPage();
  drawTable(sheet, y, signatures);
}

/** Samples with the same tests stand together: a batch of a hundred makes no hundred tables. */
function testRows(samples: readonly PaperSample[]): Row[] {
  const groups = new Map<string, PaperSample[]>();
  for (const sample of samples) {
    if (sample.tasks.length === 0) continue;
    const key = sample.tasks
      .map(
        ({ methodId, declaredLimit, subcontractId }) => `${methodId}${JSON.stringify(declaredLimit)}${subcontractId}`,
      )
      .join();
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()].flatMap((group) =>
    (group[0]?.tasks ?? []).map((task, i): Row => ({
      cells: [
        text(i === 0 ? `样品 ${group.map(({ number }) => shortForm(number)).join("、")}` : "同上", "center"),
        text(task.method.item.name),
        text(`${task.method.code} ${task.method.clause}`),
        text(scopeWords(task), "center"),
      ],
    })),
  );
}

function scopeWords({ subcontractId, isOutOfScope }: PaperSample["tasks"][number]): string {
  if (subcontractId !== null) return "分包，见下";
  return isOutOfScope ? "不在资质范围，另出报告" : "资质认定范围内";
}

/** 分包: the consent on record, item by item with its laboratory; a form to be filled in where there is none. */
function subcontractRow({ source, subcontracts, samples }: PaperOrder): Row {
  if (!maySubcontract(source)) return whole("分包", "☑ 不分包（政府部门下达的任务不得分包）");
  if (subcontracts.length === 0)
    return whole(
      "分包",
      choice([
        ["不分包", false],
        ["同意将下列项目分包给有资质的机构（项目、机构）：________________________", false],
      ]),
    );
  const lines = subcontracts.map((row) => {
    const items = new Map<string, string[]>();
    for (const { number, tasks } of samples)
      for (const { method } of tasks.filter(({ subcontractId }) => subcontractId === row.id)) {
        const item = `${method.item.name}（${method.code} ${method.clause}）`;
        items.set(item, [...(items.get(item) ?? []), shortForm(number)]);
      }
    const said = [...items].map(([item, numbers]) => `样品 ${numbers.join("、")} ${item}`).join("；");
    const consent = `${row.consentBy} ${row.consentOn} 同意，依据：${row.consentPaper}`;
    return `${said} 分包给 ${row.toName}（资质认定证书编号 ${row.toCmaNumber}）；${consent}。`;
  });
  return whole("分包", ["☑ 委托方同意将下列项目分包给所列机构：", ...lines].join("\n"));
}

function agreed(order: Agreed): Row[] {
  const factor = order.guardFactor === "1" ? "" : order.guardFactor;
  return [
    whole("判定依据", order.basis),
    whole(
      "判定规则",
      choice([
        ["简单接受（w=0）", order.decisionRule === "simple"],
        [`保护带（w=${factor}U）`, order.decisionRule === "guard_band"],
        [`有条件通过（w=${factor}U）`, order.decisionRule === "non_binary"],
      ]),
    ),
    subcontractRow(order),
    whole(
      "余样处理",
      choice([
        ["留样期满由检测机构处理", order.leftover === "laboratory"],
        ["退还委托方", order.leftover === "returned"],
      ]),
    ),
    whole(
      "报告领取",
      choice([
        ["自取", order.delivery === "collected"],
        ["邮寄", order.delivery === "posted"],
        ["电子报告", order.delivery === "electronic"],
      ]),
    ),
    pair(
      "报告份数",
      `${order.copies} 份，${order.certificateLanguage === "zh" ? "中文" : "中英文对照"}`,
      "应完成日期",
      order.dueOn,
    ),
    pair("检验费", order.fee === null ? "按收费标准" : `人民币 ${order.fee} 元`, "委托编号", groupNumber(order.number)),
    whole("备注", order.remarks ?? ""),
  ];
}

function notesOf(source: string, laboratory: Laboratory): string[] {
  const isCommissioned = source === "commissioned";
  return [
    isCommissioned
      ? "检验结果仅对来样负责；样品信息由委托方提供。"
      : "样品信息以抽样单为准；备样由检测机构封存，不拆封、不使用。",
    isCommissioned
      ? "委托方对检验结果有异议的，应在收到报告之日起 15 日内书面提出。微生物检验项目不复检。"
      : "对检验结论有异议的，应在收到检验结论之日起 7 个工作日内向任务下达单位提出复检申请。微生物检验项目不复检。",
    "留样期自报告签发之日起计，期满由检测机构按规定处理；易腐、易变质样品不留样。",
    `检测机构对委托方的商业秘密和检验数据保密，法律法规另有规定的除外。联系电话：${laboratory.phone}。`,
  ];
}
