import { pino, type Logger } from "pino";

export type Log = Logger;

/** JSON lines on standard error; messages are events in the past tense. The log may be lost, the trail may not. */
export function openLog(level: string): Log {
  return pino(
    {
      level,
      base: undefined,
      redact: ["password", "*.password", "body.password", "key", "*.key", "cookie", "authorization"],
    },
    pino.destination({ dest: 2, sync: false }),
  );
}
