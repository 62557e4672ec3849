import { Decimal } from "../../server/kernel/decimal.ts";

const perGram = 10_000; // readability 0.1 mg
const capacity = 220 * perGram;
const leastLoad = -10 * perGram;

/** What a display shows: a load in steps of 0.1 mg, or that it is out of range. */
export type Shown = { readonly steps: number; readonly range: "within" | "over" | "under"; readonly isStable: boolean };

export type Pan = {
  /** Puts a load on the pan; it takes its time to come to rest. */
  place(grams: string, at: number, settleMs?: number): void;
  shown(at: number): Shown;
  tare(at: number): number;
  zero(at: number): "done" | "too heavy" | "too light";
  clearTare(): void;
  tared(): number;
  readonly capacity: string;
};

/** The weighing cell of an analytical balance, 220 g and 0.1 mg. */
export function pan(usualSettleMs = 1_500): Pan {
  let from = 0;
  let load = 0;
  let placedAt = -Infinity;
  let settle = usualSettleMs;
  let zeroAt = 0;
  let tareAt = 0;

  return {
    place(grams, at, settleMs = usualSettleMs) {
      from = onCell(at);
      load = toSteps(grams);
      placedAt = at;
      settle = settleMs;
    },
    shown,
    tare(at) {
      tareAt = onCell(at) - zeroAt;
      return tareAt;
    },
    zero(at) {
      const away = onCell(at);
      if (Math.abs(away) > capacity / 50) return away > 0 ? "too heavy" : "too light";
      zeroAt = away;
      tareAt = 0;
      return "done";
    },
    clearTare() {
      tareAt = 0;
    },
    tared: () => tareAt,
    capacity: toFigure(capacity),
  };

  function shown(at: number): Shown {
    const gross = onCell(at) - zeroAt;
    const range = gross > capacity ? "over" : gross < leastLoad ? "under" : "within";
    return { steps: gross - tareAt, range, isStable: at - placedAt >= settle };
  }

  /** The cell swings in: fast at first, with a little trembling, and at rest it is the load exactly. */
  function onCell(at: number): number {
    const elapsed = at - placedAt;
    if (elapsed >= settle) return load;
    const left = Math.exp((-6 * elapsed) / settle);
    return Math.round(load + (from - load) * left + Math.sin(elapsed / 40) * 25 * left);
  }
}

/** `3.012` steps as the display writes them. */
export function toFigure(steps: number): string {
  return new Decimal(steps).dividedBy(perGram).toFixed(4);
}

function toSteps(grams: string): number {
  return new Decimal(grams).times(perGram).toDecimalPlaces(0).toNumber();
}
