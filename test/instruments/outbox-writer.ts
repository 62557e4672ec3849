import { openOutbox } from "../../instruments/outbox/outbox.ts";
import { aLog, aReading } from "./bench.ts";

// Run as a process of its own by outbox.test.ts: keeps readings as fast as the disk takes them and tells each one that
// counts as kept, until it is killed.
const [folder = "", from = "1"] = process.argv.slice(2);
const outbox = await openOutbox({ folder, log: aLog(), segmentBytes: 20_000 });
await outbox.agree(0);
let n = Number(from);
async function keepOn(): Promise<never> {
  for (;;) {
    const mine = n++;
    await outbox.keep(aReading(mine));
    process.stdout.write(`${mine}\n`);
  }
}
await Promise.all([keepOn(), keepOn(), keepOn()]);
