import { teller } from "../drivers/decode.ts";
import type { Decoded } from "../drivers/decode.ts";
import type { Driver } from "../drivers/driver.ts";
import { astmAssembly } from "../framing/astm-assembly.ts";
import { asFrame } from "../framing/astm-transfers.ts";
import { ACK, NAK, astmUnits } from "../framing/astm-units.ts";
import type { AstmUnit } from "../framing/astm-units.ts";
import { answersSender, astmSender } from "./astm-sender.ts";
import type { Link, Step } from "./link.ts";

const silence = 30_000; // E1381 6.5.2: the receiver's timer
const settleAfter = 500; // a frame without its CR LF is whole when nothing follows

/**
 * The host on an ASTM E1381 / LIS01-A line. Each frame is answered once; the answer to the frame that ends a message is
 * said only after what the message says was handed out, so that whoever runs the link can keep it first.
 */
export function astmLink(driver: Driver, numbers: "strict" | "any"): Link & { queue(message: string): void } {
  const units = astmUnits();
  const assembly = astmAssembly({ numbers });
  const told = teller(driver);
  const sender = astmSender();
  let lastAt: number | null = null;

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

  function take(each: readonly AstmUnit[], now: number, isReady: boolean): Step {
    const decoded: Decoded[] = [];
    const say: Uint8Array[] = [];
    for (const unit of each) {
      const control = unit.raw.length === 1 ? (unit.raw[0] ?? 0) : 0;
      const isOurs =
        answersSender(control) && !assembly.isReceiving && sender.hear(control, now, (one) => say.push(one));
      const { done, reply } = assembly.take(unit, isReady && !isOurs);
      decoded.push(...done.map(asFrame).flatMap(told.frame));
      if (reply !== null && !isOurs) say.push(Buffer.from([reply === "ack" ? ACK : NAK]));
    }
    return { decoded, say };
  }
}
