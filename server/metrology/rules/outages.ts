// 停用: after repair, moving, loan, breakdown, overload or being sent for verification an instrument is out until a check passes; lent
// until it is back and a check passes; sealed (封存) until it is unsealed and a check passes; scrapped for good.

export const eventKinds = [
  "loan",
  "return",
  "move",
  "sent",
  "breakdown",
  "overload",
  "repair",
  "seal",
  "unseal",
  "scrap",
] as const;
export type EventKind = (typeof eventKinds)[number];
export type InstrumentEvent = { kind: string; at: Date; dueBack?: string | null };
export type Outage = { from: Date; until: Date | null; endsByCheck: boolean };

/** The times in which an instrument is out by what happened to it; `endsByCheck`: a check that passes ends it earlier. */
export function outagesOf(events: readonly InstrumentEvent[]): Outage[] {
  const inTime = [...events].sort((a, b) => a.at.getTime() - b.at.getTime());
  return inTime.flatMap((event, index): Outage[] => {
    const nextAt = (kind: string) => inTime.slice(index + 1).find((later) => later.kind === kind)?.at ?? null;
    if (event.kind === "scrap") return [{ from: event.at, until: null, endsByCheck: false }];
    if (event.kind === "seal") return [{ from: event.at, until: nextAt("unseal"), endsByCheck: false }];
    // what was lent before its return was asked for, came back with the check
    if (event.kind === "loan" && event.dueBack)
      return [{ from: event.at, until: nextAt("return"), endsByCheck: false }];
    return [{ from: event.at, until: null, endsByCheck: true }]; // back from a seal or a loan as well
  });
}

/** Sealed or scrapped equipment is not due: nobody may use it, so nobody has to verify it. */
export function isIdle(events: readonly InstrumentEvent[], at: Date): boolean {
  const idling = events.filter(({ kind }) => ["seal", "unseal", "scrap"].includes(kind));
  return outagesOf(idling).some((o) => !o.endsByCheck && o.from <= at && (o.until === null || o.until > at));
}

/** The loan that an instrument is out on at an instant; null where it is at home. */
export function loanAt<E extends InstrumentEvent>(events: readonly E[], at: Date): E | null {
  const last = [...events]
    .filter((event) => (event.kind === "loan" || event.kind === "return") && event.at <= at)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .at(-1);
  return last?.kind === "loan" && last.dueBack ? last : null;
}
