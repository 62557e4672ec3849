/** Why a reference material may not be used on a day; null where it may. */
export type MaterialFault = "before-opening" | "after-expiry" | "ended";

export type MaterialDays = { openedOn: string | null; expiresOn: string; endedOn: string | null };

/** Good from the day it was opened to the last day of its validity, or to the day it was ended. */
export function materialFault({ openedOn, expiresOn, endedOn }: MaterialDays, on: string): MaterialFault | null {
  if (on > expiresOn) return "after-expiry";
  if (openedOn === null || on < openedOn) return "before-opening";
  return endedOn !== null && on > endedOn ? "ended" : null;
}

/** The field whose day cannot be; null where all can. */
export function wrongDay(
  days: { receivedOn: string; openedOn: string | null; expiresOn: string },
  today: string,
): "receivedOn" | "openedOn" | "expiresOn" | null {
  const { receivedOn, openedOn, expiresOn } = days;
  if (receivedOn > today) return "receivedOn";
  if (expiresOn < receivedOn) return "expiresOn";
  return openedOn !== null && (openedOn < receivedOn || openedOn > today) ? "openedOn" : null;
}
