// 签字领域: what each authorised signatory may sign certificates for.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { day } from "../kernel/time.ts";

export const SignatoryScopeView = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  /** Both null: all fields. */
  methodId: z.uuid().nullable(),
  category: z.string().nullable(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  basis: z.string().nullable(),
  grantedBy: z.string().nullable(),
  endReason: z.string().nullable(),
  /** valid; soon: ends within 60 days; ended; future: begins later. */
  state: z.enum(["valid", "soon", "ended", "future"]),
  daysLeft: z.number().nullable(),
});
export type SignatoryScopeView = z.output<typeof SignatoryScopeView>;

export const listSignatoryScopes = endpoint({
  method: "GET",
  path: "/api/signatory-scopes",
  right: "work.read",
  summary: "What each signatory may sign for, from when until when / 授权签字人签字领域",
  reply: z.object({
    people: z.array(z.object({ id: z.uuid(), name: z.string() })),
    methods: z.array(z.object({ id: z.uuid(), item: z.string(), method: z.string(), clause: z.string() })),
    categories: z.array(z.string()),
    rows: z.array(SignatoryScopeView),
  }),
});

export const grantSignatoryScope = endpoint({
  method: "POST",
  path: "/api/signatory-scopes",
  right: "people.qualify",
  summary: "Let a signatory sign for fields; never oneself / 授予签字领域",
  body: z
    .object({
      personId: z.uuid(),
      isEverything: z.boolean(),
      methodIds: z.array(z.uuid()).max(200).default([]),
      categories: z.array(z.string().max(200)).max(100).default([]),
      validFrom: day,
      validUntil: day.nullable().default(null),
      basis: z.string().trim().min(2).max(200),
    })
    .refine(
      ({ isEverything, methodIds, categories }) => isEverything === (methodIds.length + categories.length === 0),
      {
        path: ["isEverything"],
      },
    ),
});

export const endSignatoryScope = endpoint({
  method: "POST",
  path: "/api/signatory-scopes/:scopeId/end",
  right: "people.qualify",
  summary: "End a signatory's field after a day / 终止签字领域",
  params: z.object({ scopeId: z.uuid() }),
  body: z.object({ on: day, reason: z.string().trim().min(2).max(200) }),
});
