import type { InputOf } from "../kernel/endpoint.ts";
import { groupNumber } from "../kernel/numbers.ts";
import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { Prisma } from "../platform/db.ts";
import { cell, workbook } from "../platform/paper/workbook.ts";
import type { FileReply } from "../platform/serve.ts";
import { toFitness, withVerifications } from "./fitness.ts";
import type * as contract from "./rounds-contract.ts";
import type { RoundView } from "./rounds-contract.ts";
import { roundMay, stateOf } from "./rules/rounds.ts";

export type Round = Prisma.VerificationRoundGetPayload<object>;

/** Rounds as they are shown: each instrument with its state, and the certificate that came of it. */
export async function roundViews(ctx: Context, rounds: readonly Round[]): Promise<RoundView[]> {
  const now = ctx.now();
  const instruments = await ctx.db.instrument.findMany({
    where: { ...ownLaboratory(ctx), number: { in: rounds.flatMap((round) => round.instruments) } },
    include: withVerifications,
  });
  const byNumber = new Map(instruments.map((instrument) => [instrument.number, instrument]));
  return rounds.map((round) => {
    const state = stateOf(round);
    const since = round.sentAt ? toDay(round.sentAt) : round.on;
    return {
      id: round.id,
      name: round.name,
      agency: round.agency,
      on: round.on,
      state,
      isAway: round.isAway,
      by: round.by,
      sentAt: round.sentAt?.toISOString() ?? null,
      sentBy: round.sentBy,
      backAt: round.backAt?.toISOString() ?? null,
      backBy: round.backBy,
      instruments: round.instruments.flatMap((number) => {
        const found = byNumber.get(number);
        if (!found) return [];
        const { state: fitness, validUntil } = toFitness(found, now);
        const came = found.verifications.find(({ kind, on }) => kind !== "intermediate_check" && on >= since);
        return [
          {
            number,
            name: `${found.name} ${found.model}`,
            serialNumber: found.serialNumber,
            range: found.range,
            place: found.place,
            keeper: found.keeper,
            document: found.verifiedBy,
            validUntil,
            fitness,
            certificate: came ? { number: came.certificateNumber, on: came.on, conclusion: came.conclusion } : null,
          },
        ];
      }),
      may: [...roundMay[state]],
    };
  });
}

/** One round of the laboratory. */
export async function showRound(ctx: Context, id: string): Promise<RoundView> {
  const round = await ctx.db.verificationRound.findFirst({ where: { id, ...ownLaboratory(ctx) } });
  const [view] = round ? await roundViews(ctx, [round]) : [];
  if (!view) throw new Problem("not-found", { what: "round" });
  return view;
}

/** The list of a round as a workbook, for the institute's own form. */
export async function roundXlsx(ctx: Context, { params }: InputOf<typeof contract.roundXlsx>): Promise<FileReply> {
  const round = await showRound(ctx, params.id);
  return workbook(`送检清单 ${round.name}.xlsx`, [
    {
      sheet: "送检清单",
      head: [
        "序号",
        "仪器编号",
        "名称型号",
        "出厂编号",
        "测量范围",
        "检定规程",
        "位置",
        "保管人",
        "有效期至",
        "证书编号",
      ],
      rows: round.instruments.map((i, at) => [
        cell(at + 1),
        cell(groupNumber(i.number)),
        cell(i.name),
        cell(i.serialNumber),
        cell(i.range),
        cell(i.document ?? "—"),
        cell(i.place),
        cell(i.keeper ?? "—"),
        cell(i.validUntil ?? "—"),
        cell(i.certificate?.number ?? ""),
      ]),
      widths: [6, 24, 26, 16, 26, 18, 18, 10, 12, 22],
    },
  ]);
}
