// 分包方名录: laboratories that items may be given to, and what each is accredited for.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day } from "../kernel/time.ts";

const words = z.string().trim().min(2).max(200);
const partnerId = z.object({ partnerId: z.uuid() });
const cmaNumber = z
  .string()
  .trim()
  .regex(/^\d{12}$/);

export const PartnerScopeView = z.object({
  id: z.uuid(),
  methodId: z.uuid(),
  item: z.string(),
  method: z.string(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  evidence: z.string(),
  recordedBy: z.string(),
  endReason: z.string().nullable(),
  /** valid; soon: ends within 60 days; ended; future: begins later. */
  state: z.enum(["valid", "soon", "ended", "future"]),
});
export type PartnerScopeView = z.output<typeof PartnerScopeView>;

export const PartnerView = z.object({
  id: z.uuid(),
  name: z.string(),
  cmaNumber: z.string(),
  cmaValidUntil: z.string(),
  /** Its certificate covers today. */
  isValid: z.boolean(),
  recordedBy: z.string(),
  scopes: z.array(PartnerScopeView),
});
export type PartnerView = z.output<typeof PartnerView>;

export const listPartners = endpoint({
  method: "GET",
  path: "/api/partners",
  right: "orders.read",
  summary: "Laboratories that items may be given to, with their scopes / 分包方名录",
  reply: z.object({
    rows: z.array(PartnerView),
    methods: z.array(z.object({ id: z.uuid(), item: z.string(), method: z.string() })),
  }),
});

export const addPartner = endpoint({
  method: "POST",
  path: "/api/partners",
  right: "partners.change",
  summary: "Put a laboratory on the register / 登记分包方",
  body: z.object({ name: words, cmaNumber, cmaValidUntil: day }),
  reply: z.object({ id: z.uuid() }),
});

export const renewPartner = endpoint({
  method: "POST",
  path: "/api/partners/:partnerId/renew",
  right: "partners.change",
  summary: "Its CMA certificate was renewed or shortened / 更新资质认定证书有效期",
  params: partnerId,
  body: z.object({ cmaValidUntil: day, reason: words }),
});

export const addPartnerScopes = endpoint({
  method: "POST",
  path: "/api/partners/:partnerId/scopes",
  right: "partners.change",
  summary: "Record items and methods of its scope / 登记能力附表",
  params: partnerId,
  body: z.object({
    methodIds: z.array(z.uuid()).min(1).max(200),
    validFrom: day,
    validUntil: day.nullable().default(null),
    evidence: words,
  }),
});

export const endPartnerScope = endpoint({
  method: "POST",
  path: "/api/partner-scopes/:scopeId/end",
  right: "partners.change",
  summary: "An entry of its scope ends with a day / 终止能力附表条目",
  params: z.object({ scopeId: z.uuid() }),
  body: z.object({ on: day, reason: words }),
});
