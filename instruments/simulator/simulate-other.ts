import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { untilStopped } from "../until-stopped.ts";
import { startSimulatedInstrument } from "./simulated-instrument.ts";

const usage = `npm run simulate -- NAME --port PATH | --tcp PORT | --folder FOLDER
    --every MS        sends by itself, so often
    --noise P --split P --cut P --lost-ack P    what goes wrong, by its chance from 0 to 1
    --unplug SECONDS  the plug is pulled so often
    --seed N          the same misfortunes again
On the keyboard: a figure and Enter, such as 30.1202
`;

/** `npm run simulate` for every instrument but the MT-SICS balance. */
export async function simulateOther(words: string[]): Promise<number> {
  const asked = readWords(words);
  const instrument = asked ? await startSimulatedInstrument(asked) : null;
  if (!asked || !instrument) {
    process.stderr.write(usage);
    return 2;
  }
  process.stdout.write(`${JSON.stringify({ address: instrument.address, tcpPort: instrument.tcpPort })}\n`);
  const press = (grams: string) =>
    void instrument.press(grams).then(() => process.stdout.write(`${JSON.stringify({ sent: grams })}\n`));
  let weight = 10;
  const timers = [
    asked.every > 0 ? setInterval(() => press((weight = (weight * 1.37) % 200).toFixed(4)), asked.every) : undefined,
    asked.unplug > 0 ? setInterval(instrument.unplug, asked.unplug * 1_000) : undefined,
  ];
  const keyboard = createInterface({ input: process.stdin });
  keyboard.on("line", (line) => {
    if (/^-?\d+(?:\.\d+)?$/.test(line.trim())) press(line.trim());
  });
  await untilStopped();
  for (const timer of timers) clearInterval(timer);
  keyboard.close();
  process.stdin.destroy();
  await instrument.stop();
  return 0;
}

function readWords(words: string[]) {
  const text = { type: "string" } as const;
  const options = {
    port: text,
    tcp: text,
    folder: text,
    every: text,
    noise: text,
    split: text,
    cut: text,
    "lost-ack": text,
    unplug: text,
    seed: text,
  };
  try {
    const { values, positionals } = parseArgs({ args: words, allowPositionals: true, options });
    const [driver] = positionals;
    const number = (value: string | undefined, otherwise: number) => (value === undefined ? otherwise : Number(value));
    const connect =
      values.folder !== undefined
        ? ({ kind: "folder", path: values.folder } as const)
        : values.port !== undefined
          ? ({ kind: "serial", path: values.port } as const)
          : ({ kind: "tcp", port: number(values.tcp, 0) } as const);
    const misfortunes = {
      noise: number(values.noise, 0),
      split: number(values.split, 0),
      cut: number(values.cut, 0),
      lostAck: number(values["lost-ack"], 0),
    };
    const figures = [
      number(values.every, 0),
      number(values.unplug, 0),
      number(values.seed, 1),
      ...Object.values(misfortunes),
    ];
    if (driver === undefined || figures.some((each) => !(each >= 0))) return null;
    return { driver, connect, misfortunes, every: figures[0] ?? 0, unplug: figures[1] ?? 0, seed: figures[2] ?? 1 };
  } catch {
    return null;
  }
}
