import writeExcelFile from "write-excel-file/node";
import { z } from "zod";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { zh } from "../kernel/text/zh.ts";
import { laboratoryOf } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import { CertificateContent } from "./content.ts";
import type * as contract from "./papers-contract.ts";
import { ResultColumn, type ResultField } from "./papers-contract.ts";

type Line = { c: CertificateContent; result: CertificateContent["results"][number]; text: string };

const usual: readonly ResultColumn[] = (
  [
    ["抽样单编号", "sheetNumber"],
    ["样品名称", "sampleName"],
    ["样品编号", "sampleNumber"],
    ["被抽样单位名称", "sampledEnterprise"],
    ["标称生产企业名称", "producer"],
    ["生产日期", "productionDate"],
    ["样品批号", "batchNumber"],
    ["检验项目", "item"],
    ["检验结果", "result"],
    ["结果单位", "unit"],
    ["检验依据", "method"],
    ["判定依据", "basis"],
    ["标准要求", "limit"],
    ["检出限", "lod"],
    ["单项判定", "verdict"],
    ["检验结论", "conclusion"],
    ["报告编号", "certificateNumber"],
    ["签发日期", "issuedOn"],
    ["检验机构", "laboratory"],
  ] as const
).map(([heading, field]) => ({ heading, field, text: "" }));

const cells: Record<ResultField, (line: Line) => string | null | undefined> = {
  sheetNumber: ({ c }) => c.sheetNumber,
  sampleName: ({ c }) => c.sample.name,
  sampleNumber: ({ c }) => c.sample.number,
  sampledEnterprise: ({ c }) => c.sampledEnterprise?.name,
  producer: ({ c }) => c.sample.producer,
  productionDate: ({ c }) => c.sample.productionDate,
  batchNumber: ({ c }) => c.sample.batchNumber,
  item: ({ result }) => result.item,
  result: ({ result }) => result.resultText,
  unit: ({ result }) => result.unit,
  method: ({ result }) => result.methodCode,
  basis: ({ result }) => result.basis,
  limit: ({ result }) => result.limitText,
  lod: ({ result }) => result.lod,
  verdict: ({ result }) => zh.verdict[result.verdict],
  conclusion: ({ c }) => c.conclusion,
  certificateNumber: ({ c }) => c.printedNumber,
  issuedOn: ({ c }) => c.issuedOn,
  laboratory: ({ c }) => c.laboratory.name,
  text: ({ text }) => text,
};

const keyOf = (ctx: Context) => `supervisory-columns-${laboratoryOf(ctx)}`;

/** The columns as the laboratory keeps them, else the usual ones: the upload's template changes with the years. */
export async function showResultColumns(ctx: Context): Promise<ReplyOf<typeof contract.showResultColumns>> {
  const kept = await ctx.db.setting.findUnique({ where: { key: keyOf(ctx) } });
  return kept ? { rows: z.array(ResultColumn).parse(kept.value), isUsual: false } : { rows: [...usual], isUsual: true };
}

export async function setResultColumns(
  ctx: Context,
  { body: { rows } }: InputOf<typeof contract.setResultColumns>,
): Promise<ReplyOf<typeof contract.setResultColumns>> {
  const double = rows.find(({ heading }, i) => rows.findIndex((row) => row.heading === heading) !== i);
  if (double) throw new Problem("already-exists", { what: double.heading });
  const key = keyOf(ctx);
  if (rows.length === 0) await ctx.db.setting.deleteMany({ where: { key } });
  else await ctx.db.setting.upsert({ where: { key }, create: { key, value: rows }, update: { value: rows } });
  await ctx.note("supervisory-columns.set", "supervisory-columns", { rows });
  return showResultColumns(ctx);
}

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
  const { rows: columns } = await showResultColumns(ctx);
  const rows = certificates.flatMap(({ content }) => {
    const c = CertificateContent.parse(content);
    return c.results.map((result) =>
      columns.map(({ field, text }) => ({ value: cells[field]({ c, result, text }) ?? "", type: String })),
    );
  });
  const head = columns.map(({ heading: value }) => ({ value, fontWeight: "bold" as const }));
  const bytes = await writeExcelFile([{ data: [head, ...rows], sheet: "检验结果" }]).toBuffer();
  return {
    bytes: Buffer.from(bytes),
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    name: `监督抽检结果 ${query.from}—${query.to}.xlsx`,
    asAttachment: true,
  };
}
