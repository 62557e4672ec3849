// What happens to an instrument between its verifications, and what a finding reaches.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day, instant } from "../kernel/time.ts";
import { InstrumentView } from "./contract.ts";
import { eventKinds } from "./rules/outages.ts";

const number = z.object({ number: z.string().max(40) });
const reason = z.string().trim().min(2).max(500);

export const recordEvent = endpoint({
  method: "POST",
  path: "/api/instruments/:number/events",
  right: "instruments.change",
  summary: "Repair, move, loan, breakdown, overload, seal, unseal, scrap / 仪器变动",
  params: number,
  body: z.object({
    kind: z.enum(eventKinds),
    at: instant.optional(), // left out: now
    reason,
    /** Where it went, or to whom. */
    to: z.string().trim().max(200).optional(),
    /** Of a loan: the day it is expected back. */
    dueBack: day.optional(),
  }),
  reply: InstrumentView,
});

export const extendInterval = endpoint({
  method: "POST",
  path: "/api/instruments/:number/extensions",
  right: "instruments.extend",
  summary: "Extend a calibration's interval before it lapses / 校准间隔延长",
  params: number,
  body: z.object({ until: day, reason }),
  reply: InstrumentView,
});

export const showHistory = endpoint({
  method: "GET",
  path: "/api/instruments/:number/history",
  right: "instruments.read",
  summary: "Everything that happened to an instrument / 仪器履历",
  params: number,
  reply: z.object({
    events: z.array(
      z.object({
        kind: z.string(),
        at: instant,
        reason: z.string(),
        to: z.string().nullable(),
        dueBack: z.string().nullable(),
        by: z.string(),
      }),
    ),
    extensions: z.array(
      z.object({ approvedOn: z.string(), until: z.string(), reason: z.string(), approvedBy: z.string() }),
    ),
    labels: z.array(z.object({ at: instant, said: z.string(), state: z.string(), by: z.string() })),
  }),
});
