// When instruments are due: the list, the load of a year, and the table of usual documents and periods.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { equipmentKinds } from "../kernel/equipment-kinds.ts";
import { day, instant } from "../kernel/time.ts";

const words = z.string().trim().min(1).max(200);
export const Category = z.enum(["measurement_standard", "compulsory", "other"]);

/** Which instruments: a part of name, model or number; place, kind, category, agency of the last certificate, keeper. */
export const DueFilter = z.object({
  q: z.string().max(80).optional(),
  place: z.string().max(200).optional(),
  kind: z.enum(equipmentKinds).optional(),
  category: Category.optional(),
  agency: z.string().max(200).optional(),
  mine: z.enum(["yes"]).optional(), // in the reader's own keeping
});
export type DueFilter = z.output<typeof DueFilter>;

export const DueRow = z.object({
  number: z.string(),
  name: z.string(),
  kind: z.string(),
  laboratory: z.string(),
  category: Category,
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
  summary: "What is due between days, the most urgent first / 周期检定计划",
  query: DueFilter.extend({ from: day.optional(), until: day.optional(), after: z.string().max(40).optional() }),
  reply: z.object({ rows: z.array(DueRow), next: z.string().nullable() }),
});

export const planLoad = endpoint({
  method: "GET",
  path: "/api/verification-plan/load",
  right: "instruments.read",
  summary: "How many fall due on each day of a year, and by month and agency / 年度检定工作量",
  query: DueFilter.extend({ year: z.coerce.number().int().min(2000).max(2200) }),
  reply: z.object({
    days: z.array(z.object({ on: z.string(), count: z.int() })),
    agencies: z.array(z.object({ month: z.string(), agency: z.string().nullable(), count: z.int() })),
    overdue: z.int(),
    neverVerified: z.int(),
    /** What may be filtered by. */
    places: z.array(z.string()),
    knownAgencies: z.array(z.string()),
  }),
});

export const listReminders = endpoint({
  method: "GET",
  path: "/api/verification-plan/reminders",
  right: "instruments.read",
  summary: "Reminders that were given in the last 60 days / 到期提醒",
  reply: z.object({
    rows: z.array(
      z.object({
        number: z.string(),
        name: z.string(),
        /** The plan of an intermediate check; null: the certificate's last day. */
        check: z.string().nullable(),
        validUntil: z.string(),
        warning: z.string(),
        at: instant,
      }),
    ),
  }),
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
