import type { ReplyOf } from "../../server/kernel/endpoint.ts";
import { toDay, toMinute } from "../../server/kernel/time.ts";
import type { InstrumentView } from "../../server/metrology/contract.ts";
import type { InstrumentFileView } from "../../server/metrology/file-contract.ts";
import type { showHistory } from "../../server/metrology/life-contract.ts";
import type { UsageRow } from "../../server/metrology/usage-contract.ts";
import type { Tone } from "../theme.ts";

export type Moment = {
  key: string;
  /** Sorts; a day alone stands at its end. */
  at: string;
  shown: string;
  what: "verification" | "check" | "event" | "extension" | "label" | "file" | "use";
  kind: string;
  tone: Tone;
  text: string;
  by: string;
  verificationId: string | null;
};

/** Everything that happened to an instrument on one line of time, the newest first; its use is told by the day. */
export function timeLine(
  instrument: InstrumentView,
  history: ReplyOf<typeof showHistory>,
  files: readonly InstrumentFileView[],
  usage: readonly UsageRow[],
): Moment[] {
  const ofDay = (day: string) => ({ at: `${day}T23:59:59.999Z`, shown: day });
  const ofInstant = (at: string) => ({ at, shown: toMinute(new Date(at)) });
  const moments: Moment[] = [
    ...instrument.verifications.map((v): Moment => ({
      key: `v ${v.id}`,
      ...ofDay(v.on),
      what: v.kind === "intermediate_check" ? "check" : "verification",
      kind: v.isFailureNotice ? "notice" : v.kind,
      tone: v.conclusion === "fit" ? "good" : v.conclusion === "restricted" ? "attention" : "bad",
      text: [
        v.certificateNumber,
        v.kind === "intermediate_check" ? "" : v.agency,
        v.restriction ?? "",
        v.conclusion === "unfit" || v.kind === "intermediate_check" ? "" : `→ ${v.validUntil}`,
      ]
        .filter(Boolean)
        .join(" · "),
      by: v.confirmedBy,
      verificationId: v.conclusion === "unfit" || v.wasFoundOut ? v.id : null,
    })),
    ...history.events.map((e): Moment => ({
      key: `e ${e.at} ${e.kind}`,
      ...ofInstant(e.at),
      what: "event",
      kind: e.kind,
      tone: e.kind === "return" || e.kind === "unseal" ? "running" : "attention",
      text: [e.to ? `→ ${e.to}` : "", e.dueBack ? `（${e.dueBack}）` : "", e.reason].filter(Boolean).join(" "),
      by: e.by,
      verificationId: null,
    })),
    ...history.extensions.map((e): Moment => ({
      key: `x ${e.until}`,
      ...ofDay(e.approvedOn),
      what: "extension",
      kind: "extension",
      tone: "running",
      text: `→ ${e.until} ${e.reason}`,
      by: e.approvedBy,
      verificationId: null,
    })),
    ...history.labels.map((l): Moment => ({
      key: `l ${l.at}`,
      ...ofInstant(l.at),
      what: "label",
      kind: l.state,
      tone: "waiting",
      text: l.said,
      by: l.by,
      verificationId: null,
    })),
    ...files.map((f): Moment => ({
      key: `f ${f.id}`,
      ...ofInstant(f.at),
      what: "file",
      kind: f.kind,
      tone: "waiting",
      text: f.name,
      by: f.by,
      verificationId: null,
    })),
    ...usesByDay(usage),
  ];
  return moments.sort((a, b) => b.at.localeCompare(a.at));
}

function usesByDay(usage: readonly UsageRow[]): Moment[] {
  const days = new Map<string, UsageRow[]>();
  for (const use of usage) {
    const day = toDay(new Date(use.from));
    days.set(day, [...(days.get(day) ?? []), use]);
  }
  return [...days].map(([day, own]): Moment => ({
    key: `u ${day}`,
    at: `${day}T12:00:00.000Z`,
    shown: day,
    what: "use",
    kind: String(own.length),
    tone: "running",
    text: [...new Set(own.flatMap((use) => use.contents.map(({ item }) => item)))].join("、"),
    by: [...new Set(own.flatMap(({ by }) => by ?? []))].join("、"),
    verificationId: null,
  }));
}
