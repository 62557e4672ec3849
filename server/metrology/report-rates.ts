import writeExcelFile from "write-excel-file/node";
import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./plan-contract.ts";
import type { RateRow } from "./plan-contract.ts";
import { isIdle } from "./rules/outages.ts";
import { isDueIn, isVerifiedOn, meets, rateOf, targets } from "./rules/verification-rate.ts";

/** The rates of a period, by laboratory: compulsory instruments, measurement standards, and all equipment, each with what is behind it. */
export async function verificationRates(
  ctx: Context,
  { query }: InputOf<typeof contract.verificationRates>,
): Promise<ReplyOf<typeof contract.verificationRates>> {
  const end = new Date(`${query.to}T23:59:59+08:00`);
  const instruments = await ctx.db.instrument.findMany({
    where: ownLaboratory(ctx),
    include: { verifications: true, events: true },
    orderBy: { number: "asc" },
  });
  const laboratories = await ctx.db.laboratory.findMany({ orderBy: { code: "asc" } });
  const judged = instruments.flatMap((instrument) => {
    if (isIdle(instrument.events, end)) return [];
    const certificates = instrument.verifications
      .filter(({ kind }) => kind !== "intermediate_check")
      .map(({ on, validUntil, conclusion }) => ({ on, validUntil, isPassed: conclusion !== "unfit" }));
    if (certificates.length === 0 && instrument.periodMonths === null) return []; // nobody asked for one
    if (!isDueIn(certificates, query)) return [];
    const last = certificates
      .filter(({ on }) => on <= query.to)
      .sort((a, b) => a.on.localeCompare(b.on))
      .at(-1);
    return [{ instrument, isVerified: isVerifiedOn(certificates, query.to), validUntil: last?.validUntil ?? null }];
  });
  const rows = laboratories
    .filter(({ id }) => instruments.some(({ laboratoryId }) => laboratoryId === id))
    .flatMap(({ id, name }) =>
      (["compulsory", "measurement_standard", "all"] as const).map((group): RateRow => {
        const own = judged.filter(
          ({ instrument: i }) => i.laboratoryId === id && (group === "all" || i.category === group),
        );
        const verified = own.filter(({ isVerified }) => isVerified).length;
        return {
          laboratory: name,
          group,
          due: own.length,
          verified,
          rate: rateOf(verified, own.length),
          target: targets[group],
          isMet: meets(verified, own.length, targets[group]),
          instruments: own.map(({ instrument: i, isVerified, validUntil }) => ({
            number: i.number,
            name: `${i.name} ${i.model}`,
            category: i.category,
            isVerified,
            validUntil,
          })),
        };
      }),
    );
  return { rows };
}

const groupNames = {
  compulsory: "强制检定工作计量器具",
  measurement_standard: "计量标准器具",
  all: "全部设备",
} as const;

const categoryNames = { ...groupNames, other: "其他" } as const;

/** The same as a workbook: the figures on one sheet, the instruments behind them on another. */
export async function verificationRatesXlsx(
  ctx: Context,
  input: InputOf<typeof contract.verificationRatesXlsx>,
): Promise<FileReply> {
  const { rows } = await verificationRates(ctx, input);
  const bold = (value: string) => ({ value, fontWeight: "bold" as const });
  const text = (value: string) => ({ value, type: String });
  const figures = [
    ["实验室", "类别", "应检", "已检（有效）", "周期受检率 %", "目标 %", "是否达到"].map(bold),
    ...rows.map((row) => [
      text(row.laboratory),
      text(groupNames[row.group]),
      { value: row.due, type: Number },
      { value: row.verified, type: Number },
      text(row.rate ?? "无应检器具"),
      text(row.target ?? "—"),
      text(row.isMet === null ? "—" : row.isMet ? "是" : "否"),
    ]),
  ];
  const behind = [
    ["实验室", "类别", "仪器编号", "仪器", "有效期至", "是否有效"].map(bold),
    ...rows
      .filter(({ group }) => group === "all")
      .flatMap((row) =>
        row.instruments.map((i) => [
          text(row.laboratory),
          text(categoryNames[i.category]),
          text(i.number),
          text(i.name),
          text(i.validUntil ?? "—"),
          text(i.isVerified ? "是" : "否"),
        ]),
      ),
  ];
  const bytes = await writeExcelFile([
    { data: figures, sheet: "周期受检率" },
    { data: behind, sheet: "器具明细" },
  ]).toBuffer();
  return {
    bytes: Buffer.from(bytes),
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    name: `周期受检率 ${input.query.from}—${input.query.to}.xlsx`,
    asAttachment: true,
  };
}
