import { performance } from "node:perf_hooks";
import { startControl } from "./control.ts";
import { openConnections } from "./connections.ts";
import type { Connect } from "./connections.ts";
import { mtSicsEnd } from "./mt-sics.ts";
import { pan, toFigure } from "./pan.ts";
import type { Pan } from "./pan.ts";

export type SimulatedBalance = {
  /** Where it can be reached: a `tcp://` address or the path of its serial port. */
  readonly address: string;
  /** The TCP port it listens on; null on a serial line. */
  readonly tcpPort: number | null;
  /** Its page and buttons, where a control port was asked for. */
  readonly control: string | null;
  /** How many hosts are connected. */
  connections(): number;
  /** Puts a load on the pan (or takes what lies there), waits for rest, presses the print key. Gives the line sent. */
  press(grams?: string, how?: { settleMs?: number }): Promise<string | null>;
  /** Puts a load on the pan and presses nothing. */
  place(grams: string, how?: { settleMs?: number }): void;
  stop(): Promise<void>;
};

/** An analytical balance that speaks MT-SICS on a serial line or a TCP port of this machine. */
export async function startSimulatedBalance(asked: {
  connect: Connect;
  serialNumber: string;
  controlPort?: number;
  model?: string;
  settleMs?: number;
}): Promise<SimulatedBalance> {
  const { connect, serialNumber, controlPort, model = "XS204 Simulated", settleMs } = asked;
  const cell = pan(settleMs);
  const connections = await openConnections(connect, (write) =>
    mtSicsEnd({ pan: cell, model, serialNumber, say: (line) => write(Buffer.from(line, "latin1")) }),
  );

  const press: SimulatedBalance["press"] = async (grams, how) => {
    if (grams !== undefined) cell.place(grams, performance.now(), how?.settleMs);
    const sent = await Promise.all([...connections.ends].map((end) => end.print()));
    return sent.find((line) => line !== null) ?? null;
  };
  const place: SimulatedBalance["place"] = (grams, how) => cell.place(grams, performance.now(), how?.settleMs);
  const control =
    controlPort === undefined
      ? null
      : await startControl(
          {
            press: (grams) => press(grams),
            place: (grams) => place(grams),
            tare: () => void cell.tare(performance.now()),
            zero: () => void cell.zero(performance.now()),
            state: () => ({ ...display(cell), connected: connections.ends.size }),
          },
          controlPort,
        ).catch(async (error: unknown) => {
          await connections.stop();
          throw error;
        });

  return {
    address: connections.address,
    tcpPort: connections.tcpPort,
    control: control?.url ?? null,
    connections: () => connections.ends.size,
    press,
    place,
    async stop() {
      for (const end of connections.ends) end.stop();
      await control?.stop();
      await connections.stop();
    },
  };
}

function display(cell: Pan): { shown: string; stable: boolean } {
  const { steps, range, isStable } = cell.shown(performance.now());
  const bars = range === "over" ? "\u203e\u203e\u203e\u203e\u203e\u203e" : "______";
  return { shown: range === "within" ? `${toFigure(steps)} g` : bars, stable: isStable };
}
