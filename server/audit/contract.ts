import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";

export const TrailRow = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.json(),
  isSealed: z.boolean(),
});

export const readTrail = endpoint({
  method: "GET",
  path: "/api/trail",
  right: "trail.read",
  summary: "Who did what, when, to what / 操作记录",
  query: z.object({
    subject: z.string().max(120).optional(),
    before: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
  }),
  reply: z.object({ rows: z.array(TrailRow), next: z.string().nullable() }),
});
