import { performance } from "node:perf_hooks";
import { untilNewline } from "../framing/until-newline.ts";
import { toFigure } from "./pan.ts";
import type { Pan } from "./pan.ts";

const streamEvery = 100;
const stabilityTime = 40_000;
const commands = ["@", "I0", "I1", "I2", "I3", "I4", "I5", "S", "SI", "SIR", "SR", "T", "TA", "TAC", "TI", "Z", "ZI"];
const level = (command: string) =>
  ["T", "Z", "ZI", "S", "SI", "SIR", "@"].includes(command) || /^I/.test(command) ? 0 : 1;

export type MtSicsEnd = {
  hear(bytes: Uint8Array): void;
  /** The print key: waits for rest and sends the weight. Gives the line, or null when it never came to rest. */
  print(): Promise<string | null>;
  powerUp(): void;
  stop(): void;
};

/** The balance's end of an MT-SICS connection. */
export function mtSicsEnd(asked: {
  pan: Pan;
  model: string;
  serialNumber: string;
  say(line: string): void;
}): MtSicsEnd {
  const { pan, model, serialNumber } = asked;
  const framing = untilNewline();
  const waiting = new Set<() => void>();
  let stream: NodeJS.Timeout | undefined;
  let round = 0; // a new weighing command ends the one that still waits

  return {
    hear(bytes) {
      for (const frame of framing.push(bytes)) obey(Buffer.from(frame.body).toString("latin1"));
    },
    print: () => whenStable(() => true).then((isStable) => (isStable ? say(weight("S")) : null)),
    powerUp: () => void say(`I4 A "${serialNumber}"`),
    stop() {
      round += 1;
      clearInterval(stream);
      for (const giveUp of waiting) giveUp();
    },
  };

  function obey(line: string): void {
    const [command = "", ...parameters] = line.split(" ");
    if (!commands.includes(command)) return void say("ES");
    if (parameters.length > 0 && command !== "TA") return void say(`${command} L`);
    if (["S", "SI", "SIR", "SR", "@"].includes(command)) {
      round += 1;
      clearInterval(stream);
    }
    if (command.startsWith("I")) return identity(command);
    if (command.startsWith("T") || command.startsWith("Z")) return void setPan(command, parameters);
    weigh(command);
  }

  function weigh(command: string): void {
    const own = round;
    if (command === "@") return void say(`I4 A "${serialNumber}"`);
    if (command === "SI") return void say(weight("S"));
    if (command === "SIR") {
      stream = setInterval(() => say(weight("S")), streamEvery);
      return void say(weight("S"));
    }
    void whenStable(() => own === round).then((isStable) => {
      if (own !== round) return;
      say(isStable ? weight("S") : "S I");
      if (command === "SR" && isStable) stream = onChange();
    });
  }

  /** SR: a dynamic value when the load changes, and the stable one when it rests again. */
  function onChange(): NodeJS.Timeout {
    let told = pan.shown(performance.now()).steps;
    let isMoving = false;
    return setInterval(() => {
      const now = pan.shown(performance.now());
      if (!isMoving && Math.abs(now.steps - told) >= Math.max(30, Math.abs(told) / 8)) {
        isMoving = true;
        say(weight("S"));
      } else if (isMoving && now.isStable) {
        isMoving = false;
        told = now.steps;
        say(weight("S"));
      }
    }, streamEvery);
  }

  async function setPan(command: string, parameters: string[]): Promise<void> {
    if (command === "TAC") {
      pan.clearTare();
      return void say("TAC A");
    }
    if (command === "TA") return void say(parameters.length > 0 ? "TA L" : `TA A ${figure(pan.tared())} g`);
    const atOnce = command.endsWith("I");
    if (!atOnce && !(await whenStable(() => true))) return void say(`${command} I`);
    const now = performance.now();
    const { isStable, range } = pan.shown(now);
    const status = atOnce && !isStable ? "D" : "S";
    if (range !== "within") return void say(`${command} ${range === "over" ? "+" : "-"}`);
    if (command.startsWith("T")) return void say(`${command} ${status} ${figure(pan.tare(now))} g`);
    const zeroed = pan.zero(now);
    say(zeroed === "done" ? (atOnce ? `ZI ${status}` : "Z A") : `${command} ${zeroed === "too heavy" ? "+" : "-"}`);
  }

  function identity(command: string): void {
    if (command === "I0") {
      for (const [index, each] of commands.entries())
        say(`I0 ${index < commands.length - 1 ? "B" : "A"} ${level(each)} "${each}"`);
      return;
    }
    const answers: Record<string, string> = {
      I1: '"01" "2.30" "2.22" "" ""',
      I2: `"${model} ${pan.capacity} g"`,
      I3: '"1.10 18.6.4.1361.772"',
      I4: `"${serialNumber}"`,
      I5: '"11671158C"',
    };
    say(`${command} A ${answers[command] ?? '""'}`);
  }

  function weight(id: string): string {
    const { steps, range, isStable } = pan.shown(performance.now());
    if (range !== "within") return `${id} ${range === "over" ? "+" : "-"}`;
    return `${id} ${isStable ? "S" : "D"} ${figure(steps)} g`;
  }

  function figure(steps: number): string {
    return toFigure(steps).padStart(10);
  }

  function say(line: string): string {
    asked.say(`${line}\r\n`);
    return line;
  }

  async function whenStable(isWanted: () => boolean): Promise<boolean> {
    const until = performance.now() + stabilityTime;
    let isOver = false;
    const giveUp = () => {
      isOver = true;
    };
    waiting.add(giveUp);
    while (!isOver && isWanted() && performance.now() < until && !pan.shown(performance.now()).isStable) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    waiting.delete(giveUp);
    return !isOver && pan.shown(performance.now()).isStable;
  }
}
