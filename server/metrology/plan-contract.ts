// When instruments are due, what goes together to the verification institute, and the figures that are reported.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day, instant } from "../kernel/time.ts";

const words = z.string().trim().min(1).max(200);

export const DueRow = z.object({
  number: z.string(),
  name: z.string(),
  laboratory: z.string(),
  category: z.enum(["measurement_standard", "compulsory", "other"]),
  place: z.string(),
  keeper: z.string().nullable(),
  document: z.string().nullable(),
  agency: z.string().nullable(), // of its last certificate
  validUntil: z.string().nullable(),
  daysLeft: z.int().nullable(), // negative: overdue; null: never verified
  warning: z.enum(["overdue", "7", "30", "60"]).nullable(),
  round: z.string().nullable(), // the round it was put into
});
export type DueRow = z.output<typeof DueRow>;

export const listDue = endpoint({
  method: "GET",
  path: "/api/verification-plan",
  right: "instruments.read",
  summary: "What is due until a day, the most urgent first / 周期检定计划",
  query: z.object({ until: day.optional() }),
  reply: z.object({
    rows: z.array(DueRow),
    rounds: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        agency: z.string(),
        on: z.string(),
        instruments: z.array(z.object({ number: z.string(), name: z.string(), isDone: z.boolean() })),
      }),
    ),
    reminders: z.array(
      z.object({ number: z.string(), name: z.string(), validUntil: z.string(), warning: z.string(), at: instant }),
    ),
  }),
});

export const makeRound = endpoint({
  method: "POST",
  path: "/api/verification-rounds",
  right: "instruments.change",
  summary: "Put instruments together for the institute / 加入送检批次",
  body: z.object({ name: words, agency: words, on: day, instruments: z.array(z.string().max(40)).min(1).max(500) }),
  reply: z.object({ id: z.uuid() }),
});

export const calendarAddress = endpoint({
  method: "GET",
  path: "/api/verification-plan/address",
  right: "instruments.read",
  summary: "The address of the calendar feed / 日历订阅地址",
  reply: z.object({ url: z.string() }),
});

export const calendarFeed = endpoint({
  method: "GET",
  path: "/api/verification-plan.ics",
  right: "public", // a calendar program carries no session; the key in the address is the laboratory's
  summary: "Last days of verifications as iCalendar / 周期检定日历",
  query: z.object({ laboratory: z.string().max(20), key: z.string().max(100) }),
  file: true,
});

/** Rate of one group; `rate` is null where nothing was due: 无应检器具. */
export const RateRow = z.object({
  laboratory: z.string(),
  group: z.enum(["compulsory", "measurement_standard", "all"]),
  due: z.int(),
  verified: z.int(),
  rate: z.string().nullable(), // percent with one decimal
  target: z.string().nullable(),
  isMet: z.boolean().nullable(),
  instruments: z.array(
    z.object({
      number: z.string(),
      name: z.string(),
      category: z.enum(["measurement_standard", "compulsory", "other"]),
      isVerified: z.boolean(),
      validUntil: z.string().nullable(),
    }),
  ),
});
export type RateRow = z.output<typeof RateRow>;
const period = z.object({ from: day, to: day });

export const verificationRates = endpoint({
  method: "GET",
  path: "/api/verification-rates",
  right: "instruments.read",
  summary: "Periodic verification rates of a period / 周期受检率",
  query: period,
  reply: z.object({ rows: z.array(RateRow) }),
});

export const verificationRatesXlsx = endpoint({
  method: "GET",
  path: "/api/verification-rates.xlsx",
  right: "instruments.read",
  summary: "The same as a workbook / 周期受检率导出",
  query: period,
  file: true,
});

export const UsualDocument = z.object({
  instrument: words,
  document: z.string().trim().max(120),
  months: z.int().min(1).max(120).nullable(),
  kind: z.enum(["verification", "calibration", "intermediate_check"]),
  confidence: z.string().max(20),
});

export const listDocuments = endpoint({
  method: "GET",
  path: "/api/verification-documents",
  right: "instruments.read",
  summary: "Usual documents and periods / 常用检定规程与周期",
  reply: z.object({ rows: z.array(UsualDocument) }),
});

export const setDocuments = endpoint({
  method: "POST",
  path: "/api/verification-documents",
  right: "instruments.change",
  summary: "Change the table of documents and periods / 修改检定规程与周期",
  body: z.object({ rows: z.array(UsualDocument).max(500) }),
});
