// Which readings of a task an instrument's error touches, and by how much. The readings of one step of one parallel move together:
// the same instrument at the same value is off by the same amount.
import type { Decimal } from "../../kernel/decimal.ts";
import { decimalOf } from "../../kernel/figure.ts";
import { errorAt, signedErrorAt, type FoundPoint } from "../../metrology/rules/found-errors.ts";
import { factorOf } from "../../metrology/rules/unit-factor.ts";

export type Shift = { parallel: number; step: string; readings: string[]; text: string; error: Decimal };
type Touched = {
  task: {
    determinations: readonly {
      parallel: number;
      round: number;
      uses: readonly {
        id: string;
        step: string;
        reading: {
          instrumentId: string | null;
          takenAt: Date;
          text: string | null;
          value: unknown;
          unit: string | null;
        };
      }[];
    }[];
  };
};
type Finding = { instrumentId: string; from: Date; to: Date; points: readonly FoundPoint[]; unit: string | null };

const mostGroups = 10; // two to the tenth combinations

/**
 * The shifts of a task's readings; null where an error is not known for one of them. `corrections` is what was added to a reading
 * by its certificate, by the id of its use: that reading is off by what the error and its correction leave of each other.
 */
export function shiftsOf(
  { task }: Touched,
  finding: Finding,
  corrections: ReadonlyMap<string, string> = new Map(),
): Shift[] | null {
  const found = new Map<string, Shift>();
  for (const { parallel, round, uses } of task.determinations)
    for (const { id, step, reading } of uses) {
      const { instrumentId, takenAt, text, value, unit } = reading;
      if (instrumentId !== finding.instrumentId || takenAt < finding.from || takenAt > finding.to) continue;
      if (text === null || value === null) continue;
      const factor = factorOf(unit, finding.unit);
      const correction = corrections.get(id);
      const at = factor && decimalOf(text).times(factor);
      const error =
        at &&
        (correction === undefined
          ? errorAt(finding.points, at)
          : signedErrorAt(finding.points, at)?.plus(decimalOf(correction).times(factor)).abs());
      if (!factor || !error) return null;
      const key = `${round} ${parallel} ${step}`;
      const before = found.get(key);
      const own = error.div(factor);
      if (before) {
        before.readings.push(id);
        if (own.gt(before.error)) Object.assign(before, { error: own, text });
      } else found.set(key, { parallel, step, readings: [id], text, error: own });
    }
  return [...found.values()];
}

/** Every combination of signs; null where there are too many to go through. */
export function combinationsOf(shifts: readonly Shift[]): (1 | -1)[][] | null {
  if (shifts.length > mostGroups) return null;
  return Array.from({ length: 2 ** shifts.length }, (_, bits) => shifts.map((_s, at) => ((bits >> at) & 1 ? 1 : -1)));
}
