import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { families } from "../drivers/index.ts";
import type { Decoded } from "../drivers/decode.ts";
import { linkOf } from "../links/link-of.ts";
import { chooseDriver } from "./decode-command.ts";
import { statementLines } from "./statement-line.ts";

const hex = z.string().regex(/^(?:[0-9a-fA-F]{2})+$/);
const Session = z.looseObject({
  protocol: z.string(),
  precondition: z.string().optional(),
  steps: z.array(
    z.looseObject({
      dev: hex.optional(),
      host: hex.optional(),
      gap_ms: z.number().nonnegative().optional(),
      within_ms: z.number().nonnegative().optional(),
      host_silent_ms: z.number().nonnegative().optional(),
      chunk: z.int().positive().optional(),
    }),
  ),
});
type Session = z.output<typeof Session>;

/**
 * `lims replay --session`: plays what a device said in a recorded session against our side of the line, with a clock of its
 * own, and prints what we say and what we understood. Answers 0 when we said what the session expects, 1 when not.
 */
export function replayCommand(args: string[]): number | null {
  const asked = readWords(args);
  if (asked?.session === undefined) return null;
  let session: Session;
  try {
    session = Session.parse(JSON.parse(readFileSync(asked.session, "utf8")));
  } catch (error) {
    process.stderr.write(`${asked.session}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
  const profile = asked.profile ?? profileIn(session);
  const driver = chooseDriver(asked.driver ?? session.protocol, profile);
  if (typeof driver === "string") {
    process.stderr.write(`${driver}\n`);
    return 2;
  }
  const link = linkOf(driver, profile === undefined ? undefined : JSON.parse(profile), { clock: () => new Date(0) });
  if (session.precondition?.includes("order")) link.queue?.("H|\\^&|||LIMS\rL|1|N");
  return play(session, link, families[driver.name]?.driver !== undefined && !leads.has(driver.name));
}

const leads = new Set(["astm", "contour", "hl7", "modbus-rtu"]); // protocols in which the link itself speaks

function play(session: Session, link: ReturnType<typeof linkOf>, isAsking: boolean): number {
  let now = 0;
  let isAsExpected = true;
  const said: string[] = [];
  const tell = ({ decoded, say }: { decoded: readonly Decoded[]; say: readonly Uint8Array[] }) => {
    process.stdout.write(statementLines(decoded));
    for (const each of say) host(Buffer.from(each).toString("hex"));
  };
  const host = (bytes: string) => {
    said.push(bytes);
    process.stdout.write(`${JSON.stringify({ kind: "host", hex: bytes })}\n`);
  };
  const wait = (until: number, isEnough: () => boolean) => {
    for (let next = link.nextAt(); next !== null && next <= until && !isEnough(); next = link.nextAt()) {
      now = Math.max(now, next);
      tell(link.tick(now));
    }
    if (!isEnough()) now = until;
  };
  for (const step of session.steps) {
    if (step.host_silent_ms !== undefined) {
      wait(now + step.host_silent_ms, () => false);
      isAsExpected &&= said.length === 0;
    }
    if (step.dev !== undefined) {
      wait(now + (step.gap_ms ?? 0), () => false);
      const bytes = Buffer.from(step.dev, "hex");
      const size = step.chunk ?? bytes.length;
      for (let from = 0; from < bytes.length; from += size) tell(link.hear(bytes.subarray(from, from + size), now));
    }
    if (step.host !== undefined) {
      // where the host asks, the questions are the session's own: which ones a person or a display wants is not the protocol's
      if (isAsking) host(step.host);
      else wait(now + (step.within_ms ?? 15_000), () => said.length > 0);
      isAsExpected &&= said.shift() === step.host.toLowerCase();
    }
  }
  process.stdout.write(statementLines(link.end()));
  return isAsExpected && said.length === 0 ? 0 : 1;
}

/** A Modbus session tells by its first question which registers are polled. */
function profileIn({ protocol, steps }: Session): string | undefined {
  const question = Buffer.from(steps.find(({ host }) => host !== undefined)?.host ?? "", "hex");
  if (protocol !== "modbus-rtu" || question.length < 6) return undefined;
  const [from, count] = [question.readUInt16BE(2), question.readUInt16BE(4)];
  const registers = Array.from({ length: count }, (_, at) => ({ address: from + at, type: "uint16" }));
  return JSON.stringify({ unit: question[0], fc: question[1], registers });
}

function readWords(args: string[]) {
  try {
    const options = { session: { type: "string" }, driver: { type: "string" }, profile: { type: "string" } } as const;
    return parseArgs({ args, options }).values;
  } catch {
    return null;
  }
}
