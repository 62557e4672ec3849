import { reportBytes } from "../server/readings/gateway-contract.ts";
import type { ServerLink } from "./server-link.ts";

const most = 1_500; // bytes in one message: it goes through a NOTIFY, which takes 8000 letters
const every = 200;

/** Shows the bytes of instruments that somebody is setting up; they may be lost, the journal has them all. */
export function startWatch(link: ServerLink): {
  watch(numbers: readonly string[]): void;
  saw(number: string, bytes: Uint8Array): void;
  stop(): void;
} {
  let watched = new Set<string>();
  const waiting = new Map<string, Buffer>();
  let isBusy = false;
  const telling = setInterval(() => void tell(), every);
  telling.unref();

  return {
    watch: (numbers) => (watched = new Set(numbers)),
    saw(number, bytes) {
      if (!watched.has(number)) return;
      const before = waiting.get(number) ?? Buffer.alloc(0);
      waiting.set(number, Buffer.concat([before, bytes]).subarray(-most));
    },
    stop: () => clearInterval(telling),
  };

  async function tell(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (const [instrumentNumber, bytes] of waiting) {
      waiting.delete(instrumentNumber);
      await link.call(reportBytes, { body: { instrumentNumber, hex: bytes.toString("hex") } }).catch(() => undefined);
    }
    isBusy = false;
  }
}
