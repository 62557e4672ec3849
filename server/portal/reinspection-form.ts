import { CertificateContent } from "../certificates/content.ts";
import { bodyWidth, ink, longDay, page } from "../certificates/pdf/form.ts";
import { writeParagraph } from "../certificates/pdf/paragraph.ts";
import type { Sheet } from "../certificates/pdf/sheet.ts";
import { drawTable, type Row } from "../certificates/pdf/table.ts";
import type { InputOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import type { Context } from "../platform/context.ts";
import { loadHolidays } from "../platform/holidays.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./contract.ts";
import type { Reinspection } from "./contract.ts";
import { drawForm, filled, label } from "./form-sheet.ts";
import { isMicrobiological } from "./rules/reinspection.ts";
import { ownCertificate, reinspectionFor, type OwnCertificate } from "./show-certificates.ts";

/**
 * 复检申请书: addressed to the authority that sampled, filled with what the order and the certificate say; the reasons and the
 * signature are the enterprise's own. Refused with the reasons where no re-inspection is possible.
 */
export async function reinspectionForm(
  ctx: Context,
  { params }: InputOf<typeof contract.reinspectionForm>,
): Promise<FileReply> {
  const row = await ownCertificate(ctx, params.number);
  const on = toDay(ctx.now());
  const way = reinspectionFor(row, on, await loadHolidays(ctx));
  if (!way) throw new Problem("not-found", { what: params.number });
  if (way.refusals.length > 0) throw new Problem("reinspection-not-possible", { reasons: way.refusals });
  const title = `复检申请书 ${row.printedNumber}`;
  const foot = `检验报告 ${row.printedNumber} · 复检申请书 · 由系统按已有资料填写，请核对后签章`;
  const bytes = await drawForm({ title, at: ctx.now(), foot }, (sheet) => draw(sheet, row, way));
  return { bytes, mediaType: "application/pdf", name: `${title}.pdf`, asAttachment: true };
}

const small = { size: 9.5, leading: 1.6, color: ink.text, field: "form" } as const;

function draw(sheet: Sheet, row: OwnCertificate, way: Reinspection): void {
  const content = CertificateContent.parse(row.content);
  const { sample } = content;
  const { order } = row.sample;
  const enterprise = order.sampledEnterprise;
  const { pen } = sheet;
  sheet.newPage();
  const heading = { size: 18, weight: "bold", align: "center", spacing: 6, color: ink.text, field: "title" } as const;
  pen.write("复检申请书", page.width / 2, 64, heading);
  writeParagraph(pen, { ...small, size: 10.5, text: `${way.authority.name}：` }, page.left, 78, bodyWidth);
  let y = drawTable(sheet, 100, {
    columns: [84, 162, 84, 162],
    header: null,
    least: 22,
    rows: [
      wide("申请人", enterprise?.name),
      pair("统一社会信用代码", enterprise?.creditCode, "联系人", enterprise?.contact),
      pair("地址", enterprise?.address, "联系电话", enterprise?.phone),
      pair("样品名称", sample.name, "抽样单编号", content.sheetNumber),
      pair("规格型号", sample.specification, "商标", sample.trademark),
      pair("生产日期", sample.productionDate, "批号", sample.batchNumber),
      pair("保质期", sample.shelfLife, "生产者", sample.producer),
      pair("抽样日期", sample.sampledOn, "抽样地点", sample.samplingPlace),
      pair("初检机构", content.laboratory.name, "检验报告编号", row.printedNumber),
      pair("收到检验结论日期", longDay(way.notifiedOn), "申请期限", `${longDay(way.lastDay)} 前（含当日）`),
    ],
  });
  y = drawTable(sheet, y + 10, {
    columns: [30, 130, 80, 110, 142],
    header: { cells: ["序号", "申请复检项目", "初检结果", "标准要求", "检验方法"].map(label) },
    least: 20,
    rows: content.results
      .filter((result) => result.verdict === "fail" && !isMicrobiological(result))
      .map((result, index) => ({
        cells: [
          filled(String(index + 1)),
          filled(result.item),
          filled(`${result.resultText} ${result.unit}`.trim()),
          filled(result.limitText),
          filled(result.methodCode),
        ],
      })),
  });
  if (way.microbiological.length > 0)
    y += writeParagraph(
      pen,
      {
        ...small,
        size: 8.5,
        color: ink.soft,
        text: `微生物项目（${way.microbiological.join("、")}）按规定不予复检，未列入。`,
      },
      page.left,
      y + 4,
      bodyWidth,
    );
  y = drawTable(sheet, y + 10, {
    columns: [84, 408],
    header: null,
    least: 22,
    rows: [
      { cells: [label("申请复检的理由"), filled(" ")], least: 84 },
      {
        cells: [
          label("随附材料"),
          filled("□ 检验报告复印件　□ 营业执照复印件　□ 授权委托书及受托人身份证明　□ 其他：____________"),
        ],
      },
    ],
  });
  y += writeParagraph(
    pen,
    {
      ...small,
      text:
        "申请人对上述检验结论有异议，依照《中华人民共和国食品安全法》第八十八条，自收到检验结论之日起七个工作日内提出复检申请。" +
        "申请人同意由受理机关确定的复检机构复检，以复检机构出具的复检结论为最终检验结论；" +
        "同意先行支付复检费用，复检结论与初检一致的费用由申请人承担，不一致的由受理机关承担。",
    },
    page.left,
    y + 10,
    bodyWidth,
  );
  y += 34;
  pen.write("法定代表人（负责人）签名：________________", page.left, y, { ...small });
  pen.write("申请人（盖章）：________________", page.left + 270, y, { ...small });
  pen.write("申请日期：________ 年 ____ 月 ____ 日", page.left + 270, y + 24, { ...small });
  drawTable(sheet, y + 42, {
    columns: [84, 408],
    header: null,
    least: 40,
    rows: [
      {
        cells: [
          label("受理机关填写"),
          filled(
            "收到日期：________ 年 ____ 月 ____ 日　　□ 受理　□ 不予受理，理由：____________________　　经办人：____________",
          ),
        ],
      },
    ],
  });
}

function pair(a: string, one: string | null | undefined, b: string, other: string | null | undefined): Row {
  return { cells: [label(a), filled(one), label(b), filled(other)] };
}

function wide(a: string, one: string | null | undefined): Row {
  return { cells: [label(a), filled(one, { span: 3 })] };
}
