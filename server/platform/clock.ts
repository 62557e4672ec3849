import type { Clock } from "./context.ts";

/** The wall clock, moved ahead only in a demonstration, where nobody wants to wait for an oven. */
export function openClock(ahead = 0): Clock {
  let minutes = ahead;
  return {
    now: () => new Date(Date.now() + minutes * 60_000),
    aheadMinutes: () => minutes,
    setAhead: (next) => {
      minutes = next;
    },
  };
}
