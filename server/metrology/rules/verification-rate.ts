// 周期受检率: of the instruments whose verification was due in a period, the part that holds a valid one at its end. Sealed and
// scrapped equipment is not due. With nothing due there is no rate, neither 0 % nor 100 %.
import { Decimal } from "../../kernel/decimal.ts";
import { addDays } from "../../kernel/time.ts";

export type Period = { from: string; to: string };
export type Certified = { on: string; validUntil: string; isPassed: boolean };

/**
 * Whether an instrument was due in a period, by the certificates it had: what held at its beginning lapses before its end, or nothing
 * held. Before its first certificate nobody knows that it was there; one that never had any is always due.
 */
export function isDueIn(certificates: readonly Certified[], { from, to }: Period): boolean {
  const inTime = [...certificates].sort(byDay);
  const [first] = inTime;
  const before = inTime.findLast((c) => c.on < from);
  if (before === undefined) return first === undefined || first.on <= to;
  return !before.isPassed || before.validUntil <= to;
}

/** Whether it holds a valid certificate on a day: the last word up to then, and its last day not past. */
export function isVerifiedOn(certificates: readonly Certified[], on: string): boolean {
  const last = certificates
    .filter((c) => c.on <= on)
    .sort(byDay)
    .at(-1);
  return last !== undefined && last.isPassed && last.validUntil >= on;
}

/** In percent with one decimal, cut and never rounded up: 94.96 does not meet 95. */
export function rateOf(verified: number, due: number): string | null {
  if (due === 0) return null;
  return new Decimal(verified).times(100).div(due).toFixed(1, Decimal.ROUND_DOWN);
}

/** The targets of the founding outline (质量发展纲要). */
export const targets = { compulsory: "95", measurement_standard: "100", all: null } as const;

/** Whether a group meets its target, by the exact figures; null where nothing was due or nothing is asked. */
export function meets(verified: number, due: number, target: string | null): boolean | null {
  if (due === 0 || target === null) return null;
  return new Decimal(verified).times(100).gte(new Decimal(target).times(due));
}

/** The months of a period, the first and the last cut to it. */
export function monthsIn({ from, to }: Period): (Period & { month: string })[] {
  const months: (Period & { month: string })[] = [];
  for (let begin = from; begin <= to && months.length < 120;) {
    const month = begin.slice(0, 7);
    const next = addDays(`${month}-28`, 4).slice(0, 7); // four days after the 28th it is the next month
    const end = addDays(`${next}-01`, -1);
    months.push({ month, from: begin, to: end < to ? end : to });
    begin = `${next}-01`;
  }
  return months;
}

const byDay = (a: Certified, b: Certified) => a.on.localeCompare(b.on);
