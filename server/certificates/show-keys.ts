import { Problem } from "../kernel/problems.ts";
import { toDay } from "../kernel/time.ts";
import { ownLaboratory } from "../people/laboratory.ts";
import type { Context } from "../platform/context.ts";
import type { OpenKey } from "./key-places.ts";
import type { KeyView, SigningState } from "./key-contract.ts";
import { daysLeft, keyUrgency } from "./rules/key-warnings.ts";
import { commonNameOf } from "./signing/verify-pdf.ts";
import { validityOf } from "./key-validity.ts";
import { signingKeys, type SigningKeys } from "./signing-keys.ts";

/** The keys of the house for who keeps it: the laboratory's, those of signatories, what has signed before, what waits. */
export async function showSigningKeys(ctx: Context): Promise<SigningState> {
  const keys = await signingKeys(ctx.house).catch(refusalOf);
  const waiting = await ctx.db.certificate.findMany({
    where: { state: "issuing", ...ownLaboratory(ctx) },
    select: { number: true, printedNumber: true, stateReason: true },
    orderBy: { id: "asc" },
    take: 50,
  });
  const used = await ctx.db.signingKey.findMany({
    include: { _count: { select: { sealedBy: true, signedBy: true } } },
    orderBy: { id: "desc" },
    take: 50,
  });
  const { settings } = ctx.house;
  return {
    laboratory: "why" in keys ? { key: null, why: keys.why } : { key: viewOf(ctx, keys.laboratory), why: null },
    people: "why" in keys ? [] : await peopleOf(ctx, keys),
    timestamps: settings.timestamps ? "service" : "why" in keys || !keys.stamp ? "none" : "own",
    whenAway: settings.timestampAway ?? "wait",
    hasRevocations: !("why" in keys) && keys.evidence !== null,
    waiting: waiting.map(({ stateReason, ...row }) => ({ ...row, why: stateReason })),
    used: used.map((key) => ({
      subject: key.subject,
      serial: key.serial,
      fingerprint: key.fingerprint,
      validUntil: toDay(key.validUntil),
      firstUsedAt: key.firstUsedAt.toISOString(),
      certificates: Math.max(key._count.sealedBy, key._count.signedBy),
    })),
  };
}

type Renewal = { holder: string; why: string; endsOn: string | null };

/** Keys that end within two months, have ended or cannot be used: what the administrator is reminded of. */
export async function keysToRenew(ctx: Context): Promise<Renewal[]> {
  const { laboratory, people } = await showSigningKeys(ctx);
  const all = [{ name: "", ...laboratory }, ...people];
  return all.flatMap(({ name, key, why }): Renewal[] => {
    if (!key) return [{ holder: name, why: why ?? "", endsOn: null }];
    return key.urgency === "none" ? [] : [{ holder: key.holder, why: key.serial, endsOn: key.validUntil }];
  });
}

async function peopleOf(ctx: Context, keys: SigningKeys): Promise<SigningState["people"]> {
  const signatories = await ctx.db.person.findMany({
    where: { roles: { has: "signatory" }, ...ownLaboratory(ctx) },
    select: { name: true, login: true },
    orderBy: { id: "asc" },
  });
  return signatories.flatMap(({ name, login }) => {
    const key = ((): OpenKey | { why: string } | null => {
      try {
        return keys.personal(login);
      } catch (error) {
        return refusalOf(error);
      }
    })();
    if (!key) return [];
    return [{ name, login, ...("why" in key ? { key: null, why: key.why } : { key: viewOf(ctx, key), why: null }) }];
  });
}

function viewOf(ctx: Context, key: OpenKey): KeyView {
  const { from, until, endsBy, isOwn } = validityOf(key);
  const days = daysLeft(until, ctx.now());
  return {
    place: key.place,
    holder: commonNameOf(key.certificate),
    serial: key.certificate.serialNumber,
    validFrom: toDay(from),
    validUntil: toDay(until),
    endsBy: isOwn ? null : endsBy,
    daysLeft: days,
    urgency: from > ctx.now() ? "early" : keyUrgency(days),
  };
}

function refusalOf(error: unknown): { why: string } {
  if (!(error instanceof Problem)) throw error;
  return { why: String(error.details["why"] ?? "") };
}
