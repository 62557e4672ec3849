import writeExcelFile from "write-excel-file/node";
import type { InputOf } from "../kernel/endpoint.ts";
import { zh } from "../kernel/text/zh.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import { CertificateContent } from "./content.ts";
import type * as contract from "./papers-contract.ts";

const headings = [
  "抽样单编号",
  "样品名称",
  "样品编号",
  "被抽样单位名称",
  "标称生产企业名称",
  "生产日期",
  "样品批号",
  "检验项目",
  "检验结果",
  "结果单位",
  "检验依据",
  "判定依据",
  "标准要求",
  "检出限",
  "单项判定",
  "检验结论",
  "报告编号",
  "签发日期",
  "检验机构",
];

/**
 * Results of supervisory orders for the upload to the national system: a row for each item, from the certificates in
 * force only. What is not approved, revoked, replaced or under review is not in it.
 */
export async function supervisoryResultsXlsx(
  ctx: Context,
  { query }: InputOf<typeof contract.supervisoryResultsXlsx>,
): Promise<FileReply> {
  const certificates = await ctx.db.certificate.findMany({
    where: {
      laboratoryId: laboratoryOf(ctx),
      state: "issued",
      approvedAt: { gte: new Date(`${query.from}T00:00:00+08:00`), lte: new Date(`${query.to}T23:59:59.999+08:00`) },
      sample: { order: { source: "supervisory" } },
    },
    orderBy: { number: "asc" },
    take: 5000,
  });
  const text = (value: string | null | undefined) => ({ value: value ?? "", type: String });
  const rows = certificates.flatMap(({ content }) => {
    const c = CertificateContent.parse(content);
    return c.results.map((result) =>
      [
        c.sheetNumber,
        c.sample.name,
        c.sample.number,
        c.sampledEnterprise?.name,
        c.sample.producer,
        c.sample.productionDate,
        c.sample.batchNumber,
        result.item,
        result.resultText,
        result.unit,
        result.methodCode,
        result.basis,
        result.limitText,
        result.lod,
        zh.verdict[result.verdict],
        c.conclusion,
        c.printedNumber,
        c.issuedOn,
        c.laboratory.name,
      ].map(text),
    );
  });
  const head = headings.map((value) => ({ value, fontWeight: "bold" as const }));
  const bytes = await writeExcelFile([{ data: [head, ...rows], sheet: "检验结果" }]).toBuffer();
  return {
    bytes: Buffer.from(bytes),
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    name: `监督抽检结果 ${query.from}—${query.to}.xlsx`,
    asAttachment: true,
  };
}
