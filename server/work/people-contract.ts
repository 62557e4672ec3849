import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day } from "../kernel/time.ts";

export const QualificationView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  methodId: z.uuid(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  basis: z.string().nullable(),
  grantedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  /** valid; soon: ends within 60 days; ended; future: begins later. */
  state: z.enum(["valid", "soon", "ended", "future"]),
  daysLeft: z.number().nullable(),
});
export type QualificationView = z.output<typeof QualificationView>;

export const listQualifications = endpoint({
  method: "GET",
  path: "/api/qualifications",
  right: "work.read",
  summary: "Who may work by which method, from when until when / 持证上岗",
  reply: z.object({
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
    methods: z.array(z.object({ id: z.uuid(), item: z.string(), method: z.string(), clause: z.string() })),
    rows: z.array(QualificationView),
  }),
});

export const grantQualification = endpoint({
  method: "POST",
  path: "/api/qualifications",
  right: "people.qualify",
  summary: "Authorise somebody for methods / 授权上岗",
  body: z.object({
    personId: z.uuid(),
    methodIds: z.array(z.uuid()).min(1).max(100),
    validFrom: day,
    validUntil: day.nullable().default(null),
    basis: z.string().trim().min(2).max(200),
  }),
});

export const endQualification = endpoint({
  method: "POST",
  path: "/api/qualifications/:qualificationId/end",
  right: "people.qualify",
  summary: "End an authorisation after a day / 终止授权",
  params: z.object({ qualificationId: z.uuid() }),
  body: z.object({ on: day, reason: z.string().trim().min(2).max(200) }),
});

export const showWorkload = endpoint({
  method: "GET",
  path: "/api/workload",
  right: "work.read",
  summary: "Open work by analyst, turnaround in working days / 工作量与周期",
  reply: z.object({
    from: z.string(),
    analysts: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        open: z.number(),
        overdue: z.number(),
        soon: z.number(),
        done: z.number(),
        /** Median working days from receipt to the submitted result. */
        medianDays: z.number().nullable(),
      }),
    ),
    methods: z.array(
      z.object({
        item: z.string(),
        method: z.string(),
        done: z.number(),
        medianDays: z.number(),
        longestDays: z.number(),
        late: z.number(),
      }),
    ),
    pending: z.number(),
  }),
});

export const CoverView = z.object({
  from: z.string(),
  to: z.string(),
  tasks: z.array(
    z.object({
      id: z.uuid(),
      sampleNumber: z.string(),
      sampleName: z.string(),
      item: z.string(),
      method: z.string(),
      /** Why it cannot go to that person; null where it goes. */
      refusal: z.enum(["not-qualified", "checker-may-not-test", "reviewer-may-not-test", "batch-stays"]).nullable(),
    }),
  ),
  sheets: z.array(z.object({ number: z.string(), method: z.string(), isMoved: z.boolean() })),
  claims: z.number(),
  /** Containers the person has: they are handed back by scanning, not by this. */
  containers: z.array(z.string()),
});
export type CoverView = z.output<typeof CoverView>;

const person = z.object({ personId: z.uuid() });

export const previewCover = endpoint({
  method: "GET",
  path: "/api/people/:personId/open-work",
  right: "work.assign",
  summary: "What would go to whom / 离岗交接预览",
  params: person,
  query: z.object({ to: z.uuid() }),
  reply: CoverView,
});

export const coverPerson = endpoint({
  method: "POST",
  path: "/api/people/:personId/cover",
  right: "work.assign",
  summary: "Hand all open work of a person to another authorised one / 离岗交接",
  params: person,
  body: z.object({ toPersonId: z.uuid(), reason: z.string().trim().min(2).max(200) }),
  reply: CoverView,
});

export const ShiftContent = z.object({
  equipment: z.array(
    z.object({
      name: z.string(),
      number: z.string(),
      place: z.string(),
      settings: z.string(),
      samples: z.array(z.string()),
      startedAt: z.string(),
      startedBy: z.string(),
      dueAt: z.string().nullable(),
    }),
  ),
  open: z.array(z.object({ analyst: z.string(), inProgress: z.number(), assigned: z.number(), overdue: z.number() })),
});
export type ShiftContent = z.output<typeof ShiftContent>;

export const ShiftNoteView = z.object({
  id: z.uuid(),
  writtenBy: z.string(),
  writtenAt: z.string(),
  text: z.string(),
  content: ShiftContent,
  takenBy: z.string().nullable(),
  takenAt: z.string().nullable(),
  remark: z.string().nullable(),
  mayTake: z.boolean(),
});
export type ShiftNoteView = z.output<typeof ShiftNoteView>;

export const listShiftNotes = endpoint({
  method: "GET",
  path: "/api/shift-notes",
  right: "shifts.note",
  summary: "What is in ovens and incubators now, and the notes of past shifts / 交接班记录",
  reply: z.object({ now: ShiftContent, rows: z.array(ShiftNoteView) }),
});

export const writeShiftNote = endpoint({
  method: "POST",
  path: "/api/shift-notes",
  right: "shifts.note",
  summary: "Write the note of a shift / 写交接班记录",
  body: z.object({ text: z.string().trim().max(2000) }),
  reply: ShiftNoteView,
});

export const takeShift = endpoint({
  method: "POST",
  path: "/api/shift-notes/:noteId/take",
  right: "shifts.note",
  summary: "Take over, signed / 接班签名",
  params: z.object({ noteId: z.uuid() }),
  body: z.object({ password: z.string().max(200), remark: z.string().trim().max(500).optional() }),
  reply: ShiftNoteView,
});

export const HolidayYear = z.object({
  year: z.int().min(2020).max(2100),
  source: z.string().trim().min(2).max(300),
  isConfirmed: z.boolean(),
  holidays: z.array(day).max(120),
  workdays: z.array(day).max(60),
});
export type HolidayYear = z.output<typeof HolidayYear>;

export const listHolidays = endpoint({
  method: "GET",
  path: "/api/holidays",
  right: "work.read",
  summary: "The holiday tables by which working days are counted / 节假日表",
  reply: z.object({ rows: z.array(HolidayYear) }),
});

export const setHolidays = endpoint({
  method: "POST",
  path: "/api/holidays",
  right: "laboratory.confirm",
  summary: "Enter or correct a year's table / 维护节假日表",
  body: HolidayYear,
});
