import { teller } from "../drivers/decode.ts";
import type { Decoded } from "../drivers/decode.ts";
import type { Driver } from "../drivers/driver.ts";
import { astmAssembly } from "../framing/astm-assembly.ts";
import type { Transfer } from "../framing/astm-assembly.ts";
import { asFrame } from "../framing/astm-transfers.ts";
import { ACK, NAK, astmUnits } from "../framing/astm-units.ts";
import type { AstmUnit } from "../framing/astm-units.ts";
import { answersSender, astmSender } from "./astm-sender.ts";
import type { Link, Step } from "./link.ts";

const silence = 30_000; // E1381 6.5.2: the receiver's timer
const promptly = 1_000; // who heard our acknowledgement goes on at once; who did not waits for its timer and begins anew
const settleAfter = 500; // a frame without its CR LF is whole when nothing follows

/**
 * The host on an ASTM E1381 / LIS01-A line. Each frame is answered once; the answer to the frame that ends a message is
 * said only after what the message says was handed out, so that whoever runs the link can keep it first. `before`: what the
 * journal has of this line from before a restart. A message that comes again letter for letter, because its last
 * acknowledgement was not heard, is acknowledged again and is no second message.
 */
export function astmLink(
  driver: Driver,
  numbers: "strict" | "any",
  before: Uint8Array = new Uint8Array(),
): Link & { queue(message: string): void } {
  const units = astmUnits();
  const assembly = astmAssembly({ numbers });
  const told = teller(driver);
  const sender = astmSender();
  let lastAt: number | null = null;
  let last = lastMessage(before);
  let isUnheard = last !== null; // nobody knows whether our answer to it arrived
  let answeredAt = -Infinity;

  return {
    queue: sender.queue,
    hear(bytes, now, isReady = true) {
      lastAt = now;
      return take(units.push(bytes), now, isReady);
    },
    tick(now) {
      const say: Uint8Array[] = [];
      const decoded: Decoded[] = [];
      if (lastAt !== null && units.standing === "behind_checksum" && now >= lastAt + settleAfter) {
        const step = take(units.settle(), now, true);
        decoded.push(...step.decoded);
        say.push(...step.say);
      }
      if (lastAt !== null && now >= lastAt + silence) {
        decoded.push(...take(units.end(), now, true).decoded);
        decoded.push(...assembly.giveUp().map(asFrame).flatMap(told.frame));
        lastAt = null;
      }
      sender.tick(now, !assembly.isReceiving, (each) => say.push(each));
      return { decoded, say };
    },
    nextAt() {
      const isOpen = assembly.isReceiving || units.standing !== "idle";
      const wait = units.standing === "behind_checksum" ? settleAfter : silence;
      const own = lastAt !== null && isOpen ? lastAt + wait : null;
      const send = assembly.isReceiving ? null : sender.nextAt();
      return own === null ? send : send === null ? own : Math.min(own, send);
    },
    end: () => [...take(units.end(), 0, true).decoded, ...assembly.giveUp().map(asFrame).flatMap(told.frame)],
  };

  function understood(transfer: Transfer, now: number): Decoded[] {
    const said = told.frame(asFrame(transfer));
    if (transfer.what !== "message") return said;
    const text = textOf(transfer);
    const isRepeated = isUnheard && last !== null && text.equals(last);
    last = text;
    isUnheard = true;
    answeredAt = now;
    const [first] = said;
    return isRepeated && first
      ? [{ ...first, said: { kind: "frame", of: "message", what: "repeated message" } }]
      : said;
  }

  function take(each: readonly AstmUnit[], now: number, isReady: boolean): Step {
    const decoded: Decoded[] = [];
    const say: Uint8Array[] = [];
    for (const unit of each) {
      const control = unit.raw.length === 1 ? (unit.raw[0] ?? 0) : 0;
      const isOurs =
        answersSender(control) && !assembly.isReceiving && sender.hear(control, now, (one) => say.push(one));
      if (isUnheard && now - answeredAt < promptly) isUnheard = false;
      const { done, reply } = assembly.take(unit, isReady && !isOurs);
      for (const transfer of done) decoded.push(...understood(transfer, now));
      if (reply !== null && !isOurs) say.push(Buffer.from([reply === "ack" ? ACK : NAK]));
    }
    return { decoded, say };
  }
}

function textOf({ pieces }: Transfer): Buffer {
  return Buffer.concat(pieces.map(({ text }) => text));
}

/** The last whole message among these bytes. */
function lastMessage(bytes: Uint8Array): Buffer | null {
  const units = astmUnits();
  const assembly = astmAssembly({ numbers: "any" });
  const done = units.push(bytes).flatMap((unit) => assembly.take(unit).done);
  const message = done.findLast(({ what }) => what === "message");
  return message ? textOf(message) : null;
}
