import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { simulateOther } from "./simulator/simulate-other.ts";
import { startSimulatedBalance } from "./simulator/simulated-balance.ts";
import type { SimulatedBalance } from "./simulator/simulated-balance.ts";
import { untilStopped } from "./until-stopped.ts";

const usage = `npm run simulate -- mt-sics --port PATH     a balance on a serial line (one end of a socat pair)
npm run simulate -- mt-sics --tcp PORT      a balance on a TCP port of this machine (0 takes a free one)
    --control PORT    a page with its display and keys (0 takes a free one)
    --serial NUMBER   its serial number
npm run simulate -- NAME --port PATH | --tcp PORT | --folder FOLDER      any other instrument (lims decode --list)
On the keyboard: place 30.1202 | press 30.1202 | press
`;

const words = process.argv.slice(2);
process.exitCode = words[0] === "mt-sics" || words[0] === undefined ? await run(words) : await simulateOther(words);

async function run(words: string[]): Promise<number> {
  const asked = readWords(words);
  if (!asked) {
    process.stderr.write(usage);
    return 2;
  }
  const stopped = untilStopped();
  let balance: SimulatedBalance;
  try {
    balance = await startSimulatedBalance(asked);
  } catch (error) {
    process.stderr.write(
      `The simulated balance cannot start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 1;
  }
  const { address, tcpPort, control } = balance;
  process.stdout.write(`${JSON.stringify({ address, tcpPort, control, serialNumber: asked.serialNumber })}\n`);
  process.send?.({ address, tcpPort, control });
  const keyboard = createInterface({ input: process.stdin });
  keyboard.on("line", (line) => void obey(balance, line.trim()));
  await stopped;
  keyboard.close();
  process.stdin.destroy();
  await balance.stop();
  return 0;
}

function readWords(words: string[]): Parameters<typeof startSimulatedBalance>[0] | null {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    strict: false,
    options: {
      port: { type: "string" },
      tcp: { type: "string" },
      control: { type: "string" },
      serial: { type: "string" },
    },
  });
  const { port, tcp, control, serial } = values;
  const isRight =
    positionals.length === 1 && positionals[0] === "mt-sics" && (port === undefined) !== (tcp === undefined);
  const numbers = [tcp, control].filter((each) => each !== undefined);
  if (!isRight || !numbers.every((each) => /^\d{1,5}$/.test(String(each)) && Number(each) < 65_536)) return null;
  return {
    connect: port === undefined ? { kind: "tcp", port: Number(tcp) } : { kind: "serial", path: String(port) },
    controlPort: control === undefined ? undefined : Number(control),
    serialNumber: serial === undefined ? "B126493049" : String(serial),
  };
}

async function obey(balance: SimulatedBalance, line: string): Promise<void> {
  const [, word, grams] = /^(place|press)(?: (-?\d+(?:\.\d+)?))?$/.exec(line) ?? [];
  if (word === "press") process.stdout.write(`${JSON.stringify({ sent: await balance.press(grams) })}\n`);
  else if (word === "place" && grams) balance.place(grams);
  else if (line !== "") process.stderr.write(usage);
}
