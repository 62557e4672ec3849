// 签名密钥: which keys sign, until when, and whether the time-stamp service is there. Never a key itself.
import { z } from "zod";
import { endpoint } from "../kernel/endpoint.ts";

export const KeyView = z.object({
  /** Where the key lies: a file, a token, a signing service, or made for the demonstration. */
  place: z.enum(["demo", "file", "token", "service"]),
  holder: z.string(),
  serial: z.string(),
  validFrom: z.string(),
  validUntil: z.string(),
  /** The certificate above it that ends sooner, and with it the key. */
  endsBy: z.string().nullable(),
  daysLeft: z.number(),
  urgency: z.enum(["none", "soon", "near", "urgent", "ended", "early"]),
});
export type KeyView = z.output<typeof KeyView>;

/** A key that is there, or why it cannot be used. */
const KeyState = z.object({ key: KeyView.nullable(), why: z.string().nullable() });

export const SigningState = z.object({
  laboratory: KeyState,
  /** Signatories with a key of their own. */
  people: z.array(KeyState.extend({ name: z.string(), login: z.string() })),
  timestamps: z.enum(["service", "own", "none"]),
  whenAway: z.enum(["wait", "without"]),
  hasRevocations: z.boolean(),
  /** Certificates approved and not issued yet, with the reason where one is known. */
  waiting: z.array(z.object({ number: z.string(), printedNumber: z.string(), why: z.string().nullable() })),
  /** Keys that have signed, the newest first. */
  used: z.array(
    z.object({
      subject: z.string(),
      serial: z.string(),
      fingerprint: z.string(),
      validUntil: z.string(),
      firstUsedAt: z.string(),
      certificates: z.number(),
    }),
  ),
});
export type SigningState = z.output<typeof SigningState>;

export const showSigningKeys = endpoint({
  method: "GET",
  path: "/api/signing-keys",
  right: "laboratory.change",
  summary: "Keys that sign, and until when / 签名密钥",
  reply: SigningState,
});
