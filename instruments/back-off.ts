export type BackOff = { next(): number; reset(): void };

/**
 * How long to wait before the next try: doubling from the first to the longest, with half of it left to chance so that
 * many gateways do not come back to a restarted server in the same moment.
 */
export function backOff(first: number, longest: number, chance: () => number = Math.random): BackOff {
  let tries = 0;
  return {
    next() {
      const whole = Math.min(longest, first * 2 ** tries);
      tries = Math.min(tries + 1, 30);
      return whole / 2 + (whole / 2) * chance();
    },
    reset() {
      tries = 0;
    },
  };
}
