// 失准影响评估: what an out-of-tolerance finding reaches.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";
import { instant } from "../kernel/time.ts";
import { signature } from "../people/contract.ts";

export const ImpactRow = z.object({
  taskId: z.uuid(),
  sampleNumber: z.string(),
  sampleName: z.string(),
  client: z.string(),
  item: z.string(),
  reported: z.string().nullable(),
  unit: z.string(),
  readings: z.int(),
  /** `manual`: it could not be recomputed, a person has to say. */
  impact: z.enum(["affected", "manual", "unaffected"]),
  because: z.string().nullable(),
  verdict: z.string().nullable(),
  /** The verdicts that the shifted results come to. */
  verdicts: z.array(z.string()),
  lowest: z.string().nullable(),
  highest: z.string().nullable(),
  /** How many times the possible shift fits between the value and the nearest limit. */
  nearness: z.string().nullable(),
  arithmetic: z.array(z.string()),
});
export type ImpactRow = z.output<typeof ImpactRow>;

export const ImpactView = z.object({
  instrument: z.object({ number: z.string(), name: z.string() }),
  verification: z.object({ id: z.uuid(), on: z.string(), certificateNumber: z.string(), conclusion: z.string() }),
  from: instant,
  to: instant,
  /** The last verification that was good before the finding; null: none, the window begins with the first reading. */
  lastGood: z.object({ on: z.string(), certificateNumber: z.string() }).nullable(),
  hasErrors: z.boolean(),
  rows: z.array(
    ImpactRow.extend({
      certificates: z.array(z.object({ number: z.string(), printedNumber: z.string(), state: z.string() })),
    }),
  ),
  signed: z.object({ by: z.string(), at: instant, conclusion: z.string(), questioned: z.array(z.string()) }).nullable(),
});
export type ImpactView = z.output<typeof ImpactView>;

const params = z.object({ verificationId: z.uuid() });

export const showImpact = endpoint({
  method: "GET",
  path: "/api/verifications/:verificationId/impact",
  right: "instruments.read",
  summary: "What rests on an instrument since it was last good / 失准影响评估",
  params,
  reply: ImpactView,
});

export const signImpact = endpoint({
  method: "POST",
  path: "/api/verifications/:verificationId/impact",
  right: "instruments.assess",
  summary: "Sign the assessment; the certificates named go under review / 签署影响评估",
  params,
  body: z.object({
    conclusion: z.string().trim().min(4).max(2_000),
    question: z.array(z.string().max(40)).max(500),
    ...signature,
  }),
  reply: ImpactView,
});

/** What a certificate rests on, on the days it was used: instruments with their certificates, people, methods. */
export const traceCertificate = endpoint({
  method: "GET",
  path: "/api/certificates/:number/trace",
  right: "certificates.read",
  summary: "What a certificate rests on / 报告溯源",
  params: z.object({ number: z.string().max(40) }),
  reply: z.object({
    rows: z.array(
      z.object({
        item: z.string(),
        method: z.string(),
        people: z.array(z.string()),
        /** Who signed the original record of the result, and who its check: the acts behind it. */
        signatures: z.array(z.object({ by: z.string(), meaning: z.string(), at: instant })),
        instruments: z.array(
          z.object({
            number: z.string(),
            name: z.string(),
            at: instant,
            state: z.string(),
            certificate: z.string().nullable(),
            agency: z.string().nullable(),
            validUntil: z.string().nullable(),
            /** Its corrections were added to the readings. */
            isCorrected: z.boolean(),
          }),
        ),
      }),
    ),
  }),
});
