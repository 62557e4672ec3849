import { pino } from "pino";

type Say = { (facts: object, event: string): void; (event: string): void };

export type Log = { debug: Say; info: Say; warn: Say; error: Say; child(facts: object): Log };

/** One JSON line per event. `to` is stderr where stdout carries data. */
export function openLog(level: string, to: 1 | 2 = 1): Log {
  return pino(
    { name: "gateway", level, redact: ["key", "*.key", "authorization"] },
    pino.destination({ dest: to, sync: true }),
  );
}
