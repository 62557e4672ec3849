// 停用: after repair, moving, loan, breakdown, overload or being sent for verification an instrument is out until a check passes; sealed (封存) until it is
// unsealed; scrapped for good.

export const eventKinds = [
  "repair",
  "move",
  "loan",
  "breakdown",
  "overload",
  "sent",
  "seal",
  "unseal",
  "scrap",
] as const;
export type EventKind = (typeof eventKinds)[number];
export type InstrumentEvent = { kind: string; at: Date };
export type Outage = { from: Date; until: Date | null; endsByCheck: boolean };

/** The times in which an instrument is out by what happened to it; `endsByCheck`: a check that passes ends it earlier. */
export function outagesOf(events: readonly InstrumentEvent[]): Outage[] {
  const inTime = [...events].sort((a, b) => a.at.getTime() - b.at.getTime());
  return inTime.flatMap((event, index): Outage[] => {
    if (event.kind === "unseal") return [];
    if (event.kind === "scrap") return [{ from: event.at, until: null, endsByCheck: false }];
    if (event.kind === "seal") {
      const end = inTime.slice(index + 1).find(({ kind }) => kind === "unseal");
      return [{ from: event.at, until: end?.at ?? null, endsByCheck: false }];
    }
    return [{ from: event.at, until: null, endsByCheck: true }];
  });
}

/** Sealed or scrapped equipment is not due: nobody may use it, so nobody has to verify it. */
export function isIdle(events: readonly InstrumentEvent[], at: Date): boolean {
  return outagesOf(events).some((o) => !o.endsByCheck && o.from <= at && (o.until === null || o.until > at));
}
