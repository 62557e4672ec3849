import { bodyWidth, ink, page } from "../certificates/pdf/form.ts";
import { writeParagraph } from "../certificates/pdf/paragraph.ts";
import type { Sheet } from "../certificates/pdf/sheet.ts";
import { drawModules } from "../certificates/pdf/symbol.ts";
import { drawTable, type Row } from "../certificates/pdf/table.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { groupNumber } from "../kernel/numbers.ts";
import { toMinute } from "../kernel/time.ts";
import type * as contract from "../orders/commission-contract.ts";
import type { CommissionView } from "../orders/commission-contract.ts";
import { findMine, viewOf } from "../orders/show-commission.ts";
import type { Context } from "../platform/context.ts";
import { code128Bars, qrModules } from "../platform/paper/bar-modules.ts";
import type { FileReply } from "../platform/serve.ts";
import { drawForm, filled, label } from "./form-sheet.ts";

/** 委托检验协议书（网上委托）: printed and brought with the samples; reception scans its code. */
export async function commissionSheet(
  ctx: Context,
  { params }: InputOf<typeof contract.commissionSheet>,
): Promise<FileReply> {
  const view = await viewOf(ctx, await findMine(ctx, params.number));
  const title = `委托单 ${groupNumber(view.number)}`;
  const foot = `网上委托 ${groupNumber(view.number)} · ${view.submittedBy} ${toMinute(new Date(view.submittedAt))} 提交`;
  const bytes = await drawForm({ title, at: new Date(view.submittedAt), foot }, (sheet) => draw(sheet, view));
  return { bytes, mediaType: "application/pdf", name: `${title}.pdf` };
}

const deliveryWords = { electronic: "电子报告（系统下载）", collected: "自取", posted: "邮寄" } as const;
const languageWords = { zh: "中文", "zh-en": "中英文对照" } as const;

function draw(sheet: Sheet, view: CommissionView): void {
  const { pen } = sheet;
  const { body, enterprise, laboratory } = view;
  sheet.newPage();
  const heading = { size: 18, weight: "bold", spacing: 4, color: ink.text, field: "title" } as const;
  pen.write("委托检验单", page.left, 66, heading);
  pen.write(laboratory.name, page.left, 88, { size: 10.5, color: ink.text, field: "laboratory" });
  drawCodes(sheet, view.number);
  const pair = (a: string, one: string | undefined, b: string, other: string | undefined): Row => ({
    cells: [label(a), filled(one), label(b), filled(other)],
  });
  let y = drawTable(sheet, 128, {
    columns: [78, 168, 78, 168],
    header: null,
    least: 22,
    rows: [
      pair("委托单位", enterprise.name, "信用代码", enterprise.creditCode),
      pair("地址", enterprise.address, "联系人 / 电话", `${body.contact}　${body.phone}`),
      pair(
        "报告语言",
        languageWords[body.certificateLanguage],
        "报告份数",
        `${body.copies} 份，${deliveryWords[body.delivery]}`,
      ),
      {
        cells: [
          label("判定依据"),
          filled(body.judgingBasis.length > 0 ? body.judgingBasis.join("；") : "不作判定，仅提供实测数据", { span: 3 }),
        ],
      },
      { cells: [label("备注"), filled(body.remarks, { span: 3 })] },
    ],
  });
  y = drawTable(sheet, y + 10, {
    columns: [24, 150, 110, 208],
    header: { cells: ["序号", "样品", "生产日期 / 批号 / 数量", "检测项目及方法"].map(label) },
    least: 24,
    rows: body.samples.map((sample, index) => ({
      cells: [
        filled(String(index + 1)),
        filled(
          [sample.name, [sample.specification, sample.trademark].filter(Boolean).join("，"), sample.producer]
            .filter(Boolean)
            .join("\n"),
        ),
        filled(
          [
            sample.productionDate,
            sample.batchNumber && `批号 ${sample.batchNumber}`,
            sample.quantity,
            sample.shelfLife && `保质期 ${sample.shelfLife}`,
            sample.storage,
          ]
            .filter(Boolean)
            .join("\n"),
        ),
        filled(
          sample.methodIds
            .map((id) => view.tests.find(({ methodId }) => methodId === id))
            .map((test) => (test ? `${test.item}（${test.method}）` : ""))
            .filter(Boolean)
            .join("；"),
          { size: 8.5 },
        ),
      ],
    })),
  });
  const small = { size: 9, leading: 1.6, color: ink.text, field: "form" } as const;
  if (y > 640) y = sheet.newPage();
  y += writeParagraph(
    pen,
    {
      ...small,
      text:
        "委托方对样品及所提供资料的真实性负责；检验结果仅对来样负责。本单由实验室收样确认后生效，受理时可就检验方法、完成时间与委托方另行商定。" +
        `送样地址：${laboratory.address}　电话：${laboratory.phone}`,
    },
    page.left,
    y + 12,
    bodyWidth,
  );
  pen.write("委托方（签章）：____________________", page.left, y + 46, { ...small });
  pen.write("送样人：______________　日期：____________", page.left + 250, y + 46, { ...small });
  pen.write("受理人：____________________", page.left, y + 72, { ...small });
  pen.write("收样日期：____________　样品状态：____________", page.left + 250, y + 72, { ...small });
}

/** The number as bars for a counter's scanner and as a square for a camera, with its digits beneath. */
function drawCodes({ pen }: Sheet, number: string): void {
  const { doc } = pen;
  const side = 56;
  const left = page.left + bodyWidth - side;
  drawModules(doc, qrModules(number), left, 46, side);
  const { width, bars } = code128Bars(number);
  const module = 1.25;
  const from = left - 18 - width * module;
  for (const bar of bars) doc.rect(from + bar.at * module, 48, bar.width * module - 0.06, 34);
  doc.fill("#000000");
  pen.write(groupNumber(number), from + (width * module) / 2, 96, {
    size: 11,
    weight: "bold",
    align: "center",
    color: ink.text,
    field: "number",
  });
}
