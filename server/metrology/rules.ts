// Whether an instrument may be used is a function of the instrument and of an instant, never of the day on which
// somebody asks: a reading taken while the certificate was valid stays good, and a certificate entered late heals the
// readings taken in its validity.
import type { Outage } from "./rules/outages.ts";
import type { RestrictionLimits } from "./rules/restriction.ts";
import { monthsLater } from "../kernel/months.ts";
import { addDays, toDay } from "../kernel/time.ts";

export type InstrumentFacts = {
  category: "measurement_standard" | "compulsory" | "other";
  /** After repair, moving, loan or overload: out until a check or a verification passes. */
  outOfServiceFrom?: Date | null;
  outOfServiceReason?: string | null;
  /** The times in which it is out by what happened to it (rules/outages.ts). */
  outages?: readonly Outage[];
  /** Equipment for which there is no certificate to be had is assured by its checks alone. */
  assuredBy?: "certificate" | "check";
};

type Certified = Pick<VerificationFacts, "id" | "kind" | "on" | "recordedAt">;

export type VerificationFacts = {
  id?: string;
  kind: "verification" | "calibration" | "intermediate_check";
  on: string;
  validUntil: string;
  /** The laboratory's own confirmation against what its methods need. */
  conclusion: "fit" | "restricted" | "unfit";
  /** Of an intermediate check: the plan it belongs to. */
  checkPlanId?: string | null;
  restriction?: string | null;
  /** The restriction as a rule can read it. */
  limits?: RestrictionLimits | null;
  recordedAt?: Date;
};

/** 校准间隔延长: granted before the interval lapsed, and only for what the law leaves to the laboratory. */
export type Extension = { approvedOn: string; until: string };

export const unfitReasons = [
  "out-of-service",
  "never-verified",
  "verification-failed",
  "overdue",
  "check-failed",
] as const;
export type UnfitReason = (typeof unfitReasons)[number];

export type FitnessAt = {
  fit: boolean;
  state: "fit" | "restricted" | "out_of_service"; // 合格 | 准用 | 停用
  reasons: readonly UnfitReason[];
  restriction: string | null;
  limits: readonly RestrictionLimits[];
  validUntil: string | null;
  /** The verification that it rests on. */
  restsOn: string | null;
};

/** Whether an instrument was fit for use at an instant. */
export function fitnessAt(
  instrument: InstrumentFacts,
  verifications: readonly VerificationFacts[],
  at: Date,
  extensions: readonly Extension[] = [],
): FitnessAt {
  const today = toDay(at);
  const done = verifications.filter((v) => v.on <= today).sort(byTime);
  const governing = governingOf(done, instrument.assuredBy);
  const check = done.at(-1) ?? null; // the last word, whatever kind
  const validUntil = governing && extended(instrument, governing, extensions);
  const reasons: UnfitReason[] = [];
  if (isOutOfService(instrument, done, at)) reasons.push("out-of-service");
  if (governing === null || validUntil === null) reasons.push("never-verified");
  else if (governing.conclusion === "unfit") reasons.push("verification-failed");
  else if (validUntil < today) reasons.push("overdue");
  if (hasFailedCheck(done, governing)) reasons.push("check-failed");
  const restrictions = [...new Set([governing, check])].filter((v) => v?.conclusion === "restricted");
  const state = reasons.length > 0 ? "out_of_service" : restrictions.length > 0 ? "restricted" : "fit";
  return {
    fit: reasons.length === 0,
    state,
    reasons,
    restriction: restrictions.map((v) => v?.restriction ?? "").find((said) => said !== "") ?? null,
    limits: restrictions.flatMap((v) => v?.limits ?? []),
    validUntil,
    restsOn: governing?.id ?? null,
  };
}

/** The certificate that an instant rests on: the newest of its day or before; a check passed is none. */
export function governingAt<V extends Certified>(verifications: readonly V[], at: Date): V | null {
  const today = toDay(at);
  return governingOf(verifications.filter((v) => v.on <= today).sort(byTime));
}

function governingOf<V extends Certified>(done: readonly V[], assuredBy?: "certificate" | "check"): V | null {
  return done.findLast((v) => v.kind !== "intermediate_check" || assuredBy === "check") ?? null;
}

/** Until when a certificate holds: what it states, else its date and the period, less one day. */
export function dueOn(
  certificate: { on: string; validUntil?: string | null | undefined },
  periodMonths: number,
  lessOneDay = true,
): string {
  if (certificate.validUntil) return certificate.validUntil;
  const { on, isSameDay } = monthsLater(certificate.on, periodMonths);
  return isSameDay && lessOneDay ? addDays(on, -1) : on;
}

/** Days until a certificate lapses: 0 on its last day, negative after it. */
export function daysLeft(validUntil: string, today: string): number {
  return Math.round((Date.parse(`${validUntil}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
}

/** Which warning stands: from 60, 30 and 7 days before the last day; overdue from the day after it. */
export function dueWarning(validUntil: string, today: string): 60 | 30 | 7 | "overdue" | null {
  const left = daysLeft(validUntil, today);
  if (left < 0) return "overdue";
  return left <= 7 ? 7 : left <= 30 ? 30 : left <= 60 ? 60 : null;
}

/** Why an interval may not be extended; null where it may. */
export function extensionRefusal(
  instrument: InstrumentFacts,
  governing: Omit<VerificationFacts, "limits"> | null,
  check: Omit<VerificationFacts, "limits"> | null,
  approvedOn: string,
): "not-extendable" | "already-lapsed" | "no-passed-check" | null {
  if (instrument.category !== "other" || governing?.kind !== "calibration" || governing.conclusion === "unfit")
    return "not-extendable";
  if (approvedOn > governing.validUntil) return "already-lapsed";
  return check?.kind === "intermediate_check" &&
    check.conclusion !== "unfit" &&
    check.on > governing.on &&
    check.on <= approvedOn
    ? null
    : "no-passed-check";
}

/** A check that failed counts until the same check passes, or a certificate after it does: another check cannot speak for it. */
function hasFailedCheck(done: readonly VerificationFacts[], governing: VerificationFacts | null): boolean {
  const last = new Map<string, VerificationFacts>();
  for (const v of done) {
    if (v.kind !== "intermediate_check") last.clear();
    else last.set(v.checkPlanId ?? "", v);
  }
  return [...last.values()].some((v) => v !== governing && v.conclusion === "unfit");
}

/** Out from the moment of the event until something passes after it; on the same day the moment of recording decides. */
function isOutOfService(instrument: InstrumentFacts, done: readonly VerificationFacts[], at: Date): boolean {
  const since = instrument.outOfServiceFrom;
  const outages = [...(instrument.outages ?? []), ...(since ? [{ from: since, until: null, endsByCheck: true }] : [])];
  return outages.some(
    ({ from, until, endsByCheck }) =>
      from <= at && (until === null || until > at) && !(endsByCheck && hasPassedSince(from, done, at)),
  );
}

function hasPassedSince(from: Date, done: readonly VerificationFacts[], at: Date): boolean {
  const eventDay = toDay(from);
  return done.some((v) => {
    if (v.conclusion === "unfit" || v.on < eventDay) return false;
    const recorded = v.recordedAt;
    if (v.on === eventDay && recorded !== undefined && recorded <= from) return false;
    // Checked on the very day asked about, and recorded that day: it holds from then on.
    return !(recorded !== undefined && toDay(recorded) === v.on && v.on === toDay(at) && recorded > at);
  });
}

function extended(instrument: InstrumentFacts, governing: VerificationFacts, extensions: readonly Extension[]): string {
  if (instrument.category !== "other" || governing.kind !== "calibration") return governing.validUntil;
  return extensions
    .filter((e) => e.approvedOn >= governing.on && e.approvedOn <= governing.validUntil)
    .reduce((until, e) => (e.until > until ? e.until : until), governing.validUntil);
}

function byTime(a: Certified, b: Certified): number {
  return (
    a.on.localeCompare(b.on) ||
    (a.recordedAt?.getTime() ?? 0) - (b.recordedAt?.getTime() ?? 0) ||
    (a.id ?? "").localeCompare(b.id ?? "") // ids are in the order of making
  );
}
