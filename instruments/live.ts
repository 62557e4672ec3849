import { performance } from "node:perf_hooks";
import { isDeepStrictEqual } from "node:util";
import { reportLive } from "../server/readings/contract.ts";
import type { LiveInstrument } from "../server/readings/contract.ts";
import type { ServerLink } from "./server-link.ts";

const mostAtOnce = 200;

export type LiveReports = { show(live: Omit<LiveInstrument, "at">): void; forget(number: string): void; stop(): void };

/**
 * Tells the server what the displays show: the newest of each, at most five times a second, one message at a time. What
 * cannot be told is dropped, because a newer one comes. Unchanged displays are told again now and then, so that a server
 * that was restarted knows them.
 */
export function startLive(asked: {
  link: ServerLink;
  /** The server has answered: whatever waits for it may try. */
  reached?: () => void;
  pace?: { every: number; repeat: number; afterFailure: number };
}): LiveReports {
  const { link, reached, pace = { every: 200, repeat: 5_000, afterFailure: 2_000 } } = asked;
  const newest = new Map<string, LiveInstrument>();
  const changed = new Set<string>();
  let nextAt = 0;
  let isAway = false;
  let isBusy = false;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const repeating = setInterval(() => {
    for (const number of newest.keys()) changed.add(number);
    plan();
  }, pace.repeat);
  repeating.unref();

  return {
    show(live) {
      const before = newest.get(live.number);
      // a display keeps its figure while only the state was told
      const kept = live.live ?? (live.state === "open" ? (before?.live ?? null) : null);
      const now = { ...live, live: kept };
      newest.set(live.number, { ...now, at: new Date().toISOString() });
      if (before && isDeepStrictEqual({ ...now, at: before.at }, before)) return;
      changed.add(live.number);
      plan();
    },
    forget(number) {
      newest.delete(number);
      changed.delete(number);
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
      clearInterval(repeating);
    },
  };

  function plan(): void {
    if (timer || isBusy || isOver || changed.size === 0) return;
    timer = setTimeout(() => void tell(), Math.max(0, nextAt - performance.now()));
  }

  async function tell(): Promise<void> {
    timer = undefined;
    isBusy = true;
    const numbers = [...changed].slice(0, mostAtOnce);
    for (const number of numbers) changed.delete(number);
    const instruments = numbers.map((number) => newest.get(number)).filter((live) => live !== undefined);
    nextAt = performance.now() + pace.every;
    try {
      const answer = instruments.length > 0 ? await link.call(reportLive, { body: { instruments } }) : null;
      if (isAway && answer?.ok) reached?.();
      isAway = answer ? !answer.ok : isAway;
    } catch {
      isAway = true;
    }
    if (isAway) nextAt = performance.now() + pace.afterFailure;
    isBusy = false;
    plan();
  }
}
