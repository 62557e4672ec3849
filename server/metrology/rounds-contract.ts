// 送检批次: instruments that go to the verification institute together: planned, sent, back.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day, instant } from "../kernel/time.ts";
import { DueFilter } from "./plan-contract.ts";

const words = z.string().trim().min(1).max(200);
const numbers = z.array(z.string().max(40)).min(1).max(500);
const id = z.object({ id: z.uuid() });

export const RoundState = z.enum(["planned", "sent", "back"]);

export const RoundView = z.object({
  id: z.uuid(),
  name: z.string(),
  agency: z.string(),
  on: z.string(),
  state: RoundState,
  /** Instruments leave the house; else the institute comes here. */
  isAway: z.boolean(),
  by: z.string(),
  sentAt: instant.nullable(),
  sentBy: z.string().nullable(),
  backAt: instant.nullable(),
  backBy: z.string().nullable(),
  instruments: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      serialNumber: z.string(),
      range: z.string(),
      place: z.string(),
      keeper: z.string().nullable(),
      document: z.string().nullable(),
      validUntil: z.string().nullable(),
      fitness: z.enum(["fit", "restricted", "out_of_service"]),
      /** The certificate that came of it. */
      certificate: z
        .object({ number: z.string(), on: z.string(), conclusion: z.enum(["fit", "restricted", "unfit"]) })
        .nullable(),
    }),
  ),
  may: z.array(z.enum(["change", "send", "back", "withdraw"])),
});
export type RoundView = z.output<typeof RoundView>;

export const listRounds = endpoint({
  method: "GET",
  path: "/api/verification-rounds",
  right: "instruments.read",
  summary: "Rounds to the institute, the open ones first / 送检批次",
  reply: z.object({ rows: z.array(RoundView) }),
});

export const makeRound = endpoint({
  method: "POST",
  path: "/api/verification-rounds",
  right: "instruments.change",
  summary: "Put instruments together for the institute / 加入送检批次",
  body: z.object({
    name: words,
    agency: words,
    on: day,
    isAway: z.boolean().default(true),
    instruments: numbers.optional(),
    /** Instead of naming them: everything due in a filtered list that is in no open round. */
    filter: DueFilter.extend({ from: day.optional(), until: day.optional() }).optional(),
  }),
  reply: RoundView,
});

export const changeRound = endpoint({
  method: "POST",
  path: "/api/verification-rounds/:id",
  right: "instruments.change",
  summary: "Change a round that was not sent / 修改送检批次",
  params: id,
  body: z.object({ name: words, agency: words, on: day, isAway: z.boolean(), instruments: numbers }),
  reply: RoundView,
});

export const sendRound = endpoint({
  method: "POST",
  path: "/api/verification-rounds/:id/send",
  right: "instruments.change",
  summary: "A round leaves: what is away is out of service / 送出",
  params: id,
  reply: RoundView,
});

export const roundBack = endpoint({
  method: "POST",
  path: "/api/verification-rounds/:id/back",
  right: "instruments.change",
  summary: "A round is back / 收回",
  params: id,
  reply: RoundView,
});

export const withdrawRound = endpoint({
  method: "POST",
  path: "/api/verification-rounds/:id/withdraw",
  right: "instruments.change",
  summary: "Give up a round that was not sent / 取消送检批次",
  params: id,
});

export const roundXlsx = endpoint({
  method: "GET",
  path: "/api/verification-rounds/:id/list.xlsx",
  right: "instruments.read",
  summary: "The list of a round as a workbook / 送检清单导出",
  params: id,
  file: true,
});

/** Drawn where documents are drawn (certificates/routes.ts). */
export const roundPdf = endpoint({
  method: "GET",
  path: "/api/verification-rounds/:id/list.pdf",
  right: "instruments.read",
  summary: "The list of a round on paper, with places to sign / 送检清单",
  params: id,
  file: true,
});
