import type { InputOf, ReplyOf } from "../kernel/endpoint.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import { cell, workbook } from "../platform/paper/workbook.ts";
import type { FileReply } from "../platform/serve.ts";
import type * as contract from "./rates-contract.ts";
import type { RateGroup, RateRow } from "./rates-contract.ts";
import { isIdle } from "./rules/outages.ts";
import {
  isDueIn,
  isVerifiedOn,
  meets,
  monthsIn,
  rateOf,
  targets,
  type Certified,
  type Period,
} from "./rules/verification-rate.ts";

type Known = {
  laboratoryId: string;
  category: RateRow["instruments"][number]["category"];
  certificates: Certified[];
  isIdleOn: (day: string) => boolean;
  row: Omit<RateRow["instruments"][number], "isVerified" | "validUntil">;
};
const groups = ["compulsory", "measurement_standard", "all"] as const;

/**
 * The rates of a period, by laboratory and all together: compulsory instruments, measurement standards, and all equipment, each with
 * what is behind it; beside them each month's. A period that is not over is judged by today.
 */
export async function verificationRates(
  ctx: Context,
  { query }: InputOf<typeof contract.verificationRates>,
): Promise<ReplyOf<typeof contract.verificationRates>> {
  if (query.from > query.to) throw new Problem("bad-request", { fields: ["from"] });
  const today = toDay(ctx.now());
  const asOf = query.to < today ? query.to : today;
  const known = await instrumentsOf(ctx);
  const laboratories = await ctx.db.laboratory.findMany({ orderBy: { code: "asc" } });
  const seen = laboratories.filter(({ id }) => known.some(({ laboratoryId }) => laboratoryId === id));
  const period = { from: query.from, to: asOf };
  const rows = seen.flatMap(({ id, name, code }) =>
    groups.map((group) =>
      rateRow(
        known.filter(({ laboratoryId }) => laboratoryId === id),
        group,
        period,
        { laboratory: name, county: code },
      ),
    ),
  );
  const together = { laboratory: null, county: null };
  if (seen.length > 1) rows.push(...groups.map((group) => rateRow(known, group, period, together)));
  const trend = monthsIn(period).flatMap(({ month, ...own }) =>
    groups.map((group) => {
      const { due, verified, rate } = rateRow(known, group, own, together);
      return { month, group, due, verified, rate };
    }),
  );
  return { asOf, rows, trend };
}

async function instrumentsOf(ctx: Context): Promise<Known[]> {
  const instruments = await ctx.db.instrument.findMany({
    where: ownLaboratory(ctx),
    select: {
      number: true,
      name: true,
      model: true,
      place: true,
      category: true,
      laboratoryId: true,
      periodMonths: true,
      events: { select: { kind: true, at: true } },
      verifications: {
        where: { kind: { not: "intermediate_check" } },
        select: { on: true, validUntil: true, conclusion: true },
      },
    },
    orderBy: { number: "asc" },
  });
  return instruments
    .filter(({ verifications, periodMonths }) => verifications.length > 0 || periodMonths !== null) // else nobody asked for one
    .map(({ verifications, events, laboratoryId, category, number, name, model, place }) => ({
      laboratoryId,
      category,
      certificates: verifications.map(({ on, validUntil, conclusion }) => ({
        on,
        validUntil,
        isPassed: conclusion !== "unfit",
      })),
      isIdleOn: (day) => isIdle(events, new Date(`${day}T23:59:59+08:00`)),
      row: { number, name: `${name} ${model}`, category, place },
    }));
}

function rateRow(
  known: readonly Known[],
  group: RateGroup,
  period: Period,
  of: Pick<RateRow, "laboratory" | "county">,
): RateRow {
  const due = known.filter(
    (k) => (group === "all" || k.category === group) && !k.isIdleOn(period.to) && isDueIn(k.certificates, period),
  );
  const instruments = due.map(({ certificates, row }) => ({
    ...row,
    isVerified: isVerifiedOn(certificates, period.to),
    validUntil:
      certificates
        .filter(({ on }) => on <= period.to)
        .sort((a, b) => a.on.localeCompare(b.on))
        .at(-1)?.validUntil ?? null,
  }));
  const verified = instruments.filter(({ isVerified }) => isVerified).length;
  const target = targets[group];
  return {
    ...of,
    group,
    due: due.length,
    verified,
    rate: rateOf(verified, due.length),
    target,
    isMet: meets(verified, due.length, target),
    instruments,
  };
}

export const groupNames = {
  compulsory: "强制检定工作计量器具",
  measurement_standard: "计量标准器具",
  all: "全部设备",
} as const;
export const categoryNames = { ...groupNames, other: "其他" } as const;
export const nothingDue = "无应检器具";

/** The same as a workbook: the figures, the instruments behind them, and the trend on a sheet each. */
export async function verificationRatesXlsx(
  ctx: Context,
  input: InputOf<typeof contract.verificationRatesXlsx>,
): Promise<FileReply> {
  const { rows, trend, asOf } = await verificationRates(ctx, input);
  return workbook(`周期受检率 ${input.query.from}—${asOf}.xlsx`, [
    {
      sheet: "周期受检率",
      head: ["区划代码", "实验室", "类别", "应检", "已检（有效）", "周期受检率 %", "目标 %", "是否达到"],
      rows: rows.map((row) => [
        cell(row.county ?? ""),
        cell(row.laboratory ?? "合计"),
        cell(groupNames[row.group]),
        cell(row.due),
        cell(row.verified),
        cell(row.rate ?? nothingDue),
        cell(row.target ?? "—"),
        cell(row.isMet === null ? "—" : row.isMet ? "是" : "否"),
      ]),
      widths: [12, 28, 24, 8, 14, 16, 10, 10],
    },
    {
      sheet: "器具明细",
      head: ["实验室", "类别", "仪器编号", "仪器", "位置", "有效期至", "是否有效"],
      rows: rows
        .filter(({ group, laboratory }) => group === "all" && laboratory !== null)
        .flatMap((row) =>
          row.instruments.map((i) => [
            cell(row.laboratory ?? ""),
            cell(categoryNames[i.category]),
            cell(i.number),
            cell(i.name),
            cell(i.place),
            cell(i.validUntil ?? "—"),
            cell(i.isVerified ? "是" : "否"),
          ]),
        ),
      widths: [28, 22, 20, 28, 20, 12, 10],
    },
    {
      sheet: "按月趋势",
      head: ["月份", "类别", "应检", "已检（有效）", "周期受检率 %"],
      rows: trend.map((point) => [
        cell(point.month),
        cell(groupNames[point.group]),
        cell(point.due),
        cell(point.verified),
        cell(point.rate ?? nothingDue),
      ]),
      widths: [12, 24, 8, 14, 16],
    },
  ]);
}
