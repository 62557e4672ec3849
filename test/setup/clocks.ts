import type { Clock } from "../../server/platform/context.ts";

/** A clock that stands still until a test moves it. */
export type TestClock = Clock & { set: (iso: string) => void; advance: (minutes: number) => void };

/** 9:00 in Lanzhou on 1 December 2026, until moved. */
export function standingClock(at = "2026-12-01T01:00:00.000Z"): TestClock {
  let now = new Date(at);
  return {
    now: () => new Date(now),
    aheadMinutes: () => 0,
    setAhead: () => undefined,
    set: (iso) => {
      now = new Date(iso);
    },
    advance: (minutes) => {
      now = new Date(now.getTime() + minutes * 60_000);
    },
  };
}

/** The same instant to begin with, but going on: for tests with a real gateway, whose own clock goes on too. */
export function runningClock(at = "2026-12-01T01:00:00.000Z"): TestClock {
  let ahead = new Date(at).getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + ahead),
    aheadMinutes: () => ahead / 60_000,
    setAhead: () => undefined,
    set: (iso) => {
      ahead = new Date(iso).getTime() - Date.now();
    },
    advance: (minutes) => {
      ahead += minutes * 60_000;
    },
  };
}
